/**
 * The HTTP API. Needs Postgres only: a Temporal that is away refuses no command. Every route stands in the
 * table of `access.ts`; the id of a command is its `Idempotency-Key`. What begins with `/v1` is for programs,
 * the rest for people in a browser.
 */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import type { Rejection } from '../domain/text.ts';
import type { AttachmentStore } from '../attachments/store.ts';
import type { OidcSettings } from '../config.ts';
import { ping } from '../store/database.ts';
import { signInKey } from '../store/session-key.ts';
import type { System } from '../store/system.ts';
import { isTracing } from '../telemetry/trace.ts';
import { RefusalPage } from '../web/refusal.tsx';
import { addAccounts } from './accounts.ts';
import { addChanges } from './changes.ts';
import { addAttachments } from './attachments.ts';
import { addClock } from './clock.ts';
import { addContacts } from './contacts.ts';
import { answerFault } from './fault.ts';
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
import { addSecurityText } from './security-text.ts';
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
  /** Where faults of security are reported; without it there is no `security.txt`. */
  securityContact?: string | undefined;
  /** A session that makes no request for so long ends; by itself 30, with 0 only after its twelve hours. */
  idleMinutes?: number | undefined;
  /** Takes one line of JSON for each refusal, and for each sign-in. */
  log?: (line: string) => void;
  /** Takes one line of JSON for each fault that nobody expected. */
  fault?: (line: string) => void;
}

const NO_STORE: AttachmentStore = {
  put: () => Promise.reject(new Error('no store is set')),
  get: () => Promise.reject(new Error('no store is set')),
};

export function createApp(options: ApiOptions) {
  const { system, token, publicUrl, oidc, temporalUiUrl, chromium, log = console.warn } = options;
  const { draining = new AbortController().signal, fault = console.error } = options;
  const app = empty();
  const now = () => system.clock.now(new Date().toISOString());
  const isSecure = (c: Request): boolean => /^https:/i.test(publicUrl ?? c.req.url);
  const provider = oidc && createProvider({ ...oidc, key: signInKey(system.db), publicUrl, isSecure, log });
  const sessions = createSessions({
    system,
    token,
    provider,
    isSecure,
    idleMinutes: options.idleMinutes ?? 30,
  });
  const deps: Deps = { system, now, submit: createSubmit(system) };
  const pages = createPages(app, deps);
  const refusalPage = async (c: Request, rejection: Rejection) =>
    pages.send(
      c,
      RefusalPage({ view: await pages.viewOf(c), rejection, requestId: c.get('requestId') }),
      statusOf(rejection),
    );
  app.use('*', requestId());
  if (isTracing()) app.use('*', traceRequests());
  app.use('*', sayGoodbye(draining));
  app.use('*', limitRate(deps, options.requestsPerMinute ?? 0));
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
  addSecurityText(app, options);
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

  app.onError(answerFault(deps, fault));
  return app;
}

const empty = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => (result.success ? undefined : problem(c, badRequest(result.error))),
  });
