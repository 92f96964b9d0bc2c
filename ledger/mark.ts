/** The office's own file with the cells marked that could not be taken, and a sheet that lists them. */
import {
  openXlsx,
  saveXlsx,
  writeXlsx,
  type Cell,
  type CellValue,
  type Sheet,
  type WriteSheet,
} from 'hucre/xlsx';
import type { Fault } from '../domain/text.ts';
import type { Grid } from './grid.ts';

const FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFFC7CE' } } as const;
const LIST = '导入错误';

/** `Sheet!B7` → its sheet, row and column, counted from 0. */
export function placeOf(at: string): { sheet: string; row: number; column: number } | undefined {
  const m = /^(.*)!([A-Z]{1,3})(\d{1,7})$/.exec(at);
  if (!m) return undefined;
  const column = m[2]!.split('').reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
  return { sheet: m[1]!, row: Number(m[3]) - 1, column };
}

/** The file with its faults marked, as .xlsx, whatever it was. */
export async function markFaults(
  bytes: Uint8Array,
  grids: readonly Grid[],
  faults: readonly Fault[],
): Promise<Uint8Array> {
  const isBook = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows: CellValue[][] = [
    ['位置 / cell', '问题', 'fault'],
    ...faults.map((f): CellValue[] => [f.path, f.message.zh, f.message.en]),
  ];
  const list: WriteSheet & Sheet = {
    name: LIST,
    rows,
    columns: [{ width: 18 }, { width: 60 }, { width: 60 }],
  };
  if (!isBook) {
    const sheets = grids.map((g): WriteSheet & Sheet => ({
      name: sheetName(g.name),
      rows: g.rows.map((row) => row.map((c) => c.value)),
      cells: new Map(),
    }));
    for (const sheet of sheets) mark(sheet, faults);
    return writeXlsx({ sheets: [...sheets, list] });
  }
  const book = await openXlsx(bytes, { readStyles: true });
  for (const sheet of book.sheets) mark(sheet, faults);
  book.sheets = [...book.sheets.filter((s) => s.name !== LIST), list];
  return saveXlsx(book);
}

/** A name that Excel takes: 31 characters, none of its signs. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || '台账';

function mark(sheet: Sheet, faults: readonly Fault[]): void {
  const cells = (sheet.cells ??= new Map());
  const texts = new Map<string, string[]>();
  for (const { path, message } of faults) {
    const place = placeOf(path);
    if (!place || sheetName(place.sheet) !== sheetName(sheet.name)) continue;
    const key = `${place.row},${place.column}`;
    texts.set(key, [...(texts.get(key) ?? []), `${message.zh}\n${message.en}`]);
  }
  for (const [key, said] of texts) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    while (sheet.rows.length <= row) sheet.rows.push([]);
    const value = sheet.rows[row]![column] ?? null;
    const before: Cell = cells.get(key) ?? {
      value,
      type: value === null ? 'empty' : typeof value === 'number' ? 'number' : 'string',
    };
    cells.set(key, {
      ...before,
      style: { ...before.style, fill: FILL },
      comment: { author: '全程 Quancheng', text: said.join('\n') },
    });
  }
}
