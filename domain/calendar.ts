/**
 * Working days of a versioned calendar: weekends, public holidays and make-up workdays (调休上班日).
 *
 * A year is `published` (announced by the State Council) or `provisional` (weekends and the fixed public
 * holidays only, because the year is not announced yet). A year that is neither is refused with
 * `CalendarGap`: a working day is never guessed.
 */
import { addDays, weekday, type LocalDate, type Zone } from './dates.ts';

export interface CalendarYear {
  status: 'published' | 'provisional';
  holidays: LocalDate[];
  makeUpWorkdays: LocalDate[];
}

export interface Calendar {
  id: string;
  version: number;
  /** IANA zone in which the dates of the domain are read. */
  zone: Zone;
  years: Record<string, CalendarYear>;
}

/** The calendar has no data for the year of `date`. */
export class CalendarGap extends Error {
  readonly date: LocalDate;
  constructor(calendar: Calendar, date: LocalDate) {
    super(`calendar ${calendar.id} v${calendar.version} does not cover ${date}`);
    this.name = 'CalendarGap';
    this.date = date;
  }
}

const exceptions = new WeakMap<CalendarYear, Map<LocalDate, boolean>>();

function yearOf(calendar: Calendar, date: LocalDate): CalendarYear {
  const year = calendar.years[date.slice(0, 4)];
  if (!year) throw new CalendarGap(calendar, date);
  return year;
}

/** Whether people work on `date`. Throws `CalendarGap` outside the covered years. */
export function isWorkday(calendar: Calendar, date: LocalDate): boolean {
  const year = yearOf(calendar, date);
  let known = exceptions.get(year);
  if (!known) {
    known = new Map();
    for (const day of year.holidays) known.set(day, false);
    for (const day of year.makeUpWorkdays) known.set(day, true);
    exceptions.set(year, known);
  }
  return known.get(date) ?? weekday(date) <= 5;
}

/** Whether `date` falls in a year that is not announced yet, so that a deadline on it may still move. */
export function isProvisional(calendar: Calendar, date: LocalDate): boolean {
  return yearOf(calendar, date).status === 'provisional';
}

/**
 * The `n`th working day after `date` (before it, when `n` is negative). With `n` = 0: `date` itself when
 * it is a working day, otherwise the last one before it. The day of the event is not counted, as in the
 * statutory count of days (行政许可法 82: limits are working days; 民法典 201: counted from the next day).
 */
export function addWorkdays(calendar: Calendar, date: LocalDate, n: number): LocalDate {
  const step = n > 0 ? 1 : -1;
  let day = date;
  if (n === 0) while (!isWorkday(calendar, day)) day = addDays(day, step);
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, step);
    if (isWorkday(calendar, day)) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(calendar, day)) count += 1;
  return count;
}
