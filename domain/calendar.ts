/**
 * Working days of a versioned calendar: weekends, public holidays and make-up workdays (调休上班日).
 *
 * A year is `published` (announced by the State Council) or `provisional` (weekends and the fixed public
 * holidays only, because the year is not announced yet). A year that is neither is refused with
 * `CalendarGap`: a working day is never guessed.
 *
 * A calendar is a value. A notice makes the next version of it; a project adopts that version by an event and
 * moves the deadlines it touches (`project/clocks.ts`).
 */
import { addDays, dateOfDay, dayNumber, isLocalDate, weekday, type LocalDate, type Zone } from './dates.ts';
import { fault, type Fault } from './text.ts';

export interface CalendarYear {
  status: 'published' | 'provisional';
  /** Working weekdays on which people are off, `YYYY-MM-DD`. */
  holidays: LocalDate[];
  /** Weekend days on which people work. */
  makeUpWorkdays: LocalDate[];
}

export interface Calendar {
  id: string;
  version: number;
  /** The day from which this version is to be counted by. */
  effectiveOn: LocalDate;
  /** IANA zone in which the dates of the domain are read. */
  zone: Zone;
  years: Record<string, CalendarYear>;
}

/** What the State Council (or a county, for a day of its own) announces of one year. */
export interface CalendarNotice {
  year: number;
  /** Where it was announced: number and title of the notice. */
  source: string;
  effectiveOn: LocalDate;
  status: 'published' | 'provisional';
  holidays: LocalDate[];
  makeUpWorkdays: LocalDate[];
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

/** What `count` answers, or undefined where the calendar does not cover what it asks for. */
export function whereCovered<T>(count: () => T): T | undefined {
  try {
    return count();
  } catch (error) {
    if (error instanceof CalendarGap) return undefined;
    throw error;
  }
}

/** `date`, or the last day that the calendar covers where it is later: what is late is at least so many days late. */
export function withinCover(calendar: Calendar, date: LocalDate): LocalDate {
  const year = date.slice(0, 4);
  if (calendar.years[year]) return date;
  const last = Object.keys(calendar.years).reduce((a, b) => (a > b ? a : b), '');
  return year > last ? `${last}-12-31` : date;
}

/** A year counted once: its working days in order, and how many lie at or before each day of the year. */
interface CountedYear {
  first: number;
  workdays: LocalDate[];
  upTo: number[];
}

const counted = new WeakMap<CalendarYear, CountedYear>();

function countYear(calendar: Calendar, year: string): CountedYear {
  const data = calendar.years[year];
  if (!data) throw new CalendarGap(calendar, `${year}-01-01`);
  let found = counted.get(data);
  if (!found) {
    const holidays = new Set(data.holidays);
    const worked = new Set(data.makeUpWorkdays);
    const first = dayNumber(`${year}-01-01`);
    found = { first, workdays: [], upTo: [] };
    for (let day = first; day <= dayNumber(`${year}-12-31`); day++) {
      const date = dateOfDay(day);
      if (worked.has(date) || (weekday(date) <= 5 && !holidays.has(date))) found.workdays.push(date);
      found.upTo.push(found.workdays.length);
    }
    counted.set(data, found);
  }
  return found;
}

/** Working days of the date's year at or before it. */
function rank(calendar: Calendar, date: LocalDate): number {
  const year = countYear(calendar, date.slice(0, 4));
  return year.upTo[dayNumber(date) - year.first]!;
}

/** Whether people work on `date`. Throws `CalendarGap` outside the covered years. */
export function isWorkday(calendar: Calendar, date: LocalDate): boolean {
  const { workdays } = countYear(calendar, date.slice(0, 4));
  return workdays[rank(calendar, date) - 1] === date;
}

/** Whether `date` falls in a year that is not announced yet, so that a deadline on it may still move. */
export function isProvisional(calendar: Calendar, date: LocalDate): boolean {
  const year = calendar.years[date.slice(0, 4)];
  if (!year) throw new CalendarGap(calendar, date);
  return year.status === 'provisional';
}

/**
 * The `n`th working day after `date` (before it, when `n` is negative). With `n` = 0: `date` itself when
 * it is a working day, otherwise the last one before it. The day of the event is not counted, as in the
 * statutory count of days (行政许可法 82: limits are working days; 民法典 201: counted from the next day).
 */
export function addWorkdays(calendar: Calendar, date: LocalDate, n: number): LocalDate {
  let year = Number(date.slice(0, 4));
  const upTo = rank(calendar, date);
  // The wanted day's place in the year of `date`: past its end or before its start, it is in another one.
  let place = n < 0 && !isWorkday(calendar, date) ? upTo + n + 1 : upTo + n;
  while (place < 1) {
    year -= 1;
    place += countYear(calendar, String(year)).workdays.length;
  }
  for (;;) {
    const { workdays } = countYear(calendar, String(year));
    const day = workdays[place - 1];
    if (day !== undefined) return day;
    place -= workdays.length;
    year += 1;
  }
}

/** The first working day at or after `date`. */
export function workdayFrom(calendar: Calendar, date: LocalDate): LocalDate {
  return isWorkday(calendar, date) ? date : addWorkdays(calendar, date, 1);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  if (to <= from) return 0;
  let count = rank(calendar, to) - rank(calendar, from);
  for (let year = Number(from.slice(0, 4)); year < Number(to.slice(0, 4)); year++) {
    count += countYear(calendar, String(year)).workdays.length;
  }
  return count;
}

/** What is wrong with a notice, by field; empty when it can be applied. */
export function checkNotice(notice: CalendarNotice): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<LocalDate>();
  if (!isLocalDate(notice.effectiveOn)) {
    faults.push(fault('effectiveOn', `日期无效：${notice.effectiveOn}`, `not a date: ${notice.effectiveOn}`));
  }
  for (const list of ['holidays', 'makeUpWorkdays'] as const) {
    for (const [i, date] of notice[list].entries()) {
      const field = `${list}[${i}]`;
      if (!isLocalDate(date) || !date.startsWith(`${notice.year}-`)) {
        faults.push(
          fault(field, `${date} 不是 ${notice.year} 年的日期`, `${date} is not a day of ${notice.year}`),
        );
      } else if (seen.has(date)) {
        faults.push(fault(field, `${date} 重复出现`, `${date} stands twice`));
      } else if ((list === 'makeUpWorkdays') !== weekday(date) > 5) {
        faults.push(
          list === 'holidays'
            ? fault(field, `${date} 本来就是周末，不必列出`, `${date} is a weekend day: leave it out`)
            : fault(field, `调休上班日 ${date} 应在周末`, `${date} is no weekend day: nobody makes it up`),
        );
      }
      seen.add(date);
    }
  }
  return faults;
}

/** The next version of the calendar, with the year of the notice as it says. */
export function withNotice(calendar: Calendar, notice: CalendarNotice): Calendar {
  const { year, effectiveOn, status, holidays, makeUpWorkdays } = notice;
  return {
    ...calendar,
    version: calendar.version + 1,
    effectiveOn,
    years: { ...calendar.years, [year]: { status, holidays, makeUpWorkdays } },
  };
}

/** The days whose meaning differs between two calendars, both covering them: for a preview. */
export function changedDays(before: Calendar, after: Calendar): LocalDate[] {
  return Object.keys(after.years)
    .toSorted()
    .flatMap((year) => {
      if (!before.years[year] || before.years[year] === after.years[year]) return [];
      const [a, b] = [new Set(countYear(before, year).workdays), new Set(countYear(after, year).workdays)];
      const differ = [...[...a].filter((day) => !b.has(day)), ...[...b].filter((day) => !a.has(day))];
      return differ.toSorted();
    });
}

/** The next `weekday` (1 = Monday) after `date`. */
export function nextWeekday(date: LocalDate, day: number): LocalDate {
  return addDays(date, ((day - weekday(date) + 6) % 7) + 1);
}
