/** How the worker is, on a port of its own: for probes and Prometheus on the inside. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { notReady } from '../store/standing.ts';
import type { System } from '../store/system.ts';
import { CONTENT_TYPE, exposition } from '../telemetry/metrics.ts';

export interface WorkerHealth {
  /** Begun or ended to poll. */
  polls(is: boolean): void;
  close(): void;
}

/** `/livez`, `/readyz` (the database answers, is migrated, and the worker polls Temporal) and `/metrics`. */
export function serveHealth(
  system: System,
  { port, host, signal }: { port: number; host: string; signal: AbortSignal },
): WorkerHealth {
  let polling = false;
  const app = new Hono();
  app.get('/livez', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const why = signal.aborted ? 'draining' : !polling ? 'temporal' : await notReady(system);
    return why === undefined ? c.json({ ok: true }) : c.json({ ok: false, why }, 503);
  });
  app.get('/metrics', async (c) => c.text(await exposition(), 200, { 'content-type': CONTENT_TYPE }));
  const server = serve({ fetch: app.fetch, port, hostname: host });
  server.on('error', (error) => console.error(`QUANCHENG_WORKER_PORT=${port}: ${error.message}`));
  return {
    polls: (is) => (polling = is),
    close: () => void server.close(),
  };
}
