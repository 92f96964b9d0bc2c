/** Random commands on the rich plant: mostly sensible, and now and then an id or a date that nobody has. */
import fc from 'fast-check';
import { addDays } from '../../domain/dates.ts';
import type { CommandOf, CommandType, ProjectCommand, SlipReason } from '../../domain/project/commands.ts';
import { SLIP_CAUSES } from '../../domain/project/events.ts';
import type { Role } from '../../domain/policy.ts';

type Fields<T extends CommandType> = {
  [K in keyof Omit<CommandOf<T>, 'type' | 'occurredOn'>]: fc.Arbitrary<CommandOf<T>[K & keyof CommandOf<T>]>;
};

/** Ids of which a careless program would find something on any object. */
const HOSTILE = ['', 'none', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a:b'];
export const hostileId = fc.constantFrom(...HOSTILE);
export const idOf = (...ids: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 19, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: hostileId });

const plainDay = fc
  .oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: -10, max: 420 }))
  .map((n) => addDays('2024-01-08', n));
const strangeDay = fc.constantFrom('2099-01-01', '0001-01-01', '9999-12-31', '2024-02-30', '', 'tomorrow');
export const day = fc.oneof({ weight: 19, arbitrary: plainDay }, { weight: 1, arbitrary: strangeDay });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export const lineId = idOf('a', 'b', 'power', 'water', 'c', 'd', 'e');
export const milestoneId = idOf(
  'a-start',
  'a-trial',
  'a-full',
  'b-full',
  'power-on',
  'road',
  'extra',
  'c-a-trial',
);
export const itemId = idOf('filing', 'eia', 'saving', 'permit', 'late');
export const windowId = idOf('overhaul', 'tie-in', 'third');
const blockerId = idOf('b1', 'b2');
const directiveId = idOf('d1', 'd2');
export const obligationId = idOf(
  ...['a-trial', 'b-full', 'road', 'c-a-trial'].map((m) => `milestone:${m}`),
  ...['filing', 'eia', 'saving'].map((i) => `approvalItem:${i}`),
  ...['verification:saving', 'factor:land', 'factor:energy', 'blocker:b1', 'directive:d1'],
  ...['windowPreparation:overhaul', 'windowPreparation:tie-in', 'onSiteOffice:visit'],
);
export const person = fc.constantFrom('赵项目长', '李项目长', '钱审批长', '周局长');
const text = fc.constantFrom('原因', '依据');
export const role = fc.constantFrom<Role>(
  'projectChief',
  'approvalChief',
  'department',
  'leaderInCharge',
  'office',
);
export const cause = fc.constantFrom(...SLIP_CAUSES);
const version = fc.constantFrom(
  { id: 'industrial', version: 1 },
  { id: 'industrial', version: 2 },
  { id: 'infrastructure', version: 1 },
  { id: 'nowhere', version: 1 },
);
const factor = idOf('land', 'energy');
const condition = idOf('quality-safety');
const shares = fc.array(fc.record({ days: fc.integer({ min: -5, max: 30 }), cause, owner: person }), {
  maxLength: 2,
});
const slip = fc.constantFrom('s1', 's2', 's3', 's9', '');
const justified = { by: person, basis: text, reason: text };
const slipReason: Record<keyof SlipReason, fc.Arbitrary<never>> = {
  cause: maybe(cause) as fc.Arbitrary<never>,
  owner: maybe(person) as fc.Arbitrary<never>,
  shares: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, shares) as fc.Arbitrary<never>,
};
const line = fc.record({
  id: lineId,
  name: fc.constantFrom('丙线', '丁线'),
  kind: fc.constantFrom<'main' | 'supporting'>('main', 'supporting'),
});
const windowDates = { opensOn: day, closesOn: day, nextOpensOn: maybe(day) };

