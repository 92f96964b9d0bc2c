import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../domain/calendar.ts';
import { calendarMoves } from '../../domain/project/clocks.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { standing } from '../../domain/project/facts.ts';
import { event, type Context } from '../../domain/project/slice.ts';
import { nextDueAt, passTime } from '../../domain/project/time.ts';
import { RULES } from '../../store/system.ts';
import { after, given, on, project, signed, withHolidays } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const EIA = 'approvalItem:eia';
const order = { by: '孙副县长', basis: '会议纪要', reason: '图纸变更' };
const V2 = { id: 'china', version: 2 };
const notice = withHolidays(['2024-02-20'], '2024-02-05');
const by = (calendar: Calendar, day: string, time?: string): Context => ({ ...on(day, time), calendar });
const pass = (context: Context) => ({ type: 'passTime', now: context.now }) as const;
const adopted = (day: string): ProjectEvent => event('calendarAdopted', day, { calendar: V2 });
const begun = after(signed(), [on('2024-02-01'), { type: 'startApprovalItem', item: 'eia' }]);

describe('a calendar notice', () => {
  test('moves an open deadline that was counted in working days, with a reason of its own', () => {
    const context = by(notice, '2024-02-05');
    given(begun)
      .when(pass(context), context)
      .then(
        adopted('2024-02-05'),
        event('deadlineMoved', '2024-02-05', {
          obligation: EIA,
          from: '2024-02-27',
          dueOn: '2024-02-28',
          reason: {
            zh: '工作日历第 2 版：自 2024-02-01 起 15 个工作日，到期日由 2024-02-27 改为 2024-02-28',
            en: 'calendar v2: 15 working days from 2024-02-01 end on 2024-02-28, not 2024-02-27',
          },
        }),
      );
  });

  test('begins the ladder of what it moved anew, and of nothing else', () => {
    const reminded = after(begun, [on('2024-02-22'), pass(on('2024-02-22'))]);
    expect(project(reminded).obligations[EIA]!.rungs).toEqual(['remind']);
    const late = withHolidays(['2024-02-26'], '2024-02-23');
    const moved = project(
      after(reminded, [by(late, '2024-02-23', '00:00'), pass(by(late, '2024-02-23', '00:00'))]),
    );
    expect(moved.obligations[EIA]).toMatchObject({ dueOn: '2024-02-28', version: 2, rungs: [] });
    expect(moved.obligations[EIA]!.count).toEqual({ from: '2024-02-01', workdays: 15 });
    expect(moved.obligations[TRIAL]).toMatchObject({ dueOn: '2024-03-26', version: 1 });
  });

  test('is adopted at midnight of the day from which it counts, and once', () => {
    expect(nextDueAt(project(begun), by(notice, '2024-02-02'))).toBe(on('2024-02-05', '00:00').now);
    expect(passTime(project(begun), by(notice, '2024-02-04', '23:59'))).toEqual([]);
    const context = by(notice, '2024-02-05', '00:00');
    const once = after(begun, [context, pass(context)]);
    expect(project(once).calendar).toEqual(V2);
    expect(passTime(project(once), by(notice, '2024-02-06'))).toEqual([]);
  });

  test('of before the signing is adopted on the day of signing, and an older version never', () => {
    const old = withHolidays(['2024-02-20'], '2023-12-01');
    expect(nextDueAt(project(signed()), by(old, '2024-01-08'))).toBe(on('2024-01-08', '00:00').now);
    const signedLater = project(after(signed(), [by(old, '2024-01-08'), pass(by(old, '2024-01-08'))]));
    expect(passTime(signedLater, on('2024-01-09'))).toEqual([]);
  });

  test.each<[string, ProjectEvent[], string?]>([
    ['has run out', [...begun], '2024-02-28'],
    ['stands still', after(begun, [on('2024-02-20'), { type: 'pauseClock', obligation: EIA, ...order }])],
    ['is done', after(begun, [on('2024-02-20'), { type: 'finishApprovalItem', item: 'eia' }])],
    [
      'was extended to a date',
      after(begun, [
        on('2024-02-20'),
        { type: 'extendClock', obligation: EIA, dueOn: '2024-03-01', ...order },
      ]),
    ],
  ])('leaves a clock alone that %s', (_, events, day = '2024-02-21') => {
    expect(calendarMoves(project(events), notice, day)).toEqual([]);
  });

  test('moves a clock that is due that very day', () => {
    expect(calendarMoves(project(begun), notice, '2024-02-27').map((m) => m.dueOn)).toEqual(['2024-02-28']);
  });

  test('moves a clock that went on with no working day left', () => {
    const why = { obligation: TRIAL, by: order.by, reason: order.reason };
    const last = after(
      signed(),
      [on('2024-03-26'), { type: 'pauseClock', ...why, basis: order.basis }],
      [on('2024-03-29'), { type: 'resumeClock', ...why }],
    );
    expect(calendarMoves(project(last), withHolidays(['2024-03-29'], '2024-03-29'), '2024-03-29')).toEqual([
      {
        obligation: TRIAL,
        from: '2024-03-29',
        dueOn: '2024-04-01',
        reason: {
          zh: '工作日历第 2 版：自 2024-03-29 起 0 个工作日，到期日由 2024-03-29 改为 2024-04-01',
          en: 'calendar v2: 0 working days from 2024-03-29 end on 2024-04-01, not 2024-03-29',
        },
      },
    ]);
  });

  test('can be previewed, and changes nothing then', () => {
    expect(calendarMoves(project(begun), notice, '2024-02-05')).toMatchObject([
      { obligation: EIA, from: '2024-02-27', dueOn: '2024-02-28' },
    ]);
    expect(project(begun).obligations[EIA]!.dueOn).toBe('2024-02-27');
  });

  test('that cannot count a deadline leaves it where it is', () => {
    const none = { ...notice, years: { '2025': notice.years['2025']! } };
    expect(calendarMoves(project(begun), none, '2024-02-05')).toEqual([]);
  });

  test('moves the last responsible moment, which is counted back from the opening of a window', () => {
    const waits = after(signed(), [
      on('2024-03-01'),
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
    ]);
    expect(calendarMoves(project(waits), withHolidays(['2024-03-20'], '2024-03-04'), '2024-03-04')).toEqual([
      {
        obligation: 'windowPreparation:overhaul',
        from: '2024-03-18',
        dueOn: '2024-03-15',
        reason: {
          zh: '工作日历第 2 版：2024-04-01 前 10 个工作日，到期日由 2024-03-18 改为 2024-03-15',
          en: 'calendar v2: 10 working days before 2024-04-01 are 2024-03-15, not 2024-03-18',
        },
      },
    ]);
  });

  test('waits while the project is suspended', () => {
    const held = after(begun, [on('2024-02-04'), { type: 'suspendProject', ...order }]);
    expect(nextDueAt(project(held), by(notice, '2024-02-06'))).toBeNull();
    const back = { type: 'resumeProject', by: '孙副县长', reason: '恢复' } as const;
    const context = by(notice, '2024-02-06');
    expect(passTime(project(after(held, [context, back])), context)).toEqual([adopted('2024-02-06')]);
  });
});

