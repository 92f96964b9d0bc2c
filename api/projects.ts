/** Projects over HTTP: signed, seen, commanded. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer, eventOut, projectGlance, projectOut, rejectionOut } from '../contracts/answers.ts';
import { projectCommand, signCommand, signFile } from '../contracts/project.ts';
import { refusedCommand } from '../domain/access.ts';
import { localDate } from '../domain/dates.ts';
import { standings } from '../domain/project/facts.ts';
import { syncChecks } from '../domain/project/lines.ts';
import { forCounty } from '../domain/project/slice.ts';
import { unmetForStart } from '../domain/project/stages.ts';
import { projectStream } from '../store/aggregates.ts';
import { readRejections, readStream } from '../store/read.ts';
import { ACCESS } from './access.ts';
import { problem } from './problem.ts';
import { body, ok, params, type Api, type Deps, pageQuery, paged } from './route.ts';
import { projectsFor, refusedCounty } from './scope.ts';

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
    createRoute({
      method: 'get',
      path: '/projects',
      request: { query: pageQuery(1_000) },
      ...ok('every project that you see, at a glance', z.array(projectGlance)),
    }),
    async (c) => {
      const seen = await projectsFor(system, c.get('caller'), await now());
      const projects = paged(c, seen, c.req.valid('query'), (p) => p.id);
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
    createRoute({
      method: 'get',
      path: '/projects/{id}',
      request: { params },
      ...ok('one project; its version is the ETag', projectOut),
    }),
    async (c) => {
      const { project, version, face } = c.get('project');
      c.header('etag', `"${version}"`);
      const context = { ...forCounty(await system.freshRules(), project.county), now: await now() };
      const checks = { sync: syncChecks(project, context), startUnmet: unmetForStart(project) };
      return c.json(
        {
          version,
          face,
          project,
          standings: standings(project, context),
          ...checks,
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/projects/{id}/events',
      request: { params, query: pageQuery(10_000) },
      ...ok('its events', z.array(eventOut)),
    }),
    async (c) => {
      const events = await readStream(system.db, projectStream(c.req.valid('param').id));
      return c.json(
        paged(c, events, c.req.valid('query'), (e) => e.position),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/projects/{id}/rejections',
      request: { params, query: pageQuery(1_000) },
      ...ok('refused messages', z.array(rejectionOut)),
    }),
    async (c) => {
      const refused = await readRejections(system.db, projectStream(c.req.valid('param').id));
      return c.json(
        paged(c, refused, c.req.valid('query'), (r) => r.command_id),
        200,
      );
    },
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
      const on = localDate(await now(), system.rules.calendar.zone);
      const refused = refusedCommand(c.get('caller'), c.get('project').project, command, on);
      return refused ? problem(c, refused) : submit(c, projectStream(id), [command]);
    },
  );
}
