/**
 * Which table a sheet is and where its columns are: by headers, in one row or two, whatever stands above them;
 * and which rows are not of a project: totals, headings, remarks.
 */
import { fault, type Fault, type Text } from '../domain/text.ts';
import { plainText } from './chinese-numerals.ts';
import { address, type Cell, type Grid } from './grid.ts';
import { TABLES, type Column, type Table, type TableId } from './tables.ts';

/** A county's own names of columns: its header, as it writes it → the key of a column, or null for none. */
export type Mapping = Partial<Record<TableId, Readonly<Record<string, string | null>>>>;

export interface FoundColumn {
  column: Column;
  index: number;
  /** The unit in brackets behind the header. */
  unit?: string;
}

export interface FoundTable {
  table: Table;
  grid: Grid;
  columns: FoundColumn[];
  /** The first row below the headers. */
  firstRow: number;
  /** The year that the ledger is of, from its title. */
  year?: number;
  faults: Fault[];
  notes: Text[];
  /** Headers that are not known: the county may say what they are. */
  unknown: string[];
}

const HEADER_ROWS = 12;
const UNITS = ['万元', '万', '亿元', '亿', '元', '亩', '公顷', '%', '工作日', '个工作日', '天', '日'];

/** A header as it is compared: no blanks, no signs, no unit. */
export function headerOf(text: string): { name: string; unit?: string } {
  const plain = plainText(text).replaceAll(' ', '').toUpperCase();
  const [, unit] = /[(（[【]([^()（）]*)[)）\]】]$/.exec(plain) ?? [];
  const known = unit === undefined ? undefined : UNITS.find((u) => u === unit || `单位:${u}` === unit);
  const bare = known === undefined ? plain : plain.replace(/[(（[【][^()（）]*[)）\]】]$/, '');
  return {
    name: bare.replace(/[()（）[\]【】:：、,，.。*＊/／_-]/g, ''),
    ...(known === undefined ? {} : { unit: known }),
  };
}

/** The names of a table's columns, the county's own first. */
function namesOf(table: Table, mapping: Mapping): Map<string, Column | null> {
  const names = new Map<string, Column | null>();
  for (const column of table.columns)
    for (const name of [column.header, ...(column.also ?? [])]) names.set(headerOf(name).name, column);
  for (const [header, key] of Object.entries(mapping[table.id] ?? {}))
    names.set(
      headerOf(header).name,
      key === null ? null : (table.columns.find((c) => c.key === key) ?? null),
    );
  return names;
}

const textOf = (cell: Cell | undefined): string =>
  cell === undefined || cell.value === null ? '' : String(cell.value);

/** The headers when they stand in this row, or in this one and the next: the upper one before the lower. */
function headersAt(grid: Grid, row: number, depth: 1 | 2): string[] {
  const upper = grid.rows[row] ?? [];
  const lower = grid.rows[row + 1] ?? [];
  const width = Math.max(upper.length, depth === 2 ? lower.length : 0);
  return Array.from({ length: width }, (_, c) => {
    const above = textOf(upper[c]);
    if (depth === 1) return above;
    const below = textOf(lower[c]);
    return below === above || below === '' ? above : `${above}${below}`;
  });
}

interface Fit {
  table: Table;
  row: number;
  depth: 1 | 2;
  headers: string[];
  matched: number;
}

/** The table that a sheet is; undefined for a sheet that is none of ours. */
export function findTable(grid: Grid, mapping: Mapping = {}): FoundTable | undefined {
  let best: Fit | undefined;
  for (const table of Object.values(TABLES)) {
    const names = namesOf(table, mapping);
    for (let row = 0; row < Math.min(grid.rows.length, HEADER_ROWS); row++) {
      for (const depth of [1, 2] as const) {
        const headers = headersAt(grid, row, depth);
        const columns = headers.flatMap((h) => names.get(headerOf(h).name) ?? []);
        const keys = new Set(columns.map((c) => c.key));
        if (keys.size < 2 || !table.needs.every((group) => group.some((key) => keys.has(key)))) continue;
        // A table that needs more is told by more: an item's sheet has a project's name, too.
        const matched = keys.size + table.needs.length / 10 - (depth - 1) / 100 - row / 1_000;
        if (!best || matched > best.matched) best = { table, row, depth, headers, matched };
      }
    }
  }
  return best && located(best, grid, mapping);
}

