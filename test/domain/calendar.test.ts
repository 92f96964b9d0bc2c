import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkdays,
  CalendarGap,
  changedDays,
  checkNotice,
  isProvisional,
  isWorkday,
  nextWeekday,
  withNotice,
  workdayFrom,
  workdaysBetween,
  type Calendar,
  type CalendarNotice,
} from '../../domain/calendar.ts';
import { addDays, daysBetween, weekday } from '../../domain/dates.ts';
import { RULES } from '../../domain/rules.ts';

const { calendar } = RULES;
const LAST = Number(Object.keys(calendar.years).toSorted().at(-1));

/** What a clerk with a printed calendar would say of one day. */
function works(date: string, by: Calendar = calendar): boolean {
  const { holidays, makeUpWorkdays } = by.years[date.slice(0, 4)]!;
  if (makeUpWorkdays.includes(date)) return true;
  return weekday(date) < 6 && !holidays.includes(date);
}

/** The clerk counts one day after another. */
function walk(date: string, n: number): string {
  let day = date;
  if (n === 0) while (!works(day)) day = addDays(day, -1);
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, Math.sign(n));
    if (works(day)) left -= 1;
  }
  return day;
}

/** Any day of 2023 to 2026 from which 100 working days either way are still covered. */
const anyDay = fc
  .integer({ min: 0, max: daysBetween('2023-06-01', '2026-07-31') })
  .map((n) => addDays('2023-06-01', n));

describe('working days', () => {
  test.each([
    ['2024-02-09', true, 'the eve of Spring Festival was a working day in 2024'],
    ['2024-02-12', false, 'Spring Festival'],
    ['2024-02-18', true, 'a Sunday worked in exchange'],
    ['2024-04-04', false, 'Qingming'],
    ['2024-04-07', true, 'a Sunday worked in exchange'],
    ['2024-03-30', false, 'a Saturday'],
    ['2023-12-31', false, 'the Sunday on which a year ends'],
    ['2024-12-31', true, 'the Tuesday on which a year ends'],
  ])('%s: %s (%s)', (date, expected) => {
    expect(isWorkday(calendar, date)).toBe(expected);
  });

  test('are those of the printed calendar on every day of four years', () => {
    for (let day = '2023-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      expect(isWorkday(calendar, day), day).toBe(works(day));
    }
  });

  test('are counted from the day after, forward and back, and from a day of rest', () => {
    expect(addWorkdays(calendar, '2024-03-26', 1)).toBe('2024-03-27');
    expect(addWorkdays(calendar, '2024-04-03', 1)).toBe('2024-04-07');
    expect(addWorkdays(calendar, '2024-02-19', -2)).toBe('2024-02-09');
    expect(addWorkdays(calendar, '2024-03-30', 0)).toBe('2024-03-29');
    expect(addWorkdays(calendar, '2024-03-30', -1)).toBe('2024-03-29');
    expect(addWorkdays(calendar, '2024-03-30', 1)).toBe('2024-04-01');
    expect(addWorkdays(calendar, '2024-03-29', 0)).toBe('2024-03-29');
  });

  test('run over the turn of a year in both directions', () => {
    expect(addWorkdays(calendar, '2023-12-29', 1)).toBe('2024-01-02');
    expect(addWorkdays(calendar, '2024-01-02', -1)).toBe('2023-12-29');
    expect(addWorkdays(calendar, '2024-01-01', 0)).toBe('2023-12-29');
    expect(workdaysBetween(calendar, '2023-12-29', '2024-01-02')).toBe(1);
    expect(addWorkdays(calendar, '2023-06-15', 600)).toBe(walk('2023-06-15', 600));
    expect(addWorkdays(calendar, '2026-06-15', -600)).toBe(walk('2026-06-15', -600));
  });

  test('any number of them from any day is where a day-by-day count ends', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -100, max: 100 }), (from, n) => {
        expect(addWorkdays(calendar, from, n)).toBe(walk(from, n));
      }),
    );
  });

  test('between any two days are as many as a day-by-day count finds', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -50, max: 800 }), (from, n) => {
        const to = n > 0 ? walk(from, Math.min(n, 100)) : addDays(from, n);
        let count = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (works(day)) count += 1;
        expect(workdaysBetween(calendar, from, to)).toBe(count);
      }),
    );
    expect(workdaysBetween(calendar, '2023-03-01', '2026-03-02')).toBe(747);
  });

  test('the first at or after a day is the day itself when people work on it', () => {
    expect(workdayFrom(calendar, '2024-03-29')).toBe('2024-03-29');
    expect(workdayFrom(calendar, '2024-03-30')).toBe('2024-04-01');
  });

  test('the next Monday is never today', () => {
    const week = [
      '2024-02-26',
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
      '2024-03-03',
    ];
    expect(week.map((day) => nextWeekday(day, 1))).toEqual(week.map(() => '2024-03-04'));
    expect(nextWeekday('2024-02-26', 7)).toBe('2024-03-03');
    expect(nextWeekday('2024-03-03', 7)).toBe('2024-03-10');
  });
});

