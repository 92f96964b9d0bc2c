import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { decideProject } from '../../domain/project/decide.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { attribution } from '../../domain/project/slips.ts';
import { totalSlip } from '../../domain/project/state.ts';
import { after, given, on, project, signed } from '../given.ts';

const trial = { milestone: 'a-trial' } as const;
const forecast = (forecastOn: string, change: Partial<CommandOf<'reforecastMilestone'>> = {}) =>
  ({ type: 'reforecastMilestone', ...trial, forecastOn, ...change }) as const;
const raise = (blocker: string): CommandOf<'raiseBlocker'> => ({
  type: 'raiseBlocker',
  blocker,
  title: '拆迁',
  party: '镇政府',
  cause: 'land',
  covers: ['milestone:a-trial'],
  dueOn: '2024-04-30',
});
const clear = (blocker: string) => ({ type: 'clearBlocker', blocker }) as const;
const milestone = (events: ProjectEvent[]) => project(events).milestones['a-trial']!;
const shares = (events: ProjectEvent[]) =>
  milestone(events).slips.map((s) => [s.id, s.days, s.cause, s.owner]);

describe('a slip', () => {
  test('without a cause stands unexplained with the chief of that day', () => {
    const handed = after(signed(), [
      on('2024-02-01'),
      { type: 'handOver', role: 'projectChief', to: '李项目长', note: '移交' },
    ]);
    const late = after(handed, [on('2024-03-01'), forecast('2024-03-31')]);
    expect(shares(late)).toEqual([['s1', 5, 'unexplained', '项目长']]);
    expect(milestone(late).slips[0]!.on).toBe('2024-03-01');
  });

  test('that is made good is negative, and the sum is what is left', () => {
    const back = after(signed(), [on('2024-03-01'), forecast('2024-04-05'), forecast('2024-03-30')]);
    expect(shares(back)).toEqual([
      ['s1', 10, 'unexplained', '项目长'],
      ['s2', -6, 'recovered', '项目长'],
    ]);
    expect(totalSlip(milestone(back))).toBe(4);
    const named = after(signed(), [
      on('2024-03-01'),
      forecast('2024-03-20', { cause: 'enterprise', owner: '企业' }),
    ]);
    expect(shares(named)).toEqual([['s1', -6, 'enterprise', '企业']]);
  });

  test('of nothing is no slip', () => {
    given(signed())
      .when(forecast('2024-03-26'), on('2024-03-01'))
      .then(event('milestoneReforecast', '2024-03-01', { ...trial, forecastOn: '2024-03-26', slips: [] }));
  });

  test('of what was never promised is none', () => {
    const events = after(signed(), [
      on('2024-03-01'),
      { ...forecast('2024-05-01'), milestone: 'a-full' },
      { ...forecast('2024-06-01'), milestone: 'a-full' },
    ]);
    const m = project(events).milestones['a-full']!;
    expect([m.slips, totalSlip(m)]).toEqual([[], 0]);
  });

  test('may be stated in shares, which must add up', () => {
    const stated = [
      { days: 7, cause: 'financing', owner: '银行', note: '放款晚' },
      { days: 3, cause: 'weather', owner: '天' },
    ] as const;
    given(signed())
      .when(forecast('2024-04-05', { shares: [...stated] }), on('2024-03-01'))
      .then(
        event('milestoneReforecast', '2024-03-01', {
          ...trial,
          forecastOn: '2024-04-05',
          slips: [
            { id: 's1', ...stated[0], source: 'forecast' },
            { id: 's2', ...stated[1], source: 'forecast' },
          ],
        }),
      );
    given(signed())
      .when(forecast('2024-04-04', { shares: [...stated] }), on('2024-03-01'))
      .refused('sharesDoNotAddUp', {
        field: 'shares',
        names: { zh: '合计 10，应为 9 天', en: 'add up to 10 days and must add up to 9' },
      });
    given(signed())
      .when({ type: 'completeMilestone', ...trial, shares: [...stated] }, on('2024-03-26'))
      .refused('sharesDoNotAddUp', { field: 'shares' });
  });
});

