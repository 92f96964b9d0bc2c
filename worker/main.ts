/** The worker process: `node --import tsx worker/main.ts`, with DATABASE_URL and TEMPORAL_ADDRESS set. */
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { consoleChannel } from '../channels/console.ts';
import { readConfig } from '../config.ts';
import { migrate } from '../store/database.ts';
import { initMode } from '../store/clock.ts';
import { outdatedModels } from '../store/rebuild.ts';
import { openSystem } from '../store/system.ts';
import { runWorkers } from './worker.ts';

const config = readConfig();
if (!config.databaseUrl || !config.temporalAddress || !config.key) {
  console.error('请设置 DATABASE_URL、TEMPORAL_ADDRESS 和 QUANCHENG_KEY / set all three of them');
  process.exit(2);
}
// A server that is away is said once, by the worker's own loop; the core would say it at every retry.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});

const print = (line: string): void => console.log(line);
const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(name, () => stop.abort());

const system = openSystem(config.databaseUrl, undefined, config.key);
await migrate(system.db, print);
await initMode(system.db, { mode: 'real', startedAt: new Date().toISOString() });
for (const name of await outdatedModels(system.db))
  print(
    `读模型 ${name} 有新版本，请重建 / read model ${name} has a new version: npx quancheng rebuild ${name}`,
  );
await runWorkers({
  system,
  channels: [consoleChannel(print, system.rules.calendar.zone)],
  temporalAddress: config.temporalAddress,
  namespace: config.temporalNamespace,
  log: print,
  signal: stop.signal,
  onReady: () => process.send?.('ready'),
});
await system.close();
process.exit(0);
