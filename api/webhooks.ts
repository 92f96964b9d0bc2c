/**
 * Other systems that are told of events. `?county=` says whose webhook it is: without it one of everything,
 * which is an administrator's alone, as is one that names persons.
 */
import { randomBytes } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { allowedFor, urlFault } from '../channels/endpoint.ts';
import { eventOf, sendSigned } from '../channels/signed.ts';
import { answer } from '../contracts/answers.ts';
import { text } from '../contracts/project.ts';
import { newWebhook, pinged, webhookOut, webhookSecret } from '../contracts/webhook.ts';
import { coversCounty, grantsOf, isWhole, type Caller } from '../domain/access.ts';
import { reject, type Rejection } from '../domain/text.ts';
import type { WebhookState } from '../domain/webhook.ts';
import { webhookStream } from '../store/aggregates.ts';
import { SCHEMA_VERSIONS } from '../store/upcast.ts';
import { readWebhook, readWebhooks, secretsOf, type Progress } from '../store/webhooks.ts';
import { notFound, problem } from './problem.ts';
import { body, ok, paged, pageQuery, params, type Api, type Deps, type Request } from './route.ts';

const query = z.object({ county: z.string().min(1).max(200).optional() });
const PING_MS = 10_000;

export function addWebhooks(
  app: Api,
  { system, now, submit }: Deps,
  { source, hosts }: { source: string; hosts: readonly string[] },
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/webhooks',
      request: { query: pageQuery(1_000).extend(query.shape) },
      ...ok('who is told of events, and how it goes', z.array(webhookOut)),
    }),
    async (c) => {
      const { county, ...page } = c.req.valid('query');
      const found = await readWebhooks(system.db);
      const own = found.filter((w) => county === undefined || w.state.county === county);
      return c.json(paged(c, own, page, (w) => w.id).map(shown), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks',
      request: { query, ...body(newWebhook) },
      ...ok('made; the secret is shown this once', webhookSecret),
    }),
    async (c) => {
      const { county } = c.req.valid('query');
      const wanted = { ...c.req.valid('json'), ...(county === undefined ? {} : { county }) };
      const refused = refusedFor(c.get('caller'), wanted) ?? faultOf(wanted, hosts);
      if (refused) return problem(c, refused);
      const id = randomBytes(6).toString('hex');
      const made = await submit(c, webhookStream(id), [{ type: 'createWebhook', ...wanted }]);
      return made.ok ? shownOnce(c, id) : made;
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/secret',
      request: { params, query, ...body(z.strictObject({ voidOld: z.boolean().default(false) })) },
      ...ok('signed with a new secret, shown this once; the old one signs too for a day', webhookSecret),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const refused = await refusedAt(c, id);
      if (refused) return problem(c, refused);
      const done = await submit(c, webhookStream(id), [
        { type: 'rotateWebhookSecret', ...c.req.valid('json') },
      ]);
      return done.ok ? shownOnce(c, id) : done;
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/disable',
      request: { params, query, ...body(z.strictObject({ reason: text })) },
      ...ok('told of nothing until it is resumed', answer),
    }),
    async (c) => {
      const said = c.req.valid('json').reason;
      const { id } = c.req.valid('param');
      const refused = await refusedAt(c, id);
      return refused
        ? problem(c, refused)
        : submit(c, webhookStream(id), [{ type: 'disableWebhook', reason: { zh: said, en: said } }]);
    },
  );
  const after = z
    .string()
    .regex(/^\d{1,18}$/, '应为日志位置 / must be a position of the log')
    .optional()
    .describe('everything after this position is sent, again if need be; without it from where it stopped');
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/resume',
      request: { params, query, ...body(z.strictObject({ after })) },
      ...ok('told again, at once', answer),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const refused = await refusedAt(c, id);
      return refused
        ? problem(c, refused)
        : submit(c, webhookStream(id), [{ type: 'resumeWebhook', ...c.req.valid('json') }]);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/remove',
      request: { params, query, ...body(z.strictObject({ reason: text })) },
      ...ok('removed', answer),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const refused = await refusedAt(c, id);
      return refused
        ? problem(c, refused)
        : submit(c, webhookStream(id), [{ type: 'removeWebhook', ...c.req.valid('json') }]);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/ping',
      request: { params, query },
      ...ok('what became of one `quancheng.ping`, sent now', pinged),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const refused = await refusedAt(c, id);
      if (refused) return problem(c, refused);
      const state = (await readWebhook(system.db, id))!;
      const time = await now();
      const ping = `ping_${randomBytes(9).toString('hex')}`;
      const receipt = await sendSigned(
        {
          url: state.url,
          secrets: secretsOf(system.db, id, state, time),
          allowed: allowedFor(state.url, hosts),
        },
        {
          id: ping,
          body: eventOf({ id: ping, source, type: 'ping', time, subject: webhookStream(id), data: {} }),
          ...{ signal: c.req.raw.signal, clock: Date.now, timeoutMs: PING_MS },
        },
      );
      return c.json(
        receipt.outcome === 'sent' ? { taken: true } : { taken: false, said: receipt.message },
        200,
      );
    },
  );

  /** The newest secret, never kept by whatever stands between. */
  async function shownOnce(c: Request, id: string) {
    c.header('cache-control', 'no-store');
    const state = (await readWebhook(system.db, id))!;
    return c.json({ id, secret: secretsOf(system.db, id, state, await now())[0] }, 200);
  }

  async function refusedAt(c: Request, id: string): Promise<Rejection | undefined> {
    const found = await readWebhook(system.db, id);
    const county = c.req.query('county');
    if (!found || (county !== undefined && found.county !== county)) return notFound(`webhook ${id}`);
    return refusedFor(c.get('caller'), found);
  }
}

function refusedFor(caller: Caller, { county, names }: Pick<WebhookState, 'county' | 'names'>) {
  if (grantsOf(caller, ['admin']).some((g) => (county === undefined ? isWhole(g) : coversCounty(g, county))))
    return undefined;
  if (names)
    return reject(
      'notAllowed',
      '发送姓名须由管理员设置',
      'to send names is the administrator’s to set',
      'names',
    );
  if (county !== undefined && grantsOf(caller, ['office']).some((g) => coversCounty(g, county)))
    return undefined;
  return reject(
    'notAllowed',
    '全系统的回调由管理员管理；本县的请写明 ?county=',
    'a webhook of everything is the administrator’s; for a county say ?county=',
    'county',
  );
}

function faultOf({ url, types }: Pick<WebhookState, 'url' | 'types'>, hosts: readonly string[]) {
  const fault = urlFault(url, allowedFor(url, hosts));
  if (fault) return reject('badUrl', `url：${fault.zh}`, `url: ${fault.en}`, 'url');
  const unknown = types?.find((t) => !Object.hasOwn(SCHEMA_VERSIONS, t));
  return unknown === undefined
    ? undefined
    : reject('badType', `没有这种事件：${unknown}`, `there is no type of event ${unknown}`, 'types');
}

function shown({ id, state, progress }: { id: string; state: WebhookState; progress: Progress | null }) {
  const { secret: _, turn: __, from: ___, goneOn: ____, disabled, ...webhook } = state;
  const failing = progress !== null && progress.failingSince !== null;
  return {
    ...{ id, ...webhook, progress },
    status: disabled ? ('disabled' as const) : failing ? ('failing' as const) : ('ok' as const),
    ...(disabled ? { reason: disabled.reason } : {}),
  };
}
