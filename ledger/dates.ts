/**
 * Dates as offices write them in a ledger. Each reading follows a rule of the table below, which the
 * documentation prints; what no rule covers, or two rules read differently, is refused with what to write
 * instead. Nothing here depends on the time zone of the process: a date is worked out from its numbers.
 */
import { dateOfDay, daysBetween, isLocalDate, type LocalDate } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';
import { arabicDates, plainText } from './chinese-numerals.ts';
import type { Cell, DateReference, ReadDate } from './grid.ts';

/** How the columns' dates are read; `on` is the day of reading, where it is known. */
export interface DateContext extends DateReference {
  /**
   * Where the ledger names no year, dates without one are of this day's year; and are refused when that puts
   * a plan half a year back or a past day into the future.
   */
  on?: LocalDate | undefined;
}

export type DateCell = Cell;

type Found = { ok: true; date: LocalDate; rule: DateRule } | { ok: false; why: Text };

/** The rules: an example of each, and what is read from it in a ledger of 2024. */
export const DATE_RULES = {
  serial: { zh: '日期格式的单元格，或 2000–2099 年的日期序号', example: '45377', date: '2024-03-26' },
  fullDate: { zh: '四位年、月、日', example: '2024年3月26日', date: '2024-03-26' },
  compact: { zh: '八位数字', example: '20240326', date: '2024-03-26' },
  shortYear: {
    zh: '两位年份：后接“年”，或用点分三段且首段大于 12，为 20××',
    example: '24.3.26',
    date: '2024-03-26',
  },
  monthDay: {
    zh: '月、日，无年份：取台账的年份，否则取截至日的年份（计划倒退半年以上的拒收）',
    example: '3/15',
    date: '2024-03-15',
  },
  month: { zh: '只写到月：计划、预计为当月最后一天', example: '2024.3', date: '2024-03-31' },
  firstTen: { zh: '上旬：10 日', example: '3月上旬', date: '2024-03-10' },
  secondTen: { zh: '中旬：20 日', example: '3月中旬', date: '2024-03-20' },
  monthEnd: { zh: '下旬、底、末：当月最后一天', example: '3月底', date: '2024-03-31' },
  quarter: { zh: '季度：该季度最后一天', example: '二季度', date: '2024-06-30' },
  halfYear: { zh: '上半年 6 月 30 日，下半年 12 月 31 日', example: '上半年', date: '2024-06-30' },
  yearEnd: { zh: '年、年底、年内：12 月 31 日', example: '2024年底', date: '2024-12-31' },
} as const;
export type DateRule = keyof typeof DATE_RULES;

const [FIRST_YEAR, LAST_YEAR] = [1990, 2099];
/** A plan without a year that would lie further back than this is of another year. */
const MAX_DAYS_BACK = 183;
const SERIAL_1900 = -25_569;
const SERIAL_1904 = -24_107;

const refused = (zh: string, en: string): { ok: false; why: Text } => ({ ok: false, why: { zh, en } });
const unreadable = (text: string): ReturnType<typeof refused> =>
  refused(
    `不能确定“${text}”是哪一天，请写作 2024-03-26`,
    `can't tell which day “${text}” is: write it as 2024-03-26`,
  );
const ambiguous = (text: string, one: string, other: string): ReturnType<typeof refused> =>
  refused(
    `“${text}”有两种读法（${one} 或 ${other}），请写作 2024-03-26`,
    `“${text}” can be read as ${one} or ${other}: write it as 2024-03-26`,
  );

/** What offices write where there is nothing to say: no statement, as an empty cell. */
const NOTHING = /^(|[-—–/\\]+|无|暂无|待定|未定)$/;

/**
 * The day a cell names, with the rule by which it was read; null for an empty cell or a sign for nothing; or
 * why it can't be told, with what to write. Days before 1990 and after 2099 are refused.
 */
export function readDate(cell: DateCell, context: DateContext): ReturnType<ReadDate> {
  const { value } = cell;
  if (cell.error !== undefined) return unreadable(cell.error);
  if (cell.formulaWithoutResult) {
    return refused(
      '公式没有结果，请在 Excel 中重新计算并保存',
      'the formula has no result: calculate it in Excel and save',
    );
  }
  if (value === null || (typeof value === 'string' && NOTHING.test(plainText(value))))
    return { ok: true, value: null };
  if (typeof value === 'boolean') return unreadable(String(value));
  const found = typeof value === 'number' ? fromNumber(value, cell, context) : fromText(value, context);
  if (!found.ok) return found;
  const year = Number(found.date.slice(0, 4));
  if (!isLocalDate(found.date) || year < FIRST_YEAR || year > LAST_YEAR) return unreadable(String(value));
  if (context.meaning === 'actual' && SPANS.has(found.rule)) {
    return refused(
      `已完成的日期须写到日：“${value}”`,
      `a day that has been must be a day, not a span: “${value}”`,
    );
  }
  return { ok: true, value: found.date, rule: found.rule };
}

