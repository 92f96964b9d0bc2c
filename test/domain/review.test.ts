import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent, ProjectPlan } from '../../domain/project/events.ts';
import type { Project } from '../../domain/project/state.ts';
import { countyFigures, weeklyReview, type ReviewInput } from '../../domain/review.ts';
import { evolveTarget } from '../../domain/target.ts';
import { eventsOf, on, PLANT } from '../given.ts';

function project(change: Partial<ProjectPlan>, ...done: [string, ProjectCommand][]): Project {
  let events = eventsOf([{ type: 'signProject', ...PLANT, ...change }], on('2024-01-08'));
  for (const [day, command] of done) events = [...events, ...eventsOf([command], on(day), events)];
  return foldProject(events)!;
}
const START: [string, ProjectCommand] = ['2024-02-01', { type: 'startApprovalItem', item: 'eia' }];
const FINISH: [string, ProjectCommand] = ['2024-02-20', { type: 'finishApprovalItem', item: 'eia' }];
const CONFIRM: [string, ProjectCommand] = ['2024-02-21', { type: 'confirmChecklist' }];
const LAND: [string, ProjectCommand] = ['2024-02-22', { type: 'meetFactor', factor: 'land' }];

const OFFICE = { everyMonths: 1, heldBefore: 0, nextOn: '2024-06-28' };
const road = (change: Partial<ProjectPlan>): Project =>
  project({
    template: { id: 'infrastructure', version: 1 },
    lines: [],
    milestones: [],
    approvalItems: [],
    factors: [],
    windows: [],
    ...change,
  });

describe('the figures of a county', () => {
  test('count each project once under each heading, with what they were counted from', () => {
    const figures = countyFigures([
      project({ id: 'ready' }, START, FINISH, CONFIRM, LAND),
      project({ id: 'formal' }, START, FINISH, CONFIRM),
      project({ id: 'begun' }, START),
      project({ id: 'bare', approvalItems: [] }),
      road({ id: 'road' }),
    ]);
    expect(figures).toEqual([
      {
        id: 'projects',
        label: { zh: '项目', en: 'projects' },
        value: 5,
        projects: ['bare', 'begun', 'formal', 'ready', 'road'],
      },
      {
        id: 'formalitiesFinished',
        label: { zh: '前期手续办结', en: 'formalities finished' },
        value: 2,
        projects: ['formal', 'ready'],
      },
      {
        id: 'startReady',
        label: { zh: '具备开工条件', en: 'start-ready' },
        value: 1,
        percent: 25,
        projects: ['ready'],
      },
      {
        id: 'checklistProjects',
        label: { zh: '清单项目', en: 'projects with a checklist' },
        value: 3,
        projects: ['begun', 'formal', 'ready'],
      },
      {
        id: 'approvalItems',
        label: { zh: '审批事项', en: 'approval items' },
        value: 3,
        projects: ['begun', 'formal', 'ready'],
        items: ['begun/eia', 'formal/eia', 'ready/eia'],
      },
      {
        id: 'approvalItemsFinished',
        label: { zh: '审批事项办结', en: 'approval items finished' },
        value: 2,
        projects: ['formal', 'ready'],
        items: ['formal/eia', 'ready/eia'],
      },
    ]);
  });

  test('name a project once beside its several items, and give the rate to one decimal', () => {
    const eia = PLANT.approvalItems[0]!;
    const two = project({
      id: 'two',
      approvalItems: [
        { ...eia, id: 'z' },
        { ...eia, id: 'a' },
      ],
    });
    const figures = countyFigures([
      two,
      project({ id: 'b' }),
      project({ id: 'ready' }, START, FINISH, CONFIRM, LAND),
    ]);
    expect(figures.find((f) => f.id === 'startReady')!.percent).toBe(33.3);
    expect(figures.find((f) => f.id === 'approvalItems')).toMatchObject({
      value: 4,
      projects: ['b', 'ready', 'two'],
      items: ['b/eia', 'ready/eia', 'two/a', 'two/z'],
    });
  });

  test('leave formalities out where no project has any', () => {
    expect(countyFigures([road({ id: 'road' })]).map((f) => f.id)).toEqual(['projects']);
    expect(countyFigures([])).toEqual([
      { id: 'projects', label: { zh: '项目', en: 'projects' }, value: 0, projects: [] },
    ]);
  });
});

const review = (input: Partial<ReviewInput>, day = '2024-03-25') =>
  weeklyReview({ projects: [], targets: [], recent: [], since: '2024-03-18', ...input }, on(day));

