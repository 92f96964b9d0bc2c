/** Signing in, with a token or at the identity provider, and out. */
import { bodyLimit } from 'hono/body-limit';
import type { Rejection } from '../../domain/text.ts';
import { LoginPage } from '../../web/login.tsx';
import { SignedInPage } from '../../web/signed-in.tsx';
import { denial, whence } from '../guard.ts';
import type { Account, Sessions } from '../identify.ts';
import { CALLBACK } from '../oidc.ts';
import type { Pages } from '../page.ts';
import { statusOf } from '../problem.ts';
import type { Api, Request } from '../route.ts';

export interface SignIn {
  sessions: Sessions;
  /** Users may sign in at an identity provider. */
  hasProvider: boolean;
  /** Takes one line of JSON for each refusal and each sign-in. */
  log: (line: string) => void;
}

/** An address of this site, whatever was asked for. */
const within = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/';

export function addSignIn(app: Api, pages: Pages, { sessions, hasProvider, log }: SignIn): void {
  const loginPage = async (c: Request, to: string, rejection?: Rejection) =>
    pages.send(
      c,
      await LoginPage({ view: await pages.viewOf(c), to, hasProvider, rejection }),
      rejection ? statusOf(rejection) : 200,
    );
  const refuse = (c: Request, route: string, to: string, rejection: Rejection) => {
    log(denial(c, rejection, { route: `${c.req.method} ${route}`, path: route, who: null }));
    return loginPage(c, to, rejection);
  };
  // By id, not by name: a log can't forget a person.
  const say = (c: Request, who: Account): void =>
    log(JSON.stringify({ event: 'signedIn', who, ...whence(c) }));
  const signIn = async (c: Request, token: string, to: string) => {
    const found = await sessions.signIn(c, token);
    if ('code' in found) return refuse(c, '/login', to, found);
    say(c, found.who);
    return c.redirect(to, 303);
  };
  app.get('/login', async (c) => {
    const to = within(c.req.query('to'));
    const token = c.req.query('token');
    return token === undefined ? loginPage(c, to) : signIn(c, token, to);
  });
  app.post('/login', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const { token, to } = await c.req.parseBody();
    return signIn(c, typeof token === 'string' ? token.trim() : '', within(to));
  });
  app.get('/login/oidc', async (c) => {
    const to = within(c.req.query('to'));
    const found = await sessions.beginAtProvider(c, to);
    return 'code' in found ? refuse(c, '/login/oidc', to, found) : c.redirect(found.href, 303);
  });
  app.get(CALLBACK, async (c) => {
    const found = await sessions.signInAtProvider(c);
    if ('code' in found) return refuse(c, CALLBACK, '/', found);
    say(c, found.who);
    return pages.send(c, await SignedInPage({ view: await pages.viewOf(c), to: within(found.to) }));
  });
  app.post('/logout', (c) => {
    sessions.signOut(c);
    return c.redirect('/login', 303);
  });
}
