/**
 * What passes between the files of an office and the ledger: plain grids of cells, the same for .xlsx and .csv.
 * Rows and columns are counted from 0; `address` gives the name that the office sees (B7).
 */
import type { LocalDate } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';

/** A cell as the file holds it: text, a number (a date is its serial number), or nothing. */
export interface Cell {
  value: string | number | boolean | null;
  /** The number format, where it says that a number is a date (`yyyy/m/d`). */
  dated?: boolean;
  /** The number format, where it says that a number is a share (`0%`). */
  percent?: boolean;
  /** The decimal places that the number format fixes (2 for `0.00`). */
  places?: number | undefined;
  /** A formula whose result the file does not hold. */
  formulaWithoutResult?: boolean;
  /** An error value such as #REF!. */
  error?: string;
  /** Covered by a merge: the value is that of its first cell. */
  merged?: boolean;
}

export interface Grid {
  /** The sheet's name; that of the file for .csv. */
  name: string;
  /** Serial numbers count from 1900 or 1904. */
  dateSystem: 1900 | 1904;
  rows: Cell[][];
  hiddenRows: ReadonlySet<number>;
  hiddenColumns: ReadonlySet<number>;
}

/** A reading of a cell: a value and the rule it was read by, or why it was refused and what to write instead. */
export type Reading<T> = { ok: true; value: T; rule: string } | { ok: false; why: Text };

/** What a date without a day, or without a year, is read as. */
export interface DateReference {
  /** A year for dates that name none: that of the ledger. */
  year?: number | undefined;
  /** `actual` needs a day; `planned` takes the end of the time that is named. */
  meaning: 'planned' | 'actual';
  dateSystem: 1900 | 1904;
}
export type ReadDate = (
  cell: Cell,
  reference: DateReference,
) => Reading<LocalDate> | { ok: true; value: null };

/** `B7` for column 1, row 6. */
export function address(row: number, column: number): string {
  let name = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  }
  return `${name}${row + 1}`;
}
