import { describe, expect, test } from 'vitest';
import { checkTemplate, cycleFrom, findTemplate, TEMPLATES, type Template } from '../../domain/templates.ts';

const text = (zh: string) => ({ zh, en: zh });

/** A county's own template, small and without a fault. */
const OWN: Template = {
  id: 'own',
  version: 1,
  name: text('自定'),
  stages: [
    { id: 'signing', name: text('签约') },
    {
      id: 'building',
      name: text('建设'),
      gate: [{ type: 'checklist' }, { type: 'approvalItem', item: 'filing' }],
    },
    { id: 'ready', name: text('就绪'), reachedBy: 'gate', gate: [{ type: 'noBlocker' }] },
  ],
  milestones: [
    { id: 'start', name: text('开工'), on: 'main', enters: 'building' },
    { id: 'end', name: text('竣工'), on: 'project', after: ['start'] },
  ],
  approvalItems: [
    { id: 'filing', name: text('备案'), department: '审批局', limitWorkdays: 3 },
    { id: 'eia', name: text('环评'), department: '环境局', limitWorkdays: 15, after: ['filing'] },
    {
      id: 'permit',
      name: text('施工许可'),
      department: '住建局',
      limitWorkdays: 7,
      after: ['filing', 'eia'],
    },
  ],
};

/** The template with one of its parts changed. */
const stage = (i: number, change: object): Template => ({
  ...OWN,
  stages: OWN.stages.with(i, { ...OWN.stages[i]!, ...change }),
});
const milestone = (i: number, change: object): Template => ({
  ...OWN,
  milestones: OWN.milestones.with(i, { ...OWN.milestones[i]!, ...change }),
});
const items = (...changes: object[]): Template => ({
  ...OWN,
  approvalItems: OWN.approvalItems.map((item, i) => ({ ...item, ...changes[i] })),
});

test.each(TEMPLATES.map((t) => [`${t.id} v${t.version}`, t]))(
  'the template %s has no fault',
  (_, template) => {
    expect(checkTemplate(template)).toEqual([]);
  },
);

test('the templates that come with Quancheng are the industrial one twice, infrastructure, formalities', () => {
  expect(TEMPLATES.map((t) => `${t.id} v${t.version}`)).toEqual([
    'industrial v1',
    'industrial v2',
    'infrastructure v1',
    'formalities v1',
  ]);
});

test('a template is found by its id and version, and only so', () => {
  expect(findTemplate(TEMPLATES, { id: 'industrial', version: 2 })).toBe(TEMPLATES[1]);
  expect(findTemplate(TEMPLATES, { id: 'industrial', version: 3 })).toBeUndefined();
  expect(findTemplate(TEMPLATES, { id: 'agricultural', version: 1 })).toBeUndefined();
});

