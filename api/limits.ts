/** What is refused before a route of `/v1` looks at it: a body of another type, or too large, or text that can't be stored. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { reject } from '../domain/text.ts';
import { problem } from './problem.ts';
import type { Api, Env } from './route.ts';

/** Of JSON; a file has a limit of its own. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;
const TOO_LARGE = reject('tooLarge', '请求超过 8 MB，请分次提交', 'the body is over 8 MB: send it in parts');
/** Counts what comes: dear, because it makes a stream of the body. */
const limitStream = bodyLimit({ maxSize: MAX_JSON_BYTES, onError: (c) => problem(c, TOO_LARGE) });
/** A body whose length is said is as long as that: the server takes no more of it. */
const limitJson: MiddlewareHandler<Env> = (c, next) => {
  const length = c.req.header('content-length');
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return limitStream(c, next);
  return Number(length) > MAX_JSON_BYTES ? Promise.resolve(problem(c, TOO_LARGE)) : next();
};
const NUL = reject(
  'badRequest',
  '网址含有无法保存的字符',
  'the address has characters that cannot be stored',
);

/** The media types that each route takes, by its key in the table of access. */
function mediaOf(app: Api): Map<string, string[]> {
  const media = new Map<string, string[]>();
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, request } = definition.route;
    if (request?.body) media.set(`${method.toUpperCase()} ${path}`, Object.keys(request.body.content));
  }
  return media;
}

export function createLimits(app: Api): MiddlewareHandler<Env> {
  let media: Map<string, string[]> | undefined;
  return async (c, next) => {
    if (/%00/.test(c.req.url)) return problem(c, NUL);
    media ??= mediaOf(app);
    const taken = media.get(c.get('route'));
    if (!taken) return next();
    const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (!taken.includes(type)) {
      const wanted = taken.join(', ');
      return problem(
        c,
        reject(
          'badMedia',
          `请求须为 ${wanted}（Content-Type）`,
          `the body must be ${wanted} (Content-Type)`,
          'content-type',
        ),
      );
    }
    return type === 'application/json' ? limitJson(c, next) : next();
  };
}
