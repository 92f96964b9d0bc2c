import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/dates.ts';
import {
  elapsedPercent,
  judge,
  judgeProject,
  worse,
  type LightSubject,
  type Verdict,
} from '../../domain/lights.ts';
import { checkPolicy, type Policy } from '../../domain/policy.ts';
import { RULES } from '../../domain/rules.ts';
import { CITIES, OUHAI, WUHAN, YICHANG, YINCHUAN } from './cities.ts';

const { calendar } = RULES;

test.each(CITIES.map((policy) => [policy.id, policy]))('the policy of %s can be used', (_, policy) => {
  expect(checkPolicy(policy)).toEqual([]);
});

/** A commitment of exactly 100 days: a day is a per cent of the time. */
const TERM = { openedOn: '2024-01-01', dueOn: '2024-04-10' };
/** As `rule light`, or `light` alone where no rule holds. */
const said = ({ rule, light }: Verdict): string => (rule === undefined ? light : `${rule} ${light}`);
const light = (policy: Policy, subject: Partial<LightSubject>, day: string): string =>
  said(judge({ ...TERM, ...subject }, policy.lights.obligation, day, calendar));
/** The light after `elapsed` of the 100 days. */
const after = (policy: Policy, elapsed: number, progress: number): string =>
  light(policy, { progress }, addDays('2024-01-01', elapsed));

describe('Wuhan: the share of what the time asks for', () => {
  test.each([
    [50, 40, 'green', 'exactly 80 %'],
    [50, 39.9, 'progressBelow yellow', 'just under 80 %'],
    [50, 30, 'progressBelow yellow', 'exactly 60 %'],
    [50, 29.9, 'progressBelow red', 'just under 60 %'],
    [0, 0, 'green', 'no time has passed'],
    [1, 0, 'progressBelow red', 'a day has passed and nothing is done'],
    [100, 79, 'progressBelow yellow', 'the last day'],
    [150, 79, 'progressBelow yellow', 'after the last day no more than all is asked for'],
  ])('after %i %% of the time, %d %% done is %s (%s)', (elapsed, progress, expected) => {
    expect(after(WUHAN, elapsed, progress)).toBe(expected);
  });

  test('exactly 80 % and 60 % are 80 % and 60 % on each of the 100 days', () => {
    for (let elapsed = 1; elapsed <= 100; elapsed++) {
      expect(after(WUHAN, elapsed, elapsed * 0.8), `${elapsed}`).toBe('green');
      expect(after(WUHAN, elapsed, elapsed * 0.6), `${elapsed}`).toBe('progressBelow yellow');
    }
  });

  test('what has not been reported is not judged by its progress', () => {
    expect(light(WUHAN, {}, '2024-03-01')).toBe('green');
  });

  test('says the figures, rounded down so that they agree with the light', () => {
    expect(judge({ ...TERM, progress: 39.9 }, WUHAN.lights.obligation, '2024-02-20', calendar).why).toEqual({
      zh: '进度 39.9%，为时序进度的 79%（低于 80%）',
      en: 'progress 39.9 %, 79 % of what the time asks for (under 80 %)',
    });
  });
});

