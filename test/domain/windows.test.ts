import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { lastResponsibleDay } from '../../domain/project/blockers.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { passTime, nextDueAt } from '../../domain/project/time.ts';
import { after, given, on, PLANT, project, RICH, signed, signedRich } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const CAUSE = { kind: 'window', id: 'overhaul' } as const;
const PREPARATION = 'windowPreparation:overhaul';
const wait = { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' } as const;
const prepare = { type: 'prepareWindow', window: 'overhaul', prerequisite: '材料到场' } as const;
const complete = { type: 'completeMilestone', milestone: 'a-trial' } as const;
const reschedule = (change: Partial<CommandOf<'rescheduleWindow'>> = {}): CommandOf<'rescheduleWindow'> => ({
  type: 'rescheduleWindow',
  window: 'overhaul',
  opensOn: '2024-05-06',
  closesOn: '2024-05-31',
  reason: '厂方改期',
  ...change,
});
const full = {
  milestone: 'a-full',
  name: '补签',
  committedOn: '2024-06-28',
  by: 'x',
  basis: 'x',
  reason: 'x',
};
const waiting = after(signed(), [on('2024-03-01'), wait]);
/** What passing time says of windows and clocks on a day, without the ladder. */
const said = (events: ProjectEvent[], day: string, time = '00:00'): ProjectEvent[] =>
  passTime(project(events), on(day, time)).filter((e) => e.type !== 'rungReached');

describe('work that waits for a window', () => {
  test('stands still, and prepares by the last responsible moment', () => {
    given(signed())
      .when(wait, on('2024-03-20'))
      .then(
        event('windowAwaited', '2024-03-20', {
          window: 'overhaul',
          milestone: 'a-trial',
          prepareBy: '2024-03-18',
        }),
        event('clockPaused', '2024-03-20', { obligation: TRIAL, remainingWorkdays: 4, cause: CAUSE }),
      );
    expect(project(waiting).obligations[PREPARATION]).toMatchObject({
      kind: 'windowPreparation',
      title: '停产检修准备工作：材料到场',
      clock: 'internal',
      openedOn: '2024-03-01',
      dueOn: '2024-03-18',
    });
  });

  test('has nothing to prepare by when everything is ready', () => {
    const ready = after(signed(), [on('2024-03-01'), prepare]);
    given(ready)
      .when(wait, on('2024-03-20'))
      .then(
        event('windowAwaited', '2024-03-20', { window: 'overhaul', milestone: 'a-trial' }),
        event('clockPaused', '2024-03-20', { obligation: TRIAL, remainingWorkdays: 4, cause: CAUSE }),
      );
    expect(lastResponsibleDay(project(ready).windows['overhaul']!, on('2024-03-20'))).toBeUndefined();
    expect(project(after(ready, [on('2024-03-20'), wait])).obligations).not.toHaveProperty(PREPARATION);
  });

  test('is not forgiven when it is late, and waits without a clock when nothing was promised', () => {
    const waits = event('windowAwaited', '2024-03-27', {
      window: 'overhaul',
      milestone: 'a-trial',
      prepareBy: '2024-03-18',
    });
    given(signed()).when(wait, on('2024-03-27')).then(waits);
    given(signed())
      .when({ ...wait, milestone: 'a-full' }, on('2024-03-27'))
      .then({ ...waits, data: { ...waits.data, milestone: 'a-full' } } as ProjectEvent);
  });

  test.each([
    ['unknownWindow', 'window', { window: 'none' }, 'none'],
    ['unknownMilestone', 'milestone', { milestone: 'none' }, 'none'],
  ] as const)('is refused as %s', (code, field, change, names) => {
    given(signed())
      .when({ ...wait, ...change }, on('2024-03-20'))
      .refused(code, { field, names });
  });

  test('is unfinished, waits once, and not for a window that has closed', () => {
    given(after(signed(), [on('2024-03-01'), complete]))
      .when(wait, on('2024-03-20'))
      .refused('alreadyCompleted', { field: 'milestone', names: '甲线试生产' });
    given(waiting)
      .when({ ...wait, milestone: 'a-full' }, on('2024-03-20'))
      .refused('alreadyWaiting', { field: 'window' });
    expect(after(signed(), [on('2024-04-30'), wait]).at(-1)!.type).toBe('windowAwaited');
    given(signed())
      .when(wait, on('2024-05-01'))
      .refused('windowPast', { field: 'window', names: '2024-04-30' });
  });

  test('that is done frees the window for other work', () => {
    const done = after(waiting, [on('2024-03-20'), complete]);
    expect(after(done, [on('2024-03-21'), { ...wait, milestone: 'a-full' }]).at(-1)).toEqual(
      event('windowAwaited', '2024-03-21', {
        window: 'overhaul',
        milestone: 'a-full',
        prepareBy: '2024-03-18',
      }),
    );
  });
});

describe('preparation for a window', () => {
  test('is reported one by one, each once, each known', () => {
    given(waiting)
      .when(prepare, on('2024-03-15'))
      .then(event('windowPrepared', '2024-03-15', { window: 'overhaul', prerequisite: '材料到场' }));
    given(waiting)
      .when({ ...prepare, window: 'none' }, on('2024-03-15'))
      .refused('unknownWindow', { field: 'window', names: 'none' });
    given(waiting)
      .when({ ...prepare, prerequisite: '别的' }, on('2024-03-15'))
      .refused('unknownPrerequisite', { field: 'prerequisite', names: '别的' });
    given(after(waiting, [on('2024-03-15'), prepare]))
      .when(prepare, on('2024-03-16'))
      .refused('alreadyPrepared', { field: 'prerequisite' });
  });

  test('counts its lead time back from the opening, a lead time of none as zero', () => {
    expect(project(waiting).obligations[PREPARATION]!.count).toEqual({ from: '2024-04-01', workdays: -10 });
    const { opensOn, closesOn, party, name, prerequisites } = PLANT.windows[0]!;
    const none = { id: 'none', opensOn, closesOn, party, name, prerequisites, leadWorkdays: 0 };
    const waits = after(signed(), [
      on('2024-03-01'),
      { type: 'addWindow', ...none },
      { ...wait, window: 'none' },
    ]);
    expect(project(waits).obligations['windowPreparation:none']).toMatchObject({
      dueOn: '2024-04-01',
      count: { from: '2024-04-01', workdays: 0 },
    });
  });

  test('is done with the last of its prerequisites', () => {
    const two = ['停电申请', '队伍进场'].map(
      (prerequisite) => ({ type: 'prepareWindow', window: 'tie-in', prerequisite }) as const,
    );
    const begun = after(signedRich(), [
      on('2024-02-01'),
      { type: 'awaitWindow', window: 'tie-in', milestone: 'power-on' },
      two[0]!,
    ]);
    expect(project(begun).obligations['windowPreparation:tie-in']).not.toHaveProperty('doneOn');
    expect(project(begun).obligations['windowPreparation:tie-in']!.title).toBe(
      '停电接入准备工作：停电申请、队伍进场',
    );
    const ready = project(after(begun, [on('2024-02-05'), two[1]!]));
    expect(ready.obligations['windowPreparation:tie-in']!.doneOn).toBe('2024-02-05');
    expect(RICH.windows[1]!.prerequisites).toEqual(['停电申请', '队伍进场']);
  });

  test('ends with the work it is for, and is owed again when that was reported wrongly', () => {
    const done = after(waiting, [on('2024-03-20'), complete]);
    expect(project(done).obligations[PREPARATION]!.doneOn).toBe('2024-03-20');
    const wrong = { type: 'correctMilestone', milestone: 'a-trial', reason: '误报' } as const;
    expect(project(after(done, [on('2024-03-21'), wrong])).obligations[PREPARATION]).not.toHaveProperty(
      'doneOn',
    );
    const ready = after(waiting, [on('2024-03-15'), prepare], [on('2024-03-20'), complete]);
    expect(project(after(ready, [on('2024-03-21'), wrong])).obligations[PREPARATION]!.doneOn).toBe(
      '2024-03-15',
    );
  });
});

describe('a window opens', () => {
  const opened = event('windowOpened', '2024-04-01', { window: 'overhaul' });

  test('at midnight, and the clock goes on with what it had left', () => {
    const late = after(signed(), [on('2024-03-20'), wait]);
    expect(said(late, '2024-03-31', '23:59')).toEqual([]);
    expect(said(late, '2024-04-01')).toEqual([
      opened,
      event('clockResumed', '2024-04-01', { obligation: TRIAL, dueOn: '2024-04-08', cause: CAUSE }),
    ]);
  });

  test('with one day at least, and none beyond its end', () => {
    const onTheLastDay = after(signed(), [on('2024-03-26'), wait]);
    expect(said(onTheLastDay, '2024-04-01')[1]).toMatchObject({ data: { dueOn: '2024-04-02' } });
    const early = after(signed(), [on('2024-02-01'), wait]);
    expect(said(early, '2024-04-01')[1]).toMatchObject({ data: { dueOn: '2024-04-30' } });
  });

  test('and forgives nothing that was late, or was never promised', () => {
    for (const milestone of ['a-trial', 'a-full']) {
      const late = after(signed(), [on('2024-03-27'), { ...wait, milestone }]);
      expect(said(late, '2024-04-01')).toEqual([opened]);
    }
  });

  test('for work that something else holds as well, which it goes on holding', () => {
    const held = after(
      signed(),
      [on('2024-03-20'), wait],
      [on('2024-03-21'), { type: 'pauseClock', obligation: TRIAL, by: 'x', basis: 'x', reason: 'x' }],
    );
    expect(said(held, '2024-04-01').map((e) => e.type)).toEqual(['windowOpened', 'clockResumed']);
  });

  test('and other work may be done in it, once the first is done', () => {
    const done = after(
      waiting,
      [on('2024-04-01'), { type: 'passTime', now: on('2024-04-01').now }],
      [on('2024-04-02'), complete, { type: 'signBaseline', ...full }],
    );
    given(done)
      .when({ ...wait, milestone: 'a-full' }, on('2024-04-03'))
      .then(event('windowAwaited', '2024-04-03', { window: 'overhaul', milestone: 'a-full' }));
  });

  test('on a holiday: the days are counted from the first working day', () => {
    const moved = after(waiting, [on('2024-03-20'), reschedule({ opensOn: '2024-04-04' })]);
    const resumed = said(moved, '2024-04-04')[1]!;
    expect(resumed).toMatchObject({ type: 'clockResumed', data: { dueOn: '2024-04-29' } });
  });

  test('for work that began to wait while it stood open, from that day', () => {
    const short = after(
      signed(),
      [on('2024-03-20'), { type: 'pauseClock', obligation: TRIAL, by: 'x', basis: 'x', reason: 'x' }],
      [on('2024-04-15'), { type: 'resumeClock', obligation: TRIAL, by: 'x', reason: 'x' }],
      [on('2024-04-15', '10:00'), wait],
    );
    expect(said(short, '2024-04-15', '10:00')).toEqual([
      opened,
      event('clockResumed', '2024-04-15', { obligation: TRIAL, dueOn: '2024-04-19', cause: CAUSE }),
    ]);
  });

  test('for nobody, and nothing is due', () => {
    expect(said(signed(), '2024-04-02')).toEqual([]);
    const done = after(waiting, [on('2024-03-20'), complete], [on('2024-03-20'), prepare]);
    expect(nextDueAt(project(done), on('2024-03-21'))).toBe(on('2024-06-25').now);
  });
});
