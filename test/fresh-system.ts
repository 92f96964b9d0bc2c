/** A system on a database of its own, on the run's Postgres. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { initMode, type SystemMode } from '../store/clock.ts';
import { migrate } from '../store/database.ts';
import { openSystem, type System } from '../store/system.ts';

/** Master key of personal data in tests. */
export const TEST_KEY = 'a5'.repeat(32);

/** The store's tests run twice: on the embedded Postgres and on the machine's own (see `vitest.config.ts`). */
function serverUrl(): string {
  if (process.env.TEST_POSTGRES !== 'system') return inject('databaseUrl');
  const found = inject('systemPostgres');
  if (!found) throw new Error('no Postgres programs on PATH');
  return found.url;
}

export async function freshDatabase(): Promise<string> {
  const url = serverUrl();
  const name = `t_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return url.replace(/\/[^/]+$/, `/${name}`);
}

export async function freshSystem(mode: SystemMode): Promise<System & { url: string }> {
  const url = await freshDatabase();
  const system = openSystem(url, undefined, TEST_KEY);
  await migrate(system.db);
  await initMode(system.db, mode);
  return Object.assign(system, { url });
}

export const REAL: SystemMode = { mode: 'real', startedAt: '2024-01-01T00:00:00.000Z' };
