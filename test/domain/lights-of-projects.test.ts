import { describe, expect, test } from 'vitest';
import { localDate, localTime } from '../../domain/dates.ts';
import { judgeProject, type Verdict } from '../../domain/lights.ts';
import { foldProject } from '../../domain/project/decide.ts';
import { projectVerdict, standing } from '../../domain/project/facts.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import type { Rules } from '../../domain/project/slice.ts';
import { simulate, type Happening, type Step } from '../../domain/simulate.ts';
import { RULES } from '../../domain/rules.ts';
import { on, PLANT } from '../given.ts';
import { HAIKOU_JIANGDONG, YINCHUAN } from './cities.ts';

const { calendar } = RULES;

/** As `rule light`, or `light` alone where no rule holds. */
const said = ({ rule, light }: Verdict): string => (rule === undefined ? light : `${rule} ${light}`);

const at = (date: string, command: ProjectCommand): Step => ({
  at: on(date, '10:00').now,
  actor: 'x',
  command,
});
const SIGN = at('2024-01-08', { type: 'signProject', ...PLANT });
const folded = (log: Happening[]) => foldProject(log.flatMap((h) => (h.event ? [h.event] : [])))!;

test('Yinchuan: a project says why it is red, from its own events', () => {
  const rules = { ...RULES, policy: YINCHUAN };
  const state = folded(simulate([SIGN], on('2024-04-09').now, rules));
  expect(projectVerdict(state, { ...rules, now: on('2024-04-08').now }).light).toBe('green');
  expect(projectVerdict(state, { ...rules, now: on('2024-04-09').now })).toEqual({
    light: 'red',
    rule: 'notStarted',
    why: { zh: '签约超过 3 个月仍未开工', en: 'signed over 3 months ago and not started' },
  });
});

describe('Haikou Jiangdong: two yellows in a row, and a severe red', () => {
  const rules: Rules = { ...RULES, policy: HAIKOU_JIANGDONG };
  const marks = (steps: Step[], until: string): string[] =>
    simulate([SIGN, ...steps], on(until, '18:00').now, rules).flatMap(({ event }) =>
      event?.type === 'lightMarked' ? [`${event.occurredOn} ${event.data.light}`] : [],
    );

  test('yellow on two Mondays is red from the second on, and is told so on the third', () => {
    expect(marks([], '2024-03-25').slice(-5)).toEqual([
      '2024-02-26 green',
      '2024-03-04 green',
      '2024-03-11 yellow',
      '2024-03-18 yellow',
      '2024-03-25 red',
    ]);
    const state = folded(simulate([SIGN], on('2024-03-18', '18:00').now, rules));
    expect(state.marks.at(-1)).toEqual({ on: '2024-03-18', light: 'yellow' });
    const verdict = (day: string) => said(projectVerdict(state, { ...rules, now: on(day, '18:00').now }));
    expect([verdict('2024-03-17'), verdict('2024-03-18')]).toEqual(['nearDue yellow', 'yellowInARow red']);
    expect(projectVerdict(state, { ...rules, now: on('2024-03-18', '18:00').now }).why).toEqual({
      zh: '连续 2 次周调度黄灯；甲线试生产：2024-03-26 到期，还有 6 个工作日',
      en: 'yellow at 2 weekly reviews in a row; 甲线试生产: due 2024-03-26, 6 working days left',
    });
  });

  test('what turns green in between begins anew', () => {
    const done = at('2024-03-15', { type: 'completeMilestone', milestone: 'a-trial' });
    expect(marks([done], '2024-03-25').slice(-3)).toEqual([
      '2024-03-11 yellow',
      '2024-03-18 green',
      '2024-03-25 green',
    ]);
  });

  test.each([
    [['yellow', 'yellow'], 'yellow', 'yellowInARow red'],
    [['red', 'yellow'], 'yellow', 'yellowInARow red'],
    [['green', 'yellow'], 'yellow', 'yellow'],
    [['yellow', 'green'], 'yellow', 'yellow'],
    [['yellow'], 'yellow', 'yellow'],
    [['green', 'yellow', 'yellow'], 'yellow', 'yellowInARow red'],
    [['yellow', 'yellow'], 'green', 'green'],
    [['yellow', 'yellow'], 'red', 'red'],
  ] as const)('marks %j and %s now: %s', (marks, now, expected) => {
    const subject = { signedOn: '2024-01-08', marks, worst: { light: now, why: { zh: '', en: '' } } };
    expect(said(judgeProject(subject, HAIKOU_JIANGDONG.lights.project, '2024-03-18'))).toBe(expected);
  });

  test('a severe red is told to the leader on the day on which it is one, and the ladder goes on', () => {
    const log = simulate([SIGN], on('2024-04-15').now, rules);
    const told = log.flatMap(({ at: when, event }) =>
      event?.type === 'rungReached' && event.data.obligation === 'milestone:a-trial'
        ? [
            `${localTime(when, calendar.zone)} ${event.data.rung} ${event.data.recipients.map((r) => r.person).join('+')}`,
          ]
        : [],
    );
    expect(told).toEqual([
      '2024-03-21 09:00 remind 赵项目长',
      '2024-03-26 09:00 due 赵项目长',
      '2024-03-27 09:00 chief 赵项目长',
      '2024-03-28 09:00 severe 孙副县长',
      '2024-03-29 09:00 department 县工信局+县调度办',
      '2024-04-02 09:00 leader 孙副县长',
      '2024-04-10 09:00 onSiteOffice 孙副县长+县调度办',
    ]);
    const severe = log.find(({ event }) => event?.type === 'rungReached' && event.data.rung === 'severe')!;
    const context = { ...rules, now: severe.at };
    expect(standing(folded(log), 'milestone:a-trial', context)).toMatchObject({
      light: 'red',
      workdaysLate: 2,
    });
    expect(localDate(severe.at, calendar.zone)).toBe('2024-03-28');
  });
});

test('late beyond the last year of the calendar: at least as late as the calendar can count', () => {
  const state = folded(simulate([SIGN], on('2024-06-03').now, RULES));
  const last = Object.keys(calendar.years).toSorted().at(-1)!;
  const [end, after] = [`${last}-12-31`, `${Number(last) + 3}-05-05`].map((date) =>
    standing(state, 'milestone:a-trial', { ...RULES, now: on(date).now }),
  );
  expect(end!.workdaysLate).toBeGreaterThan(1_000);
  expect(after).toEqual(end);
});
