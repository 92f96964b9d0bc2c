/** Told to stop, the API leaves in order and fails no command. A lock of Postgres holds a command under way. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { APPEND_LOCK } from '../../store/append.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

let system: System & { url: string };
let api: ChildProcess;
let base: string;
let holder: pg.Client;
const headers = { authorization: 'Bearer operator', 'content-type': 'application/json' };

beforeAll(async () => {
  system = await freshSystem(REAL);
  const port = await getPort();
  base = `http://127.0.0.1:${port}`;
  api = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, '..', '..', 'api', 'main.ts')],
    {
      env: {
        ...process.env,
        DATABASE_URL: system.url,
        QUANCHENG_KEY: TEST_KEY,
        QUANCHENG_TOKEN: 'operator',
        PORT: String(port),
        HOST: '127.0.0.1',
        // Longer than the test: the second signal ends it.
        QUANCHENG_DRAIN_SECONDS: '600',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  await once(api, 'message');
  holder = new pg.Client({ connectionString: system.url });
  await holder.connect();
});
afterAll(async () => {
  if (api.exitCode === null) api.kill('SIGKILL');
  await holder.end();
  await system.close();
});

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

test('not ready first, then no new connection, and what is under way is done', async () => {
  expect((await fetch(`${base}/readyz`)).status).toBe(200);
  await holder.query('select pg_advisory_lock($1)', [APPEND_LOCK]);
  const command = fetch(`${base}/v1/projects`, { method: 'POST', headers, body: JSON.stringify(PLANT) });
  await until(async () => {
    const { rows } = await holder.query(
      `select 1 from pg_locks join pg_database d on d.oid = database
       where locktype = 'advisory' and not granted and datname = current_database()`,
    );
    expect(rows).toHaveLength(1);
  });

  api.kill('SIGTERM');
  const said = await until(async () => {
    const answer = await fetch(`${base}/readyz`);
    expect(answer.status).toBe(503);
    return answer;
  });
  expect(await said.json()).toMatchObject({ code: 'draining' });
  const meanwhile = await fetch(`${base}/v1/clock`, { headers });
  expect([meanwhile.status, meanwhile.headers.get('connection')]).toEqual([200, 'close']);

  api.kill('SIGTERM');
  await until(() => expect(fetch(`${base}/livez`)).rejects.toThrow());
  expect(api.exitCode).toBeNull();

  const ended = once(api, 'exit');
  await holder.query('select pg_advisory_unlock($1)', [APPEND_LOCK]);
  const answer = await command;
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  expect((await ended)[0]).toBe(0);
  expect((await readStream(system.db, `project/${PLANT.id}`))[0]?.type).toBe('projectSigned');
});
