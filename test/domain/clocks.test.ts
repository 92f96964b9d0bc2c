import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/dates.ts';
import { MARKS_KEPT } from '../../domain/policy.ts';
import type { CommandOf, ProjectCommand } from '../../domain/project/commands.ts';
import { event } from '../../domain/project/slice.ts';
import { after, given, on, project, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const EIA = 'approvalItem:eia';
const why = { by: '孙副县长', basis: '会议纪要〔2024〕3号', reason: '图纸变更' };
const pause = { type: 'pauseClock', obligation: TRIAL, ...why } as const;
const resume = { type: 'resumeClock', obligation: TRIAL, by: '孙副县长', reason: '图纸已定' } as const;
const raise: ProjectCommand = {
  type: 'raiseBlocker',
  blocker: 'land',
  title: '拆迁',
  party: '镇政府',
  covers: [TRIAL],
  dueOn: '2024-04-30',
};
const ORDER = { kind: 'order', id: 'order' } as const;

describe('a clock is paused by an order', () => {
  test.each([
    ['2024-03-20', 4],
    ['2024-03-26', 0],
    ['2024-02-08', 29],
  ])('on %s it keeps the %i working days that are left', (day, remainingWorkdays) => {
    given(signed())
      .when(pause, on(day))
      .then(event('clockPaused', day, { obligation: TRIAL, remainingWorkdays, cause: ORDER, ...why }));
  });

  test('not when it has run out: the day after is too late', () => {
    given(signed())
      .when(pause, on('2024-03-27'))
      .refused('expired', {
        field: 'obligation',
        names: {
          zh: '甲线试生产已于 2024-03-26 到期，不能再暂停',
          en: "due on 2024-03-26: it can't be paused",
        },
      });
  });

  test('not twice, not when it is done, and not when nobody knows it', () => {
    const paused = after(signed(), [on('2024-03-01'), pause]);
    given(paused)
      .when(pause, on('2024-03-04'))
      .refused('alreadyPaused', { field: 'obligation', names: '甲线试生产' });
    const done = after(signed(), [on('2024-03-01'), { type: 'completeMilestone', milestone: 'a-trial' }]);
    for (const command of [pause, resume, { ...pause, type: 'extendClock', workdays: 1 } as const]) {
      given(done)
        .when(command, on('2024-03-04'))
        .refused('alreadyDone', { field: 'obligation', names: '甲线试生产' });
      given(done)
        .when({ ...command, obligation: 'milestone:none' }, on('2024-03-04'))
        .refused('unknownObligation', {
          field: 'obligation',
          names: { zh: '没有这个事项：milestone:none', en: 'there is no such obligation: milestone:none' },
        });
    }
  });

  test('from the day it began, when the order is dated before', () => {
    const begun = after(signed(), [on('2024-02-01'), { type: 'startApprovalItem', item: 'eia' }]);
    given(begun)
      .when({ ...pause, obligation: EIA, occurredOn: '2024-01-20' }, on('2024-02-02'))
      .then(
        event('clockPaused', '2024-02-01', { obligation: EIA, remainingWorkdays: 15, cause: ORDER, ...why }),
      );
  });

  test('from the end of the last pause, when the order is dated into it', () => {
    const ran = after(signed(), [on('2024-03-11'), pause], [on('2024-03-18'), resume]);
    expect(project(ran).obligations[TRIAL]!.dueOn).toBe('2024-04-02');
    given(ran)
      .when({ ...pause, occurredOn: '2024-03-13' }, on('2024-03-19'))
      .then(
        event('clockPaused', '2024-03-18', {
          obligation: TRIAL,
          remainingWorkdays: 11,
          cause: ORDER,
          ...why,
        }),
      );
  });
});

describe('a clock resumes', () => {
  const paused = after(signed(), [on('2024-03-20'), pause]);

  test('with what it had left, over Qingming and the Sunday worked in exchange', () => {
    given(paused)
      .when(resume, on('2024-04-03'))
      .then(
        event('clockResumed', '2024-04-03', {
          obligation: TRIAL,
          dueOn: '2024-04-10',
          count: { from: '2024-04-03', workdays: 4 },
          cause: ORDER,
          by: '孙副县长',
          reason: '图纸已定',
        }),
      );
    const o = project(after(paused, [on('2024-04-03'), resume])).obligations[TRIAL]!;
    expect(o).toMatchObject({ dueOn: '2024-04-10', version: 2, rungs: [], extensions: 0 });
    expect(o.pauses).toEqual([
      { cause: ORDER, from: '2024-03-20', to: '2024-04-03', basis: why.basis, reason: why.reason },
    ]);
    expect(o).not.toHaveProperty('remainingWorkdays');
  });

  test('on the same day as if nothing had been, its ladder where it was', () => {
    const again = after(paused, [on('2024-03-20', '15:00'), resume]);
    expect(project(again).obligations[TRIAL]).toMatchObject({ dueOn: '2024-03-26', version: 1 });
  });

  test.each([
    ['2024-03-29', '2024-03-29'],
    ['2024-03-30', '2024-04-01'],
    ['2024-04-04', '2024-04-07'],
  ])('with nothing left, on %s, it is due on %s', (day, dueOn) => {
    const onItsLastDay = after(signed(), [on('2024-03-26'), pause], [on(day), resume]);
    expect(project(onItsLastDay).obligations[TRIAL]!.dueOn).toBe(dueOn);
  });

  test('not before it was paused, and not when no order holds it', () => {
    given(paused)
      .when({ ...resume, occurredOn: '2024-03-19' }, on('2024-04-03'))
      .refused('badDate', { field: 'occurredOn', names: { zh: '早于暂停', en: 'before its pause' } });
    given(signed()).when(resume, on('2024-03-20')).refused('notPaused', {
      field: 'obligation',
      names: '甲线试生产',
    });
    given(after(signed(), [on('2024-03-20'), raise]))
      .when(resume, on('2024-03-21'))
      .refused('notPaused', {
        field: 'obligation',
        names: { zh: '现由 blocker land 暂停', en: 'it is held by blocker land' },
      });
  });
});

describe('two pauses of one clock', () => {
  const both = after(signed(), [on('2024-03-20'), raise], [on('2024-03-22'), pause]);

  test('the second keeps what the first had left', () => {
    expect(both.at(-1)).toEqual(
      event('clockPaused', '2024-03-22', { obligation: TRIAL, remainingWorkdays: 4, cause: ORDER, ...why }),
    );
  });

  test('hold it until both have ended', () => {
    const one = after(both, [on('2024-03-25'), { type: 'clearBlocker', blocker: 'land' }]);
    expect(project(one).obligations[TRIAL]).toMatchObject({ dueOn: '2024-03-26', remainingWorkdays: 4 });
    const none = after(one, [on('2024-03-28'), resume]);
    expect(project(none).obligations[TRIAL]).toMatchObject({ dueOn: '2024-04-03', version: 2 });
  });

  test('an end reported late does not give back days on which the other held it', () => {
    const one = after(both, [on('2024-03-28'), resume]);
    given(one)
      .when({ type: 'clearBlocker', blocker: 'land', occurredOn: '2024-03-25' }, on('2024-03-29'))
      .then(
        event('blockerCleared', '2024-03-25', { blocker: 'land' }),
        event('clockResumed', '2024-03-25', {
          obligation: TRIAL,
          dueOn: '2024-04-03',
          count: { from: '2024-03-28', workdays: 4 },
          cause: { kind: 'blocker', id: 'land' },
        }),
      );
  });
});

describe('a clock is extended', () => {
  const begun = after(signed(), [on('2024-02-01'), { type: 'startApprovalItem', item: 'eia' }]);
  const extend = (by: Partial<CommandOf<'extendClock'>>): CommandOf<'extendClock'> => ({
    type: 'extendClock',
    obligation: EIA,
    ...why,
    ...by,
  });

  test.each(['2024-02-20', '2024-02-27'])('by working days, on %s, and its ladder begins anew', (day) => {
    const extended = event('clockExtended', day, {
      obligation: EIA,
      dueOn: '2024-03-12',
      count: { from: '2024-02-01', workdays: 25 },
      ...why,
    });
    given(begun)
      .when(extend({ workdays: 10 }), on(day))
      .then(extended);
    expect(project([...begun, extended]).obligations[EIA]).toMatchObject({ version: 2, extensions: 1 });
  });

  test('to a date, which no other calendar moves any more', () => {
    const extended = event('clockExtended', '2024-02-20', { obligation: EIA, dueOn: '2024-03-08', ...why });
    given(begun)
      .when(extend({ dueOn: '2024-03-08' }), on('2024-02-20'))
      .then(extended);
    expect(project([...begun, extended]).obligations[EIA]).not.toHaveProperty('count');
  });

  test('not the day after it expired', () => {
    given(begun)
      .when(extend({ workdays: 5 }), on('2024-02-28'))
      .refused('expired', {
        field: 'obligation',
        names: { zh: '环评已于 2024-02-27 到期，不能再延期', en: '环评 was due on 2024-02-27' },
      });
  });

  test.each([
    ['badExtension', 'workdays', {}],
    ['badExtension', 'workdays', { workdays: 5, dueOn: '2024-03-08' }],
    ['badExtension', 'workdays', { workdays: 0 }],
    ['badExtension', 'workdays', { workdays: -3 }],
    ['badExtension', 'dueOn', { dueOn: '2024-02-27' }],
    ['badDate', 'dueOn', { dueOn: '2024-02-30' }],
    ['extendedTooFar', 'workdays', { workdays: 11 }],
    ['extendedTooFar', 'dueOn', { dueOn: '2024-03-13' }],
    ['calendarNotCovered', undefined, { dueOn: '2099-01-01' }],
  ])('is refused as %s at %s: %j', (code, field, by) => {
    given(begun)
      .when(extend(by), on('2024-02-20'))
      .refused(code, field === undefined ? {} : { field });
  });

  test('once only where the law says so, as often as is justified where it does not', () => {
    const once = after(begun, [on('2024-02-20'), extend({ workdays: 1 })]);
    given(once)
      .when(extend({ workdays: 1 }), on('2024-02-21'))
      .refused('extendedAlready', {
        field: 'obligation',
        names: { zh: '最多延长 1 次', en: '1 times at most' },
      });
    const land = { obligation: 'factor:land', workdays: 100 };
    const often = after(signed(), [on('2024-02-20'), extend(land), extend(land)]);
    expect(project(often).obligations['factor:land']).toMatchObject({ extensions: 2, version: 3 });
  });

  test('not while it is paused, and never for a milestone, whose date is a signed one', () => {
    const paused = after(begun, [on('2024-02-20'), { ...pause, obligation: EIA }]);
    given(paused)
      .when(extend({ workdays: 5 }), on('2024-02-21'))
      .refused('clockPaused', { field: 'obligation', names: '环评' });
    given(begun)
      .when(extend({ obligation: TRIAL, workdays: 5 }), on('2024-02-21'))
      .refused('signABaseline', { field: 'obligation', names: 'signBaseline' });
  });
});

test('of the weekly lights only the last are kept', () => {
  const weeks = Array.from({ length: MARKS_KEPT + 2 }, (_, i) => addDays('2024-01-15', 7 * i));
  const marks = weeks.map((day) =>
    event('lightMarked', day, { light: 'green', why: { zh: '正常', en: 'on time' } }),
  );
  expect(project([...signed(), ...marks]).marks.map((m) => m.on)).toEqual(weeks.slice(2));
});
