/** How a page for people is answered: its reader's view, its headers, and a county where it is about one. */
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { grantsOf, isWhole, type AccessRole, type Caller } from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import { reject, type Rejection } from '../domain/text.ts';
import { lastPosition } from '../store/read.ts';
import { RefusalPage } from '../web/refusal.tsx';
import type { Language, View } from '../web/view.ts';
import { withQuery } from '../web/view.ts';
import { problem, retryHeaders, statusOf } from './problem.ts';
import type { Api, Deps, Request } from './route.ts';

/** What a page may load and where its forms go: this site alone, no inline script. */
const PAGE_CSP =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The caller of a request of which nobody is known. */
export const NOBODY: Caller = { actor: 'nobody', grants: [] };

type Html = ReturnType<typeof RefusalPage>;
/** A page, a refusal of it, or an answer of another kind (a file, another address). */
export type Shown = Html | { refused: Rejection } | Response;

export interface Pages {
  /** Answers GET of a path. `render` is called only for whom the table of access lets in. */
  page: (path: string, render: (c: Request, view: View) => Promise<Shown> | Shown) => void;
  /** The reader's view of a request. */
  viewOf: (c: Request) => Promise<View>;
  /** A whole page as an answer. */
  send: (c: Request, html: Html, status?: ContentfulStatusCode) => Promise<Response>;
}

/** Whether a browser asks for a page. */
export const isForPeople = (c: Request): boolean =>
  !c.req.path.startsWith('/v1/') && (c.req.header('accept') ?? '').includes('text/html');

export function createPages(app: Api, { system, now }: Deps): Pages {
  const viewOf = async (c: Request): Promise<View> => {
    const [at, position] = await Promise.all([now(), lastPosition(system.db)]);
    const { calendar } = await system.freshRules();
    const caller = c.get('caller') ?? NOBODY;
    const url = new URL(c.req.url);
    return {
      ...{ language: languageOf(c), caller, csrf: c.get('csrf'), now: at },
      path: withQuery(`${url.pathname}${url.search}`, { lang: undefined }),
      ...{ zone: calendar.zone, today: localDate(at, calendar.zone) },
      position,
      demo: (await system.clock.mode()).mode === 'demo',
      counties: countiesOf(c),
    };
  };
  const page: Pages['page'] = (path, render) => {
    app.get(path, async (c) => {
      const view = await viewOf(c);
      const shown = await render(c, view);
      if (shown instanceof Response) return shown;
      if ('refused' in shown)
        return send(
          c,
          RefusalPage({ view, rejection: shown.refused, requestId: c.get('requestId') }),
          statusOf(shown.refused),
        );
      return send(c, shown);
    });
  };
  return { page, viewOf, send };
}

/** A whole page as an answer, with its headers. */
const send: Pages['send'] = async (c, html, status = 200) => {
  c.header('content-security-policy', PAGE_CSP);
  c.header('cache-control', 'no-store');
  // A form of ours says its origin; other sites learn nothing.
  c.header('referrer-policy', 'same-origin');
  return c.html(html, status);
};

/**
 * What no route answers: a page in the reader's language for a browser, problem+json for programs, with the same
 * status and the same seconds to wait. Asks the database nothing: it may be what is away.
 */
export function answerFailure(
  c: Request,
  { system }: Pick<Deps, 'system'>,
  rejection: Rejection,
  retryAfter?: number,
): Response | Promise<Response> {
  if (!isForPeople(c)) return problem(c, rejection, retryAfter);
  const at = new Date().toISOString();
  const { zone } = system.rules.calendar;
  // As far as the guard came: nobody is known where it could not ask.
  const caller = c.get('caller') ?? NOBODY;
  const url = new URL(c.req.url);
  const view: View = {
    ...{ language: languageOf(c), caller, csrf: c.get('csrf') },
    path: withQuery(`${url.pathname}${url.search}`, { lang: undefined }),
    ...{ now: at, zone, today: localDate(at, zone), position: '', demo: false, counties: [] },
  };
  for (const [name, value] of Object.entries(retryHeaders(rejection, retryAfter))) c.header(name, value);
  return send(c, RefusalPage({ view, rejection, requestId: c.get('requestId') }), statusOf(rejection));
}

/** What was chosen by `?lang=` is kept; else as kept, else Chinese. */
function languageOf(c: Request): Language {
  const asked = c.req.query('lang');
  if (asked === 'zh' || asked === 'en') {
    setCookie(c, 'language', asked, { path: '/', sameSite: 'Lax', maxAge: 365 * 24 * 3600, httpOnly: true });
    return asked;
  }
  return getCookie(c, 'language') === 'en' ? 'en' : 'zh';
}

const READERS: readonly AccessRole[] = ['office', 'leader', 'auditor', 'screen', 'admin'];

/** The counties of which a reader of many projects reads; undefined is all. */
function countiesOf(c: Request, roles = READERS): readonly string[] | undefined {
  const grants = grantsOf(c.get('caller') ?? { actor: '', grants: [] }, roles);
  if (grants.some(isWhole)) return undefined;
  return [...new Set(grants.flatMap((g) => (g.projects === undefined ? (g.counties ?? []) : [])))].toSorted();
}

/**
 * The county that a page is about: as asked for, within what the reader reads (by a grant in one of the roles, where
 * a page is not for every reader); undefined is all of them.
 */
export function countyFor(
  c: Request,
  view: View,
  roles?: readonly AccessRole[],
): { county: string | undefined } | { refused: Rejection } {
  const counties = roles ? countiesOf(c, roles) : view.counties;
  const asked = c.req.query('county') || undefined;
  if (counties === undefined) return { county: asked };
  const county = asked ?? counties[0];
  if (county !== undefined && counties.includes(county)) return { county };
  return { refused: reject('notAllowed', '无权查看该县区', 'you may not see this county', 'county') };
}
