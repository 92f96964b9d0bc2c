/** The weekly scheduling review over HTTP: as it is, as of a day, and as it was frozen. */
import { createRoute, z } from '@hono/zod-openapi';
import { reviewOut } from '../contracts/answers.ts';
import { localDate } from '../contracts/project.ts';
import { frozenReview, reviewAsOf, reviewNow } from '../store/reviews.ts';
import { notFound, problem } from './problem.ts';
import { ok, type Api, type Deps } from './route.ts';

export function addReviews(app: Api, { system, now }: Deps): void {
  const asOf = z.object({ asOf: localDate.optional(), basis: z.enum(['true', 'known']).default('true') });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/review',
      request: { query: asOf },
      ...ok('the weekly review', reviewOut),
    }),
    async (c) => {
      const { asOf: on, basis } = c.req.valid('query');
      return c.json(
        on === undefined ? await reviewNow(system, await now()) : await reviewAsOf(system, on, basis),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reviews/{date}',
      request: { params: z.object({ date: localDate }) },
      ...ok('a frozen review', reviewOut),
    }),
    async (c) => {
      const review = await frozenReview(system, c.req.valid('param').date);
      return review ? c.json(review, 200) : problem(c, notFound(`review of ${c.req.valid('param').date}`));
    },
  );
}
