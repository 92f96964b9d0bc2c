/** Time passed for many projects together: each rung once, whoever comes first, and one that fails holds no other. */
import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passProjectTime } from '../../store/pass-time.ts';
import { takeIn } from '../../store/intake.ts';
import { dueBy, readNotices, readStream } from '../../store/read.ts';
import { createSweep } from '../../store/sweep.ts';
import { openSystem, type System } from '../../store/system.ts';
import { relayOnce } from '../../worker/relay.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { LATER, send, sign } from './filled.ts';

let system: System & { url: string };
beforeEach(async () => {
  system = await freshSystem(REAL);
});
afterEach(() => system.close());

const signAll = (ids: string[]) => Promise.all(ids.map((id) => send(system, id, 'sign', [sign(id)])));
const rungs = async (id: string): Promise<string[]> =>
  (await readStream(system.db, `project/${id}`)).flatMap((e) =>
    e.type === 'rungReached' ? [`${e.data.obligation} ${e.data.rung}`] : [],
  );
const due = async (now = LATER) => (await dueBy(system.db, now)).due;

test('passes what a workflow would have passed, with its notices, and nothing the second time', async () => {
  await signAll(['alone', 'swept']);
  await passProjectTime(system, { project: 'alone', at: LATER, commandId: 'time/1' });
  const sweep = createSweep(system);
  expect(await sweep(LATER, 100)).toBe(1);
  expect(await sweep(LATER, 100)).toBe(0);
  expect(await rungs('swept')).toEqual(await rungs('alone'));
  expect((await rungs('swept')).length).toBeGreaterThan(0);
  const of = (stream: string) => readNotices(system.db, { streams: [stream], limit: 100 });
  expect((await of('project/swept')).length).toBeGreaterThan(0);
  expect((await of('project/swept')).length).toBe((await of('project/alone')).length);
  expect(await due()).toBe(0);
});

test('two processes and the workflows at once: each rung once', async () => {
  const ids = Array.from({ length: 40 }, (_, i) => `p${i}`);
  await signAll(ids);
  const other = openSystem(system.url, undefined, TEST_KEY);
  try {
    await Promise.all([
      createSweep(system)(LATER, 100),
      createSweep(other)(LATER, 100),
      ...ids.map((project) => passProjectTime(other, { project, at: LATER, commandId: 'time/1' })),
    ]);
  } finally {
    await other.close();
  }
  const first = await rungs('p0');
  expect(new Set(first).size).toBe(first.length);
  for (const id of ids) expect(await rungs(id)).toEqual(first);
});

test('no more than asked for; what is not due yet stays', async () => {
  await signAll(['a', 'b', 'c']);
  expect(await createSweep(system)(LATER, 2)).toBe(2);
  expect(await due()).toBe(1);
  expect(await createSweep(system)('2024-02-01T02:00:00.000Z', 10)).toBe(0);
  expect(await due()).toBe(1);
});

test('one with nothing to say, and one that cannot be passed, are left to their workflows', async () => {
  await signAll(['a', 'broken', 'b']);
  await createSweep(system)(LATER, 10);
  await signAll(['c']);
  // Said to be due, as after a change of rules; and a state that no release of ours has written.
  await sql`update stream_state set next_due_at = '2024-01-01' where stream = 'project/a'`.execute(system.db);
  await sql`update stream_state set next_due_at = '2024-01-01', state = '{"status": 1}' where stream = 'project/broken'`.execute(
    system.db,
  );
  expect(await createSweep(system)(LATER, 10)).toBe(1);
  expect((await rungs('c')).length).toBeGreaterThan(0);
  expect(await due()).toBe(2);
});

/** A Temporal that takes what it is told and runs nothing; `start` may be another. */
const deafClient = (woken: string[], start: (type: string) => Promise<unknown> = () => Promise.resolve()) =>
  ({
    withDeadline: (_: number, act: () => Promise<unknown>) => act(),
    workflow: {
      signalWithStart: (_: string, { workflowId }: { workflowId: string }) =>
        Promise.resolve(woken.push(workflowId)),
      start,
    },
  }) as unknown as Client;
const served = { channels: ['console'], defaults: [{ channel: 'console' }] };

test('one sweep and one look of the relay are enough: all rungs are reached and their notices opened, though no workflow answers', async () => {
  const offsetMs = Date.parse(LATER) - Date.now();
  const demo = await freshSystem({ mode: 'demo', offsetMs, startedAt: LATER });
  const woken: string[] = [];
  const deaf = deafClient(woken);
  const look = async () => {
    await createSweep(demo)(new Date().toISOString(), 10);
    await relayOnce(demo, deaf, served);
  };
  try {
    await Promise.all(['a', 'b'].map((id) => send(demo, id, 'sign', [sign(id)], new Date().toISOString())));
    const now = await demo.clock.now(new Date().toISOString());
    expect((await dueBy(demo.db, now)).due).toBe(2);
    await look();
    expect((await dueBy(demo.db, now)).due).toBe(0);
    expect(woken.toSorted()).toEqual(['project/a', 'project/b']);
    const opened = () =>
      sql<{ version: number }>`select version from stream_state where category = 'notice'`.execute(demo.db);
    const { rows } = await opened();
    expect(rows.length).toBeGreaterThan(0);
    await look();
    expect((await opened()).rows).toEqual(rows);
  } finally {
    await demo.close();
  }
});

test('a step of a look that fails holds none after it, and is told', async () => {
  const offsetMs = Date.parse(LATER) - Date.now();
  const demo = await freshSystem({ mode: 'demo', offsetMs, startedAt: LATER });
  const broken = () => Promise.reject(new Error('this start is broken'));
  const woken: string[] = [];
  const client = deafClient(woken, broken);
  try {
    await send(demo, 'a', 'sign', [sign('a')], new Date().toISOString());
    await createSweep(demo)(new Date().toISOString(), 10);
    await takeIn(demo, served.defaults, new Date().toISOString());
    await expect(relayOnce(demo, client, served)).rejects.toThrow('this start is broken');
    expect(woken).toEqual(['project/a']);
  } finally {
    await demo.close();
  }
});
