/** The second fixed list of commands: what the first has no place for. Runs under `SAMPLE_POLICY`. */
import { OFFICE } from '../../domain/office.ts';
import type { CalendarNotice } from '../../domain/calendar.ts';
import { POLICY, type Policy } from '../../domain/policy.ts';
import { findTemplate, TEMPLATES } from '../../domain/templates.ts';
import type { SampleStep } from './sample-commands.ts';

const at = (date: string, command: SampleStep['command'], time = '10:00'): SampleStep => ({
  at: new Date(`${date}T${time}:00+08:00`).toISOString(),
  command,
});
const decided = { by: '孙副县长', basis: '专题会议纪要〔2024〕3 号', reason: '设备进口许可延后' };

export const SAMPLE_LIFE: SampleStep[] = [
  at('2024-01-08', {
    type: 'signProject',
    id: 'life',
    name: '样本二厂',
    county: '示例县',
    template: { id: 'industrial', version: 2 },
    signedOn: '2024-01-08',
    category: 'manufacturing',
    attracted: true,
    investmentWan: 12_000,
    people: [
      { role: 'projectChief', person: '周项目长', from: '2024-01-08' },
      { role: 'approvalChief', person: '吴审批长', from: '2024-01-08' },
      { role: 'leaderInCharge', person: '郑副县长', from: '2024-01-08' },
    ],
    lines: [
      { id: 'a', name: '甲线', kind: 'main' },
      { id: 'b', name: '乙线', kind: 'main' },
      { id: 'c', name: '丙线', kind: 'main' },
      { id: 'water', name: '供水', kind: 'supporting', serves: ['a', 'b', 'c'] },
    ],
    factors: [{ factor: 'land', owner: '自然资源局', dueOn: '2024-05-31' }],
    windows: [],
  }),
  at('2024-01-09', { type: 'assignAgency', agent: '全代办专班' }),
  at(
    '2024-01-09',
    { type: 'addAttachment', sha256: 'a'.repeat(64), name: '现场.jpg', media: 'image/jpeg', bytes: 2048 },
    '10:30',
  ),
  at('2024-01-09', { type: 'assignAgency', item: 'eia', agent: '吴代办' }, '11:00'),
  at('2024-01-10', {
    type: 'appointActing',
    role: 'projectChief',
    person: '冯代理',
    from: '2024-01-15',
    to: '2024-02-05',
    reason: '出差',
  }),
  at('2024-01-11', { type: 'startApprovalItem', item: 'filing' }),
  at('2024-01-12', { type: 'finishApprovalItem', item: 'filing' }),
  at('2024-01-12', { type: 'submitDocument', item: 'eia', document: '环境影响报告表' }, '11:00'),
  at('2024-01-15', { type: 'startApprovalItem', item: 'eia' }),
  at('2024-01-16', { type: 'pauseClock', obligation: 'approvalItem:eia', ...decided }),
  at('2024-01-22', {
    type: 'resumeClock',
    obligation: 'approvalItem:eia',
    by: '吴审批长',
    reason: '补正完成',
  }),
  at('2024-01-23', { type: 'extendClock', obligation: 'approvalItem:eia', workdays: 5, ...decided }),
  at('2024-01-24', { type: 'startApprovalItem', item: 'site' }),
  at('2024-01-25', {
    type: 'acceptOnCommitment',
    item: 'energy-saving',
    by: '样本二厂',
    commitment: '六十个工作日内提交节能报告',
  }),
  at('2024-02-01', { type: 'verifyApprovalItem', item: 'energy-saving', evidence: '节能报告' }),
  at('2024-02-02', { type: 'finishApprovalItem', item: 'site' }),
  at(
    '2024-02-02',
    {
      type: 'acceptOnCommitment',
      item: 'planning',
      by: '样本二厂',
      commitment: '三月底前补齐图纸',
      verifyBy: '2024-03-29',
    },
    '11:00',
  ),
  at('2024-02-05', { type: 'revokeApprovalItem', item: 'planning', reason: '图纸与承诺不符' }),
  at('2024-02-06', { type: 'meetFactor', factor: 'land' }),
  at('2024-02-07', { type: 'loseFactor', factor: 'land', reason: '权属争议' }),
  at('2024-02-08', { type: 'meetCondition', condition: 'quality-safety', evidence: '专项检查报告' }),
  at('2024-02-09', { type: 'loseCondition', condition: 'quality-safety', reason: '复查不合格' }),
  at('2024-02-19', {
    type: 'signBaseline',
    milestone: 'a-equipped',
    name: '签约计划',
    committedOn: '2024-04-30',
    ...decided,
  }),
  at(
    '2024-02-19',
    {
      type: 'signBaseline',
      milestone: 'b-equipped',
      name: '签约计划',
      committedOn: '2024-03-29',
      ...decided,
    },
    '11:00',
  ),
  at('2024-02-20', {
    type: 'addMilestone',
    id: 'grid',
    name: '并网',
    line: 'a',
    committedOn: '2024-05-31',
    department: '供电公司',
  }),
  at('2024-02-21', { type: 'reportProgress', milestone: 'a-equipped', percent: 12.5 }),
  at('2024-02-22', {
    type: 'reforecastMilestone',
    milestone: 'a-equipped',
    forecastOn: '2024-05-10',
    shares: [
      { days: 6, cause: 'department', owner: '海关', note: '许可' },
      { days: 4, cause: 'enterprise', owner: '样本二厂' },
    ],
  }),
  at('2024-02-23', {
    type: 'contestSlip',
    milestone: 'a-equipped',
    slip: 's1',
    by: '海关',
    reason: '资料不齐',
  }),
  at('2024-02-26', {
    type: 'attributeSlip',
    milestone: 'a-equipped',
    slips: ['s1'],
    shares: [{ days: 6, cause: 'enterprise', owner: '样本二厂' }],
    by: '县调度办',
    reason: '复核',
  }),
  at('2024-02-27', {
    type: 'addWindow',
    id: 'shutdown',
    party: '化工厂',
    name: '检修',
    opensOn: '2024-06-03',
    closesOn: '2024-06-14',
    nextOpensOn: '2024-11-04',
    leadWorkdays: 10,
    prerequisites: ['作业票'],
  }),
  at('2024-02-27', { type: 'awaitWindow', window: 'shutdown', milestone: 'grid' }, '11:00'),
  at('2024-02-28', {
    type: 'rescheduleWindow',
    window: 'shutdown',
    opensOn: '2024-06-10',
    closesOn: '2024-06-21',
    nextOpensOn: '2024-11-11',
    reason: '检修顺延',
  }),
  at('2024-02-29', {
    type: 'issueDirective',
    directive: 'd',
    title: '腾地',
    owner: '镇政府',
    dueOn: '2024-03-29',
    source: '周调度',
  }),
  at('2024-03-01', { type: 'closeDirective', directive: 'd', evidence: '确认单' }),
  at('2024-03-04', { type: 'reopenDirective', directive: 'd', reason: '复查未清' }),
  at('2024-03-05', {
    type: 'splitLine',
    line: 'b',
    into: [
      { id: 'b1', name: '乙一线', kind: 'main' },
      { id: 'b2', name: '乙二线', kind: 'main' },
    ],
    reason: '分期建设',
  }),
  at('2024-03-06', {
    type: 'mergeLines',
    lines: ['b2', 'c'],
    into: { id: 'bc', name: '乙丙线', kind: 'main' },
    reason: '合并',
  }),
  at('2024-03-07', { type: 'handOver', role: 'projectChief', to: '陈项目长', note: '岗位调整' }),
  at('2024-03-08', { type: 'suspendProject', ...decided }),
  at('2024-03-18', { type: 'resumeProject', by: '郑副县长', reason: '许可到位' }),
  at('2024-03-20', { type: 'moveTemplate', to: { id: 'industrial', version: 1 } }),
  at('2024-03-21', { type: 'excludeFromBatches', ...decided }),
  at('2024-03-21', {
    ...{ type: 'amendProject', reason: '可研批复后调整' },
    changes: {
      ...{
        name: '示例装备制造项目（二期）',
        zone: '示例园区',
        industry: '装备制造',
        category: 'manufacturing',
      },
      ...{ attracted: true, investmentWan: 12_000, landMu: 120 },
    },
  }),
  at('2024-03-22', { type: 'startApprovalItem', item: 'planning' }),
];
/** Then another calendar is adopted, and in the end the project is given up. */
export const SAMPLE_LIFE_END = new Date('2024-03-25T10:00:00+08:00').toISOString();
export const SAMPLE_NOTICE: CalendarNotice = {
  year: 2024,
  source: '示例通知',
  effectiveOn: '2024-03-25',
  status: 'published',
  holidays: ['2024-03-28'],
  makeUpWorkdays: [],
};
export const SAMPLE_TERMINATION = { type: 'terminateProject', ...decided } as const;

