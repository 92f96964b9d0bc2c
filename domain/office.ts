/**
 * When an office makes its reports: settings as data, for all counties or for one. Which run is due follows
 * from the settings, the working-day calendar and the time alone; what was held stands in the log.
 */
import { addWorkdays, isWorkday, whereCovered, workdayFrom, type Calendar } from './calendar.ts';
import { addDays, addMonths, instantAt, isTimeOfDay, localDate, weekday } from './dates.ts';
import type { Instant, LocalDate } from './dates.ts';
import type { Rules } from './project/slice.ts';
import { byText, fault, type Fault } from './text.ts';

export interface Office {
  /** 1 = Monday … 7 = Sunday. */
  weekly: { weekday: number; time: string };
  /** On working days. */
  daily: { time: string } | null;
  /** On the `day`th working day of a month, for the month before. */
  monthly: { day: number; time: string } | null;
  /** Where a review that falls on a holiday goes: to the working day after it or before it. */
  onHoliday: 'next' | 'previous';
}

export const OFFICE: Office = {
  weekly: { weekday: 1, time: '09:00' },
  daily: { time: '18:00' },
  monthly: { day: 1, time: '09:00' },
  onHoliday: 'next',
};

export const RUN_KINDS = ['weekly', 'daily', 'monthly'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export interface Run {
  kind: RunKind;
  /** The day on which it is held. */
  on: LocalDate;
  at: Instant;
  /** The nominal period, both days included. */
  from: LocalDate;
  to: LocalDate;
}

/** Every office that makes reports: the common one, then those of counties with settings of their own. */
export const officesOf = ({
  office,
  offices,
}: Pick<Rules, 'office' | 'offices'>): [county: string | undefined, Office][] => [
  [undefined, office ?? OFFICE],
  ...Object.entries(offices ?? {}),
];

/** What is wrong with an office's settings, by field. */
export function checkOffice({ weekly, daily, monthly }: Office): Fault[] {
  const faults: Fault[] = [];
  for (const [field, part] of Object.entries({ weekly, daily, monthly })) {
    if (part && !isTimeOfDay(part.time))
      faults.push(fault(`${field}.time`, `时间应写作 09:00：${part.time}`, `write a time as 09:00`));
  }
  if (!Number.isInteger(weekly.weekday) || weekly.weekday < 1 || weekly.weekday > 7)
    faults.push(fault('weekly.weekday', '应为 1（周一）至 7（周日）', 'from 1 (Monday) to 7 (Sunday)'));
  if (monthly && (!Number.isInteger(monthly.day) || monthly.day < 1 || monthly.day > 15))
    faults.push(fault('monthly.day', '应为当月第 1 至 15 个工作日', 'from the 1st to the 15th working day'));
  return faults;
}

/** The latest run of each kind that is due at `now`. */
export function dueReports(office: Office, calendar: Calendar, now: Instant): Run[] {
  return RUN_KINDS.flatMap((kind) => {
    const due = around(kind, office, calendar, now).filter((run) => run.at <= now);
    return due.at(-1) ?? [];
  });
}

/** The first instant after `now` at which a run is due. */
export function nextReportAt(office: Office, calendar: Calendar, now: Instant): Instant {
  const ahead = RUN_KINDS.flatMap((kind) => around(kind, office, calendar, now).map((run) => run.at));
  return ahead.filter((at) => at > now).toSorted()[0]!;
}

/** The run of a day (for a monthly one: any day of the month before) by hand, whenever it is held. */
export function runFor(kind: RunKind, day: LocalDate, calendar: Calendar): Run {
  const at = instantAt(day, '00:00', calendar.zone);
  if (kind === 'monthly') {
    const from = `${day.slice(0, 7)}-01`;
    return { kind, on: day, at, from, to: addDays(addMonths(from, 1), -1) };
  }
  return { kind, on: day, at, from: kind === 'weekly' ? addDays(day, -6) : since(calendar, day), to: day };
}

/** Runs about `now`, in order of time: at least one before it and, of weekly ones, one after it. */
function around(kind: RunKind, office: Office, calendar: Calendar, now: Instant): Run[] {
  const date = localDate(now, calendar.zone);
  const runs = {
    weekly: () =>
      [-14, -7, 0, 7].map((days) =>
        weekly(office, calendar, addDays(date, days + office.weekly.weekday - weekday(date))),
      ),
    daily: () => daily(office, calendar, date),
    monthly: () => [-1, 0, 1].flatMap((n) => monthly(office, calendar, addMonths(date, n))),
  }[kind]();
  return runs.toSorted((a, b) => byText(a.at, b.at));
}

function weekly({ weekly, onHoliday }: Office, calendar: Calendar, nominal: LocalDate): Run {
  const on =
    whereCovered(() =>
      onHoliday === 'next' ? workdayFrom(calendar, nominal) : addWorkdays(calendar, nominal, 0),
    ) ?? nominal;
  const at = instantAt(on, weekly.time, calendar.zone);
  return { kind: 'weekly', on, at, from: addDays(nominal, -6), to: nominal };
}

/** No holiday lasts longer than this. */
const LONGEST_BREAK = 14;

function daily({ daily }: Office, calendar: Calendar, date: LocalDate): Run[] {
  if (!daily) return [];
  const days = Array.from({ length: 2 * LONGEST_BREAK + 1 }, (_, i) => addDays(date, i - LONGEST_BREAK));
  return days
    .filter((day) => whereCovered(() => isWorkday(calendar, day)) ?? weekday(day) <= 5)
    .map((on) => ({
      ...{ kind: 'daily', on, at: instantAt(on, daily.time, calendar.zone) },
      ...{ from: since(calendar, on), to: on },
    }));
}

/** The day after the working day before: a report on Monday tells of the weekend too. */
const since = (calendar: Calendar, on: LocalDate): LocalDate =>
  addDays(whereCovered(() => addWorkdays(calendar, addDays(on, -1), 0)) ?? addDays(on, -1), 1);

function monthly({ monthly }: Office, calendar: Calendar, date: LocalDate): Run[] {
  if (!monthly) return [];
  const first = `${date.slice(0, 7)}-01`;
  const on =
    whereCovered(() => addWorkdays(calendar, addDays(first, -1), monthly.day)) ??
    addDays(first, monthly.day - 1);
  return [
    {
      ...{ kind: 'monthly', on, at: instantAt(on, monthly.time, calendar.zone) },
      ...{ from: addMonths(first, -1), to: addDays(first, -1) },
    },
  ];
}
