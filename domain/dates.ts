/**
 * Calendar dates and instants, as plain strings that survive JSON.
 *
 * A `LocalDate` is a day in the zone of the office (`2024-02-28`); an `Instant` is a moment in UTC
 * (`2024-02-28T01:00:00.000Z`). Both sort as text. Nothing here reads a clock.
 */
export type LocalDate = string;
export type Instant = string;
export type Zone = string;

const DAY_MS = 86_400_000;
const DAYS_IN_400_YEARS = 146_097;

/** True for a real day written `YYYY-MM-DD` (2024-02-30 is not one). */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The number that two digits write. */
const digits = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** Days since 1 January 1970; `date` must be a real day. */
export function dayNumber(date: LocalDate): number {
  const year = digits(date, 0) * 100 + digits(date, 2);
  // Years of one and two digits mean others to `Date.UTC`; the calendar comes round in 400 years.
  return Date.UTC(year + 400, digits(date, 5) - 1, digits(date, 8)) / DAY_MS - DAYS_IN_400_YEARS;
}

/** The day with this number: the inverse of `dayNumber`. */
export function dateOfDay(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** True for a time of day written `HH:MM`. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** The date `days` calendar days after `date` (before it, when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(dayNumber(date) * DAY_MS).getUTCDay() || 7;
}

/** The same day `months` later, or the last day of that month when it has none. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
  const next = Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12, 1) / DAY_MS;
  return dateOfDay(Math.min(first + Number(date.slice(8, 10)), next) - 1);
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

/** No zone has ever changed its offset but at a quarter of an hour. */
const QUARTER_MS = 900_000;
const MAX_KNOWN = 20_000;
const offsets = new Map<Zone, Map<number, number>>();

/** What the clocks of `zone` show, as if it were UTC. An offset is asked of `Intl` once a quarter of an hour. */
function wallClock(instantMs: number, zone: Zone): number {
  let known = offsets.get(zone);
  if (!known || known.size > MAX_KNOWN) offsets.set(zone, (known = new Map<number, number>()));
  const quarter = Math.floor(instantMs / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    const start = quarter * QUARTER_MS;
    offset = readWallClock(start, zone) - start;
    known.set(quarter, offset);
  }
  return instantMs + offset;
}

function readWallClock(instantMs: number, zone: Zone): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const part: Record<string, string> = {};
  for (const p of format.formatToParts(instantMs)) part[p.type] = p.value;
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}

/** The last answer: what is counted for one moment asks for its date again and again. */
let lastDate = { instant: '', zone: '', date: '' };

/** The date on the wall at `instant` in `zone`. */
export function localDate(instant: Instant, zone: Zone): LocalDate {
  if (lastDate.instant !== instant || lastDate.zone !== zone) {
    const date = new Date(wallClock(Date.parse(instant), zone)).toISOString().slice(0, 10);
    lastDate = { instant, zone, date };
  }
  return lastDate.date;
}

/** Date and minute on the wall, `2024-02-28 09:00`, for a reader. */
export function localTime(instant: Instant, zone: Zone): string {
  return new Date(wallClock(Date.parse(instant), zone)).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * The instant at which the clocks of `zone` show `time` (`HH:MM`) on `date`. Where that time is skipped
 * or repeated by daylight saving, the later reading is taken.
 */
export function instantAt(date: LocalDate, time: string, zone: Zone): Instant {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const readings = [wanted - DAY_MS, wanted + DAY_MS].map((ms) => wanted + ms - wallClock(ms, zone));
  const [before, after] = readings as [number, number];
  const right = before === after ? readings : readings.filter((ms) => wallClock(ms, zone) === wanted);
  return new Date(Math.max(...(right.length > 0 ? right : readings))).toISOString();
}

/** The instant `ms` milliseconds after `instant`. */
export function plusMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}
