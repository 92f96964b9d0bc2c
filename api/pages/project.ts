/** The page of one project. */
import { forCounty } from '../../domain/project/slice.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readNotices, readStream } from '../../store/read.ts';
import { projectPage } from '../../web/pages.ts';
import type { Pages } from '../page.ts';
import type { Deps } from '../route.ts';

export function addProjectPages({ system }: Deps, { page }: Pages): void {
  page('/page/projects/:id', async (c, view) => {
    const { project } = c.get('project');
    const stream = projectStream(project.id);
    const context = { ...forCounty(await system.freshRules(), project.county), now: view.now };
    const [events, notices] = await Promise.all([
      readStream(system.db, stream),
      readNotices(system.db, { streams: [stream], limit: 200 }),
    ]);
    return projectPage(project, events, notices, context, await system.clock.mode());
  });
}
