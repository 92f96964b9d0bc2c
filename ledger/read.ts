/** The rows of a ledger as values, each with the cell it came from; what can't be read is a fault of that cell. */
import type { LocalDate } from '../domain/dates.ts';
import { fault, type Fault, type Text } from '../domain/text.ts';
import { readDate } from './dates.ts';
import { findTable, skipped, type FoundColumn, type FoundTable, type Mapping } from './find.ts';
import { address, type Cell, type Grid } from './grid.ts';
import { CATEGORIES, LINE_KINDS, type TableId } from './tables.ts';
import {
  readArea,
  readChoice,
  readId,
  readMoney,
  readPercent,
  readText,
  readWorkdays,
  readYes,
} from './values.ts';

export interface Value {
  value: string | number | boolean;
  /** `Sheet!B7`. */
  at: string;
}

export interface Row {
  table: TableId;
  /** The row's first cell. */
  at: string;
  values: Record<string, Value>;
  /** A cell of it could not be read: nothing of its project may be done. */
  faulty: boolean;
}

export interface Ledger {
  rows: Row[];
  faults: Fault[];
  /** What was left out and why, for the reader to know. */
  notes: Text[];
  tables: TableId[];
  /** Headers that were not read, by table. */
  unknown: { table: TableId; header: string }[];
}

export interface Reading {
  mapping?: Mapping | undefined;
  /** The day of reading: a date without a year is of its year. */
  on: LocalDate;
  /** Names of the templates by `id vN`. */
  templates: Readonly<Record<string, string>>;
}

/** Reads every sheet that is a table of a ledger. A file that has none is one fault. */
export function readLedger(grids: readonly Grid[], reading: Reading): Ledger {
  const ledger: Ledger = { rows: [], faults: [], notes: [], tables: [], unknown: [] };
  for (const grid of grids) {
    const found = findTable(grid, reading.mapping);
    if (!found) {
      if (grid.rows.some((row) => row.some((c) => c.value !== null)))
        ledger.notes.push({
          zh: `工作表“${grid.name}”没有可识别的表头，未读取`,
          en: `the sheet “${grid.name}” has no headers that are known, and was not read`,
        });
      continue;
    }
    ledger.tables.push(found.table.id);
    ledger.faults.push(...found.faults);
    ledger.notes.push(...found.notes);
    ledger.unknown.push(...found.unknown.map((header) => ({ table: found.table.id, header })));
    readRows(found, reading, ledger);
  }
  if (ledger.tables.length === 0)
    ledger.faults.push(
      fault(
        grids[0] ? `${grids[0].name}!A1` : 'A1',
        '没有找到台账：需要一行表头，至少有“项目名称”和另一列',
        'there is no ledger: it needs a row of headers with 项目名称 and one more column',
      ),
    );
  return ledger;
}

const SKIPPED: Record<'total' | 'heading' | 'remark', Text> = {
  total: { zh: '合计行', en: 'totals' },
  heading: { zh: '小标题行', en: 'headings' },
  remark: { zh: '附注行', en: 'remarks' },
};

function readRows(found: FoundTable, reading: Reading, ledger: Ledger): void {
  const { grid } = found;
  const left: Record<'total' | 'heading' | 'remark', number[]> = { total: [], heading: [], remark: [] };
  for (let r = found.firstRow; r < grid.rows.length; r++) {
    const cells = grid.rows[r]!;
    const why = skipped(found, cells);
    if (why === 'empty') continue;
    if (why) left[why].push(r + 1);
    else ledger.rows.push(readRow(found, r, reading, ledger.faults));
  }
  for (const [why, rows] of Object.entries(left)) {
    if (rows.length === 0) continue;
    const { zh, en } = SKIPPED[why as keyof typeof SKIPPED];
    ledger.notes.push({
      zh: `“${grid.name}”第 ${rows.join('、')} 行是${zh}，未读取`,
      en: `rows ${rows.join(', ')} of “${grid.name}” are ${en} and were not read`,
    });
  }
}

function readRow(found: FoundTable, r: number, reading: Reading, faults: Fault[]): Row {
  const { grid, table } = found;
  const at = (c: number): string => `${grid.name}!${address(r, c)}`;
  const row: Row = { table: table.id, at: at(0), values: {}, faulty: false };
  for (const place of found.columns) {
    const { column, index } = place;
    if (column.kind === 'shown') continue;
    const cell = grid.rows[r]![index] ?? { value: null };
    const read = valueOf(cell, place, found, reading);
    if (!read.ok) {
      faults.push(fault(at(index), `${column.header}：${read.why.zh}`, `${column.header}: ${read.why.en}`));
      row.faulty = true;
    } else if (read.value !== null) row.values[column.key] = { value: read.value, at: at(index) };
  }
  if (!row.values.id && !row.values.name && !row.faulty) {
    faults.push(fault(row.at, '这一行没有项目名称', 'this row has no name of a project'));
    row.faulty = true;
  }
  return row;
}

type Found = { ok: true; value: string | number | boolean | null } | { ok: false; why: Text };

function valueOf(cell: Cell, { column, unit }: FoundColumn, found: FoundTable, reading: Reading): Found {
  switch (column.kind) {
    case 'date':
      return readDate(cell, {
        meaning: column.actual ? 'actual' : 'planned',
        dateSystem: found.grid.dateSystem,
        year: found.year,
        on: reading.on,
      });
    case 'money':
      return readMoney(cell, unit);
    case 'area':
      return readArea(cell, unit);
    case 'percent':
      return readPercent(cell);
    case 'workdays':
      return readWorkdays(cell, unit);
    case 'yes':
      return readYes(cell);
    case 'id':
      return readId(cell);
    case 'choice':
      if (column.key === 'category') return readChoice(cell, CATEGORIES);
      if (column.key === 'lineKind') return readChoice(cell, LINE_KINDS);
      return column.key === 'template' ? readChoice(cell, reading.templates) : readText(cell);
    default:
      return readText(cell);
  }
}
