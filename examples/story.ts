/**
 * One invented project from signing to full commissioning, told in commands: a missed date that climbs three
 * rungs, an outside window, a clock that resumes. Run by `quancheng story`, and in the tests through the real
 * workflow as well.
 */
import { instantAt } from '../domain/dates.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { Step } from '../domain/simulate.ts';

const ZONE = 'Asia/Shanghai';
const at = (date: string, time: string, actor: string, command: ProjectCommand): Step => ({
  at: instantAt(date, time, ZONE),
  actor,
  command,
});

export const STORY_ID = 'story-castings';

export const STORY: Step[] = [
  at('2024-01-08', '10:00', '招商办', {
    type: 'signProject',
    id: STORY_ID,
    name: '绿源精密铸造一期',
    county: '示例县',
    template: { id: 'industrial', version: 1 },
    signedOn: '2024-01-08',
    investmentWan: 32_000,
    landMu: 120,
    people: [
      { role: 'projectChief', person: '赵项目长', from: '2024-01-08' },
      { role: 'approvalChief', person: '钱审批长', from: '2024-01-08' },
      { role: 'leaderInCharge', person: '孙副县长', from: '2024-01-08' },
      { role: 'office', person: '县调度办', from: '2024-01-08' },
    ],
    lines: [
      { id: 'casting', name: '铸造车间', kind: 'main' },
      { id: 'power', name: '双回路供电', kind: 'supporting', serves: ['casting'] },
    ],
    milestones: [
      { id: 'started', name: '开工', line: 'casting', enters: 'construction', committedOn: '2024-03-20' },
      {
        id: 'power-connected',
        name: '双回路供电接入',
        line: 'power',
        committedOn: '2024-08-30',
        department: '县供电公司',
      },
      {
        id: 'trial',
        name: '铸造车间试生产',
        line: 'casting',
        enters: 'trialProduction',
        committedOn: '2024-10-25',
        department: '县工信局',
      },
      {
        id: 'full',
        name: '铸造车间达产',
        line: 'casting',
        enters: 'fullCommissioning',
        committedOn: '2024-12-20',
      },
    ],
    approvalItems: [
      { id: 'filing', name: '企业投资项目备案', department: '县行政审批局', limitWorkdays: 3 },
      { id: 'eia', name: '环境影响评价审批', department: '市生态环境局分局', limitWorkdays: 15 },
    ],
    factors: [{ factor: 'land', owner: '县自然资源局', dueOn: '2024-03-08' }],
    windows: [
      {
        id: 'substation',
        party: '县供电公司',
        name: '变电站停电检修',
        opensOn: '2024-09-09',
        closesOn: '2024-09-20',
        nextOpensOn: '2025-03-10',
        leadWorkdays: 10,
        prerequisites: ['停电申请', '施工队伍进场'],
      },
    ],
  }),
  at('2024-01-09', '09:30', '钱审批长', { type: 'startApprovalItem', item: 'filing' }),
  at('2024-01-11', '16:00', '钱审批长', { type: 'finishApprovalItem', item: 'filing' }),
  at('2024-01-15', '09:30', '钱审批长', { type: 'startApprovalItem', item: 'eia' }),
  at('2024-02-02', '15:00', '钱审批长', { type: 'finishApprovalItem', item: 'eia' }),
  at('2024-02-05', '09:00', '赵项目长', { type: 'confirmChecklist' }),
  at('2024-03-01', '11:00', '县自然资源局', { type: 'meetFactor', factor: 'land', evidence: '净地交付单' }),
  at('2024-03-18', '10:00', '赵项目长', {
    type: 'completeMilestone',
    milestone: 'started',
    evidence: '开工令',
  }),
  at('2024-07-29', '10:00', '赵项目长', {
    type: 'awaitWindow',
    window: 'substation',
    milestone: 'power-connected',
  }),
  at('2024-08-20', '10:00', '赵项目长', {
    type: 'prepareWindow',
    window: 'substation',
    prerequisite: '停电申请',
  }),
  at('2024-08-22', '10:00', '赵项目长', {
    type: 'prepareWindow',
    window: 'substation',
    prerequisite: '施工队伍进场',
  }),
  at('2024-09-18', '17:00', '赵项目长', {
    type: 'completeMilestone',
    milestone: 'power-connected',
    evidence: '送电记录',
  }),
  at('2024-11-05', '10:00', '赵项目长', {
    type: 'completeMilestone',
    milestone: 'trial',
    evidence: '首炉铁水',
  }),
  at('2024-12-18', '10:00', '赵项目长', {
    type: 'completeMilestone',
    milestone: 'full',
    evidence: '月产达设计能力',
  }),
];

export const STORY_END = instantAt('2025-01-31', '00:00', ZONE);
