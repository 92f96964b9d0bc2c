import { describe, expect, test } from 'vitest';
import type { ProjectSpec } from '../../domain/project/commands.ts';
import type { ProjectEvents } from '../../domain/project/events.ts';
import { decideAll, decideProject } from '../../domain/project/decide.ts';
import { templateMove } from '../../domain/project/signing.ts';
import { event } from '../../domain/project/slice.ts';
import { stageOf } from '../../domain/project/stages.ts';
import { findTemplate, TEMPLATES, type Template } from '../../domain/templates.ts';
import { after, given, on, PLANT, project, RICH, signed, signedRich } from '../given.ts';

const V1 = { id: 'industrial', version: 1 };
const V2 = { id: 'industrial', version: 2 };
const stagesOf = (of: { id: string; version: number }) => findTemplate(TEMPLATES, of)!.stages;
const sign = (change: Partial<ProjectSpec> = {}) => ({ type: 'signProject', ...PLANT, ...change }) as const;

describe('signing', () => {
  test('is one event with the plan, the stages of its template and the calendar it is counted by', () => {
    given([])
      .when(sign(), on('2024-01-08'))
      .then(
        event('projectSigned', '2024-01-08', {
          ...PLANT,
          stages: stagesOf(V1),
          calendar: { id: 'china', version: 1 },
        }),
      );
  });

  test('takes from the template what the plan leaves out, for each line of a kind', () => {
    const { milestones: _, approvalItems: __, ...rest } = PLANT;
    const state = project(after([], [on('2024-01-08'), { type: 'signProject', ...rest }]));
    expect(Object.keys(state.milestones)).toEqual([
      ...['a-start', 'b-start', 'a-equipped', 'b-equipped', 'a-trial', 'b-trial', 'a-full', 'b-full'],
      ...['power-work-start', 'power-work-done'],
    ]);
    expect(state.milestones['b-trial']).toEqual({
      id: 'b-trial',
      name: '乙线试生产',
      line: 'b',
      enters: 'trialProduction',
      kind: 'trial',
      baselines: [],
      slips: [],
    });
    expect(Object.keys(state.approvalItems)).toHaveLength(6);
    expect(state.approvalItems['eia']).toEqual({
      id: 'eia',
      name: '环境影响评价审批',
      department: '生态环境局',
      limitWorkdays: 15,
      after: ['filing'],
      documents: ['环境影响报告表'],
      submitted: [],
    });
    const road = project(
      after(
        [],
        [on('2024-01-08'), { type: 'signProject', ...rest, template: { id: 'infrastructure', version: 1 } }],
      ),
    );
    expect(road.milestones['accepted']).toMatchObject({
      name: '竣工验收',
      enters: 'accepted',
      kind: 'accepted',
    });
    expect(road.milestones['accepted']).not.toHaveProperty('line');
  });

  test('makes an obligation of every promise, factor and visit', () => {
    const state = project(signedRich());
    expect(Object.entries(state.obligations).map(([key, o]) => [key, o.title, o.clock, o.dueOn])).toEqual([
      ['milestone:a-start', '甲线开工', 'commitment', '2024-02-20'],
      ['milestone:a-trial', '甲线试生产', 'commitment', '2024-03-26'],
      ['milestone:b-full', '乙线达产', 'commitment', '2024-09-30'],
      ['milestone:power-on', '供电接入', 'commitment', '2024-03-15'],
      ['milestone:road', '进厂道路', 'commitment', '2024-03-30'],
      ['factor:land', '用地保障', 'commitment', '2024-06-28'],
      ['factor:energy', '用能保障', 'commitment', '2024-03-29'],
      ['onSiteOffice:visit', '第3次现场办公', 'internal', '2024-02-05'],
    ]);
    expect(state.obligations['factor:land']!.department).toBe('自然资源局');
    expect(state).toMatchObject({
      status: { is: 'active' },
      visits: 2,
      suspensions: 0,
      marks: [],
      acting: [],
    });
  });

  test.each<[string, string | undefined, Partial<ProjectSpec>, string]>([
    ['unknownTemplate', 'template', { template: { id: 'industrial', version: 99 } }, 'industrial v99'],
    ['badDate', 'signedOn', { signedOn: '2024-02-30' }, '2024-02-30'],
    ['inTheFuture', 'signedOn', { signedOn: '2024-01-09' }, ''],
    ['duplicateId', 'lines[1].id', { lines: [PLANT.lines[0]!, PLANT.lines[0]!] }, 'a'],
    [
      'duplicateId',
      'milestones[1].id',
      {
        milestones: [
          { id: 'x', name: 'x' },
          { id: 'x', name: 'y' },
        ],
      },
      'x',
    ],
    [
      'duplicateId',
      'approvalItems[1].id',
      { approvalItems: [RICH.approvalItems[0]!, RICH.approvalItems[0]!] },
      'filing',
    ],
    ['duplicateId', 'windows[1].id', { windows: [PLANT.windows[0]!, PLANT.windows[0]!] }, 'overhaul'],
    ['duplicateId', 'factors[1].factor', { factors: [PLANT.factors[0]!, PLANT.factors[0]!] }, 'land'],
    ['unknownLine', 'lines[0].serves', { lines: [{ ...PLANT.lines[0]!, serves: ['none'] }] }, 'none'],
    ['unknownLine', 'milestones[0].line', { milestones: [{ id: 'x', name: 'x', line: 'none' }] }, 'none'],
    [
      'unknownStage',
      'milestones[0].enters',
      { milestones: [{ id: 'x', name: 'x', enters: 'none' }] },
      'none',
    ],
    ['badDate', 'milestones[0].committedOn', { milestones: [{ id: 'x', name: 'x', committedOn: 'x' }] }, 'x'],
    [
      'calendarNotCovered',
      undefined,
      { milestones: [{ id: 'x', name: 'x', committedOn: '2099-01-01' }] },
      '2099',
    ],
    ['badWindow', 'windows[0].closesOn', { windows: [{ ...PLANT.windows[0]!, closesOn: '2024-03-31' }] }, ''],
    [
      'badWindow',
      'windows[0].nextOpensOn',
      { windows: [{ ...PLANT.windows[0]!, nextOpensOn: '2024-04-30' }] },
      '',
    ],
    [
      'badDate',
      'factors[0].dueOn',
      { factors: [{ ...PLANT.factors[0]!, dueOn: '2024-06-31' }] },
      '2024-06-31',
    ],
    ['calendarNotCovered', undefined, { factors: [{ ...PLANT.factors[0]!, dueOn: '2099-01-01' }] }, '2099'],
    ['badDate', 'onSiteOffice.nextOn', { onSiteOffice: { ...RICH.onSiteOffice!, nextOn: 'x' } }, 'x'],
    ['unknownItem', 'approvalItems[0].after', { approvalItems: [{ ...RICH.approvalItems[1]! }] }, 'filing'],
    [
      'dependencyCycle',
      'approvalItems[0].after',
      {
        approvalItems: ['p', 'q'].map((id, i, all) => ({
          ...RICH.approvalItems[0]!,
          id,
          after: [all[1 - i]!],
        })),
      },
      'p → q → p',
    ],
  ])('is refused as %s at %s', (code, field, change, names) => {
    given([])
      .when(sign(change), on('2024-01-08'))
      .refused(code, field === undefined ? { names } : { field, names });
  });

  test('names the thing that nobody knows, not the path of the field', () => {
    given([])
      .when(sign({ lines: [{ ...PLANT.lines[0]!, serves: ['none'] }] }), on('2024-01-08'))
      .refused('unknownLine', {
        field: 'lines[0].serves',
        names: { zh: '没有这个生产线：none', en: 'there is no such line: none' },
      });
  });

  test('happens once, and before everything else', () => {
    given(signed()).when(sign(), on('2024-01-09')).refused('alreadySigned', { field: 'id', names: 'plant' });
    given([]).when({ type: 'confirmChecklist' }, on('2024-01-08')).refused('notSigned');
    given([])
      .when({ type: 'passTime', now: on('2024-01-08').now }, on('2024-01-08'))
      .refused('notSigned');
    expect(() => project([event('checklistConfirmed', '2024-01-08', { items: 0 })])).toThrow(
      'event checklistConfirmed before projectSigned',
    );
  });
});

