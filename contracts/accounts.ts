/** Users and tokens as they come in. */
import { z } from 'zod';
import { ACCESS_ROLES, type Grant } from '../domain/access.ts';
import type { User } from '../domain/accounts.ts';
import { id, name } from './project.ts';

export const grant = z.strictObject({
  role: z.enum(ACCESS_ROLES),
  counties: z.array(name).min(1).max(200).optional(),
  projects: z.array(id).min(1).max(1000).optional(),
  department: name.optional(),
}) satisfies z.ZodType<Grant>;
const grants = z.array(grant).min(1).max(20);

export const user = z.strictObject({
  person: name,
  subject: name.optional(),
  issuer: z.url().max(200).optional(),
  email: z.email().max(200).optional(),
  grants,
}) satisfies z.ZodType<User>;

export const newToken = z.strictObject({
  label: name,
  person: name.optional(),
  grants,
  expiresAt: z.iso.datetime().optional(),
});
