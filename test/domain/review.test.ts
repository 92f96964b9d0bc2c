import { describe, expect, test } from 'vitest';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent, ProjectPlan } from '../../domain/project/events.ts';
import type { Project } from '../../domain/project/state.ts';
import { changesOf } from '../../domain/review/changes.ts';
import { entryOf, type Entry } from '../../domain/review/entry.ts';
import { countyFigures } from '../../domain/review/figures.ts';
import { weeklyReview, type Review, type ReviewInput } from '../../domain/review/weekly.ts';
import { evolveTarget } from '../../domain/target.ts';
import { eventsOf, on, PLANT } from '../given.ts';

/** The events behind each project that `project` made. */
const made = new WeakMap<Project, ProjectEvent[]>();
const eventsOfProject = (p: Project): ProjectEvent[] => made.get(p)!;

function project(change: Partial<ProjectPlan>, ...done: [string, ProjectCommand][]): Project {
  let events = eventsOf([{ type: 'signProject', ...PLANT, ...change }], on('2024-01-08'));
  for (const [day, command] of done) events = [...events, ...eventsOf([command], on(day), events)];
  const folded = foldProject(events)!;
  made.set(folded, events);
  return folded;
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

const entries = (projects: Project[], day = '2024-03-25'): Entry[] =>
  projects.map((p) => entryOf(p, on(day)));
const figuresOf = (projects: Project[]) => countyFigures(entries(projects));

describe('the figures of a county', () => {
  test('count each project once under each heading, with what they were counted from', () => {
    const figures = figuresOf([
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
    const figures = figuresOf([
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
    expect(figuresOf([road({ id: 'road' })]).map((f) => f.id)).toEqual(['projects']);
    expect(countyFigures([])).toEqual([
      { id: 'projects', label: { zh: '项目', en: 'projects' }, value: 0, projects: [] },
    ]);
  });
});

type Input = Partial<Omit<ReviewInput, 'entries'>> & { projects?: Project[] };
const review = ({ projects = [], ...input }: Input, day = '2024-03-25'): Review =>
  weeklyReview(
    {
      ...{ entries: entries(projects, day), targets: [], changes: [], forecasts: [], since: '2024-03-18' },
      ...input,
    },
    on(day),
  );
const agenda = (r: Review) => r.agenda.map((l) => `${l.project} ${l.obligation} ${l.section} ${l.weeks}`);
const MISSED = { milestones: [{ id: 'x', name: '丙线点火', committedOn: '2024-03-01' }] };
const QUIET = { milestones: [] };

describe('an entry', () => {
  test('says who, which stage, which light, what is the matter and what comes next', () => {
    const plant = project({ zone: '经开区', onSiteOffice: OFFICE }, START, FINISH, CONFIRM, LAND, [
      '2024-03-01',
      { type: 'completeMilestone', milestone: 'a-start' },
    ]);
    const [entry] = entries([plant]);
    expect(entry).toMatchObject({
      project: 'plant',
      name: '示例工厂',
      county: '示例县',
      zone: '经开区',
      chief: '赵项目长',
      leader: '孙副县长',
      stage: { id: 'construction', name: { zh: '建设', en: 'construction' } },
      counts: { performed: '2024-02-01', started: '2024-03-01' },
      lines: [
        { name: '甲线', kind: 'main', stage: { zh: '建设' } },
        { name: '乙线', kind: 'main', stage: { zh: '签约' } },
        { name: '供电', kind: 'supporting', stage: { zh: '签约' } },
      ],
      light: 'yellow',
      next: { title: '甲线试生产', dueOn: '2024-03-26' },
      visits: { held: 0, nextOn: '2024-06-28' },
    });
    expect(entry!.items.map((s) => `${s.obligation} ${s.status} ${s.workdaysLeft}`)).toEqual([
      'milestone:a-trial nearDue 1',
    ]);
  });

  test('answers why: the rule, the dates, who was told and has acknowledged, and the next rung', () => {
    const told = project(
      { milestones: PLANT.milestones.slice(0, 2) },
      ['2024-04-02', { type: 'passTime', now: on('2024-04-02').now }],
      ['2024-04-02', { type: 'acknowledge', obligation: 'milestone:a-trial', by: '赵项目长' }],
    );
    const [item] = entries([told], '2024-04-03')[0]!.items;
    expect(item).toMatchObject({
      obligation: 'milestone:a-trial',
      light: 'red',
      rule: 'late',
      dueOn: '2024-03-26',
      workdaysLate: 6,
      workdaysLeft: 0,
      accountable: { role: 'projectChief', person: '赵项目长' },
      department: '县工信局',
      acknowledged: { by: '赵项目长', on: '2024-04-02', until: '2024-04-07' },
      nextRung: { rung: 'onSiteOffice', on: '2024-04-10' },
    });
    expect(item!.why.zh).toBe('应于 2024-03-26 完成，逾期 6 个工作日');
    expect(item!.told.map((t) => `${t.rung}: ${t.to.map((to) => to.person).join(' ')}`)).toEqual([
      'remind: 赵项目长',
      'due: 赵项目长',
      'chief: 赵项目长',
      'department: 县工信局 县调度办',
      'leader: 孙副县长',
    ]);
    expect(item!.nextRung!.to.map((to) => to.person)).toEqual(['孙副县长', '县调度办']);
  });

  test('shows what is due in the next seven working days, over a holiday, and every open directive', () => {
    const due = (committedOn: string) => project({ milestones: [{ id: 'x', name: 'x', committedOn }] });
    // 4 to 6 April 2024 are Qingming, and Sunday the 7th is worked.
    const shown = (committedOn: string) =>
      entries([due(committedOn)], '2024-04-01')[0]!.items.map((i) => i.workdaysLeft);
    expect(shown('2024-04-09')).toEqual([5]);
    expect(shown('2024-04-11')).toEqual([7]);
    expect(shown('2024-04-12')).toEqual([]);
    const directed = project(QUIET, [
      '2024-03-01',
      {
        type: 'issueDirective',
        directive: 'd',
        title: '协调用电',
        owner: '供电公司',
        dueOn: '2024-12-31',
        source: 'review/2024-03-04',
      },
    ]);
    expect(entries([directed])[0]!.items).toMatchObject([
      { kind: 'directive', department: '供电公司', source: 'review/2024-03-04', status: 'onTrack' },
    ]);
  });

  test('of a project that is suspended has nothing on the agenda', () => {
    const held = project(MISSED, [
      '2024-03-20',
      { type: 'suspendProject', by: '县长', basis: '会议纪要', reason: '资金' },
    ]);
    expect(entries([held])[0]).toMatchObject({ status: 'suspended', items: [] });
  });

  test('flags a line in trial production whose power is not connected', () => {
    const plant = project(
      { template: { id: 'industrial', version: 2 } },
      [
        '2024-02-01',
        { type: 'addMilestone', id: 'power-on', name: '供电接入', line: 'power', committedOn: '2024-03-20' },
      ],
      START,
      FINISH,
      CONFIRM,
      LAND,
      ['2024-02-23', { type: 'meetCondition', condition: 'quality-safety', evidence: '验收单' }],
      ['2024-02-24', { type: 'completeMilestone', milestone: 'a-start' }],
      ['2024-03-01', { type: 'completeMilestone', milestone: 'power-on' }],
      ['2024-03-15', { type: 'completeMilestone', milestone: 'a-trial' }],
    );
    expect(entries([plant])[0]!.claims).toEqual([]);
    const undone = foldProject([
      ...eventsOfProject(plant),
      {
        type: 'milestoneCorrected',
        occurredOn: '2024-03-20',
        data: { milestone: 'power-on', reason: '误报', slips: [] },
      },
    ]);
    expect(entries([undone!])[0]!.claims).toEqual([
      {
        stage: { zh: '试生产', en: 'trial production' },
        line: '甲线',
        unmet: [{ zh: '供电尚未建成', en: '供电 is not finished' }],
      },
    ]);
  });
});

describe('the agenda', () => {
  const late = project({ id: 'late', ...MISSED });

  test('is by exception, in sections', () => {
    const projects = [
      project({ id: 'green', ...QUIET }),
      late,
      project({ id: 'near', milestones: [{ id: 'x', name: 'x', committedOn: '2024-03-27' }] }),
      project({ id: 'soon', milestones: [{ id: 'x', name: 'x', committedOn: '2024-04-01' }] }),
      project({ id: 'waits', milestones: PLANT.milestones.slice(0, 2) }, [
        '2024-03-01',
        { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
      ]),
      project({ id: 'danger', milestones: [{ id: 'x', name: 'x', committedOn: '2024-09-30' }] }, [
        '2024-02-01',
        { type: 'reforecastMilestone', milestone: 'x', forecastOn: '2024-10-31' },
      ]),
      project({ id: 'told', ...QUIET }, [
        '2024-03-01',
        { type: 'issueDirective', directive: 'd', title: '协调', owner: '供电公司', dueOn: '2024-09-30' },
      ]),
    ];
    expect(agenda(review({ projects }))).toEqual([
      'late milestone:x newlyRed 1',
      'waits windowPreparation:overhaul newlyRed 1',
      'danger milestone:x watch 0',
      'waits milestone:a-trial waiting 0',
      'near milestone:x dueSoon 0',
      'soon milestone:x dueSoon 0',
      'told directive:d directives 0',
    ]);
  });

  test('counts the reviews at which a line was red in a row, and says what caught up and how', () => {
    const first = review({ projects: [late] }, '2024-03-11');
    const second = review({ projects: [late], previous: first }, '2024-03-18');
    expect([agenda(first), agenda(second)]).toEqual([
      ['late milestone:x newlyRed 1'],
      ['late milestone:x stillRed 2'],
    ]);
    const done = project({ id: 'late', ...MISSED }, [
      '2024-03-20',
      { type: 'completeMilestone', milestone: 'x' },
    ]);
    const third = review({ projects: [done], previous: second });
    expect(third.agenda).toEqual([]);
    expect(third).toMatchObject({ previous: '2024-03-18', since: '2024-03-18' });
    expect(third.caughtUp).toMatchObject([
      {
        project: 'late',
        weeks: 2,
        how: { zh: '2024-03-20 完成，逾期 13 个工作日', en: 'done on 2024-03-20, 13 working days late' },
      },
    ]);
    expect(review({ projects: [done], previous: third }, '2024-04-01').caughtUp).toEqual([]);
  });

  test('says of a red line that was withdrawn, or whose project was suspended, how it is red no more', () => {
    const before = review({ projects: [late] }, '2024-03-18');
    const suspended = project({ id: 'late', ...MISSED }, [
      '2024-03-20',
      { type: 'suspendProject', by: '县长', basis: '会议纪要', reason: '资金' },
    ]);
    const gone = project({ id: 'late', ...QUIET });
    const how = (p: Project) => review({ projects: [p], previous: before }).caughtUp[0]!.how.zh;
    expect([how(suspended), how(gone)]).toEqual(['项目已中止或终止', '不再逾期：已改期或撤销']);
  });

  test('carries the directives that were closed in the period, with what they were closed on', () => {
    const closed = project(
      QUIET,
      [
        '2024-03-01',
        { type: 'issueDirective', directive: 'd', title: '协调', owner: '供电公司', dueOn: '2024-04-30' },
      ],
      ['2024-03-20', { type: 'closeDirective', directive: 'd', evidence: '送电单' }],
    );
    expect(review({ projects: [closed] }).directivesClosed).toMatchObject([
      { project: 'plant', title: '协调', doneOn: '2024-03-20', evidence: '送电单' },
    ]);
    expect(review({ projects: [closed], since: '2024-03-20' }).directivesClosed).toEqual([]);
  });

  test('is counted by leader, department, zone and industry', () => {
    const projects = [
      project({ id: 'a', zone: '经开区', industry: '光伏', ...MISSED }),
      project({ id: 'b', zone: '经开区', people: [], milestones: PLANT.milestones.slice(0, 2) }),
      project({ id: 'c', industry: '光伏', ...QUIET }),
    ];
    const { groups } = review({ projects });
    expect(groups).toEqual({
      leader: [{ leader: '孙副县长', projects: 2, red: 1, yellow: 0, lines: 1 }],
      department: [{ department: '县工信局', projects: 1, red: 0, yellow: 1, lines: 1 }],
      zone: [{ zone: '经开区', projects: 2, red: 1, yellow: 1, lines: 2 }],
      industry: [{ industry: '光伏', projects: 2, red: 1, yellow: 0, lines: 1 }],
    });
  });
});

describe('the projects of a review', () => {
  test('are those on the agenda and those that changed, by light, county and project', () => {
    const change = changesOf(project({ id: 'c' }), [
      { type: 'onSiteOfficeHeld', occurredOn: '2024-03-20', data: { visit: 1, nextOn: '2024-04-20' } },
    ]).changes;
    const projects = [
      project({ id: 'quiet', county: '陵川县', ...QUIET }),
      project({ id: 'yellow', county: '陵川县' }),
      project({ id: 'c', county: '乙县', ...QUIET }),
      project({ id: 'red', county: '陵川县', ...MISSED }),
      project({ id: 'B', county: 'z', ...MISSED }),
    ];
    const { projects: lines, counties } = review({ projects, changes: change });
    expect(lines.map((l) => `${l.county} ${l.project} ${l.light}`)).toEqual([
      'z B red',
      '陵川县 red red',
      '陵川县 yellow yellow',
      '乙县 c green',
    ]);
    expect(counties.map((c) => `${c.county} ${c.figures[0]!.projects.join('+')}`)).toEqual([
      'z B',
      '乙县 c',
      '陵川县 quiet+red+yellow',
    ]);
  });

  test('name what comes next: the earliest of what is neither late nor waiting, whatever its light', () => {
    const plant = project({ onSiteOffice: OFFICE }, LAND);
    const next = (day: string, p = plant) => entries([p], day)[0]!.next;
    expect(next('2024-03-01')).toEqual({ title: '甲线试生产', dueOn: '2024-03-26' });
    expect(next('2024-03-27')).toEqual({ title: '第1次现场办公', dueOn: '2024-06-28' });
    const held = project({ onSiteOffice: OFFICE }, LAND, [
      '2024-03-01',
      { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
    ]);
    expect(next('2024-03-15', held)).toMatchObject({ dueOn: '2024-03-18' });
    expect(next('2024-03-01', project({ milestones: [], factors: [] }))).toBeNull();
    const slow = project({ milestones: [{ id: 'x', name: 'x', committedOn: '2024-09-30' }] }, [
      '2024-02-01',
      { type: 'reforecastMilestone', milestone: 'x', forecastOn: '2024-10-31' },
    ]);
    expect(next('2024-03-01', slow)).toEqual({ title: '用地保障', dueOn: '2024-06-28' });
  });

  test('leave a leader out where none is bound to the project', () => {
    const people = PLANT.people.filter((p) => p.role !== 'leaderInCharge');
    expect(entries([project({ people })])[0]!.leader).toBe('');
  });
});

describe('what changed since the last review', () => {
  const plant = project({});
  const change = (event: ProjectEvent, of = plant) => changesOf(of, [event]).changes;
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
        county: '示例县',
        type: 'milestoneCompleted',
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
      { milestone: 'a-trial', forecastOn: '2024-05-06', slips: [] },
      '甲线试生产预计改为 2024-05-06',
      '甲线试生产 is now forecast for 2024-05-06',
    ],
    [
      'milestoneReforecast',
      { milestone: 'gone', forecastOn: '2024-05-06', slips: [] },
      'gone预计改为 2024-05-06',
      'gone is now forecast for 2024-05-06',
    ],
    ['projectSuspended', { reason: '资金' }, '项目中止：资金', 'suspended: 资金'],
    ['projectResumed', { reason: '到位' }, '项目恢复：到位', 'resumed: 到位'],
    ['projectTerminated', { reason: '撤资' }, '项目终止：撤资', 'terminated: 撤资'],
    ['batchExcluded', { reason: '撤资' }, '移出三个一批：撤资', 'out of the batches: 撤资'],
    [
      'templateMoved',
      { to: { id: 'industrial', version: 2 } },
      '改用模板 industrial 第 2 版',
      'moved to template industrial v2',
    ],
    [
      'actingAppointed',
      { role: 'projectChief', from: '2024-03-01', to: '2024-03-08' },
      '2024-03-01 至 2024-03-08 代行项目长职责',
      'acting project chief from 2024-03-01 to 2024-03-08',
    ],
    [
      'baselineSigned',
      { milestone: 'a-trial', committedOn: '2024-05-06', name: '第一次调整', reason: '设备晚到', slips: [] },
      '甲线试生产重新签定为 2024-05-06（第一次调整）：设备晚到',
      '甲线试生产 newly signed for 2024-05-06 (第一次调整): 设备晚到',
    ],
    [
      'approvalItemRevoked',
      { item: 'eia', reason: '承诺未履行' },
      '审批撤销：环评（承诺未履行）',
      'approval revoked: 环评 (承诺未履行)',
    ],
    [
      'approvalItemReopened',
      { item: 'eia', reason: '误报' },
      '审批办结更正：环评（误报）',
      'approval reopened: 环评 (误报)',
    ],
    [
      'approvalItemCommitted',
      { item: 'eia', verifyBy: '2024-06-01' },
      '承诺制受理：环评，2024-06-01 前核验',
      'accepted on commitment: 环评, to be verified by 2024-06-01',
    ],
    ['factorMet', { factor: 'land' }, '要素落实：用地', 'secured: land'],
    [
      'factorLost',
      { factor: 'land', reason: '指标收回' },
      '要素落空：用地（指标收回）',
      'lost: land (指标收回)',
    ],
    [
      'blockerRaised',
      { title: '拆迁', party: '镇政府', dueOn: '2024-04-30' },
      '新增堵点：拆迁（镇政府，2024-04-30 前解决）',
      'new blocker: 拆迁 (镇政府, by 2024-04-30)',
    ],
    ['blockerCleared', { blocker: 'gone' }, '堵点解决：gone', 'blocker cleared: gone'],
    [
      'windowRescheduled',
      { window: 'overhaul', opensOn: '2024-05-01', closesOn: '2024-05-31', reason: '检修推迟' },
      '窗口期改为 2024-05-01 至 2024-05-31：停产检修（检修推迟）',
      'window moved to 2024-05-01–2024-05-31: 停产检修 (检修推迟)',
    ],
    [
      'clockExtended',
      { obligation: 'factor:land', dueOn: '2024-07-31', reason: '征地' },
      '用地保障延期至 2024-07-31：征地',
      '用地保障 extended to 2024-07-31: 征地',
    ],
    [
      'extensionRequested',
      { obligation: 'factor:land', reason: '征地' },
      '申请延期：用地保障（征地）',
      'extension asked for: 用地保障 (征地)',
    ],
    [
      'deadlineMoved',
      { obligation: 'factor:land', reason: { zh: '日历第 2 版', en: 'calendar v2' } },
      '用地保障：日历第 2 版',
      '用地保障: calendar v2',
    ],
    [
      'directiveIssued',
      { title: '协调用电', owner: '供电公司', dueOn: '2024-04-30' },
      '新增督办：协调用电（供电公司，2024-04-30 前办结）',
      'directive: 协调用电 (供电公司, by 2024-04-30)',
    ],
    [
      'directiveClosed',
      { directive: 'gone', evidence: '送电单' },
      '督办销号：directive:gone（送电单）',
      'directive closed: directive:gone (送电单)',
    ],
    [
      'directiveReopened',
      { directive: 'gone', reason: '反复' },
      '督办重新开启：directive:gone（反复）',
      'directive reopened: directive:gone (反复)',
    ],
    ['approvalItemFinished', { item: 'eia' }, '审批办结：环评', 'approval finished: 环评'],
    ['approvalItemFinished', { item: 'gone' }, '审批办结：gone', 'approval finished: gone'],
    ['windowOpened', { window: 'overhaul' }, '窗口期开始：停产检修', 'window opened: 停产检修'],
    ['windowMissed', { window: 'overhaul' }, '错过窗口期：停产检修', 'window missed: 停产检修'],
    ['onSiteOfficeHeld', { visit: 7 }, '第7次现场办公', 'on-site office no. 7'],
    [
      'rungReached',
      { rung: 'leader', title: '甲线试生产' },
      '升级督办（升级至包联领导）：甲线试生产',
      'escalated (leader in charge): 甲线试生产',
    ],
  ])('%s %j: %s', (type, data, zh, en) => {
    expect(said(type, data)).toEqual({ zh, en });
  });

  test('leaves out reminders, and what a review does not talk about', () => {
    expect([rung('remind'), rung('due'), said('clockPaused', {})]).toEqual([undefined, undefined, undefined]);
    expect(rung('chief')).toBeDefined();
  });
});

test('a forecast that moved says from when to when, over all its moves of the period', () => {
  const moved = (...events: ProjectEvent[]) => changesOf(project({}), events).moves;
  const slip = { id: '1', cause: 'enterprise', owner: '企业', source: 'forecast' } as const;
  const forecast = (forecastOn: string, days: number): ProjectEvent => ({
    type: 'milestoneReforecast',
    occurredOn: '2024-03-20',
    data: { milestone: 'a-trial', forecastOn, slips: days === 0 ? [] : [{ ...slip, days }] },
  });
  expect(moved(forecast('2024-04-05', 10), forecast('2024-04-10', 5))).toEqual([
    {
      ...{ project: 'plant', name: '示例工厂', county: '示例县', milestone: 'a-trial', title: '甲线试生产' },
      ...{ from: '2024-03-26', to: '2024-04-10', days: 15, committedOn: '2024-03-26' },
    },
  ]);
  expect(moved(forecast('2024-03-26', 0))).toEqual([]);
  expect(moved(forecast('2024-04-05', 10), forecast('2024-03-26', -10))).toEqual([]);
});

test('whom a change is about stands beside the sentence, so that the name can be erased', () => {
  const [change] = changesOf(project({}), [
    {
      type: 'personAppointed',
      occurredOn: '2024-03-20',
      data: { role: 'projectChief', person: '李项目长', from: '2024-03-20' },
    },
  ]).changes;
  expect(change).toMatchObject({ text: { zh: '更换项目长', en: 'new project chief' }, person: '李项目长' });
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
    previous: null,
    counties: [{ county: '临汾市', figures: countyFigures([]) }],
    ...{
      agenda: [],
      caughtUp: [],
      forecasts: [],
      changes: [],
      directivesClosed: [],
      claims: [],
      projects: [],
    },
    groups: { leader: [], department: [], zone: [], industry: [] },
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
