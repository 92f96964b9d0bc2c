/** The API process: `node --import tsx api/main.ts`, with DATABASE_URL and QUANCHENG_KEY set. */
import { serve } from '@hono/node-server';
import { openAttachments } from '../attachments/store.ts';
import { readConfig } from '../config.ts';
import { initMode } from '../store/clock.ts';
import { findChromium } from '../documents/pdf.ts';
import { migrate } from '../store/database.ts';
import { openSystem } from '../store/system.ts';
import { createApp } from './app.ts';
import { firstToken } from './first-token.ts';

const config = readConfig();
if (!config.databaseUrl || !config.key) {
  console.error('请设置 DATABASE_URL 和 QUANCHENG_KEY / set both of them');
  process.exit(2);
}
// Nothing of OpenTelemetry is loaded unless traces are on.
const tracing =
  config.traces && (await import('../telemetry/otel.ts')).startTracing(config.traces, 'quancheng-api');
const system = openSystem(config.databaseUrl, undefined, config.key, config.statementSeconds);
await migrate(system.db, console.log);
await initMode(system.db, { mode: 'real', startedAt: new Date().toISOString() });
if (config.token === undefined) await firstToken(system, console.log);
const chromium = findChromium(config.path, config.chromium);
const attachments = openAttachments(config.attachments);
const draining = new AbortController();
const {
  token,
  publicUrl,
  oidc,
  webhookHosts,
  requestsPerMinute,
  temporalUiUrl,
  securityContact,
  idleMinutes,
} = config;
const app = createApp({
  system,
  token,
  publicUrl,
  oidc,
  webhookHosts,
  temporalUiUrl,
  chromium,
  attachments,
  requestsPerMinute,
  securityContact,
  idleMinutes,
  draining: draining.signal,
});
const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, () =>
  process.send?.('ready'),
);
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `端口 ${config.port} 已被占用 / port ${config.port} is in use. PORT=${config.port + 1} npm start`
      : error.message,
  );
  process.exit(1);
});

/** At the most so long for what is under way: an append gives up sooner. */
const FINISH_MS = 12_000;

/**
 * First this process is not ready any more and asks clients to leave, for `QUANCHENG_DRAIN_SECONDS` or until it is
 * told again; then it takes no new connection, finishes what is under way, and closes the database.
 */
const drain = (): void => {
  if (draining.signal.aborted) return close();
  draining.abort();
  grace = setTimeout(close, config.drainSeconds * 1000);
};
let grace: NodeJS.Timeout | undefined;
let closing = false;
const close = (): void => {
  if (closing) return;
  closing = true;
  clearTimeout(grace);
  server.close(
    () =>
      void system
        .close()
        .then(() => tracing?.stop())
        .then(() => process.exit(0)),
  );
  setTimeout(() => process.exit(1), FINISH_MS).unref();
};
for (const name of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(name, drain);
