/**
 * Stands before every route: finds the declared route of a request, who asks, and refuses what the table of
 * `access.ts` does not allow. Each refusal is one line of the log, and so is each request that could not be read.
 */
import type { MiddlewareHandler } from 'hono';
import { coversCounty, grantsOf, isWhole, type Grant } from '../domain/access.ts';
import { reject, type Rejection } from '../domain/text.ts';
import type { System } from '../store/system.ts';
import { refusals } from '../telemetry/metrics.ts';
import { traceId } from '../telemetry/trace.ts';
import { ACCESS, CARRIES_ITS_PROOF, PERSONAL, type Row } from './access.ts';
import type { Account, Identity, Sessions } from './identify.ts';
import { isForPeople, NOBODY } from './page.ts';
import { notFound, problem } from './problem.ts';
import type { Api, Env, Request } from './route.ts';
import { projectFor } from './scope.ts';

/** What is answered to what fits no schema, is too large, or is of another type. */
const UNREADABLE: ReadonlySet<number> = new Set([400, 413, 415]);
export const CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NOT_ALLOWED = reject('notAllowed', '无权执行此操作', 'you may not do this');
const NOT_SIGNED_IN = reject(
  'notSignedIn',
  '请先登录：使用启动时打印的网址或令牌',
  'sign in with the address or token printed at start',
);
const NOT_OURS = reject(
  'notAllowed',
  '写操作须带令牌，或来自本站页面',
  'a command needs a bearer token, or must come from a page of this site',
);

interface Deps {
  system: System;
  now: () => Promise<string>;
  identify: Sessions['identify'];
  /** Whether browsers reach this system by https. */
  isSecure: (c: Request) => boolean;
  /** A refusal as a page, for people in a browser. */
  refusalPage: (c: Request, rejection: Rejection) => Promise<Response>;
  /** Takes one line of JSON for each refusal. */
  log: (line: string) => void;
}

/** The line of the log about a refusal; it is counted as well. Who asked is there by account, never by name. */
export function denial(
  c: Request,
  { code }: Rejection,
  { route, path, who }: { route: string; path: string; who: Account | null },
): string {
  refusals.inc({ code });
  return JSON.stringify({ ...{ event: 'denied', code, route, path, who }, ...whence(c) });
}

/** When and from where a request came, for a line of the log: the instant in UTC, its id, the address. */
export const whence = (c: Request) => ({
  at: new Date().toISOString(),
  requestId: c.get('requestId'),
  trace: traceId(),
  address: c.env?.incoming?.socket.remoteAddress ?? null,
});

/** What an address and the pattern of its route have in common: a parameter is one part of a path. */
const shapeOf = (method: string, path: string): string => `${method} ${path.split('/').length}`;

/** The routes that are registered on `app`, `METHOD /path/{param}`, so that none can be forgotten. */
export function routesOf(app: Api): { key: string; method: string; pattern: RegExp }[] {
  return app.routes
    .filter((r) => r.method !== 'ALL')
    .map((r) => {
      const named = r.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
      return {
        key: `${r.method} ${named}`,
        method: r.method,
        pattern: new RegExp(`^${named.replace(/\{\w+\}/g, '([^/]+)')}$`),
      };
    });
}

/** A request is tried on the few patterns of its own shape. */
function byShape(routes: ReturnType<typeof routesOf>): Map<string, typeof routes> {
  const shapes = new Map<string, typeof routes>();
  for (const route of routes) {
    const shape = shapeOf(route.method, route.key);
    shapes.set(shape, [...(shapes.get(shape) ?? []), route]);
  }
  return shapes;
}