describe('days during which others held the clock', () => {
  test('are theirs, at most as many as it stood still; the rest are of the cause that is named', () => {
    const held = after(signed(), [on('2024-03-01'), raise('b')], [on('2024-03-08'), clear('b')]);
    const late = after(held, [
      on('2024-03-11'),
      forecast('2024-04-05', { cause: 'enterprise', owner: '企业' }),
    ]);
    expect(late.at(-1)).toMatchObject({
      data: {
        slips: [
          { id: 's1', days: 7, cause: 'land', owner: '镇政府', source: 'forecast', pause: 'blocker:b' },
          { id: 's2', days: 3, cause: 'enterprise', owner: '企业', source: 'forecast' },
        ],
      },
    });
    expect(attribution(milestone(late))).toEqual([
      { cause: 'land', owner: '镇政府', days: 7 },
      { cause: 'enterprise', owner: '企业', days: 3 },
    ]);
    const little = after(held, [on('2024-03-11'), forecast('2024-03-29'), forecast('2024-04-05')]);
    expect(shares(little)).toEqual([
      ['s1', 3, 'land', '镇政府'],
      ['s2', 4, 'land', '镇政府'],
      ['s3', 3, 'unexplained', '项目长'],
    ]);
  });

  test('are counted to the day of the report while the pause lasts', () => {
    const open = after(signed(), [on('2024-03-01'), raise('b')], [on('2024-03-05'), forecast('2024-04-05')]);
    expect(shares(open)).toEqual([
      ['s1', 4, 'land', '镇政府'],
      ['s2', 6, 'unexplained', '项目长'],
    ]);
  });

  test('of a window are the party’s of the window; of an order nobody’s but the chief’s', () => {
    const order = {
      type: 'pauseClock',
      obligation: 'milestone:a-trial',
      by: 'x',
      basis: 'x',
      reason: 'x',
    } as const;
    const wait = { type: 'awaitWindow', window: 'overhaul', ...trial } as const;
    const cases = [
      [wait, ['s1', 4, 'outsideWindow', '化工厂']],
      [order, ['s1', 5, 'unexplained', '项目长']],
    ] as const;
    for (const [pause, first] of cases) {
      const events = after(signed(), [on('2024-03-01'), pause], [on('2024-03-05'), forecast('2024-03-31')]);
      expect(shares(events)[0]).toEqual(first);
    }
  });

  test('are counted to the day of a report that is made later, and not beyond it', () => {
    const late = after(
      signed(),
      [on('2024-03-01'), raise('b')],
      [on('2024-03-08'), clear('b')],
      [on('2024-03-11'), forecast('2024-04-05', { occurredOn: '2024-03-05' })],
    );
    expect(shares(late)).toEqual([
      ['s1', 4, 'land', '镇政府'],
      ['s2', 6, 'unexplained', '项目长'],
    ]);
  });

  test('are theirs in full, though the milestone had slipped before for another reason', () => {
    const late = after(
      signed(),
      [on('2024-03-01'), forecast('2024-03-31'), raise('b')],
      [on('2024-03-08'), clear('b'), forecast('2024-04-10')],
    );
    expect(shares(late)).toEqual([
      ['s1', 5, 'unexplained', '项目长'],
      ['s2', 7, 'land', '镇政府'],
      ['s3', 3, 'unexplained', '项目长'],
    ]);
  });

  test('of two parties are at most the days of the change, the first to hold it first', () => {
    const held = after(
      signed(),
      [on('2024-03-01'), raise('b'), { ...raise('c'), party: '供电公司' }],
      [on('2024-03-08'), clear('b'), clear('c')],
    );
    const moved = (to: string) => shares(after(held, [on('2024-03-11'), forecast(to)]));
    expect(moved('2024-03-31')).toEqual([['s1', 5, 'land', '镇政府']]);
    expect(moved('2024-04-05')).toEqual([
      ['s1', 7, 'land', '镇政府'],
      ['s2', 3, 'land', '供电公司'],
    ]);
  });

  test('of an order are nobody’s, though a window should have its name', () => {
    const window = { id: 'order', party: '化工厂', name: '检修', opensOn: '2024-04-01' };
    const dates = { closesOn: '2024-04-30', leadWorkdays: 0, prerequisites: [] };
    const why = { by: 'x', basis: 'x', reason: 'x' };
    const events = after(
      signed(),
      [
        on('2024-03-01'),
        { type: 'addWindow', ...window, ...dates },
        { type: 'pauseClock', obligation: 'milestone:a-trial', ...why },
      ],
      [on('2024-03-05'), forecast('2024-03-31')],
    );
    expect(shares(events)).toEqual([['s1', 5, 'unexplained', '项目长']]);
  });

  test('count each time that the same party held it', () => {
    const complete = { type: 'completeMilestone', ...trial } as const;
    const twice = after(
      signed(),
      [on('2024-03-01'), raise('b')],
      [on('2024-03-06'), complete],
      [on('2024-03-08'), { type: 'correctMilestone', ...trial, reason: '误报' }],
      [on('2024-03-12'), clear('b')],
      [on('2024-03-13'), forecast('2024-04-05')],
    );
    expect(shares(twice)).toEqual([
      ['s1', 9, 'land', '镇政府'],
      ['s2', 1, 'unexplained', '项目长'],
    ]);
  });
});

