import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkdays,
  CalendarGap,
  isProvisional,
  isWorkday,
  workdaysBetween,
} from '../../domain/calendar.ts';
import { addDays, daysBetween, instantAt, isLocalDate, localDate, weekday } from '../../domain/dates.ts';
import { RULES } from '../../store/system.ts';

const { calendar } = RULES;

describe('working days', () => {
  test.each([
    ['2024-02-09', true, 'the eve of Spring Festival was a working day in 2024'],
    ['2024-02-12', false, 'Spring Festival'],
    ['2024-02-18', true, 'a Sunday worked in exchange'],
    ['2024-04-04', false, 'Qingming'],
    ['2024-04-07', true, 'a Sunday worked in exchange'],
    ['2024-03-30', false, 'a Saturday'],
  ])('%s: %s (%s)', (date, works) => {
    expect(isWorkday(calendar, date)).toBe(works);
  });

  test('are counted from the day after', () => {
    expect(addWorkdays(calendar, '2024-03-26', 1)).toBe('2024-03-27');
    expect(addWorkdays(calendar, '2024-04-03', 1)).toBe('2024-04-07');
    expect(addWorkdays(calendar, '2024-02-19', -2)).toBe('2024-02-09');
    expect(addWorkdays(calendar, '2024-03-30', 0)).toBe('2024-03-29');
  });

  test('counting there and back agrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 60 }), (start, n) => {
        const from = addDays('2023-02-01', start);
        const to = addWorkdays(calendar, from, n);
        expect(workdaysBetween(calendar, from, to)).toBe(n);
        expect(isWorkday(calendar, to)).toBe(true);
      }),
    );
  });

  test('a year that is not announced is provisional, one that is not known is refused', () => {
    expect(isProvisional(calendar, '2026-05-01')).toBe(false);
    expect(isProvisional(calendar, '2030-05-01')).toBe(true);
    expect(() => isWorkday(calendar, '2099-01-01')).toThrow(CalendarGap);
  });
});

describe('dates of a zone', () => {
  test('the day turns at midnight in Shanghai, whatever zone the machine is in', () => {
    expect(localDate('2024-02-27T15:59:59.999Z', 'Asia/Shanghai')).toBe('2024-02-27');
    expect(localDate('2024-02-27T16:00:00.000Z', 'Asia/Shanghai')).toBe('2024-02-28');
    expect(instantAt('2024-02-28', '09:00', 'Asia/Shanghai')).toBe('2024-02-28T01:00:00.000Z');
  });

  test('an instant and its wall clock agree in zones with daylight saving', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC'),
        (n, zone) => {
          const date = addDays('2023-06-01', n);
          expect(localDate(instantAt(date, '12:00', zone), zone)).toBe(date);
        },
      ),
    );
  });

  test('days of the first century are its own', () => {
    expect(daysBetween('0001-01-01', '2024-01-01')).toBe(738_885);
    expect(daysBetween('0099-12-31', '0100-01-01')).toBe(1);
  });

  test('what is no date is not taken for one', () => {
    expect(['2024-02-30', '2024-2-3', '20240203', ''].filter(isLocalDate)).toEqual([]);
    expect(weekday('2024-02-28')).toBe(3);
  });
});