describe('a line of the weekly review', () => {
  test('says who, which stage, which light, what is the matter and what comes next', () => {
    const plant = project({ onSiteOffice: OFFICE }, START, FINISH, CONFIRM, LAND, [
      '2024-03-01',
      { type: 'completeMilestone', milestone: 'a-start' },
    ]);
    const [line] = review({ projects: [plant] }).projects;
    expect(line).toMatchObject({
      project: 'plant',
      name: '示例工厂',
      county: '示例县',
      chief: '赵项目长',
      leader: '孙副县长',
      stage: { zh: '建设', en: 'construction' },
      lines: [
        { name: '甲线', kind: 'main', stage: { zh: '建设' } },
        { name: '乙线', kind: 'main', stage: { zh: '签约' } },
        { name: '供电', kind: 'supporting', stage: { zh: '签约' } },
      ],
      light: 'yellow',
      next: { title: '甲线试生产', dueOn: '2024-03-26' },
    });
    expect(line!.exceptions.map((s) => `${s.obligation} ${s.status}`)).toEqual(['milestone:a-trial nearDue']);
  });

  test('names what comes next among what is neither late nor waiting', () => {
    const plant = project({ onSiteOffice: OFFICE }, LAND);
    const of = (day: string, p = plant) => review({ projects: [p] }, day).projects[0]!;
    expect(of('2024-03-01').next).toEqual({ title: '甲线试生产', dueOn: '2024-03-26' });
    expect(of('2024-03-01').exceptions).toEqual([]);
    expect(of('2024-03-27').next).toEqual({ title: '第1次现场办公', dueOn: '2024-06-28' });
    expect(of('2024-03-27').exceptions.map((s) => s.status)).toEqual(['late']);
    const held = project({ onSiteOffice: OFFICE }, LAND, [
      '2024-03-01',
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
    ]);
    expect(of('2024-03-15', held).exceptions.map((s) => `${s.obligation} ${s.status}`)).toEqual([
      'windowPreparation:overhaul nearDue',
      'milestone:a-trial waiting',
    ]);
    expect(of('2024-03-15', held).next).toMatchObject({ dueOn: '2024-03-18' });
    expect(of('2024-03-01', project({ milestones: [], factors: [] })).next).toBeNull();
  });

  test('names the earliest of them, not the one with the worst light', () => {
    const plant = project({ milestones: [{ id: 'x', name: 'x', committedOn: '2024-09-30' }] }, [
      '2024-02-01',
      { type: 'reforecastMilestone', milestone: 'x', forecastOn: '2024-10-31' },
    ]);
    const [line] = review({ projects: [plant] }, '2024-03-01').projects;
    expect(line!.exceptions.map((s) => `${s.obligation} ${s.status}`)).toEqual(['milestone:x nearDue']);
    expect(line!.next).toEqual({ title: '用地保障', dueOn: '2024-06-28' });
  });

  test('leaves a leader out where none is bound to the project', () => {
    const people = PLANT.people.filter((p) => p.role !== 'leaderInCharge');
    expect(review({ projects: [project({ people })] }).projects[0]!.leader).toBe('');
  });

  test('stands by its light, then its county, then its project, in the same order on every machine', () => {
    const quiet = { milestones: [] };
    const projects = [
      project({ id: 'c', county: '陵川县', ...quiet }),
      project({ id: 'b', county: '乙县', ...quiet }),
      project({ id: 'B', county: '乙县', ...quiet }),
      project({ id: 'a', county: '乙县', ...quiet }),
      project({ id: 'yellow', county: '陵川县' }),
      project({
        id: 'red',
        county: '陵川县',
        milestones: [{ id: 'x', name: 'x', committedOn: '2024-03-01' }],
      }),
      project({ id: 'a', county: 'Ä', ...quiet }),
      project({ id: 'd', county: 'z', ...quiet }),
      project({ id: 'A', county: '陵川县', ...quiet }),
    ];
    const { projects: lines, counties } = review({ projects });
    expect(lines.map((l) => `${l.county} ${l.project}`)).toEqual([
      '陵川县 red',
      '陵川县 yellow',
      'z d',
      'Ä a',
      '乙县 B',
      '乙县 a',
      '乙县 b',
      '陵川县 A',
      '陵川县 c',
    ]);
    expect(counties.map((c) => `${c.county} ${c.figures[0]!.projects.join('+')}`)).toEqual([
      'z d',
      'Ä a',
      '乙县 B+a+b',
      '陵川县 A+c+red+yellow',
    ]);
  });
});