/** Marks the light each week, so that `lightMarked` comes about. */
export const SAMPLE_POLICY: Policy = {
  ...POLICY,
  lights: { ...POLICY.lights, project: [{ when: 'yellowInARow', light: 'red', reviews: 2 }] },
};

export const SAMPLE_RULES: SampleStep[] = [
  at('2024-01-08', {
    type: 'addTemplate',
    template: { ...findTemplate(TEMPLATES, { id: 'industrial', version: 2 })!, version: 3 },
  }),
  at(
    '2024-01-08',
    { type: 'setPolicy', county: '示例县', policy: { ...SAMPLE_POLICY, version: 2 } },
    '11:00',
  ),
  at('2024-01-08', { type: 'setPolicy', policy: { ...POLICY, version: 3 } }, '12:00'),
  at('2024-01-09', { type: 'publishCalendar', notice: SAMPLE_NOTICE }),
  at('2024-01-09', { type: 'setOffice', county: '示例县', ...OFFICE }, '12:00'),
  at('2024-01-09', { type: 'setOffice', ...OFFICE, daily: null, monthly: null }, '13:00'),
  at(
    '2024-01-09',
    {
      ...{ type: 'setLedgerMapping', county: '示例县' },
      mapping: { projects: { 企业名称: 'name', 进展: null } },
    },
    '14:00',
  ),
];
