import { describe, expect, test } from 'vitest';
import { admission, BATCH_POLICY, threeBatches } from '../../domain/batches.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectPlan } from '../../domain/project/events.ts';
import { entryOf, type Entry } from '../../domain/review/entry.ts';
import { TEMPLATES, type Template } from '../../domain/templates.ts';
import { eventsOf, on, PLANT } from '../given.ts';

/** A plant signed on 8 January 2024, with other fields and what was done on which day. */
function project(change: Partial<ProjectPlan>, ...done: [string, ProjectCommand][]): Entry {
  const plan = { ...PLANT, category: 'manufacturing' as const, investmentWan: 30_000, ...change };
  let events = eventsOf([{ type: 'signProject', ...plan }], on('2024-12-31'));
  for (const [day, command] of done) events = [...events, ...eventsOf([command], on(day), events)];
  return entryOf(foldProject(events)!, on('2024-12-31'));
}

const admitted = (change: Partial<ProjectPlan>) => admission(project(change), BATCH_POLICY, '2024-12-31');

describe('admission', () => {
  test.each([
    ['manufacturing', 30_000, undefined],
    ['manufacturing', 10_000, true],
    ['infrastructure', 100_000, undefined],
    ['modernServices', 50_000, undefined],
    ['social', 20_000, undefined],
  ] as const)('of %s asks for %i 万元 (attracted: %s)', (category, threshold, attracted) => {
    expect(admitted({ category, attracted, investmentWan: threshold })).toEqual({ admitted: true });
    expect(admitted({ category, attracted, investmentWan: threshold - 0.5 })).toEqual({
      admitted: false,
      why: {
        zh: `投资 ${threshold - 0.5} 万元，低于 ${threshold} 万元`,
        en: `${threshold - 0.5} is under ${threshold} (10,000 yuan)`,
      },
    });
  });

  test('has a lower threshold for attracted manufacturing only', () => {
    expect(admitted({ attracted: false, investmentWan: 10_000 })).toMatchObject({ admitted: false });
    expect(admitted({ category: 'social', attracted: true, investmentWan: 10_000 })).toMatchObject({
      admitted: false,
    });
  });

  test('is not given to what lacks its category or its investment, and says which', () => {
    expect(admitted({ category: undefined })).toEqual({
      admitted: false,
      why: { zh: '未注明类别', en: 'its category is not given' },
    });
    expect(admitted({ investmentWan: undefined })).toEqual({
      admitted: false,
      why: { zh: '未注明投资额', en: 'its investment is not given' },
    });
  });

  test('ends on the day a project is taken out, with the reason', () => {
    const out = project({}, [
      '2024-12-20',
      { type: 'excludeFromBatches', by: '县长', basis: '纪要', reason: '企业破产' },
    ]);
    expect(admission(out, BATCH_POLICY, '2024-12-19')).toEqual({ admitted: true });
    expect(admission(out, BATCH_POLICY, '2024-12-20')).toEqual({
      admitted: false,
      why: { zh: '2024-12-20 移出：企业破产', en: 'taken out on 2024-12-20: 企业破产' },
    });
  });

  test('follows the policy that it is asked by', () => {
    const policy = { ...BATCH_POLICY, thresholds: { ...BATCH_POLICY.thresholds, manufacturing: 30_001 } };
    expect(admission(project({}), policy, '2024-12-31')).toMatchObject({ admitted: false });
  });
});

const complete = (milestone: string): ProjectCommand => ({ type: 'completeMilestone', milestone });
const BEGIN: [string, ProjectCommand][] = [
  ['2024-02-01', { type: 'startApprovalItem', item: 'eia' }],
  ['2024-02-20', { type: 'finishApprovalItem', item: 'eia' }],
  ['2024-02-21', { type: 'confirmChecklist' }],
  ['2024-02-22', { type: 'meetFactor', factor: 'land' }],
];

