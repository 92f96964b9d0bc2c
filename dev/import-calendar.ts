/**
 * Writes `domain/calendars/china.json` from the package chinese-days: `npx tsx dev/import-calendar.ts`.
 * Years the package has announced days for are published; the years after them are provisional, with
 * weekends and the public holidays that fall on fixed dates (全国年节及纪念日放假办法: 1 January,
 * 1–2 May, 1–3 October). Raise `version` when the data changes: deadlines remember it.
 */
import { writeFileSync } from 'node:fs';
import chineseDays from 'chinese-days';
import { addDays, weekday } from '../domain/dates.ts';
import type { Calendar } from '../domain/calendar.ts';

const FIRST = 2023;
const LAST_PROVISIONAL = 2040;
const calendar: Calendar = {
  id: 'china',
  version: 1,
  effectiveOn: '2023-01-01',
  zone: 'Asia/Shanghai',
  years: {},
};

for (let year = FIRST; year <= LAST_PROVISIONAL; year++) {
  const holidays: string[] = [];
  const makeUpWorkdays: string[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const weekend = weekday(day) > 5;
    const works = chineseDays.isWorkday(day);
    if (works && weekend) makeUpWorkdays.push(day);
    if (!works && !weekend) holidays.push(day);
  }
  const published = makeUpWorkdays.length > 0;
  calendar.years[year] = published
    ? { status: 'published', holidays, makeUpWorkdays }
    : {
        status: 'provisional',
        holidays: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
        makeUpWorkdays: [],
      };
}

writeFileSync(
  new URL('../domain/calendars/china.json', import.meta.url),
  `${JSON.stringify(calendar, null, 1).replace(/\[\n\s+([^\]]*?)\n\s+\]/g, (_, days: string) => `[${days.replace(/\n\s+/g, ' ')}]`)}\n`,
);
