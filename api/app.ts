/**
 * The HTTP API. Needs Postgres only: a Temporal that is away refuses no command. Every route stands in the
 * table of `access.ts`; the id of a command is its `Idempotency-Key`. What begins with `/v1` is for programs,
 * the rest for people in a browser.
 */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { reject, type Rejection } from '../domain/text.ts';
import type { AttachmentStore } from '../attachments/store.ts';
import type { OidcSettings } from '../config.ts';
import { ping } from '../store/database.ts';
import { Overloaded } from '../store/faults.ts';
import { signInKey } from '../store/session-key.ts';
import type { System } from '../store/system.ts';
import { isTracing, traceId } from '../telemetry/trace.ts';
import { RefusalPage } from '../web/refusal.tsx';
import { addAccounts } from './accounts.ts';
import { addChanges } from './changes.ts';
import { addAttachments } from './attachments.ts';
import { addClock } from './clock.ts';
import { addContacts } from './contacts.ts';
import { createGuard } from './guard.ts';
import { addHealth, sayGoodbye } from './health.ts';
import { createSessions } from './identify.ts';
import { addLedger } from './ledger.ts';
import { createLimits } from './limits.ts';
import { addLinkPages, addLinks } from './links.ts';
import { addNotices } from './notices.ts';
import { createProvider, type ProviderOptions } from './oidc.ts';
import { createPages } from './page.ts';
import { addPages } from './pages/index.ts';
import { addProjects } from './projects.ts';
import { badRequest, problem, statusOf } from './problem.ts';
import { limitRate } from './rate.ts';
import { addDocument, addReference } from './reference.ts';
import { addReports } from './reports.ts';
import { createSubmit, ok, type Deps, type Env, type Request } from './route.ts';
import { addRules } from './rules.ts';
import { addTargets } from './targets.ts';
import { traceRequests } from './trace.ts';
import { addWebhooks } from './webhooks.ts';

export interface ApiOptions {
  system: System;
  /** The token of whoever runs the system, beside those of the log. */
  token?: string | undefined;
  /** Where browsers reach this system; by itself as each request says. */
  publicUrl?: string | undefined;
  /** Where users sign in. */
  oidc?: (OidcSettings & Pick<ProviderOptions, 'fetch'>) | undefined;
  /** Hosts of the intranet to which webhooks may go. */
  webhookHosts?: readonly string[] | undefined;
  temporalUiUrl?: string | undefined;
  /** Where attachments lie; without one none can be kept. */
  attachments?: AttachmentStore | undefined;
  /** The browser that prints PDF. */
  chromium?: string | undefined;
  /** Aborts when this process is to stop: it is not ready any more, and finishes what is under way. */
  draining?: AbortSignal | undefined;
  /** Of one token or address; by itself, or with 0, without limit. */
  requestsPerMinute?: number | undefined;
  /** Takes one line of JSON for each refusal. */
  log?: (line: string) => void;
}

const NO_STORE: AttachmentStore = {
  put: () => Promise.reject(new Error('no store is set')),
  get: () => Promise.reject(new Error('no store is set')),
};

export function createApp(options: ApiOptions) {
  const { system, token, publicUrl, oidc, temporalUiUrl, chromium, log = console.warn } = options;
  const { draining = new AbortController().signal } = options;
  const app = empty();
  const now = () => system.clock.now(new Date().toISOString());
  const isSecure = (c: Request): boolean => new URL(publicUrl ?? c.req.url).protocol === 'https:';
  const provider = oidc && createProvider({ ...oidc, key: signInKey(system.db), publicUrl, isSecure, log });
  const sessions = createSessions({ system, token, provider, isSecure });
  const deps: Deps = { system, now, submit: createSubmit(system) };
  const pages = createPages(app, deps);
  const refusalPage = async (c: Request, rejection: Rejection) =>
    pages.send(c, RefusalPage({ view: await pages.viewOf(c), rejection }), statusOf(rejection) as 403);
  if (isTracing()) app.use('*', traceRequests());
  app.use('*', sayGoodbye(draining));
  app.use('*', limitRate(options.requestsPerMinute ?? 0));
  app.use('*', createGuard(app, { system, now, identify: sessions.identify, isSecure, refusalPage, log }));

  app.openapi(
    createRoute({
      method: 'get',
      path: '/healthz',
      ...ok('the database answers', z.object({ ok: z.boolean() })),
    }),
    async (c) => {
      await ping(system.db);
      return c.json({ ok: true }, 200);
    },
  );
  addHealth(app, deps, draining);
  addPages(app, deps, pages, { sessions, hasProvider: provider !== undefined, log }, options);
  addLinkPages(app, deps, options.attachments ?? NO_STORE);

  const v1 = empty();
  v1.use('*', createLimits(app));
  addAccounts(v1, deps);
  addProjects(v1, deps);
  addAttachments(v1, deps, options.attachments ?? NO_STORE);
  addTargets(v1, deps);
  addRules(v1, deps);
  addNotices(v1, deps);
  addContacts(v1, deps);
  addLinks(v1, deps);
  addReports(v1, deps, chromium);
  addLedger(v1, deps);
  addChanges(v1, deps, draining);
  addWebhooks(v1, deps, { source: publicUrl ?? 'quancheng', hosts: options.webhookHosts ?? [] });
  addReference(v1);
  addClock(v1, deps, temporalUiUrl);
  app.route('/v1', v1);
  addDocument(app);

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
    // Postgres, class 22: a value that it can't store or read.
    if ((error as { code?: string }).code?.startsWith?.('22'))
      return problem(c, reject('badRequest', '含有无法保存的值', 'holds a value that cannot be stored'));
    console.error(...(isTracing() ? [{ trace: traceId() }, error] : [error]));
    return problem(
      c,
      reject(
        'unavailable',
        '数据库暂不可用，命令未受理，请重试',
        'the database is away: the command was not taken, try again',
      ),
    );
  });
  return app;
}

const empty = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => (result.success ? undefined : problem(c, badRequest(result.error))),
  });
