/**
 * The shapes that come in from outside (API bodies, files, the workflow's messages), checked by zod at the
 * edge. The types of `domain/` are the contract; `satisfies` keeps the two the same.
 */
import { z } from 'zod';
import type { CommandType, ProjectCommand, ProjectSpec } from '../domain/project/commands.ts';
import { SLIP_CAUSES, type ProjectFacts } from '../domain/project/events.ts';
import type { TargetSpec } from '../domain/target.ts';
import { isLocalDate } from '../domain/dates.ts';
import { visible, visibleLine } from '../domain/text.ts';

const [zhCN, en] = [z.locales.zhCN().localeError, z.locales.en().localeError];
const sentence = (found: ReturnType<typeof en>): string =>
  typeof found === 'string' ? found : (found?.message ?? '');
// Every fault that has no sentence of its own is told in both languages, to the API's callers and of files.
z.config({ localeError: (issue) => `${sentence(zhCN(issue))} / ${sentence(en(issue))}` });

/** Postgres stores neither NUL nor half of a surrogate pair. */
export const storable = z
  .string()
  .refine((t) => !/[\0\p{Surrogate}]/u.test(t), '含有无法保存的字符 / has characters that cannot be stored');
/** On one line, and without signs that nobody sees: two names that look the same are the same. */
export const name = storable.overwrite(visibleLine).trim().min(1).max(200);
/** Ids are part of workflow ids and addresses: letters, digits, `-` and `_`. */
export const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/,
    '编号只能用字母、数字、- 和 _ / ids use letters, digits, - and _',
  );
export const localDate = z
  .string()
  .refine(isLocalDate, '日期应写作 2024-03-26 / a date is written 2024-03-26')
  .refine((t) => t >= '1900' && t < '3000', '年份应在 1900 至 2999 / the year must be from 1900 to 2999')
  .meta({ format: 'date' });
const role = z.enum(['projectChief', 'approvalChief', 'department', 'leaderInCharge', 'office']);
export const text = storable.overwrite(visible).trim().min(1).max(2000);
const on = { occurredOn: localDate.optional() };
const workdays = z.int().min(1).max(400);
const version = z.strictObject({ id: name, version: z.int().min(1) });
const justified = { by: name, basis: text, reason: text };
const days = z.int().min(-3650).max(3650);
const slipCause = z.enum(SLIP_CAUSES);
const shares = z
  .array(z.strictObject({ days, cause: slipCause, owner: name, note: text.optional() }))
  .max(50);
/** Why an expected date moves: one cause for all the days, or shares that add up to them. */
const slipReason = { cause: slipCause.optional(), owner: name.optional(), shares: shares.optional() };

const approvalItem = z.strictObject({
  id,
  name,
  department: name,
  limitWorkdays: workdays,
  after: z.array(id).max(50).optional(),
  documents: z.array(name).max(100).optional(),
  onCommitment: z.boolean().optional(),
});
const line = z.strictObject({
  id,
  name,
  kind: z.enum(['main', 'supporting']),
  serves: z.array(id).optional(),
});
const milestone = z.strictObject({
  id,
  name,
  line: id.optional(),
  enters: name.optional(),
  committedOn: localDate.optional(),
  department: name.optional(),
  kind: name.optional(),
});
const window = z.strictObject({
  id,
  party: name,
  name,
  opensOn: localDate,
  closesOn: localDate,
  nextOpensOn: localDate.optional(),
  leadWorkdays: workdays,
  prerequisites: z.array(name).max(50).default([]),
});

const facts = z.strictObject({
  name: name.optional(),
  zone: name.optional(),
  industry: name.optional(),
  category: z.enum(['manufacturing', 'infrastructure', 'modernServices', 'social']).optional(),
  attracted: z.boolean().optional(),
  investmentWan: z.number().positive().optional(),
  landMu: z.number().positive().optional(),
}) satisfies z.ZodType<ProjectFacts>;

/** What is signed: the project, its people, its plan. Milestones and items left out come from the template. */
export const projectSpec = z.strictObject({
  id,
  name,
  county: name,
  zone: name.optional(),
  template: version,
  signedOn: localDate,
  industry: name.optional(),
  category: z.enum(['manufacturing', 'infrastructure', 'modernServices', 'social']).optional(),
  attracted: z.boolean().optional(),
  investmentWan: z.number().positive().optional(),
  landMu: z.number().positive().optional(),
  people: z
    .array(z.strictObject({ role, person: name, from: localDate }))
    .max(200)
    .default([]),
  lines: z.array(line).max(200).default([]),
  milestones: z.array(milestone).max(1000).optional(),
  approvalItems: z.array(approvalItem).max(500).optional(),
  factors: z
    .array(z.strictObject({ factor: z.enum(['financing', 'land', 'energy']), owner: name, dueOn: localDate }))
    .max(3)
    .default([]),
  windows: z.array(window).max(100).default([]),
  onSiteOffice: z
    .strictObject({ everyMonths: z.int().min(1).max(12), heldBefore: z.int().min(0), nextOn: localDate })
    .optional(),
}) satisfies z.ZodType<ProjectSpec>;

