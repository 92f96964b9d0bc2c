/** The inbox with how each notice went out, and what the office may do about one. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer, noticeOut } from '../contracts/answers.ts';
import { id, localDate, name, text } from '../contracts/project.ts';
import { noticeStream, projectStream } from '../store/aggregates.ts';
import { noticesAsOf } from '../store/as-of.ts';
import { noticesOfStatus, withDeliveries } from '../store/deliveries.ts';
import { readNotices } from '../store/read.ts';
import { type Api, body, type Deps, ok, pageOf } from './route.ts';
import { streamsFor } from './scope.ts';

const noticeFilter = z.object({
  person: z.string().optional(),
  project: id.optional(),
  after: z.string().max(200).optional().describe('cursor: the last one of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  asOf: localDate.optional(),
  basis: z.enum(['true', 'known']).default('known'),
  status: z.enum(['open', 'sent', 'undeliverable', 'muted', 'withdrawn']).optional(),
});
export const noticeIdText = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}:\d{1,9}:\d{1,3}$/,
    '通知编号如 plant:12:0，见通知列表 / the id of a notice is like plant:12:0, see the list of notices',
  );
const notice = z.object({ id: noticeIdText });

export function addNotices(app: Api, { system, now, submit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/notices',
      request: { query: noticeFilter },
      ...ok('the inbox', z.array(noticeOut)),
    }),
    async (c) => {
      const { person, project, after, limit, asOf: on, basis, status } = c.req.valid('query');
      const { zone } = system.rules.calendar;
      const seen = await streamsFor(system, c.get('caller'), await now());
      const inbox = project === undefined ? undefined : projectStream(project);
      const streams = inbox === undefined ? seen && [...seen] : seen?.has(inbox) === false ? [] : [inbox];
      const wanted = { person, streams, after, limit: limit + 1 };
      const page = <N extends { id: string }>(rows: N[]): N[] => pageOf(c, rows, limit, (n) => n.id);
      if (status !== undefined)
        return c.json(page(await noticesOfStatus(system.db, status, wanted, zone)), 200);
      if (on !== undefined) return c.json(page(await noticesAsOf(system, on, basis, wanted)), 200);
      const found = page(await readNotices(system.db, wanted));
      return c.json(await withDeliveries(system.db, found, zone), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/notices/{id}/retry',
      request: { params: notice, ...body(z.strictObject({ by: name })) },
      ...ok('tried again, from the first channel', answer),
    }),
    (c) =>
      submit(c, noticeStream(c.req.valid('param').id), [{ type: 'retryNotice', ...c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/notices/{id}/mute',
      request: { params: notice, ...body(z.strictObject({ by: name, reason: text })) },
      ...ok('not sent any more', answer),
    }),
    (c) => submit(c, noticeStream(c.req.valid('param').id), [{ type: 'muteNotice', ...c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/notices/{id}/revoke-link',
      request: { params: notice, ...body(z.strictObject({ by: name, reason: text })) },
      ...ok('its link is void', answer),
    }),
    (c) => submit(c, noticeStream(c.req.valid('param').id), [{ type: 'revokeLink', ...c.req.valid('json') }]),
  );
}