describe('a notice of a rung', () => {
  const seen = { type: 'acknowledge', obligation: TRIAL, by: '赵项目长' } as const;
  const told = after(signed(), [on('2024-04-03'), pass(on('2024-04-03'))]);

  test('is acknowledged, which holds the next one for two working days, over Qingming', () => {
    given(told)
      .when(seen, on('2024-04-03'))
      .then(
        event('rungAcknowledged', '2024-04-03', {
          obligation: TRIAL,
          rung: 'leader',
          by: '赵项目长',
          until: '2024-04-08',
        }),
      );
  });

  test('is acknowledged on the day on which it is, whatever day the command names', () => {
    given(told)
      .when({ ...seen, occurredOn: '2024-03-20' }, on('2024-04-03'))
      .then(
        event('rungAcknowledged', '2024-04-03', {
          obligation: TRIAL,
          rung: 'leader',
          by: '赵项目长',
          until: '2024-04-08',
        }),
      );
  });

  test('is acknowledged once, and only when it has gone out', () => {
    given(after(told, [on('2024-04-03'), seen]))
      .when(seen, on('2024-04-07'))
      .refused('alreadyAcknowledged', { field: 'obligation', names: '2024-04-08' });
    given(signed())
      .when(seen, on('2024-03-01'))
      .refused('nothingToAcknowledge', { field: 'obligation', names: { zh: '尚无通知', en: 'no notice' } });
    given(told)
      .when({ ...seen, obligation: 'milestone:none' }, on('2024-04-03'))
      .refused('unknownObligation', { field: 'obligation', names: 'milestone:none' });
  });
});

