/** What routes are declared with, and how a command of a request reaches `handle`. */
import { randomUUID } from 'node:crypto';
import { z, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { id } from '../contracts/project.ts';
import type { Caller } from '../domain/access.ts';
import { reject } from '../domain/text.ts';
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
  };
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
export const body = <T extends z.ZodType>(schema: T) => ({ body: { required: true, content: json(schema) } });
export const params = z.object({ id });
export const answer = z
  .object({ version: z.int(), duplicate: z.boolean(), events: z.array(z.any()) })
  .openapi('Answer');
const anything = z.any();
const refusal = {
  description: 'refused',
  content: { 'application/problem+json': { schema: problemSchema } },
};
export const ok = (
  description: string,
  schema: z.ZodType = anything,
): { responses: RouteConfig['responses'] } => ({
  responses: { 200: { description, content: json(schema) }, default: refusal },
});
/** The id of a command is its `Idempotency-Key`; `If-Match` is the version it expects. */
export function createSubmit(system: System) {
  return async (c: Request, target: string, commands: Command[]) => {
    const version = c.req.header('if-match')?.replaceAll('"', '');
    if (version !== undefined && !/^\d+$/.test(version)) {
      return problem(
        c,
        reject('badRequest', 'If-Match 应为版本号', 'If-Match must be a version', 'If-Match'),
      );
    }
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
