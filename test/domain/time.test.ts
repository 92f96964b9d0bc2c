import { describe, expect, test } from 'vitest';
import { localTime } from '../../domain/dates.ts';
import { standing } from '../../domain/project/facts.ts';
import { foldProject } from '../../domain/project/decide.ts';
import { nextDueAt } from '../../domain/project/time.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { simulate, type Happening, type Step } from '../../domain/simulate.ts';
import { STORY, STORY_END } from '../../examples/story.ts';
import { RULES } from '../../domain/rules.ts';
import { on, PLANT } from '../given.ts';

const ZONE = RULES.calendar.zone;
const at = (date: string, command: ProjectCommand, time = '10:00'): Step => ({
  at: on(date, time).now,
  actor: 'x',
  command,
});
const SIGN = at('2024-01-08', { type: 'signProject', ...PLANT });

/** When each rung fired and whom it told. */
function rungs(log: Happening[], obligation = 'milestone:a-trial'): string[] {
  return log.flatMap(({ at: when, event }) =>
    event?.type === 'rungReached' && event.data.obligation === obligation
      ? [
          `${localTime(when, ZONE)} ${event.data.rung} ${event.data.recipients.map((r) => r.person).join('+')}`,
        ]
      : [],
  );
}

describe('the ladder', () => {
  test('reminds, is due, tells the chief, the department, the leader, the on-site office: on working days', () => {
    expect(rungs(simulate([SIGN], on('2024-12-31').now, RULES))).toEqual([
      '2024-03-21 09:00 remind 赵项目长',
      '2024-03-26 09:00 due 赵项目长',
      '2024-03-27 09:00 chief 赵项目长',
      '2024-03-29 09:00 department 县工信局+县调度办',
      '2024-04-02 09:00 leader 孙副县长',
      '2024-04-10 09:00 onSiteOffice 孙副县长+县调度办',
    ]);
  });

  test('stops when the milestone is done, also when it is reported late', () => {
    const done = at('2024-03-28', { type: 'completeMilestone', milestone: 'a-trial' });
    expect(rungs(simulate([SIGN, done], on('2024-12-31').now, RULES)).at(-1)).toBe(
      '2024-03-27 09:00 chief 赵项目长',
    );
  });

  test('is not stopped by a new forecast', () => {
    const forecast = at('2024-03-20', {
      type: 'reforecastMilestone',
      milestone: 'a-trial',
      forecastOn: '2024-05-20',
      cause: 'enterprise',
      owner: '企业',
    });
    expect(rungs(simulate([SIGN, forecast], on('2024-12-31').now, RULES))).toEqual(
      rungs(simulate([SIGN], on('2024-12-31').now, RULES)),
    );
  });

  test('is held by an acknowledgement for two working days, not for ever', () => {
    const seen = at('2024-03-29', { type: 'acknowledge', obligation: 'milestone:a-trial', by: '赵项目长' });
    const again = at('2024-04-01', { type: 'acknowledge', obligation: 'milestone:a-trial', by: '赵项目长' });
    const log = rungs(simulate([SIGN, seen, again], on('2024-12-31').now, RULES));
    // The second is refused: one acknowledgement a rung.
    expect(log[4]).toBe('2024-04-03 09:00 leader 孙副县长');
  });

  test('what was slept through fires in order, each rung once', () => {
    const late = { ...RULES, now: on('2024-06-30').now };
    const log = simulate([SIGN, at('2024-06-30', { type: 'passTime', now: late.now })], late.now, RULES);
    const state = foldProject(log.flatMap((h) => (h.event ? [h.event] : [])))!;
    expect(state.obligations['milestone:a-trial']!.rungs).toEqual([
      'remind',
      'due',
      'chief',
      'department',
      'leader',
      'onSiteOffice',
    ]);
  });
});