/** Signed only; performed; started; producing; at capacity; too small; taken out. Out of order on purpose. */
const COUNTY: Entry[] = [
  project(
    { id: 'full' },
    ...BEGIN,
    ['2024-03-01', complete('a-start')],
    ['2024-05-01', complete('a-trial')],
    ['2024-06-28', complete('a-full')],
    ['2024-07-01', complete('b-full')],
  ),
  project({ id: 'signed' }),
  project({ id: 'performed', signedOn: '2024-01-31' }, BEGIN[0]!),
  project(
    { id: 'producing' },
    ...BEGIN,
    ['2024-03-31', complete('a-start')],
    ['2024-06-30', complete('a-trial')],
  ),
  project({ id: 'started' }, ...BEGIN, ['2024-04-01', complete('a-start')]),
  project({ id: 'small', investmentWan: 1 }, BEGIN[0]!),
  project({ id: 'out' }, [
    '2024-06-30',
    { type: 'excludeFromBatches', by: '县长', basis: '纪要', reason: '停建' },
  ]),
];

const count = (from: string, to: string, projects = COUNTY) => {
  const counted = threeBatches(projects, from, to, BATCH_POLICY);
  return {
    batches: Object.fromEntries(counted.batches.map((b) => [b.id, b.projects.join(' ')])),
    rates: Object.fromEntries(
      counted.rates.map((r) => [r.id, `${r.reached.join(' ')} of ${r.of.join(' ')}: ${r.percent}`]),
    ),
    excluded: counted.excluded.map((e) => e.project).join(' '),
  };
};

