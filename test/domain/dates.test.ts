import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateOfDay,
  dayNumber,
  daysBetween,
  instantAt,
  isLocalDate,
  localDate,
  localTime,
  plusMs,
  weekday,
} from '../../domain/dates.ts';

/** The calendar as it is taught in school: no `Date` in it. */
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const written = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

const parts = fc
  .record({ year: fc.integer({ min: 1, max: 2399 }), month: fc.integer({ min: 1, max: 12 }) })
  .chain((m) =>
    fc.record({
      year: fc.constant(m.year),
      month: fc.constant(m.month),
      day: fc.integer({ min: 1, max: lengthOf(m.year, m.month) }),
    }),
  );

describe('days', () => {
  test('are numbered one after another from 1970, over leap years and centuries', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2024-02-28')).toBe(19_781);
    expect(dayNumber('0001-01-01')).toBe(-719_162);
    let day = dayNumber('1899-12-31');
    for (let year = 1900; year <= 2030; year++) {
      for (let month = 1; month <= 12; month++) {
        for (let d = 1; d <= lengthOf(year, month); d++) {
          day += 1;
          if (dayNumber(written(year, month, d)) !== day) expect.fail(written(year, month, d));
        }
      }
    }
  });

  test('go to a number and back', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: -3000, max: 3000 }), ({ year, month, day }, n) => {
        const date = written(year, month, day);
        expect(dateOfDay(dayNumber(date))).toBe(date);
        fc.pre(year > 10);
        expect(daysBetween(date, addDays(date, n))).toBe(n);
      }),
    );
  });

  test('know their weekday, Monday first', () => {
    const week = [
      '2024-02-26',
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
      '2024-03-03',
    ];
    expect(week.map(weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('are dates when they exist and are written in full, and nothing else is', () => {
    fc.assert(
      fc.property(parts, ({ year, month, day }) => {
        expect(isLocalDate(written(year, month, day))).toBe(true);
        expect(isLocalDate(written(year, month, lengthOf(year, month) + 1))).toBe(false);
      }),
    );
    expect(
      [
        '2024-02-30',
        '2023-02-29',
        '2024-13-01',
        '2024-00-10',
        '2024-01-00',
        '2024-01-32',
        '2024-2-3',
        '20240203',
        '',
        ' 2024-02-03',
        '2024-02-03 ',
        '12024-02-03',
        '+012024-02-03',
        '2024-02-031',
        '2024-02-03T00:00:00Z',
        '2024/02/03',
        'x',
      ].filter(isLocalDate),
    ).toEqual([]);
  });
});

describe('months', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-12-31', 2, '2025-02-28'],
    ['2024-11-30', 1, '2024-12-30'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-05-15', 0, '2024-05-15'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('end on the same day of the month, or on the last one where it has none', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: -40, max: 40 }), ({ year, month, day }, n) => {
        fc.pre(year > 200);
        const whole = year * 12 + month - 1 + n;
        const [y, m] = [Math.floor(whole / 12), (whole % 12) + 1];
        expect(addMonths(written(year, month, day), n)).toBe(written(y, m, Math.min(day, lengthOf(y, m))));
      }),
    );
  });
});

const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'UTC',
];

describe('dates of a zone', () => {
  test('turn at midnight in Shanghai, whatever zone the machine is in', () => {
    expect(localDate('2024-02-27T15:59:59.999Z', 'Asia/Shanghai')).toBe('2024-02-27');
    expect(localDate('2024-02-27T16:00:00.000Z', 'Asia/Shanghai')).toBe('2024-02-28');
    expect(instantAt('2024-02-28', '09:00', 'Asia/Shanghai')).toBe('2024-02-28T01:00:00.000Z');
    expect(localTime('2024-02-28T01:00:59.999Z', 'Asia/Shanghai')).toBe('2024-02-28 09:00');
  });

  test.each([
    [
      '2024-03-10',
      '02:30',
      'America/New_York',
      '2024-03-10T07:30:00.000Z',
      'skipped: the later reading, 03:30',
    ],
    ['2024-11-03', '01:30', 'America/New_York', '2024-11-03T06:30:00.000Z', 'repeated: the second time'],
    ['2024-03-31', '02:30', 'Europe/Berlin', '2024-03-31T01:30:00.000Z', 'skipped east of Greenwich'],
    ['2024-10-27', '02:30', 'Europe/Berlin', '2024-10-27T01:30:00.000Z', 'repeated east of Greenwich'],
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 'a midnight that was skipped'],
    ['2018-02-17', '23:30', 'America/Sao_Paulo', '2018-02-18T02:30:00.000Z', 'an evening that was repeated'],
    ['2024-03-09', '12:00', 'America/New_York', '2024-03-09T17:00:00.000Z', 'the day before the change'],
    ['2024-03-10', '12:00', 'America/New_York', '2024-03-10T16:00:00.000Z', 'the day of the change'],
    ['2024-03-10', '01:59', 'America/New_York', '2024-03-10T06:59:00.000Z', 'just before the change'],
    ['2024-03-10', '03:00', 'America/New_York', '2024-03-10T07:00:00.000Z', 'just after the change'],
  ])('%s %s in %s is %s (%s)', (date, time, zone, instant) => {
    expect(instantAt(date, time, zone)).toBe(instant);
  });

  test('an instant and its wall clock agree at noon, and midnight stays on its day', () => {
    const day = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2015-06-01', n));
    fc.assert(
      fc.property(day, fc.constantFrom(...ZONES), (date, zone) => {
        expect(localTime(instantAt(date, '12:00', zone), zone)).toBe(`${date} 12:00`);
        expect(localDate(instantAt(date, '00:00', zone), zone)).toBe(date);
      }),
    );
  });

  test('an instant some milliseconds later is that much later', () => {
    expect(plusMs('2024-02-29T23:59:59.999Z', 1)).toBe('2024-03-01T00:00:00.000Z');
  });
});
