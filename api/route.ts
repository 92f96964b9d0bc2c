/** What routes are declared with, and how a command of a request reaches `handle`. */
import { randomUUID } from 'node:crypto';
import { z, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { id } from '../contracts/project.ts';
import type { Caller } from '../domain/access.ts';
import type { Project } from '../domain/project/state.ts';
import type { Rejection } from '../domain/text.ts';
import type { Command } from '../store/aggregates.ts';
import type { System } from '../store/system.ts';
import { problem, problemSchema } from './problem.ts';

/** What the guard leaves to a handler: who asks, on a route that anyone may call perhaps nobody known. */
export interface Env {
  /** Of the node server; a request made in a test has none. */
  Bindings: { incoming?: { socket: { remoteAddress?: string } } };
  Variables: {
    caller: Caller;
    /** To be sent back with a form as `csrf`; undefined without a session. */
    csrf: string | undefined;
    /** Of this request: as a proxy gave it (`X-Request-Id`), or a new one. */
    requestId: string;
    /** Its key in the table of access. */
    route: string;
    /** Of a route within a project: as the guard found it. */
    project: FoundProject;
  };
}
/** A project that the caller sees. */
export interface FoundProject {
  project: Project;
  version: number;
  face: unknown;
}
export type Api = OpenAPIHono<Env>;
export type Request = Context<Env>;

/** What every group of routes is given. */
export interface Deps {
  system: System;
  /** The system's time. */
  now: () => Promise<string>;
  submit: Submit;
}

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } });
/** A request that changes something may say which one it is and which version it expects. */
const commandHeaders = z.object({
  'idempotency-key': z.string().min(1).max(2_000).optional().describe('id of the command: it is done once'),
  'if-match': z
    .string()
    .regex(/^"?\d+"?$/, 'If-Match 应为版本号 / must be a version')
    .optional()
    .describe('the ETag: refused with 412 when the version is another one'),
});
export const body = <T extends z.ZodType>(schema: T) => ({
  headers: commandHeaders,
  ...question(schema),
});
/** A body of what is no command on one stream: it has neither an id nor a version. */
export const question = <T extends z.ZodType>(schema: T) => ({
  body: { required: true as const, content: json(schema) },
});
export const params = z.object({ id });
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
/** Refused because this machine has nothing to print with. */
export const noBrowser = refusal('no browser to print with');
/** What any request may be refused with. */
const REFUSALS = {
  400: refusal('not what the schema says'),
  401: refusal('no token, or not a good one'),
  403: refusal('not allowed to this caller'),
  404: refusal('there is none, or none that this caller sees'),
  422: refusal('the rules do not allow it: the code and the sentences say why'),
  429: refusal('too many requests, or wrong tokens of this address: try again after Retry-After'),
  500: refusal('a fault of ours: it is in the log under the request id'),
  503: refusal('the database is away, too slow or too busy: nothing was done, try again after Retry-After'),
};
/** What one with a body may be refused with, besides. */
export const REFUSALS_OF_BODIES = {
  409: refusal('it is there already'),
  412: refusal('the version is not that of If-Match'),
  413: refusal('the body is too large'),
  415: refusal('the body is of a type that is not taken'),
};
/** One good answer of a type, and every refusal. */
export const answers = (
  description: string,
  content: Record<string, { schema: z.ZodType }>,
): { responses: RouteConfig['responses'] } => ({
  responses: { 200: { description, content }, ...REFUSALS },
});
export const ok = (description: string, schema: z.ZodType) => answers(description, json(schema));

/** The header that names a file for who saves it, in any script (RFC 6266). */
export const disposition = (name: string, how: 'attachment' | 'inline' = 'attachment') => ({
  'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
});

/** A page of a list. The address of the next one is in the header `Link`, `rel="next"` (RFC 8288). */
export const pageQuery = (most: number) =>
  z.object({
    after: z.string().max(200).optional().describe('cursor: the last one of the page before'),
    limit: z.coerce.number().int().min(1).max(most).default(most),
  });

/** The first `limit` after the cursor, in the order given; says where the next page begins. */
export function paged<T>(
  c: Request,
  all: readonly T[],
  { after, limit }: { after?: string | undefined; limit: number },
  cursorOf: (one: T) => string,
): T[] {
  const from = after === undefined ? 0 : all.findIndex((one) => cursorOf(one) === after) + 1;
  // A cursor of nothing that there is: no page begins after it.
  const page = after !== undefined && from === 0 ? [] : all.slice(from, from + limit);
  const last = page.at(-1);
  if (last !== undefined && from + limit < all.length) sayNext(c, cursorOf(last));
  return page;
}

/** Of rows that were asked for with one more than the page holds: the page; says where the next one begins. */
export function pageOf<T>(c: Request, rows: readonly T[], limit: number, cursorOf: (one: T) => string): T[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (last !== undefined && rows.length > limit) sayNext(c, cursorOf(last));
  return page;
}

function sayNext(c: Request, after: string): void {
  const next = new URL(c.req.url);
  next.searchParams.set('after', after);
  c.header('link', `<${next.pathname}${next.search}>; rel="next"`);
}

/**
 * The id of a command is its `Idempotency-Key`; `If-Match` is the version it expects. `refuse` says why the caller may
 * not send it to what there is; who may not hears nothing else of it.
 */
export function createSubmit(system: System) {
  return async (
    c: Request,
    target: string,
    commands: Command[],
    refuse?: (state: unknown) => Rejection | undefined,
  ) => {
    let refused: Rejection | undefined;
    const version = c.req.header('if-match')?.replaceAll('"', '');
    const outcome = await system.handle({
      stream: target,
      commandId: c.req.header('idempotency-key') ?? randomUUID(),
      actor: c.get('caller').actor,
      at: new Date().toISOString(),
      commands,
      ...(refuse && { permit: (state: unknown) => (refused = refuse(state)) }),
      ...(version === undefined ? {} : { expectedVersion: Number(version) }),
    });
    if (refused) return problem(c, refused);
    c.header('etag', `"${outcome.version}"`);
    if (!outcome.ok) return problem(c, outcome.rejection);
    return c.json({ version: outcome.version, duplicate: outcome.duplicate, events: outcome.events }, 200);
  };
}

export type Submit = ReturnType<typeof createSubmit>;
