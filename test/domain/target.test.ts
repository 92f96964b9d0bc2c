import { describe, expect, test } from 'vitest';
import {
  decideTarget,
  evolveTarget,
  targetLight,
  type Target,
  type TargetSpec,
} from '../../domain/target.ts';
import { addDays } from '../../domain/dates.ts';
import { on } from '../given.ts';

/** 100 days: a day is a per cent of the period. */
const SPEC: TargetSpec = {
  id: 'land',
  county: '临汾市',
  name: '标准地',
  owner: '市自然资源局',
  from: '2024-01-01',
  to: '2024-04-10',
  goal: 5000,
  unit: '亩',
  kind: 'amount',
};
const TARGET = evolveTarget(null, { type: 'targetSet', occurredOn: '2024-01-02', data: SPEC });
const reported = (value: number, day = '2024-02-01', target = TARGET): Target =>
  evolveTarget(target, { type: 'targetReported', occurredOn: day, data: { value } });

describe('a target', () => {
  test('is set once, with a period', () => {
    expect(decideTarget({ type: 'setTarget', ...SPEC }, null, on('2024-01-02'))).toEqual({
      ok: true,
      events: [{ type: 'targetSet', occurredOn: '2024-01-02', data: SPEC }],
    });
    expect(decideTarget({ type: 'setTarget', ...SPEC }, TARGET, on('2024-01-02'))).toEqual({
      ok: false,
      rejection: {
        code: 'targetExists',
        message: { zh: '该目标已存在', en: 'the target exists' },
        field: 'id',
      },
    });
  });

  test.each([
    ['2024-02-30', '2024-04-10'],
    ['2024-01-01', '2024-04-31'],
    ['2024-04-10', '2024-04-10'],
    ['2024-04-11', '2024-04-10'],
  ])('has no period from %s to %s', (from, to) => {
    expect(decideTarget({ type: 'setTarget', ...SPEC, from, to }, null, on('2024-01-02'))).toEqual({
      ok: false,
      rejection: {
        code: 'badPeriod',
        message: { zh: '考核期起止日期无效', en: 'not a period' },
        field: 'to',
      },
    });
  });

  test('is reported for today or a day before it', () => {
    const report = (occurredOn?: string) =>
      decideTarget({ type: 'reportTarget', value: 7, occurredOn }, TARGET, on('2024-02-01'));
    const event = (occurredOn: string) => ({
      ok: true,
      events: [{ type: 'targetReported', occurredOn, data: { value: 7 } }],
    });
    expect(report()).toEqual(event('2024-02-01'));
    expect(report('2024-02-01')).toEqual(event('2024-02-01'));
    expect(report('2024-01-31')).toEqual(event('2024-01-31'));
    expect(report('2024-02-02')).toEqual({
      ok: false,
      rejection: {
        code: 'inTheFuture',
        message: { zh: '2024-02-02 尚未到来', en: '2024-02-02 is in the future' },
        field: 'occurredOn',
      },
    });
  });

  test('must be set before it is reported', () => {
    expect(decideTarget({ type: 'reportTarget', value: 7 }, null, on('2024-02-01'))).toMatchObject({
      ok: false,
      rejection: { code: 'unknownTarget', field: 'id' },
    });
    expect(() =>
      evolveTarget(null, { type: 'targetReported', occurredOn: '2024-02-01', data: { value: 7 } }),
    ).toThrow('event targetReported before targetSet');
  });

  test('keeps the newest report, whichever comes in last', () => {
    expect(reported(7).reported).toEqual({ value: 7, on: '2024-02-01' });
    expect(reported(9, '2024-03-01', reported(7)).reported).toEqual({ value: 9, on: '2024-03-01' });
    expect(reported(5, '2024-01-31', reported(7)).reported).toEqual({ value: 7, on: '2024-02-01' });
    expect(reported(8, '2024-02-01', reported(7)).reported).toEqual({ value: 8, on: '2024-02-01' });
  });
});

describe('the light of a target', () => {
  const after = (days: number): string => addDays('2024-01-01', days);

  test('is none while nothing is reported', () => expect(targetLight(TARGET, '2024-03-01')).toBeNull());

  test.each([
    [50, 2000, 'green', 80],
    [50, 1999, 'yellow', 79],
    [50, 1500, 'yellow', 60],
    [50, 1499, 'red', 59],
    [0, 0, 'green', 100],
    [-30, 0, 'green', 100],
    [1, 0, 'red', 0],
    [100, 4000, 'green', 80],
    [200, 4000, 'green', 80],
    [200, 3999, 'yellow', 79],
    [20, 2000, 'green', 200],
  ])('after %i %% of the time, at %i of 5000: %s, %i %%', (elapsed, value, light, percent) => {
    expect(targetLight(reported(value), after(elapsed))).toEqual({
      light,
      why: { zh: `为时序进度的 ${percent}%`, en: `${percent} % of progress in proportion to time` },
    });
  });

  test('is on the boundary on each of the 100 days', () => {
    for (let day = 1; day <= 100; day++) {
      expect(targetLight(reported(day * 50 * 0.8), after(day))?.light, `${day}`).toBe('green');
      expect(targetLight(reported(day * 50 * 0.6), after(day))?.light, `${day}`).toBe('yellow');
    }
  });

  test('of a rate is by the goal itself, on any day', () => {
    const rate = (value: number, day: string) =>
      targetLight({ ...reported(value), goal: 80, unit: '%', kind: 'rate' }, day);
    const why = (percent: number) => ({ zh: `为目标值的 ${percent}%`, en: `${percent} % of the goal` });
    expect(rate(64, '2024-01-02')).toEqual({ light: 'green', why: why(80) });
    expect(rate(63.9, '2024-04-10')).toEqual({ light: 'yellow', why: why(79) });
    expect(rate(47.9, '2024-01-02')).toEqual({ light: 'red', why: why(59) });
  });
});
