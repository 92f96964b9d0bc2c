import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { projectVerdict, standings } from '../../domain/project/facts.ts';
import { event } from '../../domain/project/slice.ts';
import { isFinished } from '../../domain/project/stages.ts';
import { nextDueAt } from '../../domain/project/time.ts';
import { after, given, on, project, signed } from '../given.ts';

const why = { by: '孙副县长', basis: '县政府会议', reason: '资金断裂' };
const suspend = { type: 'suspendProject', ...why } as const;
const resume = { type: 'resumeProject', by: '孙副县长', reason: '资金到位' } as const;
const terminate = { type: 'terminateProject', ...why } as const;
const exclude = { type: 'excludeFromBatches', ...why } as const;
const CAUSE = { kind: 'suspension', id: '1' } as const;
const suspended = after(signed(), [on('2024-03-20'), suspend]);

describe('a project that is suspended', () => {
  test('stands still, every clock of it with what it has left', () => {
    given(signed())
      .when(suspend, on('2024-03-20'))
      .then(
        event('projectSuspended', '2024-03-20', { suspension: '1', ...why }),
        event('clockPaused', '2024-03-20', {
          obligation: 'factor:land',
          remainingWorkdays: 69,
          cause: CAUSE,
        }),
        event('clockPaused', '2024-03-20', {
          obligation: 'milestone:a-trial',
          remainingWorkdays: 4,
          cause: CAUSE,
        }),
      );
    expect(project(suspended).status).toEqual({
      is: 'suspended',
      suspension: '1',
      on: '2024-03-20',
      reason: '资金断裂',
    });
    expect(nextDueAt(project(suspended), on('2024-05-01'))).toBeNull();
  });

  test('goes on with what its clocks had left, and may be suspended again under another number', () => {
    given(suspended)
      .when(resume, on('2024-04-15'))
      .then(
        event('projectResumed', '2024-04-15', { suspension: '1', by: '孙副县长', reason: '资金到位' }),
        event('clockResumed', '2024-04-15', {
          obligation: 'factor:land',
          dueOn: '2024-07-23',
          count: { from: '2024-04-15', workdays: 69 },
          cause: CAUSE,
        }),
        event('clockResumed', '2024-04-15', {
          obligation: 'milestone:a-trial',
          dueOn: '2024-04-19',
          count: { from: '2024-04-15', workdays: 4 },
          cause: CAUSE,
        }),
      );
    const again = after(suspended, [on('2024-04-15'), resume], [on('2024-04-16'), suspend]);
    expect(again.at(-3)).toMatchObject({ type: 'projectSuspended', data: { suspension: '2' } });
  });

  test('is late where it was late', () => {
    const late = after(signed(), [on('2024-03-27'), suspend]);
    expect(late.map((e) => (e.type === 'clockPaused' ? e.data.obligation : e.type))).toEqual([
      'projectSigned',
      'projectSuspended',
      'factor:land',
    ]);
  });

  test('begins nothing: what would is refused with the reason', () => {
    const refused: ProjectCommand[] = [
      suspend,
      { type: 'completeMilestone', milestone: 'a-trial' },
      { type: 'startApprovalItem', item: 'eia' },
      { type: 'pauseClock', obligation: 'factor:land', ...why },
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
      { type: 'moveTemplate', to: { id: 'industrial', version: 2 } },
    ];
    for (const command of refused) {
      given(suspended)
        .when(command, on('2024-03-21'))
        .refused('projectSuspended', {
          names: { zh: '自 2024-03-20 起暂停：资金断裂', en: 'suspended since 2024-03-20: 资金断裂' },
        });
    }
  });

  test('can still be put right: people, corrections, slips, what is cleared or closed', () => {
    const before = after(signed(), [
      on('2024-03-04'),
      { type: 'completeMilestone', milestone: 'a-trial' },
      { type: 'startApprovalItem', item: 'eia' },
      { type: 'finishApprovalItem', item: 'eia' },
      { type: 'raiseBlocker', blocker: 'x', title: 'x', party: 'x', covers: [], dueOn: '2024-06-28' },
      { type: 'issueDirective', directive: 'd', title: 'x', owner: 'x', dueOn: '2024-03-20' },
      { type: 'passTime', now: on('2024-03-04').now },
    ]);
    const told = after(
      before,
      [on('2024-03-15'), { type: 'passTime', now: on('2024-03-15').now }],
      [on('2024-03-18'), suspend],
    );
    const slip = { milestone: 'a-trial', by: 'x', reason: 'x' };
    const allowed: ProjectCommand[] = [
      { type: 'appointPerson', role: 'projectChief', person: '李' },
      {
        type: 'appointActing',
        role: 'office',
        person: '周',
        from: '2024-03-18',
        to: '2024-03-19',
        reason: 'x',
      },
      { type: 'handOver', role: 'projectChief', to: '王', note: 'x' },
      {
        type: 'attributeSlip',
        ...slip,
        slips: ['s1'],
        shares: [{ days: -22, cause: 'enterprise', owner: 'x' }],
      },
      { type: 'contestSlip', ...slip, slip: 's1' },
      { type: 'clearBlocker', blocker: 'x' },
      { type: 'acknowledge', obligation: 'directive:d', by: 'x' },
      { type: 'closeDirective', directive: 'd', evidence: 'x' },
      { type: 'correctMilestone', milestone: 'a-trial', reason: 'x' },
      { type: 'reopenApprovalItem', item: 'eia', reason: 'x' },
      exclude,
      resume,
    ];
    const context = on('2024-03-19');
    for (const command of allowed) {
      const events = after(told, [context, command]);
      expect([command.type, events.length > told.length]).toEqual([command.type, true]);
    }
    expect(project(after(told, [context, terminate])).status.is).toBe('terminated');
  });

  test('is resumed not before it was suspended, and only then', () => {
    const again = after(suspended, [on('2024-03-20'), resume]);
    expect(project(again).status).toEqual({ is: 'active' });
    given(suspended)
      .when({ ...resume, occurredOn: '2024-03-19' }, on('2024-04-15'))
      .refused('badDate', { field: 'occurredOn' });
    given(signed()).when(resume, on('2024-04-15')).refused('notSuspended');
  });
});

