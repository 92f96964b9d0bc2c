import { describe, expect, test } from 'vitest';
import { checkOffice, dueReports, nextReportAt, OFFICE, type Office } from '../../domain/office.ts';
import { RULES } from '../../domain/rules.ts';
import { on } from '../given.ts';

const { calendar } = RULES;
const due = (day: string, time: string, office: Office = OFFICE) =>
  Object.fromEntries(
    dueReports(office, calendar, on(day, time).now).map((r) => [r.kind, `${r.on}: ${r.from} to ${r.to}`]),
  );

describe('the reports that are due', () => {
  test('on an ordinary Wednesday: that of Monday, of the evening before, of the month before', () => {
    expect(due('2024-03-13', '17:59')).toEqual({
      weekly: '2024-03-11: 2024-03-05 to 2024-03-11',
      daily: '2024-03-12: 2024-03-12 to 2024-03-12',
      monthly: '2024-03-01: 2024-02-01 to 2024-02-29',
    });
    expect(due('2024-03-13', '18:00').daily).toBe('2024-03-13: 2024-03-13 to 2024-03-13');
  });

  test('a report on Monday tells of the weekend too', () => {
    expect(due('2024-03-11', '18:00').daily).toBe('2024-03-11: 2024-03-09 to 2024-03-11');
  });

  test('a review on a holiday moves to the next working day, or to the one before', () => {
    // Spring Festival 2024: off from 10 to 17 February, at work on Sunday the 18th.
    expect(due('2024-02-17', '12:00').weekly).toBe('2024-02-05: 2024-01-30 to 2024-02-05');
    expect(due('2024-02-18', '09:00').weekly).toBe('2024-02-18: 2024-02-06 to 2024-02-12');
    expect(due('2024-02-19', '09:00').weekly).toBe('2024-02-19: 2024-02-13 to 2024-02-19');
    expect(due('2024-02-12', '09:00', { ...OFFICE, onHoliday: 'previous' }).weekly).toBe(
      '2024-02-09: 2024-02-06 to 2024-02-12',
    );
  });

  test('the monthly summary comes on the working day that is set, after the holidays', () => {
    expect(due('2024-10-07', '12:00').monthly).toBe('2024-09-02: 2024-08-01 to 2024-08-31');
    expect(due('2024-10-08', '09:00').monthly).toBe('2024-10-08: 2024-09-01 to 2024-09-30');
    const third = { ...OFFICE, monthly: { day: 3, time: '10:30' } };
    expect(due('2024-03-05', '10:29', third).monthly).toBe('2024-02-04: 2024-01-01 to 2024-01-31');
    expect(due('2024-03-05', '10:30', third).monthly).toBe('2024-03-05: 2024-02-01 to 2024-02-29');
  });

  test('what is switched off is not due', () => {
    expect(Object.keys(due('2024-03-13', '12:00', { ...OFFICE, daily: null, monthly: null }))).toEqual([
      'weekly',
    ]);
  });

  test('the next one is after now, whatever the hour', () => {
    expect(nextReportAt(OFFICE, calendar, on('2024-03-08', '18:00').now)).toBe(on('2024-03-11').now);
    expect(nextReportAt(OFFICE, calendar, on('2024-03-08', '17:59').now)).toBe(on('2024-03-08', '18:00').now);
  });

  test('settings that make no sense are refused by field', () => {
    const bad = { ...OFFICE, weekly: { weekday: 8, time: '9:00' }, monthly: { day: 0, time: '09:00' } };
    expect(checkOffice(OFFICE)).toEqual([]);
    expect(checkOffice(bad).map((f) => f.path)).toEqual(['weekly.time', 'weekly.weekday', 'monthly.day']);
  });
});