describe('Yinchuan: points behind the time, and a start within three months', () => {
  test.each([
    [50, 41, 'green', '9 points'],
    [50, 40, 'pointsBehind yellow', 'exactly 10 points'],
    [50, 20, 'pointsBehind yellow', 'exactly 30 points'],
    [50, 19.9, 'pointsBehind red', 'over 30 points'],
    [57, 47, 'pointsBehind yellow', '10 points that are 9.999999999999993 in binary'],
    [56, 26, 'pointsBehind yellow', '30 points that are 30.00000000000001 in binary'],
  ])('after %i %% of the time, %d %% done is %s (%s)', (elapsed, progress, expected) => {
    expect(after(YINCHUAN, elapsed, progress)).toBe(expected);
  });

  test('says how far it is behind, and says nothing of what was not reported', () => {
    expect(
      judge({ ...TERM, progress: 39.5 }, YINCHUAN.lights.obligation, '2024-02-20', calendar).why,
    ).toEqual({
      zh: '进度 39.5%，落后时序进度 10 个百分点',
      en: 'progress 39.5 %, 10 points behind the time',
    });
    expect(light(YINCHUAN, {}, '2024-03-01')).toBe('green');
  });

  const worst: Verdict = { light: 'green', why: { zh: '', en: '' } };
  const project = (signedOn: string, day: string, startedOn?: string): string =>
    said(judgeProject({ signedOn, startedOn, marks: [], worst }, YINCHUAN.lights.project, day));
  test.each([
    ['2024-01-08', '2024-04-08', undefined, 'green', 'the last day of the three months'],
    ['2024-01-08', '2024-04-09', undefined, 'notStarted red', 'the day after'],
    ['2024-01-08', '2024-12-31', '2024-06-01', 'green', 'started, however late'],
    ['2023-11-30', '2024-02-29', undefined, 'green', 'three months that end on a shorter month'],
    ['2023-11-30', '2024-03-01', undefined, 'notStarted red', 'the day after it'],
  ])('signed %s, on %s started %s: %s (%s)', (signedOn, day, startedOn, expected, _) => {
    expect(project(signedOn, day, startedOn)).toBe(expected);
  });
});

describe('Ouhai: missed, and made up later', () => {
  test.each([
    ['2024-04-10', undefined, 'green', 'the day itself'],
    ['2024-04-11', undefined, 'late red', 'the day after'],
    ['2024-04-12', '2024-04-10', 'green', 'done on the day'],
    ['2024-04-12', '2024-04-09', 'green', 'done before it'],
    ['2024-04-12', '2024-04-12', 'madeUpLate yellow', 'made up today'],
    ['2024-05-13', '2024-04-12', 'madeUpLate yellow', 'made up 20 working days ago'],
    ['2024-05-14', '2024-04-12', 'green', 'made up 21 working days ago'],
  ])('on %s, done %s: %s (%s)', (day, doneOn, expected, _) => {
    expect(light(OUHAI, { doneOn }, day)).toBe(expected);
  });

  test('says when it was due and when it was made up', () => {
    expect(
      judge({ ...TERM, doneOn: '2024-04-12' }, OUHAI.lights.obligation, '2024-04-12', calendar).why,
    ).toEqual({
      zh: '应于 2024-04-10 完成，2024-04-12 补齐',
      en: 'due 2024-04-10, made up on 2024-04-12',
    });
  });

  test('can be judged on the last days that a calendar covers', () => {
    const years = { '2024': calendar.years['2024']! };
    const done = { openedOn: '2024-12-02', dueOn: '2024-12-25', doneOn: '2024-12-30' };
    const verdict = judge(done, OUHAI.lights.obligation, '2024-12-31', { ...calendar, years });
    expect(said(verdict)).toBe('madeUpLate yellow');
  });
});

describe('Yichang: near due, and late', () => {
  test.each([
    ['2024-04-01', 'green', '6 working days before'],
    ['2024-04-02', 'nearDue yellow', '5 working days before, over a holiday and a Sunday worked'],
    ['2024-04-10', 'nearDue yellow', 'the day itself'],
    ['2024-04-11', 'late red', 'the day after'],
  ])('on %s it is %s (%s)', (day, expected) => {
    expect(light(YICHANG, {}, day)).toBe(expected);
  });

  test('a Saturday after a Friday is late, by no working day yet', () => {
    const verdict = judge(
      { ...TERM, dueOn: '2024-04-12' },
      YICHANG.lights.obligation,
      '2024-04-13',
      calendar,
    );
    expect(said(verdict)).toBe('late red');
    expect(verdict.why).toEqual({
      zh: '应于 2024-04-12 完成，逾期 0 个工作日',
      en: 'due 2024-04-12, 0 working days late',
    });
  });

  test('what is late is near due no more, also where no rule speaks of lateness', () => {
    const rules = [{ when: 'nearDue', light: 'yellow', workdays: 5 } as const];
    expect(said(judge(TERM, rules, '2024-04-10', calendar))).toBe('nearDue yellow');
    expect(said(judge(TERM, rules, '2024-04-11', calendar))).toBe('green');
  });

  test('says how many working days are left', () => {
    const why = { zh: '2024-04-10 到期，还有 5 个工作日', en: 'due 2024-04-10, 5 working days left' };
    expect(judge(TERM, YICHANG.lights.obligation, '2024-04-02', calendar)).toEqual({
      light: 'yellow',
      rule: 'nearDue',
      why,
    });
  });

  test('what is done is judged no more, and says when it was done', () => {
    expect(
      judge({ ...TERM, doneOn: '2024-05-01' }, YICHANG.lights.obligation, '2024-05-02', calendar),
    ).toEqual({
      light: 'green',
      why: { zh: '2024-05-01 完成', en: 'done on 2024-05-01' },
    });
  });
});

