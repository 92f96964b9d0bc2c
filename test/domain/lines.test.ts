import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../domain/project/commands.ts';
import type { LineSpec } from '../../domain/project/events.ts';
import { event } from '../../domain/project/slice.ts';
import { activeLines, countsOn, lineStage, stageOf } from '../../domain/project/stages.ts';
import { totalSlip } from '../../domain/project/state.ts';
import { passTime } from '../../domain/project/time.ts';
import { after, given, on, project, signed, signedRich } from '../given.ts';

const part = (id: string, name: string): LineSpec => ({ id, name, kind: 'main' });
const split = (change: Partial<CommandOf<'splitLine'>> = {}): CommandOf<'splitLine'> => ({
  type: 'splitLine',
  line: 'a',
  into: [part('c', '丙线'), part('d', '丁线')],
  reason: '分期建设',
  ...change,
});
const merge = (change: Partial<CommandOf<'mergeLines'>> = {}): CommandOf<'mergeLines'> => ({
  type: 'mergeLines',
  lines: ['a', 'b'],
  into: part('e', '戊线'),
  reason: '合并建设',
  ...change,
});
const ready = signed(
  { type: 'startApprovalItem', item: 'eia' },
  { type: 'finishApprovalItem', item: 'eia' },
  { type: 'confirmChecklist' },
  { type: 'meetFactor', factor: 'land' },
);
const started = after(ready, [on('2024-02-01'), { type: 'completeMilestone', milestone: 'a-start' }]);

