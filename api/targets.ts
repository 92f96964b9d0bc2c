/** Targets of counties over HTTP. */
import { createRoute } from '@hono/zod-openapi';
import { answer } from '../contracts/answers.ts';
import { targetReport, targetSpec } from '../contracts/project.ts';
import type { Target } from '../domain/target.ts';
import { targetStream } from '../store/aggregates.ts';
import { ACCESS } from './access.ts';
import { notFound, problem } from './problem.ts';
import { body, ok, params, type Api, type Deps } from './route.ts';
import { refusedCounty } from './scope.ts';

export function addTargets(app: Api, { submit }: Deps): void {
  app.openapi(
    createRoute({ method: 'post', path: '/targets', request: body(targetSpec), ...ok('set', answer) }),
    (c) => {
      const spec = c.req.valid('json');
      const refused = refusedCounty(c.get('caller'), ACCESS['POST /v1/targets']!, spec.county);
      if (refused) return problem(c, refused);
      return submit(c, targetStream(spec.id), [{ type: 'setTarget', ...spec }]);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/targets/{id}/reports',
      request: { params, ...body(targetReport) },
      ...ok('reported', answer),
    }),
    (c) => {
      const row = ACCESS['POST /v1/targets/{id}/reports']!;
      const stream = targetStream(c.req.valid('param').id);
      return submit(c, stream, [{ type: 'reportTarget', ...c.req.valid('json') }], (state) => {
        const target = state as Target | null;
        return target ? refusedCounty(c.get('caller'), row, target.county) : notFound('target');
      });
    },
  );
}