describe('an outside window', () => {
  const wait = at('2024-03-20', { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' });

  test('pauses the clock: waiting, not late', () => {
    const state = foldProject(
      simulate([SIGN, wait], on('2024-03-28').now, RULES).flatMap((h) => (h.event ? [h.event] : [])),
    )!;
    expect(standing(state, 'milestone:a-trial', on('2024-03-28'))).toMatchObject({
      status: 'waiting',
      light: 'yellow',
      workdaysLate: 0,
    });
  });

  test('opens, and the clock goes on with what it had left; missed, its price is named', () => {
    const log = simulate([SIGN, wait], on('2024-05-06').now, RULES);
    const window = log.flatMap(({ event }) =>
      event && ['windowOpened', 'clockPaused', 'clockResumed', 'windowMissed'].includes(event.type)
        ? [event]
        : [],
    );
    expect(window).toEqual([
      {
        type: 'clockPaused',
        occurredOn: '2024-03-20',
        data: {
          obligation: 'milestone:a-trial',
          remainingWorkdays: 4,
          cause: { kind: 'window', id: 'overhaul' },
        },
      },
      { type: 'windowOpened', occurredOn: '2024-04-01', data: { window: 'overhaul' } },
      {
        type: 'clockResumed',
        occurredOn: '2024-04-01',
        data: {
          obligation: 'milestone:a-trial',
          dueOn: '2024-04-08',
          cause: { kind: 'window', id: 'overhaul' },
        },
      },
      {
        type: 'windowMissed',
        occurredOn: '2024-05-01',
        data: {
          window: 'overhaul',
          opensOn: '2024-10-08',
          closesOn: '2024-11-06',
          daysLost: 161,
          prepareBy: '2024-09-18',
        },
      },
    ]);
  });

  test('its last responsible moment is a date of its own, done when everything is prepared', () => {
    const early = at('2024-03-01', { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' });
    const ready = at('2024-03-19', { type: 'prepareWindow', window: 'overhaul', prerequisite: '材料到场' });
    const preparation = (steps: Step[]) =>
      rungs(simulate(steps, on('2024-03-29').now, RULES), 'windowPreparation:overhaul');
    expect(preparation([SIGN, early])).toEqual([
      '2024-03-13 09:00 remind 赵项目长',
      '2024-03-18 09:00 due 赵项目长',
      '2024-03-19 09:00 chief 赵项目长',
      '2024-03-25 09:00 department 县调度办',
    ]);
    expect(preparation([SIGN, early, ready])).toHaveLength(3);
  });

  test('does not forgive a date that had passed before', () => {
    const late = at('2024-03-28', { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' });
    const log = simulate([SIGN, late], on('2024-03-29').now, RULES);
    expect(log.some((h) => h.event?.type === 'clockPaused')).toBe(false);
  });
});

describe('a blocker', () => {
  test('pauses what it covers and starts a clock of the party', () => {
    const raise = at('2024-03-20', {
      type: 'raiseBlocker',
      blocker: 'land',
      title: '拆迁',
      party: '镇政府',
      covers: ['milestone:a-trial'],
      dueOn: '2024-04-10',
    });
    const clear = at('2024-04-15', { type: 'clearBlocker', blocker: 'land' });
    const log = simulate([SIGN, raise, clear], on('2024-06-30').now, RULES);
    expect(rungs(log, 'blocker:land').map((r) => r.split(' ').slice(2).join(' '))).toEqual([
      'remind 镇政府',
      'due 镇政府',
      'chief 镇政府+赵项目长',
    ]);
    expect(rungs(log)[0]).toBe('2024-04-16 09:00 remind 赵项目长');
  });
});

describe('time as a command', () => {
  test('nextDueAt is when passTime next says something, and nothing is said before', () => {
    const state = foldProject(
      simulate([SIGN], on('2024-02-01').now, RULES).flatMap((h) => (h.event ? [h.event] : [])),
    )!;
    expect(localTime(nextDueAt(state, on('2024-02-01'))!, ZONE)).toBe('2024-03-21 09:00');
  });

  test('does not go back: what a report makes due at once is done on the next working day', () => {
    const done = at('2024-03-20', { type: 'completeMilestone', milestone: 'a-trial' });
    const wrong = at('2024-06-29', { type: 'correctMilestone', milestone: 'a-trial', reason: '误报' });
    const log = simulate([SIGN, done, wrong], on('2024-07-05').now, RULES);
    const times = log.map((h) => h.at);
    expect(times).toEqual(times.toSorted());
    expect(rungs(log).map((r) => r.split(' ').slice(0, 3).join(' '))).toEqual(
      ['remind', 'due', 'chief', 'department', 'leader', 'onSiteOffice'].map((r) => `2024-07-01 09:00 ${r}`),
    );
  });

  test('the story told twice is the same story', () => {
    const once = simulate(STORY, STORY_END, RULES);
    expect(simulate(STORY, STORY_END, RULES)).toEqual(once);
    expect(once.filter((h) => h.rejection)).toEqual([]);
    const missed = rungs(once, 'milestone:trial').map((r) => r.split(' ')[2]);
    expect(missed).toEqual(['remind', 'due', 'chief', 'department', 'leader']);
    const types = once.map((h) => h.event!.type);
    expect(types).toContain('windowOpened');
    expect(types).toContain('clockResumed');
  });
});
