/** `quancheng recover`: every open project's workflow runs again, from the log alone. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { RunInfo } from '../dev/lock.ts';
import { resolveTemporal, startTemporal } from '../dev/temporal.ts';
import { connectionOptions } from '../worker/connection.ts';
import { recoverAll } from '../worker/recover.ts';
import { prepareNamespace } from '../worker/temporal.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { withSystem } from './database.ts';
import { jsonOption, progress, show, tell, type Json, type Print } from './output.ts';

export function addRecover(program: Command, print: Print): void {
  program
    .command('recover')
    .description('按日志恢复全部工作流 / bring every workflow back from the log')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const { Client, Connection } = await import('@temporalio/client');
      const { dataConverterOf } = await import('../worker/payload-codec.ts');
      const { temporalNamespace: namespace, temporalAccess, payloadKeys } = readConfig();
      const done = await withSystem((system, info) =>
        withTemporal(info, async (address) => {
          const server = connectionOptions(address, temporalAccess);
          const connection = await Connection.connect({ ...server, connectTimeout: 5_000 });
          try {
            const client = new Client({ connection, namespace, dataConverter: dataConverterOf(payloadKeys) });
            await prepareNamespace(system, client, namespace, tell);
            return await recoverAll(system, client, (n) => progress('恢复 / recovering', n));
          } finally {
            await connection.close();
          }
        }),
      );
      show(
        print,
        options,
        done,
        () =>
          `✓ 在办项目 ${done.open} 个：${done.running} 个在运行，启动 ${done.started} 个 / ` +
          `${done.open} open projects: ${done.running} were running, ${done.started} started`,
      );
    });
}

/** The Temporal that is configured or runs with the system, else the embedded one for as long as it takes. */
async function withTemporal<T>(info: RunInfo | undefined, work: (address: string) => Promise<T>): Promise<T> {
  const config = readConfig();
  const address = config.temporalAddress ?? info?.temporalAddress;
  if (address !== undefined) return work(address);
  const server = await startTemporal({
    executable: await resolveTemporal({ cacheDir: config.cacheDir, path: config.path, log: tell }),
    dbFile: join(config.dataDir, 'temporal', 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  try {
    return await work(server.address);
  } finally {
    await server.stop();
  }
}