describe("a county's template", () => {
  test('without a fault can be used', () => expect(checkTemplate(OWN)).toEqual([]));

  test.each<[string, Template, string[]]>([
    [
      'that enters a stage it does not have',
      {
        ...OWN,
        milestones: [...OWN.milestones, { id: 'x', name: text('x'), on: 'main', enters: 'nowhere' }],
      },
      ['milestones[2].enters: there is no such stage: nowhere'],
    ],
    [
      'whose gate asks for an item it does not have',
      stage(1, { gate: [{ type: 'checklist' }, { type: 'approvalItem', item: 'blessing' }] }),
      ['stages[1].gate[1].item: there is no such approval item: blessing'],
    ],
    [
      'with an item after one it does not have',
      items({}, { after: ['filing', 'blessing'] }),
      ['approvalItems[1].after: there is no such predecessor: blessing'],
    ],
    [
      'with a milestone after one it does not have',
      milestone(0, { after: ['x'] }),
      ['milestones[0].after: there is no such predecessor: x'],
    ],
    [
      'with a cycle of one',
      items({ after: ['filing'] }),
      ['approvalItems[0].after: the dependencies form a cycle: filing → filing'],
    ],
    [
      'with a cycle of two',
      milestone(0, { after: ['end'] }),
      [
        'milestones[0].after: the dependencies form a cycle: start → end → start',
        'milestones[1].after: the dependencies form a cycle: end → start → end',
      ],
    ],
    [
      'with a cycle of three',
      items({ after: ['permit'] }, {}, { after: ['eia'] }),
      [
        'approvalItems[0].after: the dependencies form a cycle: filing → permit → eia → filing',
        'approvalItems[1].after: the dependencies form a cycle: eia → filing → permit → eia',
        'approvalItems[2].after: the dependencies form a cycle: permit → eia → filing → permit',
      ],
    ],
    [
      'with an item beside a cycle that it waits for',
      items({ after: ['filing'] }, { after: ['filing'] }),
      ['approvalItems[0].after: the dependencies form a cycle: filing → filing'],
    ],
    [
      'with an item without a limit',
      items({ limitWorkdays: undefined }),
      ['approvalItems[0].limitWorkdays: the approval item filing has no limit in working days'],
    ],
    [
      'with a limit of no day',
      items({}, { limitWorkdays: 0 }),
      ['approvalItems[1].limitWorkdays: the approval item eia has no limit in working days'],
    ],
    [
      'with a limit of half a day',
      items({}, {}, { limitWorkdays: 0.5 }),
      ['approvalItems[2].limitWorkdays: the approval item permit has no limit in working days'],
    ],
    [
      'with an item twice',
      items({}, {}, { id: 'eia', after: ['filing'] }),
      ['approvalItems[2].id: the id eia stands twice'],
    ],
    [
      'with a milestone twice',
      milestone(1, { id: 'start', after: [] }),
      ['milestones[1].id: the id start stands twice'],
    ],
    [
      'with a stage twice',
      { ...OWN, stages: [...OWN.stages, OWN.stages[1]!] },
      ['stages[3].id: the id building stands twice'],
    ],
    [
      'with a stage by its gate that has none',
      stage(2, { gate: undefined }),
      ['stages[2].gate: a stage reached by its gate needs one'],
    ],
    [
      'with a stage by a gate that asks for nothing',
      stage(2, { gate: [] }),
      ['stages[2].gate: a stage reached by its gate needs one'],
    ],
    [
      'with a stage that nobody enters',
      milestone(0, { enters: undefined }),
      ['stages[1]: no milestone enters the stage building: give one `enters: building`'],
    ],
    [
      'with one stage',
      { ...OWN, stages: [OWN.stages[0]!], milestones: [] },
      ['stages: a lifecycle has two stages at least'],
    ],
  ])('%s says where and what', (_, template, faults) => {
    expect(checkTemplate(template).map((f) => `${f.path}: ${f.message.en}`)).toEqual(faults);
  });

  test('may have a stage that the first item begun enters, and needs no milestone for it', () => {
    const begun = stage(1, { reachedBy: 'checklistBegun' });
    expect(checkTemplate({ ...begun, milestones: [] })).toEqual([]);
  });

  test('with two stages is long enough', () => {
    expect(checkTemplate({ ...OWN, stages: OWN.stages.slice(0, 2) })).toEqual([]);
  });

  test('says its faults in Chinese too', () => {
    const faults = checkTemplate({ ...items({ limitWorkdays: 0, after: ['x', 'filing'] }), stages: [] });
    expect(faults.map((f) => f.message.zh)).toEqual([
      '没有这个前置项：x',
      '前置关系成环：filing → filing',
      '至少要有两个阶段',
      '没有这个阶段：building',
      '审批事项“备案”缺少法定时限（工作日）',
    ]);
  });
});

test('a way back is found in a web of dependencies that is far larger than its cycle', () => {
  const after = (n: number): string[] => (n < 40 ? [`${n + 1}`, `${n + 2}`] : []);
  const web = new Map(Array.from({ length: 42 }, (_, n) => [`${n}`, { after: after(n) }]));
  expect(cycleFrom('0', web)).toBeUndefined();
  web.set('41', { after: ['39'] });
  expect(cycleFrom('0', web)).toBeUndefined();
  expect(cycleFrom('39', web)).toEqual(['39', '41', '39']);
});