describe('a line that is split', () => {
  test('lives on in its parts, with a copy of every open milestone', () => {
    given(started)
      .when(split(), on('2024-03-01'))
      .then(
        event('lineSplit', '2024-03-01', {
          line: 'a',
          into: [part('c', '丙线'), part('d', '丁线')],
          stage: 'construction',
          copies: [
            { milestone: 'a-full', line: 'c', id: 'c-a-full', name: '丙线达产' },
            { milestone: 'a-full', line: 'd', id: 'd-a-full', name: '丁线达产' },
            { milestone: 'a-trial', line: 'c', id: 'c-a-trial', name: '丙线试生产' },
            { milestone: 'a-trial', line: 'd', id: 'd-a-trial', name: '丁线试生产' },
          ],
          reason: '分期建设',
        }),
      );
    const state = project(after(started, [on('2024-03-01'), split()]));
    expect(activeLines(state).map((l) => l.id)).toEqual(['b', 'power', 'c', 'd']);
    expect(state.lines[0]!.became).toEqual({ lines: ['c', 'd'], on: '2024-03-01' });
    expect(state.lines.find((l) => l.id === 'power')!.serves).toEqual(['b', 'c', 'd']);
    expect(state.milestones['a-trial']!.retiredOn).toBe('2024-03-01');
    expect(state.obligations['milestone:a-trial']!.withdrawnOn).toBe('2024-03-01');
    expect(state.milestones['a-start']).not.toHaveProperty('retiredOn');
  });

  test('hands on promises, slips and how far the ladder has come', () => {
    const late = after(started, [
      on('2024-03-27'),
      { type: 'passTime', now: on('2024-03-27').now },
      { type: 'reforecastMilestone', milestone: 'a-trial', forecastOn: '2024-04-05' },
      split(),
    ]);
    const state = project(late);
    expect(totalSlip(state.milestones['d-a-trial']!)).toBe(10);
    expect(state.obligations['milestone:d-a-trial']).toMatchObject({
      title: '丁线试生产',
      dueOn: '2024-03-26',
      rungs: ['remind', 'due', 'chief'],
    });
    const next = passTime(state, on('2024-03-29')).filter((e) => e.type === 'rungReached');
    expect(next.map((e) => [e.data.obligation, e.data.rung])).toEqual([
      ['milestone:c-a-trial', 'department'],
      ['milestone:d-a-trial', 'department'],
    ]);
  });

  test('is held in its parts by what held it', () => {
    const held = after(
      started,
      [
        on('2024-03-20'),
        {
          type: 'raiseBlocker',
          blocker: 'x',
          title: '拆迁',
          party: '镇政府',
          covers: ['milestone:a-trial', 'factor:land'],
          dueOn: '2024-04-30',
        },
      ],
      [on('2024-03-21'), split()],
    );
    expect(project(held).blockers['x']!.covers).toEqual([
      'milestone:c-a-trial',
      'milestone:d-a-trial',
      'factor:land',
    ]);
    const cleared = after(held, [on('2024-04-01'), { type: 'clearBlocker', blocker: 'x' }]);
    expect(cleared.slice(-2).map((e) => (e.type === 'clockResumed' ? e.data.obligation : ''))).toEqual([
      'milestone:c-a-trial',
      'milestone:d-a-trial',
    ]);
  });

  test('keeps the day on which construction started, as do its parts', () => {
    const state = project(after(started, [on('2024-03-01'), split()]));
    expect(countsOn(state, 'started')).toBe('2024-02-01');
    expect([lineStage(state, 'c').id, lineStage(state, 'd').id]).toEqual(['construction', 'construction']);
    expect(stageOf(state).id).toBe('construction');
    const again = project(
      after(
        started,
        [on('2024-03-01'), split()],
        [on('2024-03-02'), split({ line: 'c', into: [part('f', '己线'), part('g', '庚线')] })],
      ),
    );
    expect([countsOn(again, 'started'), lineStage(again, 'g').id]).toEqual(['2024-02-01', 'construction']);
  });

  test('takes back from its parts what it had not reached after all', () => {
    const wrong = { type: 'correctMilestone', milestone: 'a-start', reason: '误报' } as const;
    const state = project(after(started, [on('2024-03-01'), split()], [on('2024-03-04'), wrong]));
    expect([lineStage(state, 'c').id, countsOn(state, 'started')]).toEqual(['signing', undefined]);
  });

  test('keeps its name in a milestone that does not begin with it', () => {
    const named = after(started, [
      on('2024-03-01'),
      { type: 'addMilestone', id: 'dust', name: '除尘验收', line: 'a' },
      split(),
    ]);
    expect(project(named).milestones['c-dust']!.name).toBe('丙线 除尘验收');
  });

  test.each([
    ['unknownLine', 'line', { line: 'none' }, 'none'],
    ['badSplit', 'into', { into: [part('c', '丙线')] }, ''],
    ['duplicateId', 'into', { into: [part('c', '丙线'), part('b', '乙线')] }, 'b'],
    ['duplicateId', 'into', { into: [part('c', '丙线'), part('c', '丁线')] }, 'c'],
  ])('is refused as %s', (code, field, change, names) => {
    given(started).when(split(change), on('2024-03-01')).refused(code, { field, names });
  });

  test('is split once, and not while it waits for a window', () => {
    given(after(started, [on('2024-03-01'), split()]))
      .when(split({ into: [part('f', '己线'), part('g', '庚线')] }), on('2024-03-02'))
      .refused('unknownLine', { field: 'line', names: 'a' });
    const waits = after(started, [
      on('2024-03-01'),
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
    ]);
    given(waits)
      .when(split(), on('2024-03-02'))
      .refused('waitsForWindow', { field: 'line', names: { zh: '停产检修', en: 'overhaul' } });
  });

  test('whose copies would take a taken id is refused', () => {
    const taken = after(started, [on('2024-03-01'), { type: 'addMilestone', id: 'c-a-full', name: '别的' }]);
    given(taken).when(split(), on('2024-03-01')).refused('duplicateId', { field: 'into', names: 'c-a-full' });
    const near = after(started, [
      on('2024-03-01'),
      { type: 'addMilestone', id: 'x-a-full', name: '别的', line: 'a' },
    ]);
    given(near)
      .when(split({ into: [part('c', '丙线'), part('c-x', '丁线')] }), on('2024-03-01'))
      .refused('duplicateId', { field: 'into', names: 'c-x-a-full' });
  });

  test('of supporting works gives supporting works that serve the same lines', () => {
    const works = project(
      after(started, [
        on('2024-03-01'),
        split({ line: 'power', into: [part('p1', '一回'), part('p2', '二回')] }),
      ]),
    );
    expect(works.lines.at(-1)).toEqual({
      id: 'p2',
      name: '二回',
      kind: 'supporting',
      serves: ['a', 'b'],
      stageFloor: 'signing',
    });
  });
});

