/** One Postgres for the whole run; the time-skipping server and the Temporal dev server found beforehand. */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../config.ts';
import { startPostgres } from '../dev/postgres.ts';
import { resolveTemporal } from '../dev/temporal.ts';
import { resolveTestServer } from '../dev/test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    testServer: Awaited<ReturnType<typeof resolveTestServer>>;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { cacheDir, path } = readConfig();
  const log = (line: string): void => console.log(line);
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-test-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log, durable: false });
  provide('databaseUrl', postgres.url);
  // Found here, with its progress in view, so that no test waits minutes for a build.
  await resolveTemporal({ cacheDir, path, log });
  provide('testServer', await resolveTestServer({ cacheDir, path, log }));
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
