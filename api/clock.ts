/** The clock over HTTP: what time it is, and a demo's moved on. */
import { createRoute, z } from '@hono/zod-openapi';
import { clockOut } from '../contracts/answers.ts';
import { stream } from 'hono/streaming';
import { reject } from '../domain/text.ts';
import { advance, NobodyAnswers } from './advance.ts';
import { problem } from './problem.ts';
import { answers, ok, question, type Api, type Deps } from './route.ts';

const MAX_ADVANCE_DAYS = 3_660;
/** `5d`, `12h`, `2w` → milliseconds. */
const duration = z
  .string()
  .regex(/^\d{1,4}[hdw]$/, '时长写作 5d、12h 或 2w / write a duration as 5d, 12h or 2w')
  .transform(
    (t) =>
      Number(t.slice(0, -1)) * { h: 3_600_000, d: 86_400_000, w: 604_800_000 }[t.at(-1) as 'h' | 'd' | 'w'],
  )
  .refine((ms) => ms <= MAX_ADVANCE_DAYS * 86_400_000, '最多十年 / ten years at most');

export function addClock(app: Api, { system, now }: Deps, temporalUiUrl: string | undefined): void {
  app.openapi(createRoute({ method: 'get', path: '/clock', ...ok('the clock', clockOut) }), async (c) =>
    c.json({ ...(await system.clock.mode()), now: await now(), temporalUiUrl: temporalUiUrl ?? null }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/clock/advance',
      request: question(z.object({ by: duration })),
      ...answers('moved, a line at each stop', {
        'application/x-ndjson': {
          schema: z.object({ at: z.string().optional(), error: z.string().optional() }),
        },
      }),
    }),
    async (c) => {
      if ((await system.clock.mode()).mode === 'real') {
        return problem(c, reject('realClock', '真实时钟不能调整', 'a real clock cannot be moved'));
      }
      const { by } = c.req.valid('json');
      c.header('content-type', 'application/x-ndjson');
      return stream(c, async (out) => {
        try {
          for await (const at of advance(system, by)) await out.writeln(JSON.stringify({ at }));
        } catch (error) {
          const known = error instanceof NobodyAnswers;
          if (!known) console.error(error);
          await out.writeln(
            JSON.stringify({
              error: known
                ? '工作进程未响应，时钟停在此处 / the worker does not answer: the clock stopped here'
                : 'error',
            }),
          );
        }
      });
    },
  );
}
