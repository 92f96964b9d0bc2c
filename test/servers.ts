/** One Postgres for the whole run; the time-skipping server and the Temporal dev server found beforehand. */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../config.ts';
import { startPostgres } from '../dev/postgres.ts';
import { findSystemPostgres } from '../dev/system-postgres.ts';
import { resolveTemporal } from '../dev/temporal.ts';
import { findChromium } from '../documents/pdf.ts';
import { resolveTestServer } from '../dev/test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    /** The machine's own Postgres, with the folder of its programs; null where there is none. */
    systemPostgres: { url: string; bin: string; version: string } | null;
    testServer: Awaited<ReturnType<typeof resolveTestServer>>;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { cacheDir, path } = readConfig();
  const log = (line: string): void => console.log(line);
  if (!findChromium(path, undefined))
    log(
      '本机没有 Chromium，略过网页测试（test/web） / no Chromium on PATH: the tests of pages (test/web) are skipped',
    );
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-test-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log, durable: false });
  provide('databaseUrl', postgres.url);
  const found = findSystemPostgres(path);
  if (!found)
    log(
      '本机没有 PostgreSQL 程序，略过在其上的测试 / no Postgres programs on PATH: tests on them are skipped',
    );
  const second =
    found &&
    (await startPostgres({ dataDir: join(folder, 'system-postgres'), log, durable: false, bin: found.bin }));
  if (found)
    log(`PostgreSQL：内置和本机 ${found.version} / the embedded one and this machine's ${found.version}`);
  provide('systemPostgres', found && second ? { ...found, url: second.url } : null);
  // Found here, with its progress in view, so that no test waits minutes for a build.
  await resolveTemporal({ cacheDir, path, log });
  provide('testServer', await resolveTestServer({ cacheDir, path, log }));
  return async () => {
    await postgres.stop();
    await second?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