const later = [
  command('moveTemplate', { to: version }),
  command('suspendProject', justified),
  command('resumeProject', { by: name, reason: text }),
  command('terminateProject', justified),
  command('excludeFromBatches', justified),
  command('amendProject', { changes: facts, reason: text }),
  command('appointPerson', { role, person: name }),
  command('appointActing', { role, person: name, from: localDate, to: localDate, reason: text }),
  command('handOver', { role, to: name, note: text }),
  command('splitLine', { line: id, into: z.array(line).max(50), reason: text }),
  command('mergeLines', { lines: z.array(id).max(50), into: line, reason: text }),
  command('addMilestone', milestone.shape),
  command('signBaseline', { milestone: id, name, committedOn: localDate, ...justified, ...slipReason }),
  command('reforecastMilestone', { milestone: id, forecastOn: localDate, ...slipReason }),
  command('reportProgress', { milestone: id, percent: z.number().min(0).max(100) }),
  command('completeMilestone', { milestone: id, evidence: text.optional(), ...slipReason }),
  command('correctMilestone', {
    milestone: id,
    reason: text,
    actualOn: localDate.optional(),
    ...slipReason,
  }),
  command('attributeSlip', {
    milestone: id,
    slips: z.array(z.string().max(20)).min(1).max(100),
    shares,
    by: name,
    reason: text,
  }),
  command('contestSlip', { milestone: id, slip: z.string().max(20), by: name, reason: text }),
  command('confirmChecklist', {}),
  command('addApprovalItem', approvalItem.shape),
  command('submitDocument', { item: id, document: name }),
  command('startApprovalItem', { item: id }),
  command('finishApprovalItem', { item: id }),
  command('reopenApprovalItem', { item: id, reason: text }),
  command('acceptOnCommitment', { item: id, by: name, commitment: text, verifyBy: localDate.optional() }),
  command('verifyApprovalItem', { item: id, evidence: text }),
  command('revokeApprovalItem', { item: id, reason: text }),
  command('assignAgency', { item: id.optional(), agent: name }),
  command('meetFactor', { factor: name, evidence: text.optional() }),
  command('loseFactor', { factor: name, reason: text }),
  command('meetCondition', { condition: name, evidence: text }),
  command('loseCondition', { condition: name, reason: text }),
  command('raiseBlocker', {
    blocker: id,
    title: name,
    party: name,
    cause: slipCause.optional(),
    covers: z.array(name).max(200),
    dueOn: localDate,
  }),
  command('clearBlocker', { blocker: id }),
  command('addWindow', window.shape),
  command('rescheduleWindow', {
    window: id,
    opensOn: localDate,
    closesOn: localDate,
    nextOpensOn: localDate.optional(),
    reason: text,
  }),
  command('awaitWindow', { window: id, milestone: id }),
  command('prepareWindow', { window: id, prerequisite: name }),
  command('pauseClock', { obligation: name, ...justified }),
  command('resumeClock', { obligation: name, by: name, reason: text }),
  command('extendClock', {
    obligation: name,
    workdays: workdays.optional(),
    dueOn: localDate.optional(),
    ...justified,
  }),
  command('requestExtension', {
    obligation: name,
    workdays: workdays.optional(),
    dueOn: localDate.optional(),
    by: name,
    reason: text,
  }),
  command('refuseExtension', { obligation: name, by: name, reason: text }),
  command('nameCause', {
    milestone: id,
    cause: slipCause,
    by: name,
    owner: name.optional(),
    note: text.optional(),
  }),
  command('holdOnSiteOffice', { note: text.optional() }),
  command('issueDirective', {
    directive: id,
    title: name,
    owner: name,
    dueOn: localDate,
    source: name.optional(),
  }),
  command('closeDirective', { directive: id, evidence: text }),
  command('reopenDirective', { directive: id, reason: text }),
  command('acknowledge', { obligation: name, by: name }),
] as const;

function command<T extends CommandType, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...shape, ...on });
}

/** A command on a signed project. Signing has its own door; passing time is the clock's alone. */
export const projectCommand = z.discriminatedUnion('type', later) satisfies z.ZodType<ProjectCommand>;

type Contracted = z.infer<typeof projectCommand>['type'];
/** Does not compile while a command of the domain has no contract; a file has a door of its own. */
type EveryCommandHasOne = Exclude<CommandType, Contracted | 'addAttachment'> extends never ? true : never;
true satisfies EveryCommandHasOne;

/** A file or body that signs a project: the plan, and what had happened before it was entered. */
export const signFile = projectSpec.extend({
  history: z.array(projectCommand).max(5000).default([]),
});
export type SignFile = z.infer<typeof signFile>;

export const targetSpec = z.strictObject({
  id,
  county: name,
  name,
  owner: name,
  from: localDate,
  to: localDate,
  goal: z.number(),
  unit: name,
  kind: z.enum(['amount', 'rate']),
}) satisfies z.ZodType<TargetSpec>;

export const targetReport = z.strictObject({ value: z.number(), ...on });

/** One county's example data. `completed` says what the reports did not give and this file fills in. */
export const countyFile = z.strictObject({
  county: name,
  source: name,
  completed: z.array(z.string().trim().min(1)),
  projects: z.array(signFile.omit({ county: true })).default([]),
  targets: z
    .array(
      targetSpec
        .omit({ county: true })
        .extend({ reported: z.strictObject({ value: z.number(), occurredOn: localDate }).optional() }),
    )
    .default([]),
});
export type CountyFile = z.infer<typeof countyFile>;

/** The signing command of a file, apart from its history. */
export function signCommand({ history: _, ...spec }: SignFile): ProjectCommand {
  return { type: 'signProject', ...spec };
}
