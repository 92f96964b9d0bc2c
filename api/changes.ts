/** Changes as they are recorded, as server-sent events: a client that comes back goes on where it was. */
import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { grantsOf, isWhole, seesProject, type Caller } from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import type { Project } from '../domain/project/state.ts';
import { countyOf } from '../store/aggregates.ts';
import { load, lastPosition, type Recorded } from '../store/read.ts';
import type { System } from '../store/system.ts';
import { READERS } from './access.ts';
import { createFeed } from './feed.ts';
import { reaches } from './guard.ts';
import { answers, type Api, type Deps } from './route.ts';

const HEARTBEAT_MS = 15_000;
const position = z
  .string()
  .regex(/^\d{1,18}$/, '应为日志位置 / must be a position of the log')
  .optional();

/** Streams end when `draining` aborts: a client comes back with where it was, and finds another process. */
export function addChanges(app: Api, { system, now }: Deps, draining: AbortSignal): void {
  const feed = createFeed(system);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/changes',
      request: {
        headers: z.object({ 'last-event-id': position }),
        query: z.object({
          after: position.describe('as Last-Event-ID; without either, from now on'),
          names: z
            .enum(['type', 'none'])
            .default('type')
            .describe('none: every event comes as `message`, as a browser hears it without knowing its type'),
        }),
      },
      ...answers('events as they come; the id of each is its position', {
        'text/event-stream': { schema: z.string() },
      }),
    }),
    async (c) => {
      const caller = c.get('caller');
      const named = c.req.valid('query').names === 'type';
      const asked = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after;
      let after = asked ?? (await lastPosition(system.db));
      return streamSSE(c, async (out) => {
        const left = new AbortController();
        out.onAbort(() => left.abort());
        const gone = AbortSignal.any([left.signal, draining]);
        await out.writeSSE({ event: 'start', id: after, data: '{}' });
        while (!gone.aborted) {
          const events = await feed.next(after, HEARTBEAT_MS, gone);
          if (events.length === 0) await out.write(': \n\n');
          const on = localDate(await now(), system.rules.calendar.zone);
          const shown = createFilter(system, caller, on);
          for (const event of events) {
            const seen = await shown(event);
            if (seen)
              await out.writeSSE({
                ...(named ? { event: event.type } : {}),
                ...{ id: event.position, data: JSON.stringify(seen) },
              });
          }
          after = events.at(-1)?.position ?? after;
        }
      });
    },
  );
}

/** What a caller may see of an event; undefined for nothing. A screen sees that something happened, not what. */
function createFilter(system: System, caller: Caller, on: string) {
  const projects = new Map<string, Promise<boolean>>();
  const people = grantsOf(caller, ['office', 'chief', 'approvalChief', 'department', 'leader', 'auditor']);
  const all = grantsOf(caller, ['office', 'auditor']).some(isWhole);
  const accounts = grantsOf(caller, ['admin', 'auditor']).some(isWhole);
  const readers = grantsOf(caller, READERS);
  const sees = async (stream: string): Promise<boolean> => {
    const project = (await load(system.db, stream))?.state as Project | undefined;
    return project !== undefined && seesProject(caller, project, on);
  };
  return async (event: Recorded): Promise<Partial<Recorded> | undefined> => {
    const [category] = event.stream.split('/');
    if (category === 'user' || category === 'token' || category === 'webhook')
      return accounts ? event : undefined;
    if (category === 'review' || category === 'report') {
      const county = countyOf(event.stream);
      if (!readers.some((grant) => reaches(grant, 'county', county))) return undefined;
    } else if (category !== 'project') {
      return all ? event : undefined;
    } else if (!all) {
      const known = projects.get(event.stream) ?? sees(event.stream);
      projects.set(event.stream, known);
      if (!(await known)) return undefined;
    }
    if (people.length > 0) return event;
    const { position, stream, type, version, recordedAt } = event;
    return { position, stream, type, version, recordedAt } as Partial<Recorded>;
  };
}
