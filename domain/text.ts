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

/**
 * Signs that nobody sees, or that turn round what stands beside them: control characters (but for tab and line end),
 * zero-width signs (but for the joiner within an emoji), overrides of the direction of writing, tags.
 */
const UNSEEN =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|(?<![\p{Extended_Pictographic}\ufe0f])\u200d/gu;

/** The text without signs that make it look like another one. */
export const visible = (text: string): string => text.replaceAll(UNSEEN, '');

/** A visible text on one line. */
export const visibleLine = (text: string): string => visible(text.replaceAll(/[\t\r\n\u2028\u2029]+/g, ' '));