describe('lines that are merged', () => {
  test('hand their open milestones to one, which is as far as the slowest', () => {
    given(started)
      .when(merge(), on('2024-03-01'))
      .then(
        event('linesMerged', '2024-03-01', {
          lines: ['a', 'b'],
          into: part('e', '戊线'),
          stage: 'signing',
          reason: '合并建设',
        }),
      );
    const state = project(after(started, [on('2024-03-01'), merge()]));
    expect(Object.values(state.milestones).map((m) => [m.id, m.line])).toEqual([
      ['a-start', 'a'],
      ['a-trial', 'e'],
      ['a-full', 'e'],
      ['b-full', 'e'],
    ]);
    expect(state.lines.find((l) => l.id === 'power')!.serves).toEqual(['e']);
    expect(lineStage(state, 'e').id).toBe('signing');
  });

  test('take nothing back: the project started when its first line did', () => {
    const state = project(after(started, [on('2024-03-01'), merge()]));
    expect([stageOf(state).id, countsOn(state, 'started')]).toEqual(['construction', '2024-02-01']);
  });

  test('have reached together what both had reached, on the later day', () => {
    const both = after(
      signed(),
      [
        on('2024-02-01'),
        { type: 'addMilestone', id: 'b-trial', name: '乙线试生产', line: 'b', enters: 'trialProduction' },
      ],
      [on('2024-02-02'), { type: 'completeMilestone', milestone: 'a-trial' }],
      [on('2024-02-09'), { type: 'completeMilestone', milestone: 'b-trial' }],
      [on('2024-03-01'), merge()],
      [on('2024-03-08'), { type: 'completeMilestone', milestone: 'a-full' }],
    );
    const state = project(both);
    expect(state.lines.at(-1)!.stageFloor).toBe('trialProduction');
    expect([countsOn(state, 'producing'), countsOn(state, 'commissioned')]).toEqual([
      '2024-02-02',
      '2024-03-08',
    ]);
  });

  test('are commissioned on the day of the later one, and not anew', () => {
    const both = after(
      signed(),
      [on('2024-02-02'), { type: 'completeMilestone', milestone: 'a-full' }],
      [on('2024-02-09'), { type: 'completeMilestone', milestone: 'b-full' }],
      [on('2024-03-01'), merge()],
    );
    expect(countsOn(project(both), 'commissioned')).toBe('2024-02-09');
  });

  test('are named once each, and serve together what they served', () => {
    const works = after(signedRich(), [
      on('2024-03-01'),
      merge({ lines: ['power', 'water', 'power'], into: part('utilities', '公辅') }),
    ]);
    expect(works.at(-1)).toMatchObject({
      data: {
        lines: ['power', 'water'],
        into: { id: 'utilities', name: '公辅', kind: 'supporting', serves: ['a', 'b'] },
      },
    });
  });

  test.each([
    ['unknownLine', 'lines', { lines: ['a', 'none'] }, 'none'],
    ['badMerger', 'lines', { lines: ['a', 'a'] }, ''],
    ['badMerger', 'lines', { lines: [] }, ''],
    ['badMerger', 'lines', { lines: ['a', 'power'] }, ''],
    ['duplicateId', 'into', { into: part('power', '供电') }, 'power'],
  ])('are refused as %s: %s %j', (code, field, change, names) => {
    given(started).when(merge(change), on('2024-03-01')).refused(code, { field, names });
  });
});
