/** A database that is away, slow or held, and a fault of ours: each is answered as what it is. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { APPEND_LOCK } from '../../store/append.ts';
import { connect, migrate } from '../../store/database.ts';
import { isUnavailable } from '../../store/faults.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshDatabase, freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { startProxy } from '../faults/proxy.ts';
import { PLANT } from '../given.ts';

const TOKEN = 'operator';
const LIMIT_S = 3;
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const OVERLONG = expect.objectContaining({ code: '57014' }) as unknown;
let owner: System & { url: string };
/** As API and worker have it, with a limit short enough to wait for and long enough for a busy machine. */
let system: System;
let app: ReturnType<typeof createApp>;
let other: pg.Client;
const faults: string[] = [];

beforeAll(async () => {
  owner = await freshSystem(REAL);
  system = openSystem(owner.url, undefined, TEST_KEY, LIMIT_S);
  app = createApp({ system, token: TOKEN, log: () => {}, fault: (line) => faults.push(line) });
  other = new pg.Client({ connectionString: owner.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await system.close();
  await owner.close();
});

const answerOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
  answer.headers.get('retry-after'),
];
const sign = () => app.request('/v1/projects', { method: 'POST', headers, body: JSON.stringify(PLANT) });

test('a statement is ended at its limit; without one, as the jobs over the whole log have it, it goes on', async () => {
  await expect(sql`select pg_sleep(30)`.execute(system.db)).rejects.toEqual(OVERLONG);
  await sql`select pg_sleep(${LIMIT_S + 0.5})`.execute(owner.db);
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
    order by name`.execute(system.db);
  expect(rows.map((r) => r.setting)).toEqual(['5000', '10000', `${LIMIT_S * 1000}`]);
});

test('a question that takes too long is a 503 that says so, and when to come back', async () => {
  await other.query('begin; lock table stream_state, events in access exclusive mode');
  faults.length = 0;
  const answer = await app.request('/v1/projects', { headers });
  await other.query('rollback');
  expect(await answerOf(answer)).toEqual([503, 'overlong', '10']);
  expect(faults.map((l) => JSON.parse(l) as object)).toMatchObject([{ event: 'fault', code: '57014' }]);
  expect((await app.request('/v1/projects', { headers })).status).toBe(200);
});

test('a command that waits too long for the log is a 503, is not written, and is taken the next time', async () => {
  await other.query('select pg_advisory_lock($1)', [APPEND_LOCK]);
  const answer = await sign();
  await other.query('select pg_advisory_unlock($1)', [APPEND_LOCK]);
  expect(await answerOf(answer)).toEqual([503, 'overloaded', '5']);
  expect((await sign()).status).toBe(200);
});

test('a question that the network swallows ends with its connection, and the next one is answered', async () => {
  const proxy = await startProxy(Number(new URL(owner.url).port));
  const url = new URL(owner.url);
  url.port = String(proxy.port);
  const far = connect(url.href, () => {}, 1, TEST_KEY, 0.5);
  await sql`select 1`.execute(far);
  proxy.blackHole(true);
  const asked = sql`select 1`.execute(far).then(
    () => 'answered',
    (error: unknown) => isUnavailable(error),
  );
  expect(await asked).toBe(true);
  proxy.blackHole(false);
  expect((await sql<{ n: number }>`select 2 as n`.execute(far)).rows).toEqual([{ n: 2 }]);
  await far.destroy();
  await proxy.close();
});

test('a migration may take longer than a statement', async () => {
  const url = await freshDatabase();
  const db = connect(url, () => {}, 2, TEST_KEY, LIMIT_S);
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  // A table that the first migration waits for, until the limit of a statement is well past.
  await holder.query('begin; create table events (a int)');
  const done = migrate(db).then(
    () => 'migrated',
    (error: unknown) => error,
  );
  await vi.waitFor(
    async () => {
      const { rows } = await other.query(
        `select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'
         and clock_timestamp() - query_start > interval '${LIMIT_S + 0.5} s'`,
        [url.split('/').at(-1)],
      );
      expect(rows).toHaveLength(1);
    },
    { timeout: 30_000, interval: 50 },
  );
  await holder.query('rollback');
  expect(await done).toBe('migrated');
  await expect(sql`select pg_sleep(30)`.execute(db)).rejects.toEqual(OVERLONG);
  await holder.end();
  await db.destroy();
});

test('a fault of ours is a 500 in both languages; the log has it under the same id, and no more than it needs', async () => {
  await sql`alter table stream_state rename to elsewhere`.execute(owner.db);
  faults.length = 0;
  const answer = await app.request('/v1/projects', {
    headers: { ...headers, 'x-request-id': 'from-proxy-1' },
  });
  const another = await app.request('/v1/projects', { headers });
  await sql`alter table elsewhere rename to stream_state`.execute(owner.db);
  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('retry-after')).toBeNull();
  expect(answer.headers.get('x-request-id')).toBe('from-proxy-1');
  const body = (await answer.json()) as { message: { zh: string; en: string } };
  expect(body).toMatchObject({ code: 'internal', requestId: 'from-proxy-1' });
  expect(body.message.zh).toMatch(/^系统内部错误.*from-proxy-1/);
  expect(body.message.en).toContain('from-proxy-1');
  expect(JSON.stringify(body)).not.toContain('stream_state');
  const { requestId } = (await another.json()) as { requestId: string };
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(faults.map((l) => JSON.parse(l) as object)).toMatchObject([
    { event: 'fault', requestId: 'from-proxy-1', route: 'GET /v1/projects', code: '42P01' },
    { event: 'fault', requestId },
  ]);
});

test('a database that is away is a 503', async () => {
  const away = openSystem('postgres://127.0.0.1:1/none', undefined, TEST_KEY);
  const lost = createApp({ system: away, token: TOKEN, log: () => {}, fault: (line) => faults.push(line) });
  expect(await answerOf(await lost.request('/v1/projects', { headers }))).toEqual([503, 'unavailable', '2']);
  await away.close();
});

test.each([
  ['a form that is none', '/login', 'multipart/form-data; boundary=x', 'not a form'],
  ['a form without its boundary', '/login', 'multipart/form-data', '--x'],
])('%s is a 400', async (_, path, type, body) => {
  const answer = await app.request(path, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await answerOf(answer))[0]).toBe(400);
});

test('an address that is no UTF-8 is no fault of ours', async () => {
  const { status } = await app.request('/v1/projects/%E0%A4%A', { headers });
  expect([400, 404]).toContain(status);
});
