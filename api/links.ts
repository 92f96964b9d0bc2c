/**
 * Signed links: the page of one, its use, rotation and revocation. A GET changes nothing, so a chat program
 * that looks at the address to show a preview uses nothing up.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { checkFile, MAX_BYTES } from '../attachments/file.ts';
import { sha256Of, type AttachmentStore } from '../attachments/store.ts';
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
/** A photo, and what is written beside it. */
const MAX_FORM_BYTES = MAX_BYTES + 65_536;

/** The pages of links, outside `/v1`: people open them from a message. */
export function addLinkPages(app: Api, { system, now }: Deps, store: AttachmentStore): void {
  const page = async (c: Context, shown: Parameters<typeof linkPage>[0]) => {
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex, nofollow');
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    const mode = await system.clock.mode();
    const demoNow = mode.mode === 'demo' ? await now() : null;
    return c.html(linkPage(shown, { demoNow, zone: system.rules.calendar.zone }), STATUS[shown.is]);
  };

  app.get('/l/:token', async (c) => page(c, await examineLink(system, c.req.param('token'), await now())));

  app.post('/l/:token', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (c) => {
    const token = c.req.param('token');
    const { photo: sent, ...fields } = await c.req.parseBody();
    const refused = async (field: string, fault: string): Promise<Response> => {
      const found = await examineLink(system, token, await now());
      return page(c, found.is === 'open' ? { ...found, is: 'badForm', field, fault } : found);
    };
    const form = linkForm.safeParse(fields);
    if (!form.success) {
      const issue = form.error.issues[0]!;
      return refused(issue.path.map(String).join('.'), issue.message);
    }
    const at = new Date().toISOString();
    if (!(sent instanceof File) || sent.size === 0 || form.data.action !== 'completeMilestone')
      return page(c, await useLink(system, token, form.data, at));
    const bytes = new Uint8Array(await sent.arrayBuffer());
    const name = sent.name === '' ? 'photo.jpg' : sent.name;
    const checked = checkFile(name, bytes);
    if ('refused' in checked) {
      const { zh, en } = checked.refused.message;
      return refused('photo', `${zh} / ${en}`);
    }
    const found = await examineLink(system, token, await now());
    if (found.is !== 'open') return page(c, found);
    // The bytes first: what the log names is always there.
    const sha256 = sha256Of(bytes);
    await store.put(sha256, bytes);
    const photo = { sha256, name, media: checked.media, bytes: bytes.length };
    return page(c, await useLink(system, token, form.data, at, photo));
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
