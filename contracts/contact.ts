/** A person's contact as it comes in: an API body, or a file for the CLI with its id. */
import { z } from 'zod';
import type { Contact } from '../domain/contact.ts';
import { id, name } from './project.ts';

/** What hangs together in times is checked by `decideContact`. */
const time = z.string().max(5);

export const contact = z.strictObject({
  person: name,
  language: z.enum(['zh', 'en']).default('zh'),
  channels: z
    .array(
      z.strictObject({
        channel: name,
        address: name,
        mobile: z.string().trim().min(1).max(60).optional(),
      }),
    )
    .min(1, '至少一个通道 / at least one channel')
    .max(10),
  hours: z.strictObject({ from: time, to: time }).optional(),
  digestAt: time.optional(),
}) satisfies z.ZodType<Contact>;

export const contactFile = contact.extend({ id });
