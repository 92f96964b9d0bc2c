import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { passTime } from '../../domain/project/time.ts';
import { after, given, on, PLANT, project, signed, signedRich } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const PREPARATION = 'windowPreparation:overhaul';
const wait = { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' } as const;
const prepare = { type: 'prepareWindow', window: 'overhaul', prerequisite: '材料到场' } as const;
const complete = { type: 'completeMilestone', milestone: 'a-trial' } as const;
const pass = (day: string, time = '09:00') => ({ type: 'passTime', now: on(day, time).now }) as const;
const reschedule = (change: Partial<CommandOf<'rescheduleWindow'>> = {}): CommandOf<'rescheduleWindow'> => ({
  type: 'rescheduleWindow',
  window: 'overhaul',
  opensOn: '2024-05-06',
  closesOn: '2024-05-31',
  reason: '厂方改期',
  ...change,
});
const waiting = after(signed(), [on('2024-03-01'), wait]);
/** What passing time says of windows and clocks on a day, without the ladder. */
const said = (events: ProjectEvent[], day: string, time = '00:00'): ProjectEvent[] =>
  passTime(project(events), on(day, time)).filter((e) => e.type !== 'rungReached');

describe('a window is missed', () => {
  const late = after(waiting, [on('2024-04-01'), pass('2024-04-01')]);

  test('at the end of its last day: the days to the next one are the price', () => {
    expect(said(late, '2024-04-30', '23:59')).toEqual([]);
    expect(said(late, '2024-05-01')).toEqual([
      event('windowMissed', '2024-05-01', {
        window: 'overhaul',
        opensOn: '2024-10-08',
        closesOn: '2024-11-06',
        daysLost: 161,
        prepareBy: '2024-09-18',
      }),
    ]);
  });

  test('its milestone is late and stays so, and the preparation begins again', () => {
    const missed = project(after(late, [on('2024-05-01', '00:00'), pass('2024-05-01', '00:00')]));
    expect(missed.obligations[TRIAL]).toMatchObject({ dueOn: '2024-04-25', pauses: [{ to: '2024-04-01' }] });
    expect(missed.obligations[PREPARATION]).toMatchObject({ dueOn: '2024-09-18', version: 2, rungs: [] });
    expect(missed.windows['overhaul']).toMatchObject({
      opensOn: '2024-10-08',
      open: false,
      missed: [{ closedOn: '2024-04-30', daysLost: 161 }],
    });
    expect(missed.windows['overhaul']).not.toHaveProperty('nextOpensOn');
  });

  test('for the last time: nobody waits any more, and no preparation is owed', () => {
    const once = signedRich({ type: 'awaitWindow', window: 'tie-in', milestone: 'power-on' });
    const opened = after(once, [on('2024-03-04'), pass('2024-03-04')]);
    expect(said(opened, '2024-03-09')).toEqual([event('windowMissed', '2024-03-09', { window: 'tie-in' })]);
    const missed = project(after(opened, [on('2024-03-09'), pass('2024-03-09')]));
    expect(missed.windows['tie-in']).toMatchObject({ open: false, missed: [{ closedOn: '2024-03-08' }] });
    expect(missed.windows['tie-in']!.missed[0]).not.toHaveProperty('daysLost');
    expect(missed.windows['tie-in']).not.toHaveProperty('milestone');
    expect(missed.obligations['windowPreparation:tie-in']!.withdrawnOn).toBe('2024-03-09');
  });

  test('waits, when no calendar covers the next one', () => {
    const years = { '2024': on('2024-01-01').calendar.years['2024']! };
    const far = after(signed(), [
      on('2024-03-01'),
      reschedule({ opensOn: '2024-04-01', closesOn: '2024-04-30', nextOpensOn: '2025-03-03' }),
      wait,
    ]);
    const opened = after(far, [on('2024-04-01'), pass('2024-04-01')]);
    const context = { ...on('2024-06-01'), calendar: { ...on('2024-06-01').calendar, years } };
    expect(passTime(project(opened), context).filter((e) => e.type === 'windowMissed')).toEqual([]);
    expect(said(opened, '2024-06-01').map((e) => e.type)).toEqual(['windowMissed']);
  });
});

describe('a window is added and rescheduled', () => {
  const { id: _, ...spec } = PLANT.windows[0]!;
  const third = { type: 'addWindow', id: 'third', ...spec } as const;
  const { type: __, ...added } = third;

  test('the party names it, and names another time with a reason', () => {
    given(signed())
      .when(third, on('2024-03-01'))
      .then(event('windowAdded', '2024-03-01', added));
    expect(project(after(signed(), [on('2024-03-01'), third])).windows['third']).toEqual({
      ...added,
      prepared: [],
      open: false,
      missed: [],
    });
    given(waiting)
      .when(reschedule(), on('2024-03-05'))
      .then(
        event('windowRescheduled', '2024-03-05', {
          window: 'overhaul',
          opensOn: '2024-05-06',
          closesOn: '2024-05-31',
          prepareBy: '2024-04-18',
          reason: '厂方改期',
        }),
      );
    const moved = project(after(waiting, [on('2024-03-05'), reschedule()]));
    expect(moved.windows['overhaul']).not.toHaveProperty('nextOpensOn');
    expect(moved.obligations[PREPARATION]).toMatchObject({ dueOn: '2024-04-18', version: 2 });
  });

  test('for which nobody prepares, has no day to prepare by', () => {
    const data = { window: 'overhaul', opensOn: '2024-05-06', closesOn: '2024-05-31', reason: '厂方改期' };
    const rescheduled = event('windowRescheduled', '2024-03-05', data);
    given(signed()).when(reschedule(), on('2024-03-05')).then(rescheduled);
    given(after(waiting, [on('2024-03-05'), prepare]))
      .when(reschedule(), on('2024-03-05'))
      .then(rescheduled);
    const ready = after(waiting, [on('2024-03-05'), prepare]);
    expect(project([...ready, rescheduled]).obligations[PREPARATION]).toStrictEqual(
      project(ready).obligations[PREPARATION],
    );
  });

  test('may last a single day', () => {
    const day = { opensOn: '2024-05-06', closesOn: '2024-05-06' };
    expect(project(after(signed(), [on('2024-03-05'), reschedule(day)])).windows['overhaul']).toMatchObject(
      day,
    );
  });

  test.each([
    ['badDate', 'opensOn', { opensOn: '2024-02-30' }],
    ['badDate', 'closesOn', { closesOn: 'soon' }],
    ['badDate', 'nextOpensOn', { nextOpensOn: '' }],
    ['badWindow', 'closesOn', { closesOn: '2024-05-05' }],
    ['badWindow', 'nextOpensOn', { nextOpensOn: '2024-05-31' }],
    ['calendarNotCovered', undefined, { nextOpensOn: '2099-01-01' }],
  ])('is refused as %s at %s: %j', (code, field, change) => {
    const expected = field === undefined ? {} : { field };
    given(signed()).when(reschedule(change), on('2024-03-05')).refused(code, expected);
    const dates = { opensOn: '2024-05-06', closesOn: '2024-05-31' };
    given(signed())
      .when({ ...third, ...dates, ...change }, on('2024-03-05'))
      .refused(code, expected);
  });

  test('is known when it is rescheduled, new when it is added, and not open with work in it', () => {
    given(signed())
      .when(reschedule({ window: 'none' }), on('2024-03-05'))
      .refused('unknownWindow', {
        field: 'window',
        names: 'none',
      });
    given(signed())
      .when({ ...third, id: 'overhaul' }, on('2024-03-05'))
      .refused('duplicateId', { field: 'id', names: 'overhaul' });
    const open = after(waiting, [on('2024-04-01'), pass('2024-04-01')]);
    given(open).when(reschedule(), on('2024-04-02')).refused('windowOpen', { field: 'window' });
    const done = after(open, [on('2024-04-02'), complete]);
    given(done).when(reschedule(), on('2024-04-30')).refused('windowOpen', { field: 'window' });
    expect(project(after(done, [on('2024-05-01'), reschedule()])).windows['overhaul']!.open).toBe(false);
  });
});
