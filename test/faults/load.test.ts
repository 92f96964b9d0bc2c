/**
 * More than there is room for: commands at once, deadlines at once, a slow database. Whoever is turned away hears
 * so, what was accepted is there, and how long it took is printed, never asserted.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { addDays, instantAt } from '../../domain/dates.ts';
import { passProjectTime } from '../../store/pass-time.ts';
import { takeIn } from '../../store/intake.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { item, send, sign } from '../store/filled.ts';
import { startProxy, type Proxy } from './proxy.ts';

const TOKEN = 'office';
/** All at once, as an outage's end or a Monday morning brings them. */
const AT_ONCE = 1_000;
/** Deadlines of one minute: as `STORM=50000 npx vitest run test/faults/load.test.ts` says, or a tenth of that. */
const EACH = 20;
const PROJECTS = Number(process.env.STORM ?? 5_000) / EACH;
let system: System & { url: string };
let proxy: Proxy;
let far: System;

beforeAll(async () => {
  system = await freshSystem(REAL);
  const url = new URL(system.url);
  proxy = await startProxy(Number(url.port));
  url.port = String(proxy.port);
  far = openSystem(url.href, () => {}, TEST_KEY);
});
afterAll(async () => {
  proxy.delay(0);
  await far.close();
  await proxy.close();
  await system.close();
});

/** A command over HTTP, without a socket. */
const post = (through: System, project: string, id: string): Promise<Response> =>
  Promise.resolve(
    createApp({ system: through, token: TOKEN }).request(`/v1/projects/${project}/commands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify(item(id)),
    }),
  );

const added = async (project: string): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`
    select command_id as id from events where stream = ${`project/${project}`} and type = 'approvalItemAdded'`.execute(
    system.db,
  );
  expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length);
  return new Set(rows.map((r) => r.id));
};

const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

test('a thousand commands at once on one project: each once, in a few appends', async () => {
  await send(system, 'busy', 'sign', [sign('busy')]);
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) => post(system, 'busy', `n${i}`).then((r) => r.status)),
  );
  console.log(`${AT_ONCE} commands on one project: ${seconds(begun)}`);
  expect(answers.filter((s) => s !== 200)).toEqual([]);
  expect((await added('busy')).size).toBe(AT_ONCE);
});

test('a database that is slow, and more commands than may wait: 503 with Retry-After, and nothing lost', async () => {
  await send(system, 'slow', 'sign', [sign('slow')]);
  proxy.delay(40);
  const outcomes = await Promise.all(
    Array.from({ length: 20_200 }, (_, i) =>
      far
        .handle({
          ...{ stream: 'project/slow', commandId: `n${i}`, actor: 'test', at: '2024-02-01T01:00:00.000Z' },
          commands: [{ type: 'reportProgress', milestone: 'b-full', percent: i % 100 }],
        })
        .then((o) => (o.ok ? 'ok' : o.rejection.code))
        .catch((error: Error) => error.name),
    ).concat(
      // Over HTTP, while the twenty thousand wait.
      Array.from({ length: 3 }, async (_, i) => {
        const response = await post(far, 'slow', `http${i}`);
        expect(response.status).toBe(503);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await response.json()).toMatchObject({ code: 'overloaded' });
        return 'Overloaded';
      }),
    ),
  );
  const count = (what: string): number => outcomes.filter((o) => o === what).length;
  expect([count('ok'), count('Overloaded')]).toEqual([20_000, 203]);
  const { rows } = await sql<{ n: number }>`
    select count(distinct command_id)::int as n from events
    where stream = 'project/slow' and type = 'progressReported'`.execute(system.db);
  expect(rows[0]!.n).toBe(20_000);

  // It is quick again: who was turned away comes again and is taken.
  const healed = performance.now();
  proxy.delay(0);
  const again = await Promise.all([0, 1, 2].map((i) => post(far, 'slow', `http${i}`)));
  expect(again.map((r) => r.status)).toEqual([200, 200, 200]);
  console.log(`after a slow database: ${seconds(healed)}`);
}, 120_000);

test('deadlines of one minute, on 2 January: each rung once, each recipient told once, also when done again', async () => {
  const due = '2024-01-02';
  const at = instantAt(due, '10:00', system.rules.calendar.zone);
  const milestones = Array.from({ length: EACH }, (_, i) => ({
    ...{ id: `m${i}`, name: `节点 ${i}`, line: 'a', committedOn: due, department: '县工信局' },
  }));
  const ids = Array.from({ length: PROJECTS }, (_, i) => `storm${i}`);
  await Promise.all(
    ids.map((id) =>
      send(
        system,
        id,
        'sign',
        [
          {
            ...{ type: 'signProject', ...PLANT, id, milestones, factors: [], windows: [], approvalItems: [] },
            signedOn: addDays(due, -1),
            people: PLANT.people.map((p) => ({ ...p, from: addDays(due, -1) })),
          },
        ],
        instantAt(addDays(due, -1), '12:00', system.rules.calendar.zone),
      ),
    ),
  );
  const begun = performance.now();
  const pass = (run: string) =>
    Promise.all(ids.map((project) => passProjectTime(system, { project, at, commandId: `time/${run}/1` })));
  await Promise.all([pass('first'), pass('twin')]);
  console.log(`${PROJECTS * EACH} deadlines of one minute: ${seconds(begun)}`);
  const { rows } = await sql<{ rungs: number; different: number }>`
    select count(*)::int as rungs, count(distinct (stream, data ->> 'obligation'))::int as different
    from events where type = 'rungReached' and data ->> 'rung' = 'due'`.execute(system.db);
  expect(rows[0]).toEqual({ rungs: PROJECTS * EACH, different: PROJECTS * EACH });

  const telling = performance.now();
  await takeIn(system, [{ channel: 'console' }], at);
  await takeIn(system, [{ channel: 'console' }], at);
  const { rows: told } = await sql<{ owed: number; notices: number }>`
    select (select sum(jsonb_array_length(data -> 'recipients'))::int from events where type = 'rungReached') as owed,
      (select count(*)::int from stream_state where category = 'notice') as notices`.execute(system.db);
  expect(told[0]!.notices).toBe(told[0]!.owed);
  console.log(`${told[0]!.notices} notices opened: ${seconds(telling)}`);
}, 180_000);