describe('what changed since the last review', () => {
  const plant = project({});
  const change = (event: ProjectEvent, of = plant) =>
    review({ projects: [of], recent: [{ project: 'plant', event }] }).changes;
  const said = (type: string, data: object) =>
    change({ type, occurredOn: '2024-03-20', data } as ProjectEvent)[0]?.text;
  const rung = (name: string) => said('rungReached', { rung: name, title: '甲线试生产' });

  test('is told with its day and its project', () => {
    expect(
      change({
        type: 'milestoneCompleted',
        occurredOn: '2024-03-20',
        data: { milestone: 'a-trial', slips: [] },
      }),
    ).toEqual([
      {
        project: 'plant',
        name: '示例工厂',
        occurredOn: '2024-03-20',
        text: { zh: '甲线试生产完成', en: 'completed: 甲线试生产' },
      },
    ]);
  });

  test.each<[string, object, string, string]>([
    ['projectSigned', {}, '签约', 'signed'],
    ['milestoneCompleted', { milestone: 'gone' }, 'gone完成', 'completed: gone'],
    [
      'milestoneCorrected',
      { milestone: 'a-trial', reason: '误报' },
      '甲线试生产更正为未完成：误报',
      'corrected, not completed: 甲线试生产 (误报)',
    ],
    [
      'milestoneCorrected',
      { milestone: 'gone', reason: '误报', actualOn: '2024-03-15' },
      'gone完成日更正为 2024-03-15：误报',
      'corrected: gone on 2024-03-15 (误报)',
    ],
    [
      'milestoneReforecast',
      { milestone: 'a-trial', forecastOn: '2024-05-06' },
      '甲线试生产预计改为 2024-05-06',
      '甲线试生产 is now forecast for 2024-05-06',
    ],
    [
      'milestoneReforecast',
      { milestone: 'gone', forecastOn: '2024-05-06' },
      'gone预计改为 2024-05-06',
      'gone is now forecast for 2024-05-06',
    ],
    ['approvalItemFinished', { item: 'eia' }, '审批办结：环评', 'approval finished: 环评'],
    ['approvalItemFinished', { item: 'gone' }, '审批办结：gone', 'approval finished: gone'],
    ['windowOpened', { window: 'overhaul' }, '窗口期开始：停产检修', 'window opened: 停产检修'],
    ['windowMissed', { window: 'overhaul' }, '错过窗口期：停产检修', 'window missed: 停产检修'],
    ['onSiteOfficeHeld', { visit: 7 }, '第7次现场办公', 'on-site office no. 7'],
    [
      'rungReached',
      { rung: 'leader', title: '甲线试生产' },
      '升级督办（leader）：甲线试生产',
      'escalated (leader): 甲线试生产',
    ],
  ])('%s %j: %s', (type, data, zh, en) => {
    expect(said(type, data)).toEqual({ zh, en });
  });

  test('leaves out reminders, and what a review does not talk about', () => {
    expect([rung('remind'), rung('due'), said('clockPaused', {})]).toEqual([undefined, undefined, undefined]);
    expect(rung('chief')).toBeDefined();
    const stray = {
      project: 'elsewhere',
      event: { type: 'projectSigned', occurredOn: '2024-03-20', data: {} } as ProjectEvent,
    };
    expect(review({ projects: [plant], recent: [stray] }).changes).toEqual([]);
  });
});

test('a review has its day, the day since which it counts, and the targets of its counties', () => {
  const set = evolveTarget(null, {
    type: 'targetSet',
    occurredOn: '2024-01-02',
    data: {
      id: 't',
      county: '临汾市',
      name: '标准地',
      owner: '市局',
      from: '2024-01-01',
      to: '2024-12-31',
      goal: 5000,
      unit: '亩',
      kind: 'amount',
    },
  });
  const told = evolveTarget(set, { type: 'targetReported', occurredOn: '2024-03-20', data: { value: 1 } });
  expect(review({ targets: [set, told] })).toEqual({
    asOf: '2024-03-25',
    since: '2024-03-18',
    counties: [{ county: '临汾市', figures: countyFigures([]) }],
    projects: [],
    changes: [],
    targets: [
      {
        id: 't',
        county: '临汾市',
        name: '标准地',
        owner: '市局',
        goal: '5000 亩',
        reported: '',
        light: null,
        why: { zh: '尚未填报', en: 'nothing reported yet' },
      },
      {
        id: 't',
        county: '临汾市',
        name: '标准地',
        owner: '市局',
        goal: '5000 亩',
        reported: '1 亩 (2024-03-20)',
        light: 'red',
        why: { zh: '为时序进度的 0%', en: '0 % of progress in proportion to time' },
      },
    ],
  });
});