describe('what a clock waits for is said', () => {
  const whyOf = (events: ProjectEvent[], day: string) => standing(project(events), TRIAL, on(day)).why;
  const pause = { type: 'pauseClock', obligation: TRIAL, ...order } as const;

  test('by the reason of an order', () => {
    expect(whyOf(after(signed(), [on('2024-03-20'), pause]), '2024-03-21')).toEqual({
      zh: '时钟暂停：图纸变更',
      en: 'clock paused: 图纸变更',
    });
  });

  test('by the title and party of a blocker', () => {
    const raise = { title: '拆迁', party: '镇政府', covers: [TRIAL], dueOn: '2024-04-30' };
    const events = after(signed(), [on('2024-03-20'), { type: 'raiseBlocker', blocker: 'land', ...raise }]);
    expect(whyOf(events, '2024-03-21')).toEqual({
      zh: '堵点：拆迁（镇政府）',
      en: 'blocked: 拆迁 (镇政府)',
    });
  });

  test('by what holds it, not by another thing of the same id', () => {
    const raise = { type: 'raiseBlocker', title: '拆迁', party: '镇政府', dueOn: '2024-04-30' } as const;
    const named = after(signed(), [on('2024-03-20'), { ...raise, blocker: 'overhaul', covers: [TRIAL] }]);
    expect(whyOf(named, '2024-03-21')).toMatchObject({ en: 'blocked: 拆迁 (镇政府)' });
    const beside = after(signed(), [
      on('2024-03-20'),
      { ...raise, blocker: '1', covers: ['factor:land'] },
      { type: 'suspendProject', ...order },
    ]);
    expect(whyOf(beside, '2024-03-21')).toMatchObject({ en: 'the project is suspended: 图纸变更' });
  });

  test('by the window and its days', () => {
    const events = after(signed(), [
      on('2024-03-20'),
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
    ]);
    expect(whyOf(events, '2024-03-21')).toEqual({
      zh: '等待窗口期：化工厂停产检修（2024-04-01 至 2024-04-30）',
      en: 'waiting for the window of 化工厂, 2024-04-01 to 2024-04-30',
    });
  });

  test('by the reason of a suspension', () => {
    expect(
      whyOf(after(signed(), [on('2024-03-20'), { type: 'suspendProject', ...order }]), '2024-03-21'),
    ).toEqual({
      zh: '项目暂停：图纸变更',
      en: 'the project is suspended: 图纸变更',
    });
  });
});

describe('what no calendar covers', () => {
  const short: Calendar = { ...RULES.calendar, years: { '2024': RULES.calendar.years['2024']! } };

  test('waits: a rung whose day cannot be counted is not guessed', () => {
    const events = signed({
      type: 'issueDirective',
      directive: 'd',
      title: '督办',
      owner: '周局长',
      dueOn: '2024-12-30',
    });
    const context = by(short, '2024-12-31');
    const rungs = passTime(project(events), context).flatMap((e) =>
      e.type === 'rungReached' && e.data.obligation === 'directive:d' ? [e.data.rung] : [],
    );
    expect(rungs).toEqual(['remind', 'due', 'chief']);
  });

  test('is refused of a command, with the date that is not covered', () => {
    given(signed())
      .when({ type: 'acknowledge', obligation: TRIAL, by: 'x' }, by(short, '2024-12-31'))
      .refused('nothingToAcknowledge', { field: 'obligation' });
    given(after(signed(), [on('2024-03-27'), pass(on('2024-03-27'))]))
      .when({ type: 'acknowledge', obligation: TRIAL, by: 'x' }, by(short, '2024-12-31'))
      .refused('calendarNotCovered', {
        names: { zh: '工作日历不含 2025-01-01 所在年份', en: 'does not cover 2025-01-01' },
      });
  });
});
