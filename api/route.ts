/** What routes are declared with, and how a command of a request reaches `handle`. */
import { randomUUID } from 'node:crypto';
import { z, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { id } from '../contracts/project.ts';
import type { Caller } from '../domain/access.ts';
import type { Project } from '../domain/project/state.ts';
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
  body: { required: true, content: json(schema) },
});
export const params = z.object({ id });
const refusal = {
  description: 'refused',
  content: { 'application/problem+json': { schema: problemSchema } },
};
/** Refused because this machine has nothing to print with. */
export const noBrowser = { ...refusal, description: 'no browser to print with' };
/** One good answer of a type, and every refusal. */
export const answers = (
  description: string,
  content: Record<string, { schema: z.ZodType }>,
): { responses: RouteConfig['responses'] } => ({
  responses: { 200: { description, content }, '4XX': refusal, 503: refusal },
});
export const ok = (description: string, schema: z.ZodType) => answers(description, json(schema));

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
  if (last !== undefined && from + limit < all.length) {
    const next = new URL(c.req.url);
    next.searchParams.set('after', cursorOf(last));
    c.header('link', `<${next.pathname}${next.search}>; rel="next"`);
  }
  return page;
}

/** The id of a command is its `Idempotency-Key`; `If-Match` is the version it expects. */
export function createSubmit(system: System) {
  return async (c: Request, target: string, commands: Command[]) => {
    const version = c.req.header('if-match')?.replaceAll('"', '');
    const outcome = await system.handle({
      stream: target,
      commandId: c.req.header('idempotency-key') ?? randomUUID(),
      actor: c.get('caller').actor,
      at: new Date().toISOString(),
      commands,
      ...(version === undefined ? {} : { expectedVersion: Number(version) }),
    });
    c.header('etag', `"${outcome.version}"`);
    if (!outcome.ok) return problem(c, outcome.rejection);
    return c.json({ version: outcome.version, duplicate: outcome.duplicate, events: outcome.events }, 200);
  };
}

export type Submit = ReturnType<typeof createSubmit>;