describe('a year that is not known', () => {
  test('is refused at both ends, with the day that is missing', () => {
    for (const [ask, date] of [
      [() => isWorkday(calendar, '2099-05-06'), '2099-01-01'],
      [() => isWorkday(calendar, '2022-12-30'), '2022-01-01'],
      [() => isProvisional(calendar, '2099-05-06'), '2099-05-06'],
      [() => addWorkdays(calendar, '2023-01-05', -10), '2022-01-01'],
      [() => addWorkdays(calendar, '2023-01-01', 0), '2022-01-01'],
      [() => addWorkdays(calendar, `${LAST}-12-20`, 30), `${LAST + 1}-01-01`],
      [() => workdaysBetween(calendar, `${LAST}-12-20`, `${LAST + 1}-01-05`), `${LAST + 1}-01-01`],
      [() => workdaysBetween(calendar, '2022-12-20', '2023-01-05'), '2022-01-01'],
    ] as const) {
      const gap = caught(ask);
      expect(gap).toBeInstanceOf(CalendarGap);
      expect(gap).toMatchObject({
        name: 'CalendarGap',
        date,
        message: `calendar china v1 does not cover ${date}`,
      });
    }
  });

  test('is asked for by nobody who stays inside the known ones', () => {
    expect(addWorkdays(calendar, '2023-01-04', -1)).toBe('2023-01-03');
    const end = addWorkdays(calendar, `${LAST}-12-31`, 0);
    expect(addWorkdays(calendar, end, -3)).toBe(addWorkdays(calendar, addWorkdays(calendar, end, -4), 1));
  });

  test('is provisional when it is covered but not announced', () => {
    expect(isProvisional(calendar, '2026-12-31')).toBe(false);
    expect(isProvisional(calendar, '2027-01-01')).toBe(true);
    expect(isProvisional(calendar, '2030-05-01')).toBe(true);
    expect(isWorkday(calendar, '2027-01-01')).toBe(false);
  });
});

const NOTICE: CalendarNotice = {
  year: 2027,
  source: '国办发明电〔2026〕7号',
  effectiveOn: '2026-11-05',
  status: 'published',
  holidays: ['2027-02-08'],
  makeUpWorkdays: ['2027-02-14'],
};

describe('a calendar notice', () => {
  test('without a fault can be applied', () => expect(checkNotice(NOTICE)).toEqual([]));

  test.each<[string, Partial<CalendarNotice>, string, string]>([
    ['a day of another year', { holidays: ['2028-02-08'] }, 'holidays[0]', 'is not a day of 2027'],
    ['no day at all', { holidays: ['2027-02-08', '2027-02-30'] }, 'holidays[1]', 'is not a day of 2027'],
    ['a day off at a weekend', { holidays: ['2027-02-13'] }, 'holidays[0]', 'is a weekend day'],
    [
      'a day made up on a Friday',
      { makeUpWorkdays: ['2027-02-12'] },
      'makeUpWorkdays[0]',
      'is no weekend day',
    ],
    ['a day twice', { makeUpWorkdays: ['2027-02-14', '2027-02-14'] }, 'makeUpWorkdays[1]', 'stands twice'],
    ['a day off and made up', { makeUpWorkdays: ['2027-02-08'] }, 'makeUpWorkdays[0]', 'stands twice'],
    ['a bad day of effect', { effectiveOn: '2026-11-31' }, 'effectiveOn', 'not a date'],
  ])('with %s is faulty there', (_, change, path, message) => {
    expect(checkNotice({ ...NOTICE, ...change })).toEqual([
      { path, message: { zh: expect.stringMatching(/\d{4}-/), en: expect.stringContaining(message) } },
    ]);
  });

  test('makes the next version and leaves the one before as it was', () => {
    const next = withNotice(calendar, NOTICE);
    expect(next).toEqual({
      ...calendar,
      version: 2,
      effectiveOn: '2026-11-05',
      years: {
        ...calendar.years,
        '2027': { status: 'published', holidays: ['2027-02-08'], makeUpWorkdays: ['2027-02-14'] },
      },
    });
    expect(isProvisional(next, '2027-02-08')).toBe(false);
    expect([isWorkday(next, '2027-02-08'), isWorkday(next, '2027-02-14')]).toEqual([false, true]);
    expect([isWorkday(calendar, '2027-02-08'), isWorkday(calendar, '2027-02-14')]).toEqual([true, false]);
  });

  test('changes the days that the preview lists, in their order, and none of a new year', () => {
    const { holidays, makeUpWorkdays } = calendar.years['2025']!;
    const next = withNotice(
      withNotice(calendar, {
        ...NOTICE,
        year: 2025,
        holidays: [...holidays.filter((day) => day !== '2025-05-02'), '2025-12-24'],
        makeUpWorkdays: [...makeUpWorkdays, '2025-03-01'],
      }),
      { ...NOTICE, year: 2024, ...calendar.years['2024']!, holidays: ['2024-01-01'] },
    );
    const of2024 = calendar.years['2024']!.holidays.filter((day) => day !== '2024-01-01');
    expect(changedDays(calendar, next)).toEqual([...of2024, '2025-03-01', '2025-05-02', '2025-12-24']);
    expect(changedDays(next, calendar)).toEqual(changedDays(calendar, next));
    expect(changedDays(calendar, withNotice(calendar, { ...NOTICE, year: LAST + 1 }))).toEqual([]);
    expect(changedDays(calendar, calendar)).toEqual([]);
  });
});

function caught(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return error;
  }
}
