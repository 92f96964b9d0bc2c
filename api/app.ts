/**
 * The HTTP API. Needs Postgres only: a Temporal that is away refuses no command. Every route stands in the
 * table of `access.ts`; the id of a command is its `Idempotency-Key`.
 */
import { timingSafeEqual, createHash } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { stream } from 'hono/streaming';
import { projectCommand, signCommand, signFile, targetReport, targetSpec } from '../contracts/project.ts';
import { standings } from '../domain/project/facts.ts';
import { syncChecks } from '../domain/project/lines.ts';
import { unmetForStart } from '../domain/project/stages.ts';
import { forCounty } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { reject } from '../domain/text.ts';
import { projectStream, targetStream } from '../store/aggregates.ts';
import { Overloaded } from '../store/faults.ts';
import { load, readNotices, readRejections, readStream, statePages, whole } from '../store/read.ts';
import { reviewNow } from '../store/reviews.ts';
import { ping } from '../store/database.ts';
import type { System } from '../store/system.ts';
import { notFoundPage, projectPage, reviewPage } from '../web/pages.ts';
import { CARRIES_ITS_PROOF, mayCall } from './access.ts';
import { advance, NobodyAnswers } from './advance.ts';
import { addContacts } from './contacts.ts';
import { addLinks } from './links.ts';
import { addNotices } from './notices.ts';
import { addRules } from './rules.ts';
import { badRequest, notFound, problem } from './problem.ts';
import { addReports } from './reports.ts';
import { answer, body, createSubmit, ok, params } from './route.ts';

const COOKIE = 'quancheng';
const MAX_ADVANCE_DAYS = 3_660;
/** `5d`, `12h`, `2w` → milliseconds. */
const duration = z
  .string()
  .regex(/^\d{1,4}[hdw]$/, '时长写作 5d、12h 或 2w / write a duration as 5d, 12h or 2w')
  .transform(
    (t) =>
      Number(t.slice(0, -1)) * { h: 3_600_000, d: 86_400_000, w: 604_800_000 }[t.at(-1) as 'h' | 'd' | 'w'],
  )
  .refine((ms) => ms <= MAX_ADVANCE_DAYS * 86_400_000, '最多十年 / ten years at most');

export interface ApiOptions {
  system: System;
  /** The office's token. */
  token: string;
  temporalUiUrl?: string | undefined;
  /** The browser that prints PDF; without one there is none. */
  chromium?: string | undefined;
}