describe('a project that is terminated', () => {
  const terminated = after(signed(), [on('2024-03-20'), terminate]);

  test('owes nothing any more, and takes no command', () => {
    given(signed())
      .when(terminate, on('2024-03-20'))
      .then(event('projectTerminated', '2024-03-20', why));
    const state = project(terminated);
    expect(Object.values(state.obligations).map((o) => o.withdrawnOn)).toEqual(['2024-03-20', '2024-03-20']);
    expect(standings(state, on('2024-05-01'))).toEqual([]);
    expect(projectVerdict(state, on('2024-05-01'))).toEqual({
      light: 'green',
      why: { zh: '没有未完成事项', en: 'nothing is open' },
    });
    expect([isFinished(state), nextDueAt(state, on('2024-05-01'))]).toEqual([true, null]);
    for (const command of [resume, terminate, exclude, { type: 'confirmChecklist' } as const]) {
      given(terminated)
        .when(command, on('2024-03-21'))
        .refused('projectTerminated', {
          names: { zh: '已于 2024-03-20 终止：资金断裂', en: 'terminated on 2024-03-20: 资金断裂' },
        });
    }
  });

  test('keeps what was done, and what held its clocks holds them no more', () => {
    const done = after(signed(), [on('2024-03-01'), { type: 'completeMilestone', milestone: 'a-trial' }]);
    const state = project(after(done, [on('2024-03-20'), suspend], [on('2024-03-21'), terminate]));
    expect(state.obligations['milestone:a-trial']).not.toHaveProperty('withdrawnOn');
    expect(state.obligations['factor:land']!.pauses).toEqual([
      { cause: CAUSE, from: '2024-03-20', to: '2024-03-21' },
    ]);
  });
});

describe('a project that is taken out of the batches', () => {
  test('is so once, with its reason', () => {
    given(signed())
      .when(exclude, on('2024-03-20'))
      .then(event('batchExcluded', '2024-03-20', why));
    const out = after(signed(), [on('2024-03-20'), exclude]);
    expect(project(out).excludedFromBatches).toEqual({ on: '2024-03-20', reason: '资金断裂' });
    given(out).when(exclude, on('2024-03-21')).refused('alreadyExcluded');
  });
});
