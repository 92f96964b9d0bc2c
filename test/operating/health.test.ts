/** Ready or not, and why; what the metrics say of a system in which something is wrong. */
import getPort from 'get-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { createApp } from '../../api/app.ts';
import { noteBackup } from '../../store/standing.ts';
import { openSystem, type System } from '../../store/system.ts';
import { serveHealth } from '../../worker/health.ts';
import { freshSystem, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const NOW = '2024-03-27T01:05:00.000Z';
const headers = { authorization: 'Bearer operator', 'content-type': 'application/json' };
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
const draining = new AbortController();

beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  app = createApp({ system, token: 'operator', log: () => {} });
});
afterAll(() => system.close());

const metrics = async (): Promise<Map<string, number>> => {
  const answer = await app.request('/metrics', { headers });
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).split('\n').filter((l) => l !== '' && !l.startsWith('#'));
  return new Map(lines.map((l) => [l.slice(0, l.lastIndexOf(' ')), Number(l.slice(l.lastIndexOf(' ') + 1))]));
};

test('alive and ready', async () => {
  expect((await app.request('/livez')).status).toBe(200);
  expect((await app.request('/readyz')).status).toBe(200);
});

test('a database without a migration, or none: not ready, and why; alive all the same', async () => {
  await sql`update kysely_migration set name = 'later' where name = '005-webhooks'`.execute(system.db);
  const old = await app.request('/readyz');
  await sql`update kysely_migration set name = '005-webhooks' where name = 'later'`.execute(system.db);
  expect([old.status, ((await old.json()) as { code: string }).code]).toEqual([503, 'migrationsMissing']);
  const away = openSystem('postgres://127.0.0.1:1/none', undefined, TEST_KEY);
  const lost = createApp({ system: away, log: () => {} });
  const answer = await lost.request('/readyz');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'unavailable']);
  expect((await lost.request('/livez')).status).toBe(200);
  await away.close();
});

test('what is due and not passed, waits or failed is in the metrics', async () => {
  const before = await metrics();
  const body = JSON.stringify(PLANT);
  for (const _ of [1, 2]) await app.request('/v1/projects', { method: 'POST', headers, body });
  await sql`update stream_state set next_due_at = ${'2024-03-01T00:00:00Z'} where stream = ${`project/${PLANT.id}`}`.execute(
    system.db,
  );
  await noteBackup(system, new Date(Date.now() - 90_000_000).toISOString());
  const after = await metrics();
  const more = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(more('quancheng_commands_total{outcome="accepted"}')).toBe(1);
  expect(more('quancheng_commands_total{outcome="refused"}')).toBe(1);
  expect(more('quancheng_append_seconds_count')).toBe(1);
  expect(after.get('quancheng_commands_waiting')).toBe(0);
  expect(after.get('quancheng_stuck_projects')).toBe(1);
  expect(after.get('quancheng_unconfirmed_projects')).toBe(1);
  expect(after.get('quancheng_relay_lag_events')).toBeGreaterThan(0);
  expect(after.get('quancheng_backup_age_seconds')).toBeGreaterThanOrEqual(90_000);
  expect((await app.request('/metrics')).status).toBe(401);
});

test('a stream of changes ends when the process drains, so that it holds nothing up', async () => {
  const leaving = createApp({ system, token: 'operator', log: () => {}, draining: draining.signal });
  const stream = await leaving.request('/v1/changes', { headers });
  const text = stream.text();
  draining.abort();
  expect(await text).toContain('event: start');
  expect((await leaving.request('/readyz')).status).toBe(503);
});

test('the worker is ready while it polls', async () => {
  const port = await getPort();
  const stop = new AbortController();
  const health = serveHealth(system, { port, host: '127.0.0.1', signal: stop.signal });
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    return [answer.status, ((await answer.json()) as { why?: string }).why];
  };
  expect(await ready()).toEqual([503, 'temporal']);
  health.polls(true);
  expect(await ready()).toEqual([200, undefined]);
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain(
    'quancheng_commands_total',
  );
  stop.abort();
  expect(await ready()).toEqual([503, 'draining']);
  health.close();
});
