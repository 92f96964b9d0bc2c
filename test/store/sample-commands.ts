/**
 * A fixed list of commands that brings about every type of event, with every optional field. From its events
 * come the stored samples; a type it does not reach is taken from the story and the examples. Loosely typed,
 * so that a command that has changed shows as a type without a sample and not as a file that can't be run.
 */
export interface SampleStep {
  at: string;
  command: { type: string } & Record<string, unknown>;
}

const at = (date: string, command: SampleStep['command'], time = '10:00'): SampleStep => ({
  at: new Date(`${date}T${time}:00+08:00`).toISOString(),
  command,
});

export const SAMPLE_PROJECT: SampleStep[] = [
  at('2024-01-08', {
    type: 'signProject',
    id: 'sample',
    name: '样本工厂',
    county: '示例县',
    template: { id: 'industrial', version: 1 },
    signedOn: '2024-01-08',
    industry: '装备制造',
    investmentWan: 32_000,
    landMu: 120,
    people: [
      { role: 'projectChief', person: '赵项目长', from: '2024-01-08' },
      { role: 'approvalChief', person: '钱审批长', from: '2024-01-08' },
      { role: 'leaderInCharge', person: '孙副县长', from: '2024-01-08' },
      { role: 'office', person: '县调度办', from: '2024-01-08' },
    ],
    lines: [
      { id: 'a', name: '甲线', kind: 'main' },
      { id: 'power', name: '供电', kind: 'supporting', serves: ['a'] },
    ],
    milestones: [
      {
        id: 'start',
        name: '开工',
        line: 'a',
        enters: 'construction',
        committedOn: '2024-03-20',
        department: '县住建局',
      },
      { id: 'connect', name: '接入', line: 'power', committedOn: '2024-05-31', department: '县供电公司' },
      { id: 'second', name: '二次接入', line: 'power', committedOn: '2024-06-28', department: '县供电公司' },
      { id: 'full', name: '达产', line: 'a', enters: 'fullCommissioning', committedOn: '2024-12-20' },
    ],
    approvalItems: [{ id: 'eia', name: '环评', department: '生态环境局', limitWorkdays: 15 }],
    factors: [{ factor: 'land', owner: '自然资源局', dueOn: '2024-03-08' }],
    windows: [
      {
        id: 'overhaul',
        party: '化工厂',
        name: '停产检修',
        opensOn: '2024-04-08',
        closesOn: '2024-04-30',
        nextOpensOn: '2024-10-08',
        leadWorkdays: 10,
        prerequisites: ['材料到场'],
      },
      {
        id: 'outage',
        party: '供电公司',
        name: '停电',
        opensOn: '2024-05-06',
        closesOn: '2024-05-10',
        nextOpensOn: '2024-11-04',
        leadWorkdays: 5,
        prerequisites: ['停电申请'],
      },
    ],
    onSiteOffice: { everyMonths: 1, heldBefore: 0, nextOn: '2024-02-20' },
  }),
  at('2024-01-10', {
    type: 'appointPerson',
    role: 'projectChief',
    person: '李项目长',
    occurredOn: '2024-01-09',
  }),
  at('2024-01-11', {
    type: 'addApprovalItem',
    id: 'filing',
    name: '备案',
    department: '行政审批局',
    limitWorkdays: 3,
  }),
  at('2024-01-11', { type: 'startApprovalItem', item: 'filing' }, '11:00'),
  at('2024-01-11', { type: 'finishApprovalItem', item: 'filing' }, '12:00'),
  at('2024-01-12', { type: 'startApprovalItem', item: 'eia' }),
  at('2024-01-15', {
    type: 'raiseBlocker',
    blocker: 'b',
    title: '管线迁改',
    party: '管网公司',
    covers: ['approvalItem:eia'],
    dueOn: '2024-01-31',
  }),
  at('2024-01-22', { type: 'clearBlocker', blocker: 'b' }),
  at('2024-01-30', { type: 'finishApprovalItem', item: 'eia' }),
  at('2024-01-31', { type: 'reopenApprovalItem', item: 'eia', reason: '材料退回' }),
  at('2024-02-02', { type: 'finishApprovalItem', item: 'eia' }),
  at('2024-02-05', { type: 'confirmChecklist' }),
  at('2024-02-06', {
    type: 'issueDirective',
    directive: 'd',
    title: '腾地',
    owner: '镇政府',
    dueOn: '2024-02-28',
  }),
  at('2024-02-20', { type: 'holdOnSiteOffice', note: '解决用水' }),
  at('2024-02-27', { type: 'closeDirective', directive: 'd', evidence: '腾地确认单' }),
  at('2024-03-01', { type: 'meetFactor', factor: 'land', evidence: '净地交付单' }),
  at('2024-03-04', {
    type: 'reforecastMilestone',
    milestone: 'connect',
    forecastOn: '2024-06-05',
    cause: 'enterprise',
    owner: '供电公司',
  }),
  at('2024-03-18', { type: 'completeMilestone', milestone: 'start', evidence: '开工令' }),
  at('2024-03-19', { type: 'correctMilestone', milestone: 'start', reason: '误报' }),
  at('2024-03-20', { type: 'awaitWindow', window: 'overhaul', milestone: 'connect' }),
  at('2024-03-21', { type: 'prepareWindow', window: 'overhaul', prerequisite: '材料到场' }),
  at('2024-03-22', { type: 'awaitWindow', window: 'outage', milestone: 'second' }),
  at('2024-03-28', { type: 'acknowledge', obligation: 'milestone:start', by: '李项目长' }),
  at('2024-04-15', { type: 'completeMilestone', milestone: 'connect', evidence: '送电记录' }),
];

export const SAMPLE_END = new Date('2024-06-15T10:00:00+08:00').toISOString();

export const SAMPLE_TARGET: SampleStep[] = [
  at('2024-01-08', {
    type: 'setTarget',
    id: 'sample',
    county: '示例县',
    name: '签约额',
    owner: '招商局',
    from: '2024-01-01',
    to: '2024-12-31',
    goal: 100,
    unit: '亿元',
    kind: 'amount',
  }),
  at('2024-03-01', { type: 'reportTarget', value: 20, occurredOn: '2024-02-29' }),
];
