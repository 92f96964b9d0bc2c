/** Where the CLI writes: what was asked for to the standard output, all else to the error output. */
import { Option } from 'commander';
import { progressLines, silent, type Progress } from '../store/progress.ts';

/** Prints a line of what was asked for. */
export type Print = (line: string) => void;

let quiet = false;
/** From now on nothing but results and faults is written. */
export const setQuiet = (to: boolean): void => {
  quiet = to;
};

/** Says where a piece of work stands, and what was done beside the result; `--quiet` leaves it out. */
export const tell = (line: string): void => {
  if (!quiet) console.error(line);
};

/** How far long work has come: a line now and then in a terminal, at its end elsewhere, none when quiet. */
export const progress = (what: string, total?: number): Progress => {
  if (quiet) return silent;
  return progressLines(tell, what, total, process.stderr.isTTY ? undefined : Infinity);
};

export const jsonOption = (): Option => new Option('--json', '以 JSON 输出 / as JSON').default(false);

export interface Json {
  json: boolean;
}

/** Prints a result: as JSON where that is asked for, else as text. */
export function show(print: Print, { json }: Json, result: unknown, text: () => string): void {
  print(json ? JSON.stringify(result, null, 2) : text());
}
