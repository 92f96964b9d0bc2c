/** A span for each request, below the one that the caller names in `traceparent`. */
import type { MiddlewareHandler } from 'hono';
import { inSpan, note, traceId } from '../telemetry/trace.ts';
import type { Env } from './route.ts';

/** Asked every few seconds by machines: they would hide the rest. */
const PROBES = new Set(['/healthz', '/livez', '/readyz', '/metrics']);

/** Says the id of the trace in `x-trace-id`: it finds the request, and the lines of the log about it. */
export const traceRequests = (): MiddlewareHandler<Env> => async (c, next) => {
  if (PROBES.has(c.req.path)) return next();
  const { method } = c.req;
  const continues = { traceparent: c.req.header('traceparent'), tracestate: c.req.header('tracestate') };
  const attributes = { 'http.request.method': method };
  return inSpan(method, { kind: 'server', continues, attributes }, async () => {
    const id = traceId();
    if (id !== undefined) c.header('x-trace-id', id);
    await next();
    // The route, never the path: an address may hold what proves something.
    const route = c.get('route') as string | undefined;
    note(
      {
        'http.response.status_code': c.res.status,
        ...(route === undefined ? {} : { 'http.route': route.slice(route.indexOf(' ') + 1) }),
      },
      route,
    );
  });
};
