/** Webhooks as they come in and go out. */
import { z } from 'zod';
import type { Webhook } from '../domain/webhook.ts';
import { name } from './project.ts';

export const newWebhook = z.strictObject({
  label: name,
  url: z.url().max(2000),
  types: z.array(z.string().max(80)).min(1).max(200).optional(),
  names: z.boolean().default(false),
}) satisfies z.ZodType<Omit<Webhook, 'county'>>;

const instant = z.string().nullable();
export const webhookOut = z
  .object({
    id: z.string(),
    label: z.string(),
    url: z.string(),
    county: z.string().optional(),
    types: z.array(z.string()).optional(),
    names: z.boolean(),
    status: z.enum(['ok', 'failing', 'disabled']),
    reason: z.object({ zh: z.string(), en: z.string() }).optional().describe('why it is disabled'),
    progress: z
      .object({
        position: z.string().describe('of the last event that was taken or not wanted'),
        attempts: z.int().describe('failed ones at the next event'),
        failingSince: instant,
        nextAt: instant,
        said: z.string().nullable().describe('by the last attempt that failed'),
        deliveredAt: instant,
      })
      .nullable(),
  })
  .meta({ id: 'Webhook' });
/** `secret` is shown this once. */
export const webhookSecret = z.object({ id: z.string(), secret: z.string() }).meta({ id: 'WebhookSecret' });
export const pinged = z
  .object({
    taken: z.boolean(),
    said: z.string().optional().describe('by the receiver, when it did not take it'),
  })
  .meta({ id: 'Pinged' });
