/** The API process: `node --import tsx api/main.ts`, with DATABASE_URL and QUANCHENG_KEY set. */
import { serve } from '@hono/node-server';
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
const system = openSystem(config.databaseUrl, undefined, config.key);
await migrate(system.db, console.log);
await initMode(system.db, { mode: 'real', startedAt: new Date().toISOString() });
if (config.token === undefined) await firstToken(system, console.log);
const chromium = findChromium(config.path, config.chromium);
const { token, publicUrl, oidc, webhookHosts, temporalUiUrl } = config;
const app = createApp({ system, token, publicUrl, oidc, webhookHosts, temporalUiUrl, chromium });
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

/** Takes no new request, finishes those under way, then closes the database. */
const drain = (): void => {
  server.close(() => void system.close().then(() => process.exit(0)));
  setTimeout(() => process.exit(0), 10_000).unref();
};
for (const name of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(name, drain);
