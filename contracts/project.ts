/**
 * The shapes that come in from outside (API bodies, files, the workflow's messages), checked by zod at the
 * edge. The types of `domain/` are the contract; `satisfies` keeps the two the same.
 */
import { z } from 'zod';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { ProjectSpec } from '../domain/project/events.ts';
import type { TargetSpec } from '../domain/target.ts';
import { isLocalDate } from '../domain/dates.ts';

const [zhCN, en] = [z.locales.zhCN().localeError, z.locales.en().localeError];
const sentence = (found: ReturnType<typeof en>): string =>
  typeof found === 'string' ? found : (found?.message ?? '');
// Every fault that has no sentence of its own is told in both languages, to the API's callers and of files.
z.config({ localeError: (issue) => `${sentence(zhCN(issue))} / ${sentence(en(issue))}` });

const name = z.string().trim().min(1).max(200);
/** Ids are part of workflow ids and addresses: letters, digits, `-` and `_`. */
export const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/,
    '编号只能用字母、数字、- 和 _ / ids use letters, digits, - and _',
  );
export const localDate = z
  .string()
  .refine(isLocalDate, '日期应写作 2024-03-26 / a date is written 2024-03-26');
const role = z.enum(['projectChief', 'approvalChief', 'department', 'leaderInCharge', 'office']);
const on = { occurredOn: localDate.optional() };
const workdays = z.int().min(1).max(400);

const approvalItem = z.strictObject({ id, name, department: name, limitWorkdays: workdays });

/** What is signed: the project, its people, its plan. */
export const projectSpec = z.strictObject({
  id,
  name,
  county: name,
  template: z.strictObject({ id: name, version: z.int().min(1) }),
  signedOn: localDate,
  industry: name.optional(),
  investmentWan: z.number().positive().optional(),
  landMu: z.number().positive().optional(),
  people: z
    .array(z.strictObject({ role, person: name, from: localDate }))
    .max(200)
    .default([]),
  lines: z
    .array(z.strictObject({ id, name, kind: z.enum(['main', 'supporting']), serves: z.array(id).optional() }))
    .max(200)
    .default([]),
  milestones: z
    .array(
      z.strictObject({
        id,
        name,
        line: id.optional(),
        enters: name.optional(),
        committedOn: localDate.optional(),
        department: name.optional(),
      }),
    )
    .max(1000)
    .default([]),
  approvalItems: z.array(approvalItem).max(500).default([]),
  factors: z
    .array(z.strictObject({ factor: z.enum(['financing', 'land', 'energy']), owner: name, dueOn: localDate }))
    .max(3)
    .default([]),
  windows: z
    .array(
      z.strictObject({
        id,
        party: name,
        name,
        opensOn: localDate,
        closesOn: localDate,
        nextOpensOn: localDate.optional(),
        leadWorkdays: workdays,
        prerequisites: z.array(name).default([]),
      }),
    )
    .max(100)
    .default([]),
  onSiteOffice: z
    .strictObject({ everyMonths: z.int().min(1).max(12), heldBefore: z.int().min(0), nextOn: localDate })
    .optional(),
}) satisfies z.ZodType<ProjectSpec>;

const later = [
  z.strictObject({ type: z.literal('appointPerson'), role, person: name, ...on }),
  z.strictObject({ type: z.literal('completeMilestone'), milestone: id, evidence: name.optional(), ...on }),
  z.strictObject({ type: z.literal('correctMilestone'), milestone: id, reason: name, ...on }),
  z.strictObject({
    type: z.literal('reforecastMilestone'),
    milestone: id,
    forecastOn: localDate,
    cause: name,
    owner: name,
    ...on,
  }),
  approvalItem.extend({ type: z.literal('addApprovalItem'), ...on }),
  z.strictObject({ type: z.literal('startApprovalItem'), item: id, ...on }),
  z.strictObject({ type: z.literal('finishApprovalItem'), item: id, ...on }),
  z.strictObject({ type: z.literal('reopenApprovalItem'), item: id, reason: name, ...on }),
  z.strictObject({ type: z.literal('confirmChecklist'), ...on }),
  z.strictObject({ type: z.literal('meetFactor'), factor: name, evidence: name.optional(), ...on }),
  z.strictObject({
    type: z.literal('raiseBlocker'),
    blocker: id,
    title: name,
    party: name,
    covers: z.array(name).max(200),
    dueOn: localDate,
    ...on,
  }),
  z.strictObject({ type: z.literal('clearBlocker'), blocker: id, ...on }),
  z.strictObject({ type: z.literal('awaitWindow'), window: id, milestone: id, ...on }),
  z.strictObject({ type: z.literal('prepareWindow'), window: id, prerequisite: name, ...on }),
  z.strictObject({ type: z.literal('holdOnSiteOffice'), note: name.optional(), ...on }),
  z.strictObject({
    type: z.literal('issueDirective'),
    directive: id,
    title: name,
    owner: name,
    dueOn: localDate,
    ...on,
  }),
  z.strictObject({ type: z.literal('closeDirective'), directive: id, evidence: name, ...on }),
  z.strictObject({ type: z.literal('acknowledge'), obligation: name, by: name }),
] as const;

/** A command on a signed project. Signing has its own door; passing time is the clock's alone. */
export const projectCommand = z.discriminatedUnion('type', later) satisfies z.ZodType<ProjectCommand>;

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
