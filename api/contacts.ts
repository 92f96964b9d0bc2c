/** How people want to be told, over HTTP. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer } from '../contracts/answers.ts';
import { contact, contactFile } from '../contracts/contact.ts';
import { reject } from '../domain/text.ts';
import { contactStream } from '../store/aggregates.ts';
import { readContacts } from '../store/contacts.ts';
import { notFound, problem } from './problem.ts';
import { type Api, body, type Deps, ok, paged, pageQuery, params } from './route.ts';

export function addContacts(app: Api, { system, submit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contacts',
      request: { query: pageQuery(1_000) },
      ...ok('everybody’s preferences', z.array(contactFile)),
    }),
    async (c) =>
      c.json(
        paged(c, await readContacts(system.db), c.req.valid('query'), (one) => one.id),
        200,
      ),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contacts/{id}',
      request: { params },
      ...ok('one person’s', contactFile),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = (await readContacts(system.db)).find((one) => one.id === id);
      return found ? c.json(found, 200) : problem(c, notFound(`contact ${id}`));
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/contacts/{id}',
      request: { params, ...body(contact) },
      ...ok('set', answer),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const wanted = c.req.valid('json');
      const other = (await readContacts(system.db)).find(
        (one) => one.person === wanted.person && one.id !== id,
      );
      if (other) {
        return problem(
          c,
          reject(
            'personHasContact',
            `此人的联系方式已登记为 ${other.id}`,
            `this person's contact is ${other.id}: change that one`,
            'person',
          ),
        );
      }
      return submit(c, contactStream(id), [{ type: 'setContact', ...wanted }]);
    },
  );
}
