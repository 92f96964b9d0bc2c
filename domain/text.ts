/** What a reader sees: Chinese first, English beside it. */
export interface Text {
  zh: string;
  en: string;
}

/** Why a command was refused: a stable code for programs, a sentence for people, the field to mend. */
export interface Rejection {
  code: string;
  message: Text;
  field?: string;
}

export function reject(code: string, zh: string, en: string, field?: string): Rejection {
  return { code, message: { zh, en }, ...(field === undefined ? {} : { field }) };
}

/** One fault of a file or form: the place in it, and what to mend. */
export interface Fault {
  path: string;
  message: Text;
}

export const fault = (path: string, zh: string, en: string): Fault => ({ path, message: { zh, en } });

/** Orders texts the same on every machine, whatever its language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
