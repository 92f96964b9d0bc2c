/** The form of a link's page: fields of text, of which the empty ones were left out. */
import { z } from 'zod';
import type { LinkUse } from '../store/links.ts';
import { SLIP_CAUSES } from '../domain/project/events.ts';
import { localDate } from './project.ts';

const left = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (typeof v === 'string' && v.trim() === '' ? undefined : v), schema);
const text = z.string().trim().min(1).max(1000);
const causes = SLIP_CAUSES.filter((c) => c !== 'recovered' && c !== 'unexplained');

export const linkForm = z.discriminatedUnion('action', [
  z.object({ action: z.literal('acknowledge') }),
  z.object({ action: z.literal('completeMilestone'), remark: left(text.optional()) }),
  z.object({
    action: z.literal('requestExtension'),
    workdays: left(z.coerce.number().int().min(1).max(400).optional()),
    dueOn: left(localDate.optional()),
    reason: left(text),
  }),
  z.object({
    action: z.literal('nameCause'),
    cause: z.enum(causes as [(typeof causes)[number], ...(typeof causes)[number][]]),
    owner: left(z.string().trim().min(1).max(200).optional()),
    note: left(text.optional()),
  }),
]) satisfies z.ZodType<LinkUse>;