const SPANS: ReadonlySet<DateRule> = new Set([
  ...(['month', 'firstTen', 'secondTen', 'monthEnd', 'quarter', 'halfYear', 'yearEnd'] as const),
]);

function fromNumber(value: number, { dated, places }: DateCell, context: DateContext): Found {
  const offset = context.dateSystem === 1904 ? SERIAL_1904 : SERIAL_1900;
  if (dated) {
    // Serial 60 is 29 February 1900, which was none: up to it the count is off by one.
    return value > 60 && value < 80_000
      ? { ok: true, date: dateOfDay(Math.floor(value) + offset), rule: 'serial' }
      : unreadable(String(value));
  }
  if (Number.isInteger(value)) {
    const date = value > 34_000 && value < 74_000 ? dateOfDay(value + offset) : '';
    if (date >= '2000' && date < '2100') return { ok: true, date, rule: 'serial' };
    return fromText(String(value), context);
  }
  // 2024.10 typed as a number has become 2024.1: only a format of two places shows which it was.
  const text = places === undefined ? String(value) : value.toFixed(places);
  const [, before, after] = /^(\d{4}|\d{1,2})\.(\d{1,2})$/.exec(text) ?? [];
  if (before === undefined || after === undefined) return unreadable(text);
  const lost = places === undefined && after.length === 1;
  if (lost && before.length === 4 && after === '1') return ambiguous(text, `${before}-01`, `${before}-10`);
  if (lost && before.length < 4 && '123'.includes(after)) {
    return ambiguous(text, `${before}月${after}日`, `${before}月${after}0日`);
  }
  return fromText(text, context);
}

const pad = (n: number | string, width = 2): string => String(n).padStart(width, '0');
const iso = (y: number | string, m: number | string, d: number | string): LocalDate =>
  `${pad(y, 4)}-${pad(m)}-${pad(d)}`;
const lastOf = (year: number, month: number): LocalDate =>
  dateOfDay(Date.UTC(year, month, 1) / 86_400_000 - 1);

/** Words that say only that a date is a plan, before it; and that it is the last day, after it. */
const PLANNED = /^(计划|预计|拟于?|力争|争取)(于|在)?/;
const DONE = /(完成|办结)$/;
const BY = /(之前|以前|前)$/;

function fromText(written: string, context: DateContext): Found {
  const spaced = arabicDates(plainText(written)).replace(/(?<=\d)[ T]\d{1,2}:\d{2}(:\d{2})?$/, '');
  // Figures that a blank keeps apart would become other figures: 2024-1 2.
  if (/\d \d/.test(spaced)) return unreadable(written);
  const plain = spaced.replaceAll(' ', '');
  if (context.meaning === 'actual' && PLANNED.test(plain)) {
    return refused(`“${written}”是计划，不是已完成的日期`, `“${written}” is a plan, not a day that has been`);
  }
  const stated = plain.replace(PLANNED, '').replace(DONE, '');
  const text = stated.replace(BY, '');
  const by = text !== stated;
  const reading = parts(text, written, context);
  // “3月底前” is that day at the latest; “3月前” may end before March or with it.
  if (
    by &&
    reading.ok &&
    ['month', 'quarter', 'halfYear', 'yearEnd'].includes(reading.rule) &&
    !/[底末内]$/.test(text)
  ) {
    return refused(
      `“${written}”不知是否含该时段，请写作 3月底前 或具体日期`,
      `“${written}” may or may not include that span: name the day`,
    );
  }
  return by && context.meaning === 'actual' ? unreadable(written) : reading;
}

/** The reading of a text that is nothing but a date. */
function parts(text: string, written: string, context: DateContext): Found {
  const day = (date: LocalDate, rule: DateRule): Found =>
    isLocalDate(date)
      ? { ok: true, date, rule }
      : refused(`没有这一天：“${written}”`, `there is no such day: “${written}”`);
  let m: RegExpExecArray | null;

  if ((m = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)$/.exec(text))) {
    return day(iso(m[1]!, (m[3] ?? m[5])!, (m[4] ?? m[6])!), 'fullDate');
  }
  if ((m = /^(\d{4})(\d{2})(\d{2})$/.exec(text))) return day(iso(m[1]!, m[2]!, m[3]!), 'compact');
  if ((m = /^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(text)))
    return day(iso(`20${m[1]}`, m[2]!, m[3]!), 'shortYear');
  if ((m = /^(\d{2})\.(\d{1,2})\.(\d{1,2})$/.exec(text)) && Number(m[1]) > 12) {
    return day(iso(`20${m[1]}`, m[2]!, m[3]!), 'shortYear');
  }
  if ((m = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text))) return dayOrMonthFirst(m, written);
  // Which year a day without one is of is told by the ledger, else by the day of reading.
  const year = yearOf(text, written, context);
  if (!('rest' in year)) return year;
  return spans(year, text, written, context, day);
}

