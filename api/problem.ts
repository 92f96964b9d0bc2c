/** Refusals as problem+json (RFC 9457), Chinese and English, with the field to mend. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from '@hono/zod-openapi';
import { reject, type Rejection } from '../domain/text.ts';

export const problemSchema = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    detail: z.string(),
    message: z.object({ zh: z.string(), en: z.string() }),
    field: z.string().optional(),
    /** Of a fault of ours: its lines in the log have the same one. */
    requestId: z.string().optional(),
  })
  .openapi('Problem');

/** Codes whose refusal is not the plain 422 of a command that the rules do not allow. */
const STATUS: Record<string, ContentfulStatusCode> = {
  badRequest: 400,
  signInStale: 400,
  notVouched: 401,
  unknownUser: 403,
  notSignedIn: 401,
  notAllowed: 403,
  notFound: 404,
  notSigned: 404,
  unknownTarget: 404,
  alreadySigned: 409,
  targetExists: 409,
  alreadyFrozen: 409,
  internal: 500,
  noBrowser: 501,
  templateExists: 409,
  webhookExists: 409,
  versionMismatch: 412,
  tooLarge: 413,
  badMedia: 415,
  notInOwnName: 403,
  tokenExists: 409,
  tooManyTries: 429,
  tooManyRequests: 429,
  overloaded: 503,
  overlong: 503,
  unavailable: 503,
  draining: 503,
  migrationsMissing: 503,
  providerAway: 503,
  attachmentsAway: 503,
};

/** The HTTP status of a refusal. */
export const statusOf = ({ code }: Rejection): ContentfulStatusCode => STATUS[code] ?? 422;

/** `retryAfter`, in seconds, is told with a 429 and a 503. */
export function retryHeaders(rejection: Rejection, retryAfter = 2): Record<string, string> {
  const status = statusOf(rejection);
  return status === 503 || status === 429 ? { 'retry-after': String(retryAfter) } : {};
}

/** A refusal for programs; `retryAfter` as in `retryHeaders`. */
export function problem(c: Context, rejection: Rejection, retryAfter?: number) {
  const status = statusOf(rejection);
  const body = {
    type: `urn:quancheng:${rejection.code}`,
    status,
    code: rejection.code,
    title: rejection.message.zh,
    detail: rejection.message.en,
    message: rejection.message,
    ...(rejection.field === undefined ? {} : { field: rejection.field }),
    ...(status === 500 ? { requestId: c.get('requestId') as string | undefined } : {}),
  };
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...retryHeaders(rejection, retryAfter),
  });
}

export const notFound = (what: string): Rejection =>
  reject('notFound', `没有找到：${what}`, `there is no ${what}`);

/** The first fault of a body that does not fit its schema. */
export function badRequest(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): Rejection {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'not valid';
  return reject('badRequest', `${field}：${message}`, `${field}: ${message}`, field);
}
