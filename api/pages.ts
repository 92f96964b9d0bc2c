/** The pages for people in a browser. */
import { forCounty } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { projectStream } from '../store/aggregates.ts';
import { load, readNotices, readStream } from '../store/read.ts';
import { reviewNow } from '../store/reviews.ts';
import { notFoundPage, projectPage, reviewPage } from '../web/pages.ts';
import type { Api, Deps } from './route.ts';

export function addPages(app: Api, { system, now }: Deps): void {
  app.get('/', async (c) =>
    c.html(reviewPage(await reviewNow(system, await now()), await system.clock.mode(), await now())),
  );
  app.get('/page/projects/:id', async (c) => {
    const name = projectStream(c.req.param('id'));
    const loaded = await load(system.db, name);
    const at = await now();
    if (!loaded) return c.html(notFoundPage(await system.clock.mode(), at), 404);
    const context = {
      ...forCounty(await system.freshRules(), (loaded.state as Project).county),
      now: at,
    };
    const [events, notices] = await Promise.all([
      readStream(system.db, name),
      readNotices(system.db, { stream: name, limit: 200 }),
    ]);
    return c.html(projectPage(loaded.state as Project, events, notices, context, await system.clock.mode()));
  });
}