/** `3/26/2024`: accepted where one order only gives a day; never with a short year. */
function dayOrMonthFirst(m: RegExpExecArray, written: string): Found {
  const [, a, , b, c] = m as unknown as [string, string, string, string, string];
  const year = c.length === 4 ? c : `20${c}`;
  const days = [
    iso(year, a, b),
    iso(year, b, a),
    ...(a.length === 2 && c.length === 2 ? [iso(`20${a}`, b, c)] : []),
  ];
  const possible = [...new Set(days.filter(isLocalDate))];
  if (possible.length > 1) return ambiguous(written, possible[0]!, possible[1]!);
  return possible.length === 1 && c.length === 4
    ? { ok: true, date: possible[0]!, rule: 'fullDate' }
    : unreadable(written);
}

interface Year {
  year: number;
  rest: string;
  /** Taken from the reference: not written, and not in the title. */
  assumed: boolean;
}

const RELATIVE: Readonly<Record<string, number>> = { 去年: -1, 今年: 0, 本年: 0, 明年: 1, 次年: 1 };

const noYear = (text: string): ReturnType<typeof refused> =>
  refused(`“${text}”没有年份，请写明是哪一年`, `“${text}” names no year: write the year`);

/** The year that a text begins with, or that it is of; and the rest of the text. */
function yearOf(text: string, written: string, { on, year }: DateContext): Year | Found {
  const own = year ?? (on === undefined ? undefined : Number(on.slice(0, 4)));
  const m = /^(?:(\d{4})年?度?|(\d{2})年)(.*)$/.exec(text);
  if (m) {
    const rest = m[3]!.replace(/^[-/.]/, '');
    const bare = rest === m[3] && !text.includes('年') && /^\d|^$/.test(rest);
    if (bare) return unreadable(written);
    return { year: Number(m[1] ?? `20${m[2]}`), rest: rest === '' ? '年' : rest, assumed: false };
  }
  if (own === undefined) return noYear(written);
  const word = Object.keys(RELATIVE).find((w) => text.startsWith(w));
  if (word !== undefined) {
    const rest = text.slice(word.length);
    return { year: own + RELATIVE[word]!, rest: rest === '' ? '年' : rest, assumed: false };
  }
  return { year: own, rest: text, assumed: year === undefined };
}

const QUARTER = /^(?:第?([1-4])季度|Q([1-4]))([底末内]?)$/i;

function spans(
  { year, rest, assumed }: Year,
  text: string,
  written: string,
  context: DateContext,
  day: (date: LocalDate, rule: DateRule) => Found,
): Found {
  const found = (date: LocalDate, rule: DateRule): Found => {
    const reading = day(date, rule);
    if (!reading.ok || !assumed) return reading;
    const back = daysBetween(date, context.on!);
    return (context.meaning === 'actual' ? back < 0 : back > MAX_DAYS_BACK) ? noYear(written) : reading;
  };
  let m: RegExpExecArray | null;
  const month = (n: string): number | undefined =>
    Number(n) >= 1 && Number(n) <= 12 ? Number(n) : undefined;

  if ((m = /^(\d{1,2})(?:月份?)?$/.exec(rest)) && month(m[1]!) !== undefined) {
    // A number alone is a month only after its year: `2024.3`, never `3`.
    return rest === text && /^\d+$/.test(rest)
      ? unreadable(written)
      : found(lastOf(year, month(m[1]!)!), 'month');
  }
  if ((m = /^(\d{1,2})月份?(上旬|中旬|下旬|底|末)$/.exec(rest)) && month(m[1]!) !== undefined) {
    if (m[2] === '上旬') return found(iso(year, m[1]!, 10), 'firstTen');
    if (m[2] === '中旬') return found(iso(year, m[1]!, 20), 'secondTen');
    return found(lastOf(year, month(m[1]!)!), 'monthEnd');
  }
  if ((m = /^(\d{1,2})-(\d{1,2})$/.exec(rest)) && Number(m[2]) <= 12) {
    return ambiguous(written, `${m[1]}月${m[2]}日`, `${m[1]}月至${m[2]}月`);
  }
  if ((m = /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(rest) ?? /^(\d{1,2})[-/.](\d{1,2})$/.exec(rest))) {
    return found(iso(year, m[1]!, m[2]!), assumed || rest === text ? 'monthDay' : 'fullDate');
  }
  if ((m = QUARTER.exec(rest))) return found(lastOf(year, Number(m[1] ?? m[2]) * 3), 'quarter');
  if (/^(上半年)[底末内]?$/.test(rest)) return found(lastOf(year, 6), 'halfYear');
  if (/^(下半年)[底末内]?$/.test(rest)) return found(lastOf(year, 12), 'halfYear');
  if (/^(年|年?[底末内])$/.test(rest) && text !== '年' && !/^[底末内]$/.test(text)) {
    return found(lastOf(year, 12), 'yearEnd');
  }
  if (/[初中]$/.test(rest)) {
    return refused(
      `“${written}”没有公认的日子，请写上旬、中旬、下旬或具体日期`,
      `“${written}” has no agreed day: write 上旬, 中旬, 下旬 or the day`,
    );
  }
  return unreadable(written);
}
