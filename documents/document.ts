/** A document before it is written in any format: what stands in it, in order. Written in Chinese, as it is filed. */

export type Block =
  /** Levels are numbered by the writer: 一、 （一） 1. */
  | { type: 'heading'; level: 1 | 2 | 3; text: string }
  | { type: 'paragraph'; text: string }
  /** `widths` are shares of the line. */
  | { type: 'table'; head: string[]; widths: number[]; rows: string[][] }
  /** Small, below what it explains. */
  | { type: 'note'; text: string };

export interface Section {
  landscape: boolean;
  blocks: Block[];
}

export interface Document {
  title: string;
  /** Number or day, centred below the title. */
  subtitle: string;
  /** The day that it says it is of: also the date of its file. */
  on: string;
  /** Each begins on a new page. */
  sections: Section[];
}

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', level, text });
export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const note = (text: string): Block => ({ type: 'note', text });
/** A table, or a line that says that there is nothing to list. */
export const table = (head: string[], widths: number[], rows: string[][]): Block =>
  rows.length === 0 ? paragraph('无。') : { type: 'table', head, widths, rows };

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 in Chinese: 十, 十一, 二十. */
export function chineseNumber(n: number): string {
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`}${DIGITS[n % 10]}`;
}

/** The sections with their headings numbered through the whole document: 一、, （一）, 1. */
export function numbered(sections: readonly Section[]): Section[] {
  const count = [0, 0, 0];
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (block.type !== 'heading') return block;
      const { level, text } = block;
      count[level - 1]! += 1;
      count.fill(0, level);
      const n = count[level - 1]!;
      const mark = [`${chineseNumber(n)}、`, `（${chineseNumber(n)}）`, `${n}.`][level - 1];
      return { ...block, text: `${mark}${text}` };
    }),
  }));
}
