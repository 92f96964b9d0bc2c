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