describe('the three batches', () => {
  test('of the first quarter, with the projects behind each number', () => {
    expect(count('2024-01-01', '2024-03-31')).toEqual({
      batches: {
        signed: 'full out performed producing signed started',
        started: 'full producing',
        commissioned: '',
      },
      rates: {
        performance: 'full performed producing started of full out performed producing signed started: 66.7',
        start: 'full producing of full performed producing started: 50',
        production: ' of full producing: 0',
        capacity: ' of : null',
      },
      excluded: 'small',
    });
  });

  test('of the second quarter: what was counted before is not counted again, the rates run on', () => {
    expect(count('2024-04-01', '2024-06-30')).toEqual({
      batches: { signed: '', started: 'started', commissioned: 'full producing' },
      rates: {
        performance: 'full performed producing started of full performed producing signed started: 80',
        start: 'full producing started of full performed producing started: 75',
        production: 'full producing of full producing started: 66.7',
        capacity: ' of full producing: 0',
      },
      excluded: 'small out',
    });
  });

  test('of July, when every main line of one has come to capacity', () => {
    expect(count('2024-07-01', '2024-07-31').rates.capacity).toBe('full of full producing: 50');
    expect(count('2024-07-01', '2024-07-31').batches).toEqual({ signed: '', started: '', commissioned: '' });
  });

  test('count nothing after the cut-off, and both of its days', () => {
    expect(count('2024-01-01', '2024-01-08')).toEqual({
      batches: { signed: 'full out producing signed started', started: '', commissioned: '' },
      rates: {
        performance: ' of full out producing signed started: 0',
        start: ' of : null',
        production: ' of : null',
        capacity: ' of : null',
      },
      excluded: 'small',
    });
    expect(count('2023-01-01', '2024-01-07')).toEqual({
      batches: { signed: '', started: '', commissioned: '' },
      rates: {
        performance: ' of : null',
        start: ' of : null',
        production: ' of : null',
        capacity: ' of : null',
      },
      excluded: '',
    });
    expect(count('2024-01-08', '2024-01-08').batches.signed).toBe('full out producing signed started');
    expect(count('2024-01-09', '2024-01-30').batches.signed).toBe('');
    expect(count('2024-06-30', '2024-06-30').batches.commissioned).toBe('producing');
  });

  test('count a project once in each over any cut of the year', () => {
    const quarters = [
      ['2024-01-01', '2024-03-31'],
      ['2024-04-01', '2024-06-30'],
      ['2024-07-01', '2024-12-31'],
    ] as const;
    const all = quarters.flatMap(([from, to]) =>
      threeBatches(COUNTY, from, to, BATCH_POLICY).batches.flatMap((b) =>
        b.projects.map((p) => `${b.id} ${p}`),
      ),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((a) => a.startsWith('commissioned'))).toEqual([
      'commissioned full',
      'commissioned producing',
    ]);
  });

  test('follow a correction: what was not started is not counted as started', () => {
    const wrong = project(
      { id: 'wrong' },
      ...BEGIN,
      ['2024-03-01', complete('a-start')],
      ['2024-04-01', { type: 'correctMilestone', milestone: 'a-start', reason: '未开工' }],
    );
    expect(count('2024-01-01', '2024-12-31', [wrong]).batches.started).toBe('');
  });

  test('count infrastructure too, whose acceptance puts it to use', () => {
    const road = project(
      {
        id: 'road',
        template: { id: 'infrastructure', version: 1 },
        category: 'infrastructure',
        investmentWan: 120_000,
        lines: [],
        milestones: [
          { id: 'begin', name: '开工', enters: 'construction' },
          { id: 'accepted', name: '竣工验收', enters: 'accepted' },
        ],
      },
      ['2024-03-01', complete('begin')],
      ['2024-11-01', complete('accepted')],
    );
    expect(count('2024-01-01', '2024-12-31', [road])).toEqual({
      batches: { signed: 'road', started: 'road', commissioned: 'road' },
      rates: {
        performance: 'road of road: 100',
        start: 'road of road: 100',
        production: 'road of road: 100',
        capacity: 'road of road: 100',
      },
      excluded: '',
    });
    expect(count('2024-01-01', '2024-10-31', [road]).batches.commissioned).toBe('');
  });

  test('count a rate among what it is a share of, also where a template reaches the stages out of turn', () => {
    const early: Template = {
      ...TEMPLATES[0]!,
      id: 'early',
      stages: [
        TEMPLATES[0]!.stages[0]!,
        {
          id: 'contract',
          name: { zh: '履约', en: 'performed' },
          counts: 'performed',
          reachedBy: 'gate',
          gate: [{ type: 'factor', factor: 'land' }],
        },
        {
          id: 'works',
          name: { zh: '开工', en: 'started' },
          counts: 'started',
          reachedBy: 'gate',
          gate: [{ type: 'factor', factor: 'energy' }],
        },
      ],
    };
    const context = { ...on('2024-12-31'), templates: [early] };
    const plan = {
      ...PLANT,
      template: { id: 'early', version: 1 },
      milestones: [],
      category: 'manufacturing' as const,
      investmentWan: 30_000,
    };
    const started = entryOf(foldProject(eventsOf([{ type: 'signProject', ...plan }], context))!, context);
    expect(started.counts).toEqual({ started: '2024-01-08' });
    expect(count('2024-01-01', '2024-12-31', [started]).rates).toMatchObject({
      performance: ' of plant: 0',
      start: ' of : null',
    });
  });

  test('carry their period, their policy, their names and why each of the others is left out', () => {
    const { from, to, policy, batches, rates, excluded } = threeBatches(
      COUNTY,
      '2024-01-01',
      '2024-06-30',
      BATCH_POLICY,
    );
    expect({ from, to, policy }).toEqual({
      from: '2024-01-01',
      to: '2024-06-30',
      policy: { id: 'three-batches', version: 1 },
    });
    expect(batches.map((b) => b.label.zh)).toEqual(['签约一批', '开工一批', '投产一批']);
    expect(batches.map((b) => b.label.en)).toEqual(['signed', 'started', 'commissioned']);
    expect(rates.map((r) => r.label.zh)).toEqual([
      '签约项目履约率',
      '履约项目开工率',
      '开工项目投产率',
      '投产项目达效率',
    ]);
    expect(rates.map((r) => r.label.en)).toEqual([
      'signed projects performed',
      'performed projects started',
      'started projects producing',
      'producing projects at capacity',
    ]);
    expect(excluded.map((e) => e.why.zh)).toEqual(['投资 1 万元，低于 30000 万元', '2024-06-30 移出：停建']);
  });
});
