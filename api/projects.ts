/** Projects over HTTP: signed, seen, commanded. */
import { createRoute } from '@hono/zod-openapi';
import { projectCommand, signCommand, signFile } from '../contracts/project.ts';
import { refusedCommand } from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import { standings } from '../domain/project/facts.ts';
import { syncChecks } from '../domain/project/lines.ts';
import { forCounty } from '../domain/project/slice.ts';
import { unmetForStart } from '../domain/project/stages.ts';
import type { Project } from '../domain/project/state.ts';
import { projectStream } from '../store/aggregates.ts';
import { load, readRejections, readStream } from '../store/read.ts';
import { ACCESS } from './access.ts';
import { notFound, problem } from './problem.ts';
import { answer, body, ok, params, type Api, type Deps } from './route.ts';
import { projectFor, projectsFor, refusedCounty } from './scope.ts';

export function addProjects(app: Api, { system, now, submit }: Deps): void {
  app.openapi(
    createRoute({ method: 'post', path: '/projects', request: body(signFile), ...ok('signed', answer) }),
    (c) => {
      const file = c.req.valid('json');
      const refused = refusedCounty(c.get('caller'), ACCESS['POST /v1/projects']!, file.county);
      if (refused) return problem(c, refused);
      return submit(c, projectStream(file.id), [signCommand(file), ...file.history]);
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects', ...ok('every project at a glance') }),
    async (c) => {
      const projects = await projectsFor(system, c.get('caller'), await now());
      const context = { ...(await system.freshRules()), now: await now() };
      return c.json(
        projects.map((p) => ({
          id: p.id,
          name: p.name,
          county: p.county,
          standings: standings(p, forCounty(context, p.county)).length,
        })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects/{id}', request: { params }, ...ok('one project') }),
    async (c) => {
      const loaded = await load(system.db, projectStream(c.req.valid('param').id));
      if (!loaded) return problem(c, notFound('project'));
      const project = loaded.state as Project;
      c.header('etag', `"${loaded.version}"`);
      const context = { ...forCounty(await system.freshRules(), project.county), now: await now() };
      const checks = { sync: syncChecks(project, context), startUnmet: unmetForStart(project) };
      return c.json(
        {
          version: loaded.version,
          face: loaded.face,
          project,
          standings: standings(project, context),
          ...checks,
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({ method: 'get', path: '/projects/{id}/events', request: { params }, ...ok('its events') }),
    async (c) => c.json(await readStream(system.db, projectStream(c.req.valid('param').id)), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/projects/{id}/rejections',
      request: { params },
      ...ok('refused messages'),
    }),
    async (c) => c.json(await readRejections(system.db, projectStream(c.req.valid('param').id)), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/projects/{id}/commands',
      request: { params, ...body(projectCommand) },
      ...ok('done', answer),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const command = c.req.valid('json');
      const at = await now();
      const found = await projectFor(system, c.get('caller'), id, at);
      if (!found) return problem(c, notFound('project'));
      const on = localDate(at, system.rules.calendar.zone);
      const refused = refusedCommand(c.get('caller'), found.project, command, on);
      return refused ? problem(c, refused) : submit(c, projectStream(id), [command]);
    },
  );
}
