import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import { event } from '../../domain/project/slice.ts';
import { after, given, on, project, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const trial = { milestone: 'a-trial' } as const;
const complete = { type: 'completeMilestone', ...trial } as const;
const why = { by: '孙副县长', basis: '补充协议', reason: '设备到货推迟' };
const baseline = (change: Partial<CommandOf<'signBaseline'>> = {}): CommandOf<'signBaseline'> => ({
  type: 'signBaseline',
  ...trial,
  name: '第一次调整',
  committedOn: '2024-04-16',
  ...why,
  ...change,
});
const chief = { cause: 'unexplained', owner: '项目长' } as const;
const raise: CommandOf<'raiseBlocker'> = {
  type: 'raiseBlocker',
  blocker: 'land',
  title: '拆迁',
  party: '镇政府',
  covers: [TRIAL],
  dueOn: '2024-04-30',
};

describe('a milestone', () => {
  const dock = { id: 'dock', name: '码头' };

  test('is added with a promise, which makes it an obligation, or without one', () => {
    const spec = {
      ...dock,
      line: 'a',
      enters: 'construction',
      department: '交通局',
      committedOn: '2024-06-28',
    };
    given(signed())
      .when({ type: 'addMilestone', ...spec }, on('2024-02-01'))
      .then(event('milestoneAdded', '2024-02-01', spec));
    const added = project(after(signed(), [on('2024-02-01'), { type: 'addMilestone', ...spec }]));
    expect(added.obligations['milestone:dock']).toMatchObject({
      kind: 'milestone',
      title: '码头',
      clock: 'commitment',
      department: '交通局',
      openedOn: '2024-02-01',
      dueOn: '2024-06-28',
    });
    expect(added.milestones['dock']!.baselines).toEqual([
      { name: '签约', committedOn: '2024-06-28', signedOn: '2024-02-01' },
    ]);
    const plain = project(after(signed(), [on('2024-02-01'), { type: 'addMilestone', ...dock }]));
    expect(plain.obligations).not.toHaveProperty('milestone:dock');
  });

  test.each([
    ['duplicateId', 'id', { id: 'a-trial' }, 'a-trial'],
    ['unknownLine', 'line', { line: 'none' }, 'none'],
    ['unknownStage', 'enters', { enters: 'none' }, 'none'],
    ['badDate', 'committedOn', { committedOn: '2024-06-31' }, '2024-06-31'],
    ['calendarNotCovered', undefined, { committedOn: '2099-01-01' }, '2099-01-01'],
  ])('is refused as %s', (code, field, change, names) => {
    given(signed())
      .when({ type: 'addMilestone', ...dock, ...change }, on('2024-02-01'))
      .refused(code, field === undefined ? { names } : { field, names });
  });

  test.each([
    'signBaseline',
    'reforecastMilestone',
    'reportProgress',
    'completeMilestone',
    'correctMilestone',
  ])('that nobody knows, or that is retired, takes no %s', (type) => {
    const command = { ...baseline(), forecastOn: '2024-05-01', percent: 1, type } as never;
    given(signed())
      .when({ ...(command as CommandOf<'completeMilestone'>), milestone: 'none' }, on('2024-02-01'))
      .refused('unknownMilestone', { field: 'milestone', names: 'none' });
    const part = (id: string) => ({ id, name: id, kind: 'main' as const });
    const split = after(signed(), [
      on('2024-02-01'),
      { type: 'splitLine', line: 'a', into: [part('c'), part('d')], reason: '分期' },
    ]);
    given(split)
      .when(command, on('2024-02-02'))
      .refused('retired', { field: 'milestone', names: '甲线试生产' });
  });
});

describe('a baseline', () => {
  test('is signed up to the promised day itself; the new date begins a new ladder', () => {
    for (const day of ['2024-03-01', '2024-03-26']) {
      given(signed())
        .when(baseline(), on(day))
        .then(
          event('baselineSigned', day, {
            ...trial,
            name: '第一次调整',
            committedOn: '2024-04-16',
            ...why,
            slips: [{ id: 's1', days: 21, ...chief, source: 'baseline' }],
          }),
        );
    }
    const state = project(
      after(signed(), [on('2024-03-22'), { type: 'passTime', now: on('2024-03-22').now }, baseline()]),
    );
    expect(state.obligations[TRIAL]).toMatchObject({
      dueOn: '2024-04-16',
      version: 2,
      rungs: [],
      extensions: 1,
    });
    expect(state.milestones['a-trial']!.baselines).toEqual([
      { name: '签约', committedOn: '2024-03-26', signedOn: '2024-01-08' },
      { name: '第一次调整', committedOn: '2024-04-16', signedOn: '2024-03-22' },
    ]);
  });

  test('is not signed the day after, also when it is dated before', () => {
    for (const occurredOn of [undefined, '2024-03-20']) {
      given(signed())
        .when(baseline({ occurredOn }), on('2024-03-27'))
        .refused('expired', {
          field: 'milestone',
          names: { zh: '不能再重新签订', en: "can't be signed anew" },
        });
    }
  });

  test('replaces the forecast, from which its days are counted', () => {
    const forecast = { type: 'reforecastMilestone', ...trial, forecastOn: '2024-04-06' } as const;
    const events = after(signed(), [on('2024-03-01'), forecast, baseline()]);
    expect(events.at(-1)).toMatchObject({ data: { slips: [{ id: 's2', days: 10 }] } });
    expect(project(events).milestones['a-trial']).not.toHaveProperty('forecastOn');
  });

  test('may be the first promise of a milestone, which slips from there', () => {
    given(signed())
      .when(baseline({ milestone: 'a-full', committedOn: '2024-06-28' }), on('2024-03-01'))
      .then(
        event('baselineSigned', '2024-03-01', {
          milestone: 'a-full',
          name: '第一次调整',
          committedOn: '2024-06-28',
          ...why,
          slips: [],
        }),
      );
    const first = baseline({ milestone: 'a-full', committedOn: '2024-06-28' });
    expect(project(after(signed(), [on('2024-03-01'), first])).obligations['milestone:a-full']).toMatchObject(
      {
        dueOn: '2024-06-28',
        version: 1,
        openedOn: '2024-03-01',
        extensions: 0,
      },
    );
  });

  test.each([
    ['sameDate', 'committedOn', { committedOn: '2024-03-26' }],
    ['badDate', 'committedOn', { committedOn: '2024-04-31' }],
    ['calendarNotCovered', undefined, { committedOn: '2099-01-01' }],
    ['sharesDoNotAddUp', 'shares', { shares: [{ days: 20, cause: 'land' as const, owner: '镇政府' }] }],
  ])('is refused as %s', (code, field, change) => {
    given(signed())
      .when(baseline(change), on('2024-03-01'))
      .refused(code, field === undefined ? {} : { field });
  });

  test('is not signed while the clock stands still, nor for what is completed', () => {
    given(after(signed(), [on('2024-03-01'), raise]))
      .when(baseline(), on('2024-03-04'))
      .refused('clockPaused', { field: 'milestone', names: '甲线试生产' });
    given(after(signed(), [on('2024-03-01'), complete]))
      .when(baseline(), on('2024-03-04'))
      .refused('alreadyCompleted', { field: 'milestone', names: '2024-03-01' });
  });
});

describe('a forecast and progress', () => {
  const forecast = { type: 'reforecastMilestone', ...trial, forecastOn: '2024-04-05' } as const;
  const report = { type: 'reportProgress', ...trial, percent: 40 } as const;

  test('change what is expected, not what was promised', () => {
    given(signed())
      .when({ ...forecast, cause: 'weather', owner: '天' }, on('2024-03-01'))
      .then(
        event('milestoneReforecast', '2024-03-01', {
          ...trial,
          forecastOn: '2024-04-05',
          slips: [{ id: 's1', days: 10, cause: 'weather', owner: '天', source: 'forecast' }],
        }),
      );
    const state = project(after(signed(), [on('2024-03-01'), forecast, report]));
    expect(state.obligations[TRIAL]).toMatchObject({ dueOn: '2024-03-26', version: 1 });
    expect(state.milestones['a-trial']).toMatchObject({
      forecastOn: '2024-04-05',
      progress: { percent: 40, on: '2024-03-01' },
    });
  });

  test.each([0, 100])('progress of %i is reported', (percent) => {
    given(signed())
      .when({ ...report, percent }, on('2024-03-01'))
      .then(event('progressReported', '2024-03-01', { ...trial, percent }));
  });

  test.each([-1, 100.5, Number.NaN])('progress of %d is refused', (percent) => {
    given(signed())
      .when({ ...report, percent }, on('2024-03-01'))
      .refused('badPercent', { field: 'percent' });
  });

  test('are refused when they are no dates, are overtaken, or come after completion', () => {
    given(signed())
      .when({ ...forecast, forecastOn: 'April' }, on('2024-03-01'))
      .refused('badDate', { field: 'forecastOn' });
    const reported = after(signed(), [on('2024-03-01'), report]);
    given(reported)
      .when({ ...report, occurredOn: '2024-02-29' }, on('2024-03-01'))
      .refused('badDate', { field: 'occurredOn', names: { zh: '2024-03-01', en: 'a later report' } });
    expect(after(reported, [on('2024-03-01'), { ...report, percent: 50 }])).toHaveLength(3);
    const done = after(signed(), [on('2024-03-01'), complete]);
    for (const command of [forecast, report]) {
      given(done).when(command, on('2024-03-04')).refused('alreadyCompleted', { field: 'milestone' });
    }
  });
});

describe('completion', () => {
  test.each([
    ['2024-03-26', []],
    ['2024-03-27', [{ id: 's1', days: 1, ...chief, source: 'actual' }]],
    ['2024-03-20', [{ id: 's1', days: -6, cause: 'recovered', owner: '项目长', source: 'actual' }]],
  ] as const)('on %s is an event with its evidence and its slip', (day, slips) => {
    given(signed())
      .when({ ...complete, evidence: '照片' }, on(day))
      .then(event('milestoneCompleted', day, { ...trial, evidence: '照片', slips: [...slips] }));
  });

  test('of today may be told late, ends the obligation, and happens once', () => {
    const done = after(signed(), [on('2024-03-28'), { ...complete, occurredOn: '2024-03-25' }]);
    expect(project(done).obligations[TRIAL]!.doneOn).toBe('2024-03-25');
    given(done)
      .when(complete, on('2024-03-28'))
      .refused('alreadyCompleted', { field: 'milestone', names: '2024-03-25' });
  });

  test.each([
    ['inTheFuture', '2024-03-02'],
    ['beforeSigning', '2024-01-07'],
    ['badDate', '2024-02-30'],
  ])('is refused as %s on %s', (code, occurredOn) => {
    given(signed())
      .when({ ...complete, occurredOn }, on('2024-03-01'))
      .refused(code, { field: 'occurredOn', names: occurredOn });
  });
});
