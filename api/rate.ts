/** A limit on requests, before anything of them is looked at: of each token, and of each address without one. */
import { hash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { reject } from '../domain/text.ts';
import { refusals } from '../telemetry/metrics.ts';
import { answerFailure } from './page.ts';
import type { Deps, Env } from './route.ts';
import { createThrottle } from './throttle.ts';

const TOO_OFTEN = reject(
  'tooManyRequests',
  '请求过于频繁，请按 Retry-After 稍后重试',
  'too many requests: try again after Retry-After',
);
/** Probes are asked by machines that are ours. */
const PROBES: ReadonlySet<string> = new Set(['/livez', '/readyz', '/healthz']);

/** At most `perMinute`, as many at once; more are answered 429. 0 is no limit. */
export function limitRate(
  deps: Pick<Deps, 'system'>,
  perMinute: number,
  clock?: () => number,
): MiddlewareHandler<Env> {
  if (perMinute === 0) return (_, next) => next();
  const throttle = createThrottle(clock, { most: perMinute, oneDrainsMs: 60_000 / perMinute });
  return async (c, next) => {
    if (PROBES.has(c.req.path)) return next();
    const shown = c.req.header('authorization');
    const key = shown ? hash('sha256', shown, 'base64url') : (c.env?.incoming?.socket.remoteAddress ?? '');
    if (throttle.isFull(key)) {
      refusals.inc({ code: TOO_OFTEN.code });
      return answerFailure(c, deps, TOO_OFTEN, Math.ceil(60 / perMinute));
    }
    throttle.count(key);
    return next();
  };
}
