/** The bytes of an office's file as grids of cells: .xlsx, or .csv in UTF-8 or GB18030. */
import { Unzip, UnzipInflate } from 'fflate';
import { parseCsv } from 'hucre/csv';
import { readXlsx, type Cell as XlsxCell, type CellValue, type Sheet } from 'hucre/xlsx';
import type { Text } from '../domain/text.ts';
import type { Cell, Grid } from './grid.ts';

/** The largest file that is looked at, and the largest that may come out of its compression. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
const MAX_CELLS = 2_000_000;
/** So much of an archive is unpacked at a time: at most a thousand times as much comes out. */
const PIECE = 16_384;

/** The file as a whole can't be read. */
export class NotALedger extends Error {
  readonly text: Text;
  constructor(zh: string, en: string) {
    super(`${zh} / ${en}`);
    this.name = 'NotALedger';
    this.text = { zh, en };
  }
}

/**
 * The sheets of a file, hidden ones left out. Throws `NotALedger` for what is no .xlsx or .csv, is encrypted,
 * is too large, or unpacks to more than its size could honestly hold.
 */
export async function readWorkbook(bytes: Uint8Array, name: string): Promise<Grid[]> {
  if (bytes.length > MAX_FILE_BYTES)
    throw new NotALedger(
      `文件超过 ${MAX_FILE_BYTES / 1024 / 1024} MB`,
      `the file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`,
    );
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readBook(bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new NotALedger(
      '这是 .xls 或加密的文件，请在 Excel 中另存为 .xlsx（不设密码）',
      'this is an .xls or an encrypted file: save it as .xlsx without a password',
    );
  return [readCsv(bytes, name)];
}

async function readBook(bytes: Uint8Array): Promise<Grid[]> {
  await assertHonest(bytes);
  const book = await readXlsx(bytes, { readStyles: true }).catch((error: unknown) => {
    throw new NotALedger(
      `不是有效的 .xlsx 文件：${(error as Error).message}`,
      `not a good .xlsx file: ${(error as Error).message}`,
    );
  });
  const dateSystem = book.dateSystem === '1904' ? 1904 : 1900;
  return book.sheets.filter((s) => !s.hidden && !s.veryHidden).map((sheet) => gridOf(sheet, dateSystem));
}

/** Unpacks piece by piece, keeping nothing, and stops when more comes out than a ledger holds. */
async function assertHonest(bytes: Uint8Array): Promise<void> {
  let unpacked = 0;
  let damaged = false;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) damaged = true;
      else unpacked += chunk.length;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length && !damaged; at += PIECE) {
    try {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    } catch {
      damaged = true;
    }
    if (unpacked > MAX_UNPACKED_BYTES)
      throw new NotALedger('文件解压后过大，拒绝读取', 'the file unpacks to more than is read');
  }
  if (damaged) throw new NotALedger('压缩包已损坏', 'the archive is damaged');
}

function gridOf(sheet: Sheet, dateSystem: 1900 | 1904): Grid {
  const cells = sheet.rows.reduce((n, row) => n + row.length, 0);
  if (cells > MAX_CELLS)
    throw new NotALedger(
      `工作表“${sheet.name}”有 ${cells} 个单元格，过多`,
      `the sheet “${sheet.name}” has ${cells} cells: too many`,
    );
  const rows = sheet.rows.map((row, r) =>
    row.map((value, c) => cellOf(value, sheet.cells?.get(`${r},${c}`), dateSystem)),
  );
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const first = rows[startRow]?.[startCol];
    if (!first || first.value === null) continue;
    for (let r = startRow; r <= Math.min(endRow, rows.length - 1); r++) {
      for (let c = startCol; c <= endCol; c++) {
        if (r !== startRow || c !== startCol) rows[r]![c] = { ...first, merged: true };
      }
    }
  }
  const hidden = (list: [number, boolean | undefined][]): Set<number> =>
    new Set(list.flatMap(([i, is]) => (is ? [i] : [])));
  return {
    name: sheet.name,
    dateSystem,
    rows: rows.map((row) => Array.from(row, (cell) => cell ?? { value: null })),
    hiddenRows: hidden([...(sheet.rowDefs ?? [])].map(([i, d]) => [i, d.hidden])),
    hiddenColumns: hidden((sheet.columns ?? []).map((d, i) => [i, d.hidden])),
  };
}

const MS_A_DAY = 86_400_000;
const EPOCH = { 1900: 25_569, 1904: 24_107 };

function cellOf(value: CellValue, detail: XlsxCell | undefined, dateSystem: 1900 | 1904): Cell {
  if (detail?.type === 'error') return { value: null, error: String(value) };
  if (detail?.type === 'formula' && value === null) return { value: null, formulaWithoutResult: true };
  if (typeof value === 'string' && /^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)[!?]?$/.test(value))
    return { value: null, error: value };
  if (value instanceof Date) return { value: value.getTime() / MS_A_DAY + EPOCH[dateSystem], dated: true };
  const format = detail?.style?.numFmt ?? '';
  if (typeof value !== 'number' || format === '') return { value: value ?? null };
  // `0.00%`, `0.00`, `#,##0.0`; what stands in quotes or behind a semicolon is not the figure's own.
  const plain = format.replace(/"[^"]*"/g, '').split(';')[0]!;
  const places =
    /\.(0+)/.exec(plain)?.[1]?.length ?? (/0/.test(plain) && !plain.includes('.') ? 0 : undefined);
  return {
    value,
    ...(plain.includes('%') ? { percent: true } : {}),
    ...(places === undefined ? {} : { places }),
  };
}

/** Text as Excel writes it: UTF-8 where that fits, else GB18030. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      throw new NotALedger(
        '不是 .xlsx，也不是 UTF-8 或 GB18030 编码的 .csv',
        'neither an .xlsx nor a .csv in UTF-8 or GB18030',
      );
    }
  }
}

function readCsv(bytes: Uint8Array, name: string): Grid {
  const text = decode(bytes);
  if (text.includes('\0'))
    throw new NotALedger('不是 .xlsx 或 .csv 文件', 'neither an .xlsx nor a .csv file');
  const rows = parseCsv(text, { unescapeFormulae: true }).map((row) =>
    row.map((value): Cell => ({ value: value === '' || value === null ? null : String(value) })),
  );
  return { name, dateSystem: 1900, rows, hiddenRows: new Set(), hiddenColumns: new Set() };
}
