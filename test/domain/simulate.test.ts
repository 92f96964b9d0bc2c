import { describe, expect, test } from 'vitest';
import { instantAt } from '../../domain/dates.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { simulate, type Happening, type Step } from '../../domain/simulate.ts';
import { STORY, STORY_END } from '../../examples/story.ts';
import { RULES } from '../../domain/rules.ts';
import { PLANT } from '../given.ts';

const ZONE = RULES.calendar.zone;
const at = (date: string, command: ProjectCommand, time = '10:00'): Step => ({
  at: instantAt(date, time, ZONE),
  actor: '赵项目长',
  command,
});
const SIGN = at('2024-01-08', { type: 'signProject', ...PLANT });
const end = (date: string): string => instantAt(date, '00:00', ZONE);
const told = ({ at: when, actor, event, rejection }: Happening): string =>
  `${when} ${actor} ${event?.type ?? rejection!.code}`;

describe('the simulator', () => {
  test('with nothing to do says nothing', () => expect(simulate([], end('2030-01-01'), RULES)).toEqual([]));

  test('carries out the steps and what falls due between them, each at its instant', () => {
    const done = at('2024-03-26', { type: 'completeMilestone', milestone: 'a-trial' });
    expect(simulate([SIGN, done], end('2024-06-01'), RULES).map(told)).toEqual([
      '2024-01-08T02:00:00.000Z 赵项目长 projectSigned',
      '2024-03-21T01:00:00.000Z clock rungReached',
      '2024-03-26T01:00:00.000Z clock rungReached',
      '2024-03-26T02:00:00.000Z 赵项目长 milestoneCompleted',
    ]);
  });

  test('ends with its last instant, which still belongs to it', () => {
    const reminder = '2024-03-21T01:00:00.000Z';
    expect(simulate([SIGN], reminder, RULES).map(told)).toHaveLength(2);
    expect(simulate([SIGN], '2024-03-21T00:59:59.999Z', RULES).map(told)).toHaveLength(1);
  });

  test('lets time pass before a step of the same instant', () => {
    const seen = at(
      '2024-03-21',
      { type: 'acknowledge', obligation: 'milestone:a-trial', by: '赵项目长' },
      '09:00',
    );
    expect(simulate([SIGN, seen], end('2024-03-22'), RULES).map(told).slice(1)).toEqual([
      '2024-03-21T01:00:00.000Z clock rungReached',
      '2024-03-21T01:00:00.000Z 赵项目长 rungAcknowledged',
    ]);
  });

  test('records a refusal and goes on', () => {
    const [early, wrong] = [
      at('2024-01-07', { type: 'confirmChecklist' }),
      at('2024-01-09', { type: 'completeMilestone', milestone: 'nowhere' }),
    ];
    const log = simulate(
      [early, SIGN, wrong, at('2024-01-10', { type: 'confirmChecklist' })],
      end('2024-02-01'),
      RULES,
    );
    expect(log.map(told)).toEqual([
      '2024-01-07T02:00:00.000Z 赵项目长 notSigned',
      '2024-01-08T02:00:00.000Z 赵项目长 projectSigned',
      '2024-01-09T02:00:00.000Z 赵项目长 unknownMilestone',
      '2024-01-10T02:00:00.000Z 赵项目长 checklistConfirmed',
    ]);
    expect(log[0]).not.toHaveProperty('event');
    expect(log[1]).not.toHaveProperty('rejection');
  });

  test('never runs back: what a step makes due in the past happens at the step', () => {
    const wait = at('2024-03-20', { type: 'awaitWindow', window: 'open', milestone: 'a-trial' });
    const plan = {
      ...PLANT,
      windows: [{ ...PLANT.windows[0]!, id: 'open', opensOn: '2024-03-11', closesOn: '2024-03-29' }],
    };
    const log = simulate(
      [at('2024-01-08', { type: 'signProject', ...plan }), wait],
      end('2024-03-21'),
      RULES,
    );
    expect(log.find((h) => h.event?.type === 'windowOpened')).toMatchObject({
      at: wait.at,
      actor: 'clock',
      event: { occurredOn: '2024-03-11' },
    });
    const instants = log.map((h) => h.at);
    expect(instants).toEqual(instants.toSorted());
  });

  test('ends where the calendar ends: what it does not cover waits', () => {
    const years = { '2024': RULES.calendar.years['2024']! };
    const lights = {
      ...RULES.policy.lights,
      project: [{ when: 'yellowInARow', light: 'red', reviews: 2 } as const],
    };
    const rules = { ...RULES, policy: { ...RULES.policy, lights }, calendar: { ...RULES.calendar, years } };
    const log = simulate([SIGN], end('2026-01-01'), rules);
    expect(told(log.at(-1)!)).toBe('2024-12-30T01:00:00.000Z clock lightMarked');
    expect(log.filter((h) => h.rejection)).toEqual([]);
  });

  test('tells the same story twice, and changes nothing that it was given', () => {
    const before = structuredClone(STORY);
    const once = simulate(STORY, STORY_END, RULES);
    expect(simulate(STORY, STORY_END, RULES)).toEqual(once);
    expect(STORY).toEqual(before);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
  });
});
