/**
 * Signed links: the page of one, its use, rotation and revocation. A GET changes nothing, so a chat program
 * that looks at the address to show a preview uses nothing up.
 */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { answer } from '../contracts/answers.ts';
import { bodyLimit } from 'hono/body-limit';
import { name, text } from '../contracts/project.ts';
import { linkForm } from '../contracts/link.ts';
import { reject } from '../domain/text.ts';
import { LINKS_STREAM } from '../store/aggregates.ts';
import { examineLink, revokeLinksOf, useLink, type Used } from '../store/links.ts';
import { linkPage } from '../web/link-page.ts';
import { problem } from './problem.ts';
import { type Api, body, type Deps, ok, question } from './route.ts';

const STATUS: Record<Used['is'] | 'open' | 'badForm', 200 | 400 | 404 | 409 | 410> = {
  ...{ open: 200, done: 200, used: 200, badForm: 400, refused: 409 },
  ...{ invalid: 404, over: 410, expired: 410, revoked: 410 },
};
const MAX_FORM_BYTES = 16_384;

/** The pages of links, outside `/v1`: people open them from a message. */
export function addLinkPages(app: Api, { system, now }: Deps): void {
  const page = async (c: Context, shown: Parameters<typeof linkPage>[0]) => {
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex, nofollow');
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    const mode = await system.clock.mode();
    const demoNow = mode.mode === 'demo' ? await now() : null;
    return c.html(linkPage(shown, { demoNow, zone: system.rules.calendar.zone }), STATUS[shown.is]);
  };

  app.get('/l/:token', async (c) => page(c, await examineLink(system, c.req.param('token'), await now())));

  app.post('/l/:token', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (c) => {
    const token = c.req.param('token');
    const form = linkForm.safeParse(await c.req.parseBody());
    if (!form.success) {
      const found = await examineLink(system, token, await now());
      if (found.is !== 'open') return page(c, found);
      const issue = form.error.issues[0]!;
      return page(c, {
        ...found,
        is: 'badForm',
        field: issue.path.map(String).join('.'),
        fault: issue.message,
      });
    }
    return page(c, await useLink(system, token, form.data, new Date().toISOString()));
  });
}

/** What the office does about links. */
export function addLinks(app: Api, { system, submit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/rotate',
      request: body(z.strictObject({ by: name, reason: text, voidOld: z.boolean().default(false) })),
      ...ok('links are signed with a new key from now on', answer),
    }),
    (c) => submit(c, LINKS_STREAM, [{ type: 'rotateLinkKeys', ...c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/revoke',
      request: question(z.strictObject({ person: name, by: name, reason: text })),
      ...ok('every link of a person is void', z.object({ revoked: z.int() })),
    }),
    async (c) => {
      const revoked = await revokeLinksOf(system, c.req.valid('json'), new Date().toISOString());
      if (revoked === 0) {
        const { person } = c.req.valid('json');
        return problem(
          c,
          reject('noLinks', `${person}没有有效的链接`, `${person} has no link that is still good`, 'person'),
        );
      }
      return c.json({ revoked }, 200);
    },
  );
}
