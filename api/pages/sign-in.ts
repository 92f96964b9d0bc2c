/** Signing in and out. */
import { bodyLimit } from 'hono/body-limit';
import { LoginPage } from '../../web/login.tsx';
import type { Sessions } from '../identify.ts';
import type { Pages } from '../page.ts';
import { statusOf } from '../problem.ts';
import type { Api, Request } from '../route.ts';

/** An address of this site, whatever was asked for. */
const within = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/';

export function addSignIn(app: Api, pages: Pages, sessions: Sessions): void {
  const signIn = async (c: Request, token: string, to: string) => {
    const rejection = await sessions.signIn(c, token);
    if (!rejection) return c.redirect(to, 303);
    const view = await pages.viewOf(c);
    return pages.send(c, await LoginPage({ view, to, rejection }), statusOf(rejection) as 401 | 429);
  };
  app.get('/login', async (c) => {
    const to = within(c.req.query('to'));
    const token = c.req.query('token');
    if (token !== undefined) return signIn(c, token, to);
    return pages.send(c, await LoginPage({ view: await pages.viewOf(c), to }));
  });
  app.post('/login', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const { token, to } = await c.req.parseBody();
    return signIn(c, typeof token === 'string' ? token.trim() : '', within(to));
  });
  app.post('/logout', (c) => {
    sessions.signOut(c);
    return c.redirect('/login', 303);
  });
}
