/** The worker process: `node --import tsx worker/main.ts`, with DATABASE_URL and TEMPORAL_ADDRESS set. */
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { readChannelSettings } from '../channels/config.ts';
import { openChannels } from '../channels/open.ts';
import { readConfig } from '../config.ts';
import { FileError } from '../contracts/file.ts';
import { migrate } from '../store/database.ts';
import { initMode } from '../store/clock.ts';
import { outdatedModels } from '../store/rebuild.ts';
import { openSystem } from '../store/system.ts';
import { serveHealth } from './health.ts';
import { runWebhooks } from './webhooks.ts';
import { runWorkers } from './worker.ts';

const config = readConfig();
if (!config.databaseUrl || !config.temporalAddress || !config.key) {
  console.error('请设置 DATABASE_URL、TEMPORAL_ADDRESS 和 QUANCHENG_KEY / set all three of them');
  process.exit(2);
}
// A server that is away is said once, by the worker's own loop; the core would say it at every retry.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: {
    logging: { filter: { core: 'ERROR', other: 'ERROR' } },
    ...(config.temporalMetrics === undefined
      ? {}
      : { metrics: { prometheus: { bindAddress: config.temporalMetrics } } }),
  },
});

const settings = await readSettings();
const print = (line: string): void => console.log(line);
const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(name, () => stop.abort());

const tracing = await startTemporalTracing();
const system = openSystem(config.databaseUrl, undefined, config.key, config.statementSeconds);
const health =
  config.workerPort === undefined
    ? undefined
    : serveHealth(system, { port: config.workerPort, host: config.host, signal: stop.signal });
await migrate(system.db, print);
await initMode(system.db, { mode: 'real', startedAt: new Date().toISOString() });
for (const name of await outdatedModels(system.db))
  print(
    `读模型 ${name} 有新版本，请重建 / read model ${name} has a new version: npx quancheng rebuild ${name}`,
  );
const webhooks = runWebhooks({
  ...{ system, hosts: config.webhookHosts, log: print, signal: stop.signal },
  source: config.publicUrl ?? 'quancheng',
});
await runWorkers({
  system,
  channels: openChannels(settings, {
    ...{ print, zone: system.rules.calendar.zone },
    // A demo is shown to one person; the log of a real system is read by others.
    showLinks: (await system.clock.mode()).mode === 'demo',
  }),
  ...(settings.default ? { defaults: settings.default } : {}),
  publicUrl: config.publicUrl,
  temporalAddress: config.temporalAddress,
  temporalAccess: config.temporalAccess,
  namespace: config.temporalNamespace,
  payloadKeys: config.payloadKeys,
  tracing: tracing?.temporal,
  log: print,
  signal: stop.signal,
  onReady: () => {
    health?.polls(true);
    process.send?.('ready');
  },
  onLost: () => health?.polls(false),
});
await webhooks;
health?.close();
await system.close();
await tracing?.stop();
process.exit(0);

/** Nothing of OpenTelemetry is loaded unless traces are on. */
async function startTemporalTracing() {
  if (config.traces === undefined) return undefined;
  const [{ startTracing }, { temporalTracing }] = await Promise.all([
    import('../telemetry/otel.ts'),
    import('../telemetry/temporal.ts'),
  ]);
  const running = startTracing(config.traces, 'quancheng-worker');
  return { temporal: temporalTracing(running), stop: running.stop };
}

/** Settings that can't be used end the worker at once, each fault on its line: never with half of the channels. */
async function readSettings(): Promise<Awaited<ReturnType<typeof readChannelSettings>>> {
  if (config.channelsFile === undefined) return {};
  try {
    return await readChannelSettings(config.channelsFile, config.secret);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    for (const fault of error.faults) console.error(`✗ ${fault}`);
    process.exit(2);
  }
}
