import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { standing } from '../../domain/project/facts.ts';
import { event } from '../../domain/project/slice.ts';
import { after, given, on, project, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const trial = { milestone: 'a-trial' } as const;
const complete = { type: 'completeMilestone', ...trial } as const;
const correct = { type: 'correctMilestone', ...trial, reason: '误报' } as const;
const chief = { cause: 'unexplained', owner: '项目长' } as const;
const raise: CommandOf<'raiseBlocker'> = {
  type: 'raiseBlocker',
  blocker: 'land',
  title: '拆迁',
  party: '镇政府',
  covers: [TRIAL],
  dueOn: '2024-04-30',
};
const BLOCKER = { kind: 'blocker', id: 'land' } as const;

describe('a correction', () => {
  const late = after(signed(), [on('2024-03-28'), { ...complete, evidence: '照片' }]);

  test('of a completion that was none opens the obligation again, and its days are taken back', () => {
    given(late)
      .when(correct, on('2024-03-29'))
      .then(event('milestoneCorrected', '2024-03-29', { ...trial, reason: '误报', slips: [] }));
    const state = project(after(late, [on('2024-03-29'), correct]));
    expect(state.milestones['a-trial']).not.toHaveProperty('actualOn');
    expect(state.milestones['a-trial']).not.toHaveProperty('evidence');
    expect(state.milestones['a-trial']!.slips).toEqual([]);
    expect(standing(state, TRIAL, on('2024-03-29'))).toMatchObject({ status: 'late', workdaysLate: 3 });
  });

  test('of its day counts the slip again and keeps the evidence', () => {
    const corrected = event('milestoneCorrected', '2024-03-29', {
      ...trial,
      reason: '误报',
      actualOn: '2024-03-27',
      slips: [{ id: 's1', days: 1, ...chief, source: 'actual' }],
    });
    given(late)
      .when({ ...correct, actualOn: '2024-03-27' }, on('2024-03-29'))
      .then(corrected);
    const state = project([...late, corrected]);
    expect(state.milestones['a-trial']).toMatchObject({ actualOn: '2024-03-27', evidence: '照片' });
    expect(state.obligations[TRIAL]!.doneOn).toBe('2024-03-27');
  });

  test.each(['2024-03-30', '2024-01-07', 'x'])('of its day to %s is refused', (actualOn) => {
    given(late)
      .when({ ...correct, actualOn }, on('2024-03-29'))
      .refused('badDate', { field: 'actualOn', names: actualOn });
    expect(after(late, [on('2024-03-29'), { ...correct, actualOn: '2024-01-08' }])).toHaveLength(3);
  });

  test('needs a completion', () => {
    given(signed()).when(correct, on('2024-03-01')).refused('notCompleted', {
      field: 'milestone',
      names: '甲线试生产',
    });
  });

  test('of what was held holds it again with what it had left, while the blocker stands', () => {
    const held = after(signed(), [on('2024-03-20'), raise], [on('2024-04-01'), complete]);
    given(held)
      .when(correct, on('2024-04-02'))
      .then(
        event('milestoneCorrected', '2024-04-02', { ...trial, reason: '误报', slips: [] }),
        event('clockPaused', '2024-04-02', { obligation: TRIAL, remainingWorkdays: 4, cause: BLOCKER }),
      );
  });

  test('of what was held lets it go on when the blocker has gone, also after its day was corrected', () => {
    const cleared = after(
      signed(),
      [on('2024-03-20'), raise],
      [on('2024-04-01'), complete],
      [on('2024-04-02'), { type: 'clearBlocker', blocker: 'land' }],
    );
    const redated = after(cleared, [on('2024-04-02'), { ...correct, actualOn: '2024-03-29' }]);
    for (const events of [cleared, redated]) {
      given(events)
        .when(correct, on('2024-04-03'))
        .then(
          event('milestoneCorrected', '2024-04-03', { ...trial, reason: '误报', slips: [] }),
          event('clockResumed', '2024-04-03', {
            obligation: TRIAL,
            dueOn: '2024-04-10',
            count: { from: '2024-04-03', workdays: 4 },
            cause: BLOCKER,
          }),
        );
    }
  });

  test('of what had stood still and was running again lets it run on', () => {
    const order = { obligation: TRIAL, by: 'x', reason: 'x' };
    const ran = after(
      signed(),
      [on('2024-03-11'), { type: 'pauseClock', ...order, basis: 'x' }],
      [on('2024-03-18'), { type: 'resumeClock', ...order }],
      [on('2024-03-20'), complete],
    );
    given(ran)
      .when(correct, on('2024-03-21'))
      .then(event('milestoneCorrected', '2024-03-21', { ...trial, reason: '误报', slips: [] }));
  });

  test('names the cause that held it when it was reported, not one that had ended before', () => {
    const order = { obligation: TRIAL, by: 'x', reason: 'x' };
    const both = after(
      signed(),
      [on('2024-03-20'), raise],
      [on('2024-03-21'), { type: 'pauseClock', ...order, basis: 'x' }],
      [on('2024-03-22'), { type: 'resumeClock', ...order }],
      [on('2024-04-01'), complete],
    );
    expect(project(both).obligations[TRIAL]!.pauses.map((p) => p.to)).toEqual(['2024-04-01', '2024-03-22']);
    const cleared = after(both, [on('2024-04-02'), { type: 'clearBlocker', blocker: 'land' }]);
    expect(after(cleared, [on('2024-04-03'), correct]).at(-1)).toMatchObject({
      type: 'clockResumed',
      data: { cause: BLOCKER },
    });
  });

  test('is not held by a window that stands open, or for which other work waits', () => {
    const wait = { type: 'awaitWindow', window: 'overhaul' } as const;
    const inIt = after(
      signed(),
      [on('2024-03-20'), { ...wait, ...trial }],
      [on('2024-04-01'), { type: 'passTime', now: on('2024-04-01').now }],
      [on('2024-04-02'), complete],
    );
    const beside = after(
      signed(),
      [on('2024-03-20'), { ...wait, milestone: 'a-full' }],
      [on('2024-04-02'), complete],
    );
    for (const events of [inIt, beside]) {
      given(events)
        .when(correct, on('2024-04-03'))
        .then(event('milestoneCorrected', '2024-04-03', { ...trial, reason: '误报', slips: [] }));
    }
    const early = after(
      signed(),
      [on('2024-03-20'), { ...wait, milestone: 'a-full' }],
      [on('2024-03-21'), complete],
    );
    expect(after(early, [on('2024-03-22'), correct])).toHaveLength(early.length + 1);
  });

  test('of its day keeps the slips of the forecasts before it', () => {
    const forecast = { type: 'reforecastMilestone', ...trial, forecastOn: '2024-03-28' } as const;
    const slipped = after(signed(), [on('2024-03-20'), forecast], [on('2024-03-30'), complete]);
    const redated = { ...correct, actualOn: '2024-03-29' };
    given(slipped)
      .when(redated, on('2024-03-30'))
      .then(
        event('milestoneCorrected', '2024-03-30', {
          ...{ ...trial, reason: '误报', actualOn: '2024-03-29' },
          slips: [{ id: 's2', days: 1, ...chief, source: 'actual' }],
        }),
      );
    const state = project(after(slipped, [on('2024-03-30'), redated]));
    expect(state.milestones['a-trial']!.slips.map((s) => [s.id, s.days, s.source])).toEqual([
      ['s1', 2, 'forecast'],
      ['s2', 1, 'actual'],
    ]);
  });

  test('of its day may be to today, and its shares must add up', () => {
    const today = after(late, [on('2024-03-29'), { ...correct, actualOn: '2024-03-29' }]);
    expect(project(today).milestones['a-trial']!.actualOn).toBe('2024-03-29');
    given(late)
      .when(
        { ...correct, actualOn: '2024-03-27', shares: [{ days: 5, cause: 'land', owner: '镇政府' }] },
        on('2024-03-29'),
      )
      .refused('sharesDoNotAddUp', { field: 'shares', names: '5' });
  });

  test('made while the project is suspended stands still with it, unless it is late', () => {
    const suspend = { type: 'suspendProject', by: 'x', basis: 'x', reason: '资金' } as const;
    const early = after(signed(), [on('2024-03-04'), complete], [on('2024-03-05'), suspend]);
    given(early)
      .when(correct, on('2024-03-20'))
      .then(
        event('milestoneCorrected', '2024-03-20', { ...trial, reason: '误报', slips: [] }),
        event('clockPaused', '2024-03-20', {
          obligation: TRIAL,
          remainingWorkdays: 4,
          cause: { kind: 'suspension', id: '1' },
        }),
      );
    expect(after(early, [on('2024-03-26'), correct]).at(-1)).toMatchObject({
      type: 'clockPaused',
      data: { remainingWorkdays: 0 },
    });
    given(early)
      .when(correct, on('2024-03-27'))
      .then(event('milestoneCorrected', '2024-03-27', { ...trial, reason: '误报', slips: [] }));
  });

  test('of what waited for a window waits again', () => {
    const waited = after(
      signed(),
      [on('2024-03-20'), { type: 'awaitWindow', window: 'overhaul', ...trial }],
      [on('2024-03-21'), complete],
    );
    expect(after(waited, [on('2024-03-22'), correct]).at(-1)).toEqual(
      event('clockPaused', '2024-03-22', {
        obligation: TRIAL,
        remainingWorkdays: 4,
        cause: { kind: 'window', id: 'overhaul' },
      }),
    );
  });
});
