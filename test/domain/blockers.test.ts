import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { standing } from '../../domain/project/facts.ts';
import { event } from '../../domain/project/slice.ts';
import { unmet } from '../../domain/project/stages.ts';
import { after, given, on, project, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const LAND = 'factor:land';
const CAUSE = { kind: 'blocker', id: 'demolition' } as const;
const raise = (change: Partial<CommandOf<'raiseBlocker'>> = {}): CommandOf<'raiseBlocker'> => ({
  type: 'raiseBlocker',
  blocker: 'demolition',
  title: '拆迁',
  party: '镇政府',
  covers: [TRIAL, LAND],
  dueOn: '2024-04-30',
  ...change,
});
const clear = { type: 'clearBlocker', blocker: 'demolition' } as const;
const blocked = after(signed(), [on('2024-03-20'), raise()]);

describe('a blocker', () => {
  test("holds the clocks it covers and starts the party's own", () => {
    given(signed())
      .when(raise(), on('2024-03-20'))
      .then(
        event('blockerRaised', '2024-03-20', {
          blocker: 'demolition',
          title: '拆迁',
          party: '镇政府',
          cause: 'department',
          covers: [TRIAL, LAND],
          dueOn: '2024-04-30',
        }),
        event('clockPaused', '2024-03-20', { obligation: TRIAL, remainingWorkdays: 4, cause: CAUSE }),
        event('clockPaused', '2024-03-20', { obligation: LAND, remainingWorkdays: 69, cause: CAUSE }),
      );
    expect(project(blocked).blockers['demolition']).toEqual({
      title: '拆迁',
      party: '镇政府',
      cause: 'department',
      covers: [TRIAL, LAND],
      raisedOn: '2024-03-20',
    });
    expect(project(blocked).obligations['blocker:demolition']).toEqual({
      kind: 'blocker',
      title: '拆迁',
      clock: 'internal',
      department: '镇政府',
      openedOn: '2024-03-20',
      dueOn: '2024-04-30',
      version: 1,
      extensions: 0,
      pauses: [],
      rungs: [],
      told: [],
    });
  });

  test('takes the cause that is named, and covers an obligation once', () => {
    given(signed())
      .when(raise({ cause: 'land', covers: [TRIAL, TRIAL] }), on('2024-03-26'))
      .then(
        event('blockerRaised', '2024-03-26', {
          blocker: 'demolition',
          title: '拆迁',
          party: '镇政府',
          cause: 'land',
          covers: [TRIAL],
          dueOn: '2024-04-30',
        }),
        event('clockPaused', '2024-03-26', { obligation: TRIAL, remainingWorkdays: 0, cause: CAUSE }),
      );
  });

  test.each(['2024-03-27', '2024-03-30'])('raised on %s, forgives no date that has passed', (day) => {
    given(signed())
      .when(raise({ covers: [TRIAL] }), on(day))
      .then(
        event('blockerRaised', day, {
          blocker: 'demolition',
          title: '拆迁',
          party: '镇政府',
          cause: 'department',
          covers: [TRIAL],
          dueOn: '2024-04-30',
        }),
      );
    const late = project(after(signed(), [on(day), raise({ covers: [TRIAL] })]));
    expect(standing(late, TRIAL, on(day))).toMatchObject({ status: 'late', light: 'red' });
  });

  test('makes what it covers wait, not late, and is late itself', () => {
    expect(standing(project(blocked), TRIAL, on('2024-05-06'))).toMatchObject({
      status: 'waiting',
      light: 'yellow',
      workdaysLate: 0,
    });
    expect(standing(project(blocked), 'blocker:demolition', on('2024-05-06'))).toMatchObject({
      status: 'late',
      light: 'red',
      workdaysLate: 1,
    });
  });

  test.each([
    ['unknownObligation', 'covers', { covers: [TRIAL, 'milestone:none'] }, 'milestone:none'],
    ['badDate', 'dueOn', { dueOn: '2024-02-30' }, '2024-02-30'],
    ['badDate', 'dueOn', { dueOn: '2024-03-19' }, ''],
    ['calendarNotCovered', undefined, { dueOn: '2099-01-01' }, '2099-01-01'],
  ] as const)('is refused as %s at %s: %j', (code, field, change, names) => {
    given(signed())
      .when(
        raise({ ...change, ...('covers' in change ? { covers: [...change.covers] } : {}) } as never),
        on('2024-03-20'),
      )
      .refused(code, field === undefined ? { names } : { field, names });
  });

  test('may be due on the day on which it is raised, and its id is taken for ever', () => {
    expect(after(signed(), [on('2024-03-20'), raise({ dueOn: '2024-03-20' })])).toHaveLength(4);
    given(after(blocked, [on('2024-03-21'), clear]))
      .when(raise(), on('2024-03-22'))
      .refused('duplicateId', { field: 'blocker', names: 'demolition' });
  });
});

describe('a blocker that is cleared', () => {
  test('ends its own clock and lets the others go on with what they had left', () => {
    given(blocked)
      .when(clear, on('2024-04-15'))
      .then(
        event('blockerCleared', '2024-04-15', { blocker: 'demolition' }),
        event('clockResumed', '2024-04-15', {
          obligation: TRIAL,
          dueOn: '2024-04-19',
          count: { from: '2024-04-15', workdays: 4 },
          cause: CAUSE,
        }),
        event('clockResumed', '2024-04-15', {
          obligation: LAND,
          dueOn: '2024-07-23',
          count: { from: '2024-04-15', workdays: 69 },
          cause: CAUSE,
        }),
      );
    const cleared = project(after(blocked, [on('2024-04-15'), clear]));
    expect(cleared.blockers['demolition']!.clearedOn).toBe('2024-04-15');
    expect(cleared.obligations['blocker:demolition']!.doneOn).toBe('2024-04-15');
  });

  test('may be cleared on the day on which it was raised', () => {
    expect(project(after(blocked, [on('2024-03-20', '15:00'), clear])).blockers['demolition']).toMatchObject({
      raisedOn: '2024-03-20',
      clearedOn: '2024-03-20',
    });
  });

  test('leaves what another blocker holds, or an order, whatever they are called', () => {
    const order = { type: 'pauseClock', obligation: TRIAL, by: 'x', basis: 'x', reason: 'x' } as const;
    const other = after(
      blocked,
      [on('2024-03-21'), raise({ blocker: 'order', covers: [TRIAL] })],
      [on('2024-03-22'), order],
    );
    const pauses = [CAUSE, { kind: 'blocker', id: 'order' }, { kind: 'order', id: 'order' }];
    expect(project(other).obligations[TRIAL]!.pauses.map((p) => p.cause)).toEqual(pauses);
    const one = project(after(other, [on('2024-03-25'), { ...clear, blocker: 'order' }]));
    expect(one.obligations[TRIAL]!.pauses.map((p) => p.to)).toEqual([undefined, '2024-03-25', undefined]);
  });

  test('resumes only what it held: not what was done meanwhile', () => {
    const done = after(blocked, [on('2024-04-01'), { type: 'completeMilestone', milestone: 'a-trial' }]);
    given(done)
      .when(clear, on('2024-04-15'))
      .then(
        event('blockerCleared', '2024-04-15', { blocker: 'demolition' }),
        event('clockResumed', '2024-04-15', {
          obligation: LAND,
          dueOn: '2024-07-23',
          count: { from: '2024-04-15', workdays: 69 },
          cause: CAUSE,
        }),
      );
  });

  test('was known, was not cleared, and was raised before', () => {
    given(signed())
      .when(clear, on('2024-04-15'))
      .refused('unknownBlocker', { field: 'blocker', names: 'demolition' });
    given(after(blocked, [on('2024-04-15'), clear]))
      .when(clear, on('2024-04-16'))
      .refused('alreadyCleared', { field: 'blocker', names: { zh: '已销号', en: 'cleared' } });
    given(blocked)
      .when({ ...clear, occurredOn: '2024-03-19' }, on('2024-04-15'))
      .refused('badDate', { field: 'occurredOn' });
  });

  test('stands in a gate that asks for none, until it is cleared', () => {
    const gate = [{ type: 'noBlocker' } as const];
    expect(unmet(project(blocked), gate, 'a')).toEqual([
      { code: 'blocker:demolition', text: { zh: '堵点：拆迁（镇政府）', en: '拆迁 (镇政府)' } },
    ]);
    expect(unmet(project(blocked), gate, 'b')).toEqual([]);
    expect(unmet(project(after(blocked, [on('2024-04-15'), clear])), gate, 'a')).toEqual([]);
  });
});