describe('several commands', () => {
  test('are decided as one, each on the state the ones before it leave', () => {
    const context = on('2024-01-08');
    const decision = decideAll([sign(), { type: 'startApprovalItem', item: 'eia' }], null, context);
    expect(decision.ok && decision.events.map((e) => e.type)).toEqual([
      'projectSigned',
      'approvalItemStarted',
    ]);
  });

  test('are refused together, and the refusal names which', () => {
    const field = (commands: Parameters<typeof decideAll>[0]) => {
      const decision = decideAll(commands, project(signed()), on('2024-01-09'));
      return decision.ok ? 'accepted' : decision.rejection.field;
    };
    const none = { type: 'startApprovalItem', item: 'none' } as const;
    expect(field([{ type: 'confirmChecklist' }, none])).toBe('commands[1].item');
    expect(field([{ type: 'confirmChecklist' }, { type: 'holdOnSiteOffice' }])).toBe('commands[1]');
    expect(field([none])).toBe('item');
    expect(field([])).toBe('accepted');
  });
});

describe('a move to another template', () => {
  const move = { type: 'moveTemplate', to: V2 } as const;
  const data: ProjectEvents['templateMoved'] = {
    from: V1,
    to: V2,
    stages: stagesOf(V2),
    milestonesAdded: [
      { id: 'b-start', name: '乙线开工', line: 'b', enters: 'construction', kind: 'start' },
      { id: 'a-equipped', name: '甲线设备安装调试', line: 'a', kind: 'equipped' },
      { id: 'b-equipped', name: '乙线设备安装调试', line: 'b', kind: 'equipped' },
      { id: 'b-trial', name: '乙线试生产', line: 'b', enters: 'trialProduction', kind: 'trial' },
      { id: 'power-work-start', name: '供电开工', line: 'power', enters: 'construction', kind: 'work-start' },
      { id: 'power-work-done', name: '供电建成', line: 'power', kind: 'work-done' },
    ],
    milestonesRetired: [],
    itemsAdded: expect.any(Array) as never,
    itemsRetired: [],
    limitsChanged: [{ item: 'eia', from: 15, to: 12 }],
  };

  test('adds what is new, changes limits that have not begun to run, and touches nothing that was reached', () => {
    given(signed())
      .when(move, on('2024-02-01'))
      .then(event('templateMoved', '2024-02-01', data));
    const state = project(after(signed(), [on('2024-02-01'), move]));
    expect([state.template, state.stages]).toEqual([V2, stagesOf(V2)]);
    expect(state.approvalItems['eia']!.limitWorkdays).toBe(12);
    expect(Object.keys(state.approvalItems).toSorted()).toEqual(
      [
        'construction-permit',
        'eia',
        'energy-saving',
        'filing',
        'planning',
        'safety-design',
        'site',
      ].toSorted(),
    );
    const begun = after(signed(), [on('2024-02-01'), { type: 'startApprovalItem', item: 'eia' }, move]);
    expect(begun.at(-1)).toMatchObject({ data: { limitsChanged: [] } });
  });

  test('leaves a checklist of the project’s own alone', () => {
    const own = after(
      [],
      [
        on('2024-01-08'),
        sign({ approvalItems: [{ id: 'own', name: '自有', department: '局', limitWorkdays: 5 }] }),
        move,
      ],
    );
    expect(own.at(-1)).toMatchObject({ data: { itemsAdded: [], limitsChanged: [] } });
  });

  test('can be tried out: what would change, and what the gates would ask for', () => {
    const report = templateMove(project(signed()), findTemplate(TEMPLATES, V2)!);
    expect(report).toMatchObject({
      project: 'plant',
      data,
      stageBefore: 'signing',
      stageAfter: 'signing',
    });
    expect(report.newlyUnmet).toContain('evidence:quality-safety');
    expect(report.newlyUnmet).toContain('supportingWork:power');
    expect(report.newlyUnmet).not.toContain('approvalItem:eia');
    expect(project(signed()).template).toEqual(V1);
  });

  test('retires unreached milestones that the template has no more, with what waited for them', () => {
    const slim: Template = {
      ...findTemplate(TEMPLATES, V1)!,
      version: 3,
      milestones: findTemplate(TEMPLATES, V1)!.milestones.filter((m) => m.id !== 'equipped'),
    };
    const context = { ...on('2024-02-01'), templates: [...TEMPLATES, slim] };
    const { milestones: _, ...rest } = PLANT;
    const plan = after(
      [],
      [
        on('2024-01-08'),
        { type: 'signProject', ...rest },
        { type: 'awaitWindow', window: 'overhaul', milestone: 'a-equipped' },
        { type: 'completeMilestone', milestone: 'b-equipped' },
      ],
    );
    const moved = after(plan, [context, { type: 'moveTemplate', to: { id: 'industrial', version: 3 } }]);
    expect(moved.at(-1)).toMatchObject({ data: { milestonesRetired: ['a-equipped'], milestonesAdded: [] } });
    const state = project(moved);
    expect(state.milestones['a-equipped']!.retiredOn).toBe('2024-02-01');
    expect(state.windows['overhaul']).not.toHaveProperty('milestone');
    expect(state.obligations['windowPreparation:overhaul']!.withdrawnOn).toBe('2024-02-01');
  });

  test('adds no milestone that a line has under another name, by its kind or the stage it enters', () => {
    const own: ProjectSpec['milestones'] = [
      { id: 'kickoff', name: '甲线动工', line: 'a', kind: 'start' },
      { id: 'equipped', name: '甲线装机', line: 'a' },
      { id: 'a-trial', name: '甲线试车', line: 'a' },
      { id: 'b-check', name: '乙线验货', line: 'b' },
      { id: 'b-done', name: '乙线满产', line: 'b', enters: 'fullCommissioning' },
    ];
    const plan = after([], [on('2024-01-08'), sign({ milestones: own })]);
    const { milestonesAdded } = templateMove(project(plan), findTemplate(TEMPLATES, V2)!).data;
    expect(milestonesAdded.map((m) => m.id)).toEqual([
      ...['b-start', 'b-equipped', 'b-trial', 'a-full', 'power-work-start', 'power-work-done'],
    ]);
    expect(milestonesAdded.filter((m) => 'enters' in m).map((m) => m.id)).toEqual([
      ...['b-start', 'b-trial', 'a-full', 'power-work-start'],
    ]);
  });

  test('retires what would enter a stage that the template has no more, with its promise', () => {
    const stages = stagesOf(V1).filter((s) => s.id !== 'trialProduction');
    const slim: Template = { ...findTemplate(TEMPLATES, V1)!, version: 3, stages };
    const context = { ...on('2024-02-01'), templates: [...TEMPLATES, slim] };
    const moved = after(signed(), [context, { ...move, to: { id: 'industrial', version: 3 } }]);
    expect(moved.at(-1)).toMatchObject({ data: { milestonesRetired: ['a-trial'] } });
    expect(project(moved).obligations['milestone:a-trial']).toMatchObject({
      dueOn: '2024-03-26',
      withdrawnOn: '2024-02-01',
    });
  });

  test('keeps the stages that milestones have entered', () => {
    const entered = after(signed(), [on('2024-02-01'), { type: 'completeMilestone', milestone: 'a-trial' }]);
    const moved = project(after(entered, [on('2024-02-02'), move]));
    expect([moved.template, stageOf(moved).id]).toEqual([V2, 'trialProduction']);
  });

  test('adds the items that a checklist lacks and changes only limits that are others', () => {
    const items = findTemplate(TEMPLATES, V1)!.approvalItems.map(({ name, ...i }) => ({
      ...i,
      name: name.zh,
    }));
    const own = { id: 'own', name: '自有', department: '局', limitWorkdays: 5 };
    const mixed = after([], [on('2024-01-08'), sign({ approvalItems: [...items, own] })]);
    const report = templateMove(project(mixed), findTemplate(TEMPLATES, V2)!).data;
    expect(report.itemsAdded.map((i) => i.id)).toEqual(['safety-design']);
    expect(report.limitsChanged).toEqual([{ item: 'eia', from: 15, to: 12 }]);
  });

  test('leaves the limit of an item that was finished without having been started', () => {
    const done = after(signed(), [on('2024-02-01'), { type: 'finishApprovalItem', item: 'eia' }, move]);
    expect(done.at(-1)).toMatchObject({ data: { limitsChanged: [] } });
  });

  test('that retires items takes them off the checklist, and nothing waits for them', () => {
    const retired = event('templateMoved', '2024-01-09', {
      ...{ from: V1, to: V2, stages: stagesOf(V2), milestonesAdded: [], milestonesRetired: [] },
      ...{ itemsAdded: [], itemsRetired: ['filing'], limitsChanged: [] },
    });
    const rest = [...signedRich(), retired];
    expect(project(rest).approvalItems['filing']).toMatchObject({ retiredOn: '2024-01-09' });
    given(rest)
      .when({ type: 'finishApprovalItem', item: 'filing' }, on('2024-01-10'))
      .refused('unknownItem', { field: 'item', names: 'filing' });
    given(rest)
      .when({ type: 'finishApprovalItem', item: 'eia' }, on('2024-01-10'))
      .then(event('approvalItemFinished', '2024-01-10', { item: 'eia' }));
  });

  test('is refused of a version that it has, that nobody knows, or that has lost a stage already entered', () => {
    given(signed())
      .when({ ...move, to: V1 }, on('2024-02-01'))
      .refused('sameTemplate', { field: 'to' });
    given(signed())
      .when({ ...move, to: { id: 'industrial', version: 9 } }, on('2024-02-01'))
      .refused('unknownTemplate', { field: 'to', names: 'industrial v9' });
    const entered = after(signed(), [on('2024-02-01'), { type: 'completeMilestone', milestone: 'a-trial' }]);
    given(entered)
      .when({ ...move, to: { id: 'infrastructure', version: 1 } }, on('2024-02-01'))
      .refused('stageLost', { field: 'to', names: { zh: '甲线试生产', en: 'trialProduction' } });
  });
});

test('a fault of the program is thrown, and never refused as if the calendar had a gap', () => {
  const broken = { ...on('2024-01-08'), templates: undefined as never };
  expect(() => decideProject({ type: 'signProject', ...PLANT }, null, broken)).toThrow(TypeError);
});