describe('an attribution', () => {
  const late = after(
    signed(),
    [on('2024-03-01'), raise('b')],
    [on('2024-03-08'), clear('b'), forecast('2024-04-05')],
  );
  const attribute = (change: Partial<CommandOf<'attributeSlip'>> = {}): CommandOf<'attributeSlip'> => ({
    type: 'attributeSlip',
    ...trial,
    slips: ['s2'],
    shares: [
      { days: 2, cause: 'weather', owner: '天', note: '暴雪' },
      { days: 1, cause: 'enterprise', owner: '企业' },
    ],
    by: '县调度办',
    reason: '核实',
    ...change,
  });

  test('replaces shares by others of the same sum and source', () => {
    given(late)
      .when(attribute(), on('2024-03-11'))
      .then(
        event('slipsAttributed', '2024-03-11', {
          ...trial,
          replaces: ['s2'],
          slips: [
            { id: 's3', days: 2, cause: 'weather', owner: '天', note: '暴雪', source: 'forecast' },
            { id: 's4', days: 1, cause: 'enterprise', owner: '企业', source: 'forecast' },
          ],
          by: '县调度办',
          reason: '核实',
        }),
      );
    const events = after(late, [on('2024-03-11'), attribute()]);
    expect(shares(events)).toEqual([
      ['s1', 7, 'land', '镇政府'],
      ['s3', 2, 'weather', '天'],
      ['s4', 1, 'enterprise', '企业'],
    ]);
    expect(totalSlip(milestone(events))).toBe(10);
  });

  test('of held days keeps them accounted for: the party is not charged again', () => {
    const shifted = after(late, [
      on('2024-03-11'),
      attribute({ slips: ['s1'], shares: [{ days: 7, cause: 'enterprise', owner: '企业' }] }),
      forecast('2024-04-10'),
    ]);
    expect(shares(shifted).at(-1)).toEqual(['s4', 5, 'unexplained', '项目长']);
    const both = after(late, [
      on('2024-03-11'),
      attribute({ slips: ['s1', 's2'], shares: [{ days: 10, cause: 'enterprise', owner: '企业' }] }),
    ]);
    expect(milestone(both).slips[0]).not.toHaveProperty('pause');
  });

  test.each([
    ['unknownMilestone', 'milestone', { milestone: 'none' }, 'none'],
    ['unknownSlip', 'slips', { slips: ['s2', 's9'] }, 's9'],
    ['unknownSlip', 'slips', { slips: [] }, ''],
    ['sharesDoNotAddUp', 'shares', { shares: [] }, '3'],
  ])('is refused as %s', (code, field, change, names) => {
    given(late).when(attribute(change), on('2024-03-11')).refused(code, { field, names });
  });

  test('of no slip names none in its refusal', () => {
    expect(decideProject(attribute({ slips: [] }), project(late), on('2024-03-11'))).toMatchObject({
      rejection: { message: { zh: '没有这个延误记录：', en: 'there is no such slip: ' } },
    });
  });

  test('is made for one change at a time', () => {
    const done = after(late, [on('2024-04-08'), { type: 'completeMilestone', ...trial }]);
    given(done)
      .when(attribute({ slips: ['s2', 's3'] }), on('2024-04-08'))
      .refused('mixedSources', { field: 'slips' });
  });

  test('can be contested once, and the contest stands beside it', () => {
    const contest = {
      type: 'contestSlip',
      ...trial,
      slip: 's1',
      by: '镇政府',
      reason: '已按期交地',
    } as const;
    given(late)
      .when(contest, on('2024-03-11'))
      .then(
        event('slipContested', '2024-03-11', { ...trial, slip: 's1', by: '镇政府', reason: '已按期交地' }),
      );
    const contested = after(late, [on('2024-03-11'), contest]);
    expect(milestone(contested).slips.map((s) => s.contested)).toEqual([
      { by: '镇政府', reason: '已按期交地', on: '2024-03-11' },
      undefined,
    ]);
    expect(totalSlip(milestone(contested))).toBe(10);
    given(contested).when(contest, on('2024-03-12')).refused('alreadyContested', { field: 'slip' });
    given(late)
      .when({ ...contest, slip: 's9' }, on('2024-03-12'))
      .refused('unknownSlip', { field: 'slip', names: 's9' });
    given(late)
      .when({ ...contest, milestone: 'none' }, on('2024-03-12'))
      .refused('unknownMilestone', { field: 'milestone', names: 'none' });
  });

  test('lists the largest first, one line for each cause and owner', () => {
    const again = after(late, [
      on('2024-03-11'),
      attribute(),
      forecast('2024-04-07', { cause: 'weather', owner: '天' }),
    ]);
    expect(attribution(milestone(again))).toEqual([
      { cause: 'land', owner: '镇政府', days: 7 },
      { cause: 'weather', owner: '天', days: 4 },
      { cause: 'enterprise', owner: '企业', days: 1 },
    ]);
  });

  test('lists those of the same days by owner, and of one owner in the order in which they were stated', () => {
    const stated: CommandOf<'reforecastMilestone'>['shares'] = [
      { days: 3, cause: 'weather', owner: '天' },
      { days: 3, cause: 'financing', owner: '企业' },
      { days: 7, cause: 'land', owner: '镇政府' },
      { days: 3, cause: 'enterprise', owner: '企业' },
      { days: 3, cause: 'department', owner: '局' },
    ];
    const events = after(signed(), [on('2024-03-01'), forecast('2024-04-14', { shares: stated })]);
    expect(attribution(milestone(events))).toEqual([
      { cause: 'land', owner: '镇政府', days: 7 },
      { cause: 'financing', owner: '企业', days: 3 },
      { cause: 'enterprise', owner: '企业', days: 3 },
      { cause: 'weather', owner: '天', days: 3 },
      { cause: 'department', owner: '局', days: 3 },
    ]);
  });
});