export function createApp({ system, token, temporalUiUrl, chromium }: ApiOptions) {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : problem(c, badRequest(result.error))),
  });
  const now = () => system.clock.now(new Date().toISOString());
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const isToken = (given: string | undefined) =>
    given !== undefined && timingSafeEqual(digest(given), digest(token));
  const bearer = (c: Context) => c.req.header('authorization')?.match(/^Bearer (.+)$/i)?.[1];

  /** Finds the declared route of a request and refuses what the table does not allow. */
  app.use('*', async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const route = routeOf(method, c.req.path);
    const caller = isToken(bearer(c)) || isToken(getCookie(c, COOKIE)) ? 'office' : 'anyone';
    c.header('x-content-type-options', 'nosniff');
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    c.header('referrer-policy', 'no-referrer');
    if (route === undefined) return problem(c, notFound(c.req.path));
    if (!mayCall(route, caller)) {
      return caller === 'anyone'
        ? problem(
            c,
            reject(
              'notSignedIn',
              '请先登录：使用启动时打印的网址或令牌',
              'sign in with the address or token printed at start',
            ),
          )
        : problem(c, reject('notAllowed', '无权执行此操作', 'you may not do this'));
    }
    // A cookie alone must not carry a command from another site: browsers send it, scripts of ours do not.
    if (method !== 'GET' && !CARRIES_ITS_PROOF.has(route) && !isToken(bearer(c))) {
      return problem(c, reject('notAllowed', '写操作须带令牌', 'a command needs the bearer token'));
    }
    await next();
  });

  const submit = createSubmit(system);

  app.openapi(createRoute({ method: 'get', path: '/healthz', ...ok('the database answers') }), async (c) => {
    await ping(system.db);
    return c.json({ ok: true }, 200);
  });
  app.get('/login', (c) => {
    if (!isToken(c.req.query('token')))
      return problem(c, reject('notSignedIn', '令牌无效', 'not the token', 'token'));
    setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 7 * 86_400 });
    return c.redirect('/');
  });
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Quancheng 全程', version: '0.1.0' } });

  app.openapi(
    createRoute({ method: 'post', path: '/projects', request: body(signFile), ...ok('signed', answer) }),
    (c) => {
      const file = c.req.valid('json');
      return submit(c, projectStream(file.id), [signCommand(file), ...file.history]);
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects', ...ok('every project at a glance') }),
    async (c) => {
      const projects = await whole(statePages<Project>(system.db, 'project'));
      const context = { ...(await system.freshRules()), now: await now() };
      return c.json(
        projects.map((p) => ({
          id: p.id,
          name: p.name,
          county: p.county,
          standings: standings(p, forCounty(context, p.county)).length,
        })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects/{id}', request: { params }, ...ok('one project') }),
    async (c) => {
      const loaded = await load(system.db, projectStream(c.req.valid('param').id));
      if (!loaded) return problem(c, notFound('project'));
      const project = loaded.state as Project;
      c.header('etag', `"${loaded.version}"`);
      const context = { ...forCounty(await system.freshRules(), project.county), now: await now() };
      const checks = { sync: syncChecks(project, context), startUnmet: unmetForStart(project) };
      return c.json(
        {
          version: loaded.version,
          face: loaded.face,
          project,
          standings: standings(project, context),
          ...checks,
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects/{id}/events', request: { params }, ...ok('its events') }),
    async (c) => c.json(await readStream(system.db, projectStream(c.req.valid('param').id)), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/projects/{id}/rejections',
      request: { params },
      ...ok('refused messages'),
    }),
    async (c) => c.json(await readRejections(system.db, projectStream(c.req.valid('param').id)), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/projects/{id}/commands',
      request: { params, ...body(projectCommand) },
      ...ok('done', answer),
    }),
    (c) => submit(c, projectStream(c.req.valid('param').id), [c.req.valid('json')]),
  );

  app.openapi(
    createRoute({ method: 'post', path: '/targets', request: body(targetSpec), ...ok('set', answer) }),
    (c) => {
      const spec = c.req.valid('json');
      return submit(c, targetStream(spec.id), [{ type: 'setTarget', ...spec }]);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/targets/{id}/reports',
      request: { params, ...body(targetReport) },
      ...ok('reported', answer),
    }),
    (c) =>
      submit(c, targetStream(c.req.valid('param').id), [{ type: 'reportTarget', ...c.req.valid('json') }]),
  );

  addRules(app, { system, now, submit });
  addNotices(app, { system, submit });
  addContacts(app, { system, submit });
  addLinks(app, { system, now, submit });
  addReports(app, { system, now, submit, chromium });

  app.openapi(createRoute({ method: 'get', path: '/clock', ...ok('the clock') }), async (c) =>
    c.json({ ...(await system.clock.mode()), now: await now(), temporalUiUrl: temporalUiUrl ?? null }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/clock/advance',
      request: body(z.object({ by: duration })),
      ...ok('moved'),
    }),
    async (c) => {
      if ((await system.clock.mode()).mode === 'real') {
        return problem(c, reject('realClock', '真实时钟不能调整', 'a real clock cannot be moved'));
      }
      const { by } = c.req.valid('json');
      c.header('content-type', 'application/x-ndjson');
      return stream(c, async (out) => {
        try {
          for await (const at of advance(system, by)) await out.writeln(JSON.stringify({ at }));
        } catch (error) {
          const known = error instanceof NobodyAnswers;
          if (!known) console.error(error);
          await out.writeln(
            JSON.stringify({
              error: known
                ? '工作进程未响应，时钟停在此处 / the worker does not answer: the clock stopped here'
                : 'error',
            }),
          );
        }
      });
    },
  );

  app.get('/', async (c) =>
    c.html(reviewPage(await reviewNow(system, await now()), await system.clock.mode(), await now())),
  );
  app.get('/page/projects/:id', async (c) => {
    const name = projectStream(c.req.param('id'));
    const loaded = await load(system.db, name);
    const at = await now();
    if (!loaded) return c.html(notFoundPage(await system.clock.mode(), at), 404);
    const context = {
      ...forCounty(await system.freshRules(), (loaded.state as Project).county),
      now: at,
    };
    const [events, notices] = await Promise.all([
      readStream(system.db, name),
      readNotices(system.db, { stream: name, limit: 200 }),
    ]);
    return c.html(projectPage(loaded.state as Project, events, notices, context, await system.clock.mode()));
  });

  app.onError((error, c) => {
    if (error instanceof Overloaded)
      return problem(
        c,
        reject('overloaded', '系统繁忙，请稍后重试', 'too busy: try again'),
        error.retryAfter,
      );
    if (error instanceof SyntaxError || (error as { status?: number }).status === 400) {
      return problem(c, reject('badRequest', '请求不是有效的 JSON', 'the body is not valid JSON'));
    }
    console.error(error);
    return problem(
      c,
      reject(
        'unavailable',
        '数据库暂不可用，命令未受理，请重试',
        'the database is away: the command was not taken, try again',
      ),
    );
  });

  /** Routes as `METHOD /path/{param}`, from what is registered, so that none can be forgotten. */
  const routes = app.routes
    .filter((r) => r.method !== 'ALL')
    .map((r) => {
      const named = r.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
      return {
        key: `${r.method} ${named}`,
        method: r.method,
        pattern: new RegExp(`^${named.replace(/\{\w+\}/g, '[^/]+')}$`),
      };
    });
  function routeOf(method: string, path: string): string | undefined {
    return routes.find((r) => r.method === method && r.pattern.test(path))?.key;
  }
  return app;
}
