/** Rules that come in from outside: a county's template, its policy, a notice of the calendar. */
import { z } from 'zod';
import type { CalendarNotice } from '../domain/calendar.ts';
import type { Office } from '../domain/office.ts';
import { CLOCK_KINDS, type Policy } from '../domain/policy.ts';
import type { Template } from '../domain/templates.ts';
import { id, localDate, name } from './project.ts';

const text = z.strictObject({ zh: name, en: name });
const version = z.int().min(1);
const always = z.literal(true).optional();
const factor = z.enum(['financing', 'land', 'energy']);

const condition = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('checklist') }),
  z.strictObject({ type: z.literal('approvalItem'), item: id }),
  z.strictObject({ type: z.literal('factor'), factor }),
  z.strictObject({ type: z.literal('evidence'), id, name: text }),
  z.strictObject({ type: z.literal('supportingWorks') }),
  z.strictObject({ type: z.literal('noBlocker') }),
]);

/** A lifecycle template as a file gives it; what hangs together in it is checked by `checkTemplate`. */
export const template = z.strictObject({
  id,
  version,
  name: text,
  stages: z
    .array(
      z.strictObject({
        id,
        name: text,
        whenEvery: always,
        reachedBy: z.enum(['checklistBegun', 'gate']).optional(),
        gate: z.array(condition).max(50).optional(),
        counts: z.enum(['performed', 'started', 'producing', 'commissioned']).optional(),
      }),
    )
    .max(50),
  milestones: z
    .array(
      z.strictObject({
        id,
        name: text,
        on: z.enum(['project', 'main', 'supporting']),
        enters: id.optional(),
        after: z.array(id).max(50).optional(),
      }),
    )
    .max(500)
    .default([]),
  approvalItems: z
    .array(
      z.strictObject({
        id,
        name: text,
        department: name,
        // A missing limit is told by `checkTemplate`, with the name of the item.
        limitWorkdays: z.int().default(0),
        after: z.array(id).max(50).optional(),
        documents: z.array(name).max(100).optional(),
        onCommitment: always,
      }),
    )
    .max(500)
    .default([]),
});

const role = z.enum([
  'projectChief',
  'approvalChief',
  'agency',
  'department',
  'leaderInCharge',
  'office',
  'owner',
]);
const rung = z.strictObject({
  rung: z.enum(['remind', 'due', 'chief', 'department', 'leader', 'severe', 'onSiteOffice']),
  name: text,
  afterWorkdays: z.int().min(-60).max(400),
  tell: z.array(role).max(10),
});
const extension = z.strictObject({ times: z.int().min(0), workdays: z.int().min(1).max(400) }).nullable();
const light = z.enum(['yellow', 'red']);
const workdays = z.int().min(0).max(400);
const percent = z.number();

const lightRule = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('late'), light, workdays: workdays.optional() }),
  z.strictObject({ when: z.literal('nearDue'), light, workdays }),
  z.strictObject({ when: z.literal('madeUpLate'), light, workdays }),
  z.strictObject({ when: z.literal('forecastLate'), light }),
  z.strictObject({ when: z.literal('waiting'), light }),
  z.strictObject({ when: z.literal('progressBelow'), light, percent }),
  z.strictObject({ when: z.literal('pointsBehind'), light, points: percent, strictly: always }),
]);
const projectRule = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('notStarted'), light, months: z.int().min(1).max(120) }),
  z.strictObject({
    when: z.literal('yellowInARow'),
    light: z.literal('red'),
    reviews: z.int().min(1).max(8),
  }),
]);

/** A policy as a file gives it; what hangs together in it is checked by `checkPolicy`. */
export const policy = z.strictObject({
  id,
  version,
  rungTime: z.string(),
  ladders: z.strictObject(each(z.array(rung).max(20))),
  extensions: z.strictObject(each(extension)),
  lights: z.strictObject({ obligation: z.array(lightRule).max(50), project: z.array(projectRule).max(20) }),
  acknowledgementWorkdays: z.int().min(1).max(60),
  verificationWorkdays: z.int().min(1).max(400),
  sync: z.strictObject({ lateDays: z.int().min(0), earlyDays: z.int().min(0) }),
});

function each<T>(schema: T): Record<(typeof CLOCK_KINDS)[number], T> {
  return { statutory: schema, commitment: schema, internal: schema };
}

export const calendarNotice = z.strictObject({
  year: z.int().min(2000).max(2200),
  source: name,
  effectiveOn: localDate,
  status: z.enum(['published', 'provisional']),
  holidays: z.array(localDate).max(200),
  makeUpWorkdays: z.array(localDate).max(200),
}) satisfies z.ZodType<CalendarNotice>;

const time = z.string().max(5);
/** When an office makes its reports; what hangs together in it is checked by `checkOffice`. */
export const office = z.strictObject({
  weekly: z.strictObject({ weekday: z.int(), time }),
  daily: z.strictObject({ time }).nullable(),
  monthly: z.strictObject({ day: z.int(), time }).nullable(),
  onHoliday: z.enum(['next', 'previous']),
}) satisfies z.ZodType<Office>;

/** The zod types write an absent field as undefined, the domain leaves it out: the same JSON. */
export const asTemplate = (parsed: z.infer<typeof template>): Template => parsed as Template;
export const asPolicy = (parsed: z.infer<typeof policy>): Policy => parsed as Policy;
