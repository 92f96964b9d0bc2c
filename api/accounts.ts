/** Users and tokens over HTTP. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer } from '../contracts/answers.ts';
import { grant, newToken, user } from '../contracts/accounts.ts';
import { text } from '../contracts/project.ts';
import { makeToken, readTokens, readUsers } from '../store/accounts.ts';
import { tokenStream, userStream } from '../store/aggregates.ts';
import { body, ok, paged, pageQuery, params, type Api, type Deps } from './route.ts';

const reason = z.strictObject({ reason: text });
const account = {
  id: z.string(),
  grants: z.array(grant),
  person: z.string().optional(),
};
const userRow = z.object({
  ...account,
  subject: z.string().optional(),
  issuer: z.string().optional(),
  email: z.string().optional(),
});
const tokenRow = z.object({
  ...account,
  label: z.string(),
  expiresAt: z.string().optional(),
  goneOn: z.string().optional(),
  lastUsedAt: z.string().nullable(),
});

export function addAccounts(app: Api, { system, submit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/users',
      request: { query: pageQuery(1_000) },
      ...ok('who may sign in', z.array(userRow)),
    }),
    async (c) =>
      c.json(
        paged(c, await readUsers(system.db), c.req.valid('query'), (u) => u.id),
        200,
      ),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/users/{id}',
      request: { params, ...body(user) },
      ...ok('set', answer),
    }),
    (c) => submit(c, userStream(c.req.valid('param').id), [{ type: 'setUser', ...c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/users/{id}/remove',
      request: { params, ...body(reason) },
      ...ok('may not sign in any more', answer),
    }),
    (c) => submit(c, userStream(c.req.valid('param').id), [{ type: 'removeUser', ...c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tokens',
      request: { query: pageQuery(1_000) },
      ...ok('the tokens, without their secrets', z.array(tokenRow)),
    }),
    async (c) =>
      c.json(
        paged(c, await readTokens(system.db), c.req.valid('query'), (t) => t.id),
        200,
      ),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tokens',
      request: body(newToken),
      ...ok('made; the token is shown this once', z.object({ id: z.string(), token: z.string() })),
    }),
    async (c) => {
      const { id, hash, shown } = makeToken();
      const made = await submit(c, tokenStream(id), [{ type: 'createToken', ...c.req.valid('json'), hash }]);
      if (!made.ok) return made;
      c.header('cache-control', 'no-store');
      return c.json({ id, token: shown }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tokens/{id}/revoke',
      request: { params, ...body(reason) },
      ...ok('void', answer),
    }),
    (c) => submit(c, tokenStream(c.req.valid('param').id), [{ type: 'revokeToken', ...c.req.valid('json') }]),
  );
}
