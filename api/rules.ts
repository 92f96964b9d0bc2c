/** The rules a system decides by, over HTTP: what they are, what a new one would change, and the change. */
import { createRoute, z } from '@hono/zod-openapi';
import { answer, calendarPreview, policyPreview, rulesOut, templateMoveOut } from '../contracts/answers.ts';
import { asPolicy, asTemplate, calendarNotice, policy, template } from '../contracts/rules.ts';
import { id } from '../contracts/project.ts';
import { checkNotice, changedDays, withNotice } from '../domain/calendar.ts';
import { checkPolicy } from '../domain/policy.ts';
import { calendarMoves } from '../domain/project/clocks.ts';
import { policyChange } from '../domain/project/policy-change.ts';
import { templateMove } from '../domain/project/signing.ts';
import { forCounty, today } from '../domain/project/slice.ts';
import { isFinished } from '../domain/project/stages.ts';
import type { Project } from '../domain/project/state.ts';
import { findTemplate } from '../domain/templates.ts';
import { reject, type Fault, type Rejection } from '../domain/text.ts';
import { RULES_STREAM } from '../store/aggregates.ts';
import { statePages } from '../store/read.ts';
import { notFound, problem } from './problem.ts';
import { type Api, body, type Deps, ok, question } from './route.ts';

const county = z.object({ county: z.string().trim().min(1).max(200).optional() });
const which = z.object({ id, version: z.coerce.number().int().min(1) });

const badRules = ({ message, path }: Fault): Rejection => reject('badRules', message.zh, message.en, path);

export function addRules(app: Api, { system, now, submit }: Deps): void {
  /** Asks each open project, page by page: others are answered in between, however many there are. */
  async function fromOpen<T>(of: string | undefined, tell: (project: Project) => T[]): Promise<T[]> {
    const found: T[] = [];
    for await (const page of statePages<Project>(system.db, 'project'))
      for (const project of page)
        if (!isFinished(project) && (of === undefined || project.county === of)) found.push(...tell(project));
    return found;
  }

  app.openapi(
    createRoute({ method: 'get', path: '/rules', ...ok('the rules in force', rulesOut) }),
    async (c) => {
      const { calendar, policy: common, policies, templates } = await system.freshRules();
      return c.json({ calendar, policy: common, policies: policies ?? {}, templates }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/templates',
      request: body(template),
      ...ok('added', answer),
    }),
    (c) => submit(c, RULES_STREAM, [{ type: 'addTemplate', template: asTemplate(c.req.valid('json')) }]),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/rules/templates/{id}/{version}/moves',
      request: { params: which, query: county },
      ...ok(
        'what moving each open project to this version of its template would change',
        z.array(templateMoveOut),
      ),
    }),
    async (c) => {
      const wanted = c.req.valid('param');
      const { templates } = await system.freshRules();
      const found = findTemplate(templates, wanted);
      if (!found) return problem(c, notFound(`template ${wanted.id} v${wanted.version}`));
      const moves = await fromOpen(c.req.valid('query').county, (p) =>
        p.template.id === found.id && p.template.version !== found.version
          ? [{ ...templateMove(p, found), name: p.name }]
          : [],
      );
      return c.json(moves, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/policies',
      request: { query: county, ...body(policy) },
      ...ok('set', answer),
    }),
    (c) => {
      const of = c.req.valid('query').county;
      const set = { type: 'setPolicy', policy: asPolicy(c.req.valid('json')) } as const;
      return submit(c, RULES_STREAM, [of === undefined ? set : { ...set, county: of }]);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/policies/preview',
      request: { query: county, ...question(policy) },
      ...ok('the lights and next rungs that the policy would change today', policyPreview),
    }),
    async (c) => {
      const wanted = asPolicy(c.req.valid('json'));
      const [fault] = checkPolicy(wanted);
      if (fault) return problem(c, badRules(fault));
      const of = c.req.valid('query').county;
      const context = { ...(await system.freshRules()), now: await now() };
      const { policies, ...common } = context;
      // A county with a policy of its own keeps it when the common one changes.
      const follows = (p: Project): boolean => of !== undefined || !Object.hasOwn(policies ?? {}, p.county);
      const changes = await fromOpen(of, (p) =>
        follows(p)
          ? [
              {
                ...{ project: p.id, name: p.name },
                ...policyChange(p, forCounty(context, p.county), { ...common, policy: wanted }),
              },
            ]
          : [],
      );
      return c.json(
        {
          lights: changes.flatMap(({ project, name, light }) => (light ? [{ project, name, ...light }] : [])),
          rungs: changes.flatMap(({ project, name, rungs }) => rungs.map((r) => ({ project, name, ...r }))),
        },
        200,
      );
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/calendar',
      request: body(calendarNotice),
      ...ok('published: open deadlines follow', answer),
    }),
    (c) => submit(c, RULES_STREAM, [{ type: 'publishCalendar', notice: c.req.valid('json') }]),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/rules/calendar/preview',
      request: question(calendarNotice),
      ...ok('the days that change and the deadlines that would move', calendarPreview),
    }),
    async (c) => {
      const notice = c.req.valid('json');
      const [fault] = checkNotice(notice);
      if (fault) return problem(c, badRules(fault));
      const context = { ...(await system.freshRules()), now: await now() };
      const calendar = withNotice(context.calendar, notice);
      const moves = await fromOpen(undefined, (p) =>
        calendarMoves(p, calendar, today(context)).map((move) => ({
          ...{ project: p.id, name: p.name },
          ...{ ...move, title: p.obligations[move.obligation]!.title },
        })),
      );
      return c.json({ days: changedDays(context.calendar, calendar), moves }, 200);
    },
  );
}
