/** Commands that mostly succeed on the rich plant, and get in each other's way. */
import fc from 'fast-check';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { day } from './commands.ts';

const why = { by: '县长', basis: '会议纪要', reason: '原因' };
const part = (id: string, name: string) => ({ id, name, kind: 'main' as const });

const FIXED: ProjectCommand[] = [
  ...['a-trial', 'road', 'power-on'].flatMap((milestone): ProjectCommand[] => [
    { type: 'completeMilestone', milestone },
    { type: 'correctMilestone', milestone, reason: '误报' },
    { type: 'pauseClock', obligation: `milestone:${milestone}`, ...why },
    { type: 'resumeClock', obligation: `milestone:${milestone}`, by: '县长', reason: '原因' },
    { type: 'acknowledge', obligation: `milestone:${milestone}`, by: '赵项目长' },
    {
      type: 'attributeSlip',
      milestone,
      slips: ['s1'],
      shares: [{ days: 5, cause: 'land', owner: '自然资源局' }],
      by: '县长',
      reason: '核实',
    },
    { type: 'contestSlip', milestone, slip: 's1', by: '企业', reason: '不认可' },
  ]),
  { type: 'startApprovalItem', item: 'filing' },
  { type: 'finishApprovalItem', item: 'filing' },
  { type: 'reopenApprovalItem', item: 'filing', reason: '误报' },
  { type: 'submitDocument', item: 'eia', document: '报告表' },
  { type: 'startApprovalItem', item: 'eia' },
  { type: 'extendClock', obligation: 'approvalItem:eia', workdays: 10, ...why },
  { type: 'finishApprovalItem', item: 'eia' },
  { type: 'acceptOnCommitment', item: 'saving', by: '企业', commitment: '承诺' },
  { type: 'verifyApprovalItem', item: 'saving', evidence: '核验单' },
  { type: 'reopenApprovalItem', item: 'saving', reason: '误报' },
  { type: 'revokeApprovalItem', item: 'saving', reason: '未兑现' },
  { type: 'confirmChecklist' },
  { type: 'meetFactor', factor: 'land' },
  { type: 'loseFactor', factor: 'land', reason: '争议' },
  ...['b1', 'b2'].flatMap((blocker): ProjectCommand[] => [
    {
      type: 'raiseBlocker',
      blocker,
      title: '拆迁',
      party: '镇政府',
      covers: ['milestone:a-trial', 'milestone:road', 'factor:land', 'directive:d1'],
      dueOn: '2024-12-31',
    },
    { type: 'clearBlocker', blocker },
  ]),
  { type: 'awaitWindow', window: 'overhaul', milestone: 'a-trial' },
  { type: 'awaitWindow', window: 'overhaul', milestone: 'road' },
  { type: 'awaitWindow', window: 'tie-in', milestone: 'power-on' },
  { type: 'prepareWindow', window: 'tie-in', prerequisite: '停电申请' },
  { type: 'prepareWindow', window: 'tie-in', prerequisite: '队伍进场' },
  { type: 'splitLine', line: 'a', into: [part('c', '丙线'), part('d', '丁线')], reason: '分期' },
  { type: 'mergeLines', lines: ['c', 'd'], into: part('e', '戊线'), reason: '合并' },
  { type: 'mergeLines', lines: ['a', 'b'], into: part('e', '戊线'), reason: '合并' },
  { type: 'suspendProject', ...why },
  { type: 'resumeProject', by: '县长', reason: '原因' },
  { type: 'resumeProject', by: '县长', reason: '原因' },
  { type: 'moveTemplate', to: { id: 'industrial', version: 2 } },
  { type: 'handOver', role: 'projectChief', to: '李项目长', note: '移交' },
  { type: 'issueDirective', directive: 'd1', title: '督办', owner: '周局长', dueOn: '2024-06-28' },
  { type: 'closeDirective', directive: 'd1', evidence: '照片' },
  { type: 'reopenDirective', directive: 'd1', reason: '反弹' },
  { type: 'holdOnSiteOffice' },
];

const milestone = fc.constantFrom('a-trial', 'road', 'power-on');
const dated: fc.Arbitrary<ProjectCommand> = fc.oneof(
  fc.record({ type: fc.constant('reforecastMilestone' as const), milestone, forecastOn: day }),
  fc.record({
    type: fc.constant('correctMilestone' as const),
    milestone,
    actualOn: day,
    reason: fc.constant('误报'),
  }),
  fc.record({
    type: fc.constant('signBaseline' as const),
    milestone,
    committedOn: day,
    name: fc.constant('调整'),
    by: fc.constant('县长'),
    basis: fc.constant('协议'),
    reason: fc.constant('原因'),
  }),
  fc.record({
    type: fc.constant('rescheduleWindow' as const),
    window: fc.constantFrom('overhaul', 'tie-in'),
    opensOn: day,
    closesOn: day,
    reason: fc.constant('改期'),
  }),
);

/** Most of them of today, the others of a day that may be long past. */
export const sensible: fc.Arbitrary<ProjectCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FIXED) },
  { weight: 1, arbitrary: dated },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...FIXED), day).map(([c, occurredOn]) => ({ ...c, occurredOn })),
  },
);