describe('the other rules', () => {
  const { obligation } = RULES.policy.lights;
  const judged = (subject: Partial<LightSubject>, day: string) =>
    judge({ ...TERM, ...subject }, obligation, day, calendar);

  test('a forecast after the promise is yellow, on it or before it green', () => {
    expect(judged({ forecastOn: '2024-04-11' }, '2024-02-01')).toEqual({
      light: 'yellow',
      rule: 'forecastLate',
      why: {
        zh: '预计 2024-04-11，晚于承诺 2024-04-10',
        en: 'forecast 2024-04-11, after the promised 2024-04-10',
      },
    });
    expect(said(judged({ forecastOn: '2024-04-10' }, '2024-02-01'))).toBe('green');
  });

  test('a waiting clock is judged by the rules of waiting alone, and is never late', () => {
    const waiting = { zh: '等待', en: 'waits' };
    expect(judged({ waiting, forecastOn: '2024-06-01' }, '2024-05-01')).toEqual({
      light: 'yellow',
      rule: 'waiting',
      why: waiting,
    });
    const verdict = judge({ ...TERM, waiting }, YICHANG.lights.obligation, '2024-05-01', calendar);
    expect(verdict).toEqual({ light: 'green', why: waiting });
    expect(said(judged({ waiting, doneOn: '2024-04-01' }, '2024-05-01'))).toBe('green');
  });

  test('a rule may allow some working days of lateness', () => {
    const rules = [
      { when: 'late', light: 'yellow' } as const,
      { when: 'late', light: 'red', workdays: 3 } as const,
    ];
    const on = (day: string) => said(judge(TERM, rules, day, calendar));
    expect([on('2024-04-12'), on('2024-04-15')]).toEqual(['late yellow', 'late red']);
    expect(judge(TERM, rules, '2024-04-15', calendar).why.en).toBe('due 2024-04-10, 3 working days late');
  });

  test('the worst light wins, the first of equals, whatever the order of the rules', () => {
    const [a, b, c] = [
      { light: 'yellow', n: 1 },
      { light: 'yellow', n: 2 },
      { light: 'red', n: 3 },
    ] as const;
    expect([
      worse<{ light: 'yellow' | 'red'; n: number }>(a, b),
      worse<{ light: 'yellow' | 'red'; n: number }>(b, c),
      worse<{ light: 'yellow' | 'red'; n: number }>(c, a),
    ]).toEqual([a, c, c]);
    const reversed = {
      ...WUHAN,
      lights: { ...WUHAN.lights, obligation: WUHAN.lights.obligation.toReversed() },
    };
    expect(after(reversed, 50, 29.9)).toBe('progressBelow red');
    expect(after(reversed, 50, 39.9)).toBe('progressBelow yellow');
  });

  test('time has passed in full when there was none', () => {
    expect(elapsedPercent({ openedOn: '2024-01-01', dueOn: '2024-01-01' }, '2023-12-01')).toBe(100);
    expect(elapsedPercent({ openedOn: '2024-01-02', dueOn: '2024-01-01' }, '2023-12-01')).toBe(100);
    expect(elapsedPercent(TERM, '2023-12-01')).toBe(0);
    expect(elapsedPercent(TERM, '2024-01-26')).toBe(25);
  });
});