const FIELDS: { [T in CommandType]: Fields<T> } = {
  moveTemplate: { to: version },
  suspendProject: justified,
  resumeProject: { by: person, reason: text },
  terminateProject: justified,
  excludeFromBatches: justified,
  amendProject: {
    changes: fc.record({ name: text, investmentWan: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
    reason: text,
  },
  appointPerson: { role, person },
  appointActing: { role, person, from: day, to: day, reason: text },
  handOver: { role, to: person, note: text },
  splitLine: { line: lineId, into: fc.array(line, { maxLength: 3 }), reason: text },
  mergeLines: { lines: fc.array(lineId, { maxLength: 3 }), into: line, reason: text },
  addMilestone: {
    id: milestoneId,
    name: text,
    line: maybe(lineId),
    enters: maybe(idOf('construction', 'trialProduction')),
    committedOn: maybe(day),
    department: maybe(person),
    kind: maybe(text),
  },
  signBaseline: { milestone: milestoneId, name: text, committedOn: day, ...justified, ...slipReason },
  reforecastMilestone: { milestone: milestoneId, forecastOn: day, ...slipReason },
  reportProgress: { milestone: milestoneId, percent: fc.constantFrom(0, 30, 100, 101, -1, Number.NaN) },
  completeMilestone: { milestone: milestoneId, evidence: maybe(text), ...slipReason },
  correctMilestone: { milestone: milestoneId, reason: text, actualOn: maybe(day), ...slipReason },
  attributeSlip: {
    milestone: milestoneId,
    slips: fc.array(slip, { maxLength: 2 }),
    shares,
    by: person,
    reason: text,
  },
  nameCause: { milestone: milestoneId, cause, by: person, owner: maybe(person), note: maybe(text) },
  requestExtension: {
    obligation: obligationId,
    workdays: maybe(fc.constantFrom(1, 10)),
    dueOn: maybe(day),
    by: person,
    reason: text,
  },
  refuseExtension: { obligation: obligationId, by: person, reason: text },
  contestSlip: { milestone: milestoneId, slip, by: person, reason: text },
  confirmChecklist: {},
  addApprovalItem: {
    id: itemId,
    name: text,
    department: person,
    limitWorkdays: fc.constantFrom(1, 5, 100_000),
    after: maybe(fc.array(itemId, { maxLength: 2 })),
    documents: maybe(fc.constant([])),
    onCommitment: maybe(fc.boolean()),
  },
  submitDocument: { item: itemId, document: idOf('报告表') },
  startApprovalItem: { item: itemId },
  finishApprovalItem: { item: itemId },
  reopenApprovalItem: { item: itemId, reason: text },
  acceptOnCommitment: { item: itemId, by: person, commitment: text, verifyBy: maybe(day) },
  verifyApprovalItem: { item: itemId, evidence: text },
  revokeApprovalItem: { item: itemId, reason: text },
  assignAgency: { item: maybe(itemId), agent: person },
  addAttachment: {
    sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
    name: text,
    media: fc.constant('image/jpeg'),
    bytes: fc.nat(),
    about: maybe(obligationId),
  },
  meetFactor: { factor, evidence: maybe(text) },
  loseFactor: { factor, reason: text },
  meetCondition: { condition, evidence: text },
  loseCondition: { condition, reason: text },
  raiseBlocker: {
    blocker: blockerId,
    title: text,
    party: person,
    cause: maybe(cause),
    covers: fc.array(obligationId, { maxLength: 3 }),
    dueOn: day,
  },
  clearBlocker: { blocker: blockerId },
  addWindow: {
    id: windowId,
    party: person,
    name: text,
    ...windowDates,
    leadWorkdays: fc.constantFrom(1, 10, 1000),
    prerequisites: fc.constantFrom([], ['队伍进场']),
  },
  rescheduleWindow: { window: windowId, ...windowDates, reason: text },
  awaitWindow: { window: windowId, milestone: milestoneId },
  prepareWindow: { window: windowId, prerequisite: idOf('材料到场', '停电申请', '队伍进场') },
  pauseClock: { obligation: obligationId, ...justified },
  resumeClock: { obligation: obligationId, by: person, reason: text },
  extendClock: {
    obligation: obligationId,
    workdays: maybe(fc.constantFrom(-1, 0, 5, 10, 11, 1.5, Number.NaN)),
    dueOn: maybe(day),
    ...justified,
  },
  holdOnSiteOffice: { note: maybe(text) },
  issueDirective: { directive: directiveId, title: text, owner: person, dueOn: day, source: maybe(text) },
  closeDirective: { directive: directiveId, evidence: text },
  reopenDirective: { directive: directiveId, reason: text },
  acknowledge: { obligation: obligationId, by: person },
};

/** What holds, moves and takes back is frequent; what ends the story is rare, or little would follow. */
const FREQUENT: readonly CommandType[] = [
  'completeMilestone',
  'correctMilestone',
  'reforecastMilestone',
  'signBaseline',
  'attributeSlip',
  'raiseBlocker',
  'clearBlocker',
  'awaitWindow',
  'pauseClock',
  'resumeClock',
  'extendClock',
  'startApprovalItem',
  'finishApprovalItem',
  'acceptOnCommitment',
  'resumeProject',
  'splitLine',
];
const weightOf = (type: CommandType): number =>
  type === 'terminateProject' ? 1 : FREQUENT.includes(type) ? 12 : 3;

/** Any command; mostly of today, else of some other day. */
export const anyCommand: fc.Arbitrary<ProjectCommand> = fc.oneof(
  ...(Object.keys(FIELDS) as CommandType[]).map((type) => ({
    weight: weightOf(type),
    arbitrary: fc.record({
      type: fc.constant(type),
      occurredOn: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, day),
      ...(FIELDS[type] as Record<string, fc.Arbitrary<unknown>>),
    }) as unknown as fc.Arbitrary<ProjectCommand>,
  })),
);
