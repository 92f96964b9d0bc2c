/** How this process is: alive, ready, and what it counts. */
import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { reject } from '../domain/text.ts';
import { notReady, standingNow } from '../store/standing.ts';
import { CONTENT_TYPE, exposition } from '../telemetry/metrics.ts';
import { problem } from './problem.ts';
import { answers, ok, type Api, type Deps, type Env } from './route.ts';

const DRAINING = reject(
  'draining',
  '正在收尾，请改用其他实例',
  'draining: send requests to another instance',
);
const WHY = {
  database: reject('unavailable', '数据库暂不可用', 'the database is away'),
  migrations: reject(
    'migrationsMissing',
    '数据库结构落后于本版本：请先迁移（用库主账号启动一次）',
    'the database is older than this release: migrate it first (start once as its owner)',
  ),
};
const good = z.object({ ok: z.boolean() });

/**
 * `/livez`: the process answers. `/readyz`: the database answers, has every migration, and this process is not
 * draining; otherwise 503 with the reason. `/metrics`: the text that Prometheus reads.
 */
export function addHealth(app: Api, { system }: Deps, draining: AbortSignal): void {
  app.openapi(createRoute({ method: 'get', path: '/livez', ...ok('the process answers', good) }), (c) =>
    c.json({ ok: true }, 200),
  );
  app.openapi(
    createRoute({ method: 'get', path: '/readyz', ...ok('requests may be sent here', good) }),
    async (c) => {
      if (draining.aborted) return problem(c, DRAINING);
      const why = await notReady(system);
      return why ? problem(c, WHY[why]) : c.json({ ok: true }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      ...answers('for Prometheus', { 'text/plain': { schema: z.string() } }),
    }),
    async (c) => c.text(await exposition(await standingNow(system)), 200, { 'content-type': CONTENT_TYPE }),
  );
}

/** While draining, each answer asks its client to close the connection: the next request finds another process. */
export const sayGoodbye =
  (draining: AbortSignal): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (draining.aborted) c.header('connection', 'close');
  };