function located({ table, row, depth, headers }: Fit, grid: Grid, mapping: Mapping): FoundTable {
  const names = namesOf(table, mapping);
  const columns: FoundColumn[] = [];
  const faults: Fault[] = [];
  const notes: Text[] = [];
  const unknown: string[] = [];
  for (const [index, text] of headers.entries()) {
    const { name, unit } = headerOf(text);
    if (name === '') continue;
    const column = names.get(name);
    const at = `${grid.name}!${address(row + depth - 1, index)}`;
    if (column === undefined) {
      unknown.push(plainText(text));
      notes.push({
        zh: `未识别的列“${plainText(text)}”（${at}）未读取；可在列映射中指定`,
        en: `the column “${plainText(text)}” (${at}) is not known and was not read: name it in the mapping`,
      });
    }
    if (!column) continue;
    const twin = columns.find((c) => c.column === column);
    if (twin && column.kind !== 'shown')
      faults.push(
        fault(
          at,
          `两列都是“${column.header}”，请删去一列或在列映射中指定`,
          `two columns are “${column.header}”: delete one or name it in the mapping`,
        ),
      );
    else columns.push({ column, index, ...(unit === undefined ? {} : { unit }) });
  }
  const above = grid.rows
    .slice(0, row)
    .flatMap((r) => r.map(textOf))
    .join(' ');
  const years = new Set([...plainText(above).matchAll(/(20\d{2})年/g)].map((m) => Number(m[1])));
  const hidden = [...grid.hiddenRows].filter((r) => r >= row + depth);
  if (hidden.length > 0)
    notes.push({
      zh: `“${grid.name}”有 ${hidden.length} 个隐藏行，已一并读取`,
      en: `“${grid.name}” has ${hidden.length} hidden rows: they were read like the others`,
    });
  // Headers may be merged down over rows that say nothing more.
  let firstRow = row + depth;
  const repeats = (r: readonly Cell[]): boolean =>
    r.some((c) => c.merged) &&
    r.every((c, i) => c.value === null || (c.merged === true && headers[i]?.endsWith(textOf(c))));
  while (firstRow < grid.rows.length && repeats(grid.rows[firstRow]!)) firstRow += 1;
  return {
    ...{ table, grid, columns, firstRow, faults, notes, unknown },
    ...(years.size === 1 ? { year: [...years][0]! } : {}),
  };
}

/** Why a row is not one of a project; undefined when it is to be read. `empty` is not worth saying. */
export function skipped(
  found: FoundTable,
  row: readonly Cell[],
): 'empty' | 'total' | 'heading' | 'remark' | undefined {
  const texts = row.map(textOf).map(plainText);
  const said = texts.filter((t) => t !== '');
  if (said.length === 0) return 'empty';
  const first = said[0]!.replaceAll(' ', '');
  const name = found.columns.find((c) => c.column.key === 'name');
  const named = name === undefined ? first : texts[name.index]!.replaceAll(' ', '');
  if (/^(合计|小计|总计|共计|累计|本页合计)/.test(first) || /^(合计|小计|总计|共计|累计)[:：]?$/.test(named))
    return 'total';
  if (/^(注|备注|说明|填表人|填报人|审核人|制表|联系人|单位负责人|填报单位)[:：]/.test(first))
    return 'remark';
  // “一、工业项目” across the sheet, or alone in its row.
  const distinct = new Set(said);
  if (
    distinct.size === 1 &&
    (row.some((c) => c.merged) || /^[（(]?[一二三四五六七八九十]+[)）、.]/.test(first))
  )
    return 'heading';
  return undefined;
}