export function createGuard(
  app: Api,
  { system, now, identify, isSecure, refusalPage, log }: Deps,
): MiddlewareHandler<Env> {
  let routes: Map<string, ReturnType<typeof routesOf>> | undefined;
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    c.header('x-content-type-options', 'nosniff');
    c.header('content-security-policy', CSP);
    c.header('referrer-policy', 'no-referrer');
    // What may be kept says so itself.
    c.header('cache-control', 'no-store');
    if (isSecure(c)) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    // Routes are all there when the first request comes.
    routes ??= byShape(routesOf(app));
    const route = routes.get(shapeOf(method, c.req.path))?.find((r) => r.pattern.test(c.req.path));
    const table = route && ACCESS[route.key];
    const found = await identify(c);
    const refuse = (rejection: Rejection) => {
      const who = found.is === 'known' ? found.account : null;
      log(denial(c, rejection, { route: route?.key ?? method, path: shown(c, route?.key), who }));
      if (!isForPeople(c)) return problem(c, rejection);
      c.set('caller', found.is === 'known' ? found.caller : NOBODY);
      c.set('csrf', found.is === 'known' ? found.csrf : undefined);
      if (rejection === NOT_SIGNED_IN && method === 'GET')
        return c.redirect(
          `/login?to=${encodeURIComponent(new URL(c.req.url).pathname + new URL(c.req.url).search)}`,
        );
      return refusalPage(c, rejection);
    };
    if (found.is === 'refused') return refuse(found.rejection);
    if (!route) return isForPeople(c) ? refuse(notFound(c.req.path)) : problem(c, notFound(c.req.path));
    c.set('caller', found.is === 'known' ? found.caller : NOBODY);
    c.set('csrf', found.is === 'known' ? found.csrf : undefined);
    c.set('route', route.key);
    if (table?.who === 'anyone') {
      if (method !== 'GET' && !CARRIES_ITS_PROOF.has(route.key) && !(await isOurs(c, found)))
        return refuse(NOT_OURS);
      return served(route.key);
    }
    if (found.is === 'nobody') return refuse(NOT_SIGNED_IN);
    const rejection = table ? await refusedBy(table) : NOT_ALLOWED;
    if (rejection) return refuse(rejection);
    // A cookie alone must not carry a command from another site: browsers send it, pages of ours prove more.
    if (method !== 'GET' && !(await isOurs(c, found))) return refuse(NOT_OURS);
    // Not on a route for anyone: what such a one answers may be kept by others, with the cookie in it.
    if (found.is === 'known') found.renew?.();
    if (PERSONAL.has(route.key) && found.is === 'known')
      log(JSON.stringify({ event: 'read', route: route.key, who: found.account, ...whence(c) }));
    return served(route.key);

    /** Lets the request through. Of one that can't be read no value is told: it may be a person's. */
    async function served(key: string) {
      await next();
      const { status } = c.res;
      if (!UNREADABLE.has(status)) return;
      const who = found.is === 'known' ? found.account : null;
      log(JSON.stringify({ event: 'unreadable', status, route: key, who, ...whence(c) }));
    }

    async function refusedBy({ who, within }: Row) {
      if (who === 'anyone') return undefined;
      const { caller } = found as Extract<Identity, { is: 'known' }>;
      const grants = grantsOf(caller, who);
      if (grants.length === 0) return NOT_ALLOWED;
      if (within === 'project') {
        const id = decodeURIComponent(route!.pattern.exec(c.req.path)![1]!).split(':')[0]!;
        const project = await projectFor(system, caller, id, await now(), who);
        if (!project) return notFound('project');
        c.set('project', project);
        return undefined;
      }
      return grants.some((grant) => reaches(grant, within, c.req.query('county'))) ? undefined : NOT_ALLOWED;
    }
  };
}

/** Whether a grant reaches what a row of the table is over; without a county, what is over all of them. */
export function reaches(grant: Grant, within: Row['within'], county: string | undefined): boolean {
  if (within === 'system') return isWhole(grant);
  if (within === 'county') return county === undefined ? isWhole(grant) : coversCounty(grant, county);
  return true;
}

/** The path as the log may show it: what proves something in an address is left out. */
const shown = (c: Request, route: string | undefined): string =>
  route?.includes('{token}') ? route.split(' ')[1]! : c.req.path;

/**
 * Whether a request that changes something comes from where it says: with a bearer token, which no other site
 * has; or with a session, from a page of this origin, and with the session's own token.
 */
async function isOurs(c: Request, found: Identity): Promise<boolean> {
  if (found.is === 'known' && found.csrf === undefined) return true;
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  // Where a browser says whence, that counts; an older one, or one without TLS, says its origin only.
  if (site !== undefined && site !== 'same-origin') return false;
  if (site === undefined && origin !== undefined && URL.parse(origin)?.host !== new URL(c.req.url).host)
    return false;
  // Signing in: another site's form must not sign somebody in as another.
  if (found.is !== 'known') return true;
  if (origin === undefined && site === undefined) return false;
  const given = c.req.header('x-csrf-token') ?? (await formToken(c));
  return given === found.csrf;
}

async function formToken(c: Request): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)
    ? (await c.req.parseBody()).csrf
    : undefined;
}
