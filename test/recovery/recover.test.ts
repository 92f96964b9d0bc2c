/** A real dev server loses its data, or half its workflows: the worker notices, and `recover` does it by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../channels/channel.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import { silent } from '../../store/progress.ts';
import { readNotices } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { countUnshown } from '../../store/wake.ts';
import { recoverAll } from '../../worker/recover.ts';
import { runWorkers } from '../../worker/worker.ts';
import { projectWorkflowId, SEARCH_ATTRIBUTES, stateQuery } from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';
import { item, LATER, send, sign } from '../store/filled.ts';

const COUNT = 24;
const ids = Array.from({ length: COUNT }, (_, i) => `p${i}`);
let folder: string;
let executable: string;
let temporal: RunningTemporal;
let system: System;
let stop: AbortController;
let worker: Promise<void> | undefined;
const sent: string[] = [];
const lines: string[] = [];

const dbFile = () => join(folder, 'temporal', 'temporal.db');
const inbox: Channel = {
  name: 'console',
  send: (notice) => {
    sent.push(notice.id);
    return Promise.resolve();
  },
};

async function startServer(port?: number): Promise<void> {
  temporal = await startTemporal({
    executable,
    dbFile: dbFile(),
    searchAttributes: SEARCH_ATTRIBUTES,
    ...(port === undefined ? {} : { port }),
  });
}

function startWorker(): void {
  stop = new AbortController();
  worker = runWorkers({
    system,
    channels: [inbox],
    temporalAddress: temporal.address,
    namespace: 'default',
    log: (line) => lines.push(line),
    signal: stop.signal,
    reconcileMs: 1_000,
  });
}

async function stopWorker(): Promise<void> {
  stop.abort();
  await worker;
  worker = undefined;
}

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** Every open project's workflow runs, says what the log says, and has a timer for its next due instant. */
async function allRun(): Promise<void> {
  await expect.poll(() => countUnshown(system.db), { timeout: 60_000 }).toBe(0);
  await withClient(async (client) => {
    await Promise.all(
      ids.map(async (id) => {
        const handle = client.workflow.getHandle(projectWorkflowId(id));
        const { status } = await handle.describe();
        expect(status.name, id).toBe('RUNNING');
        const { face } = await handle.query(stateQuery);
        expect(face?.nextDueAt, id).not.toBeNull();
        const timers = async (): Promise<number> => {
          const events = (await handle.fetchHistory()).events ?? [];
          const armed = events.filter((e) => e.timerStartedEventAttributes).length;
          const gone = events.filter((e) => e.timerFiredEventAttributes ?? e.timerCanceledEventAttributes);
          return armed - gone.length;
        };
        await expect.poll(timers, { timeout: 20_000, message: `${id} has a timer` }).toBe(1);
      }),
    );
  });
}

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  folder = mkdtempSync(join(tmpdir(), 'recover-'));
  const { cacheDir, path } = readConfig();
  executable = await resolveTemporal({ cacheDir, path, log: () => {} });
  system = await freshSystem({
    mode: 'demo',
    offsetMs: Date.parse(LATER) - Date.now(),
    startedAt: LATER,
  });
  await startServer();
  for (const id of ids) await send(system, id, 'sign', [sign(id), item('x')], new Date().toISOString());
  startWorker();
}, 180_000);
afterAll(async () => {
  if (worker) await stopWorker();
  await temporal.stop();
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

async function nothingTwice(): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from events where type = 'rungReached'
      group by stream, data->>'obligation', data->>'rung', data->>'deadlineVersion' having count(*) > 1) twice`.execute(
    system.db,
  );
  expect(rows[0]!.n).toBe(0);
  expect(new Set(sent).size).toBe(sent.length);
}

test('signed projects run, each told of what is late', async () => {
  await allRun();
  const notices = await readNotices(system.db, { limit: 1_000 });
  expect(notices.length).toBeGreaterThan(COUNT);
  await expect.poll(() => sent.length, { timeout: 30_000 }).toBe(notices.length);
  await nothingTwice();
}, 120_000);

test('half of them terminated by hand: the worker notices, and only they start again', async () => {
  const told = sent.length;
  const runs = await withClient(async (client) => {
    await Promise.all(
      ids
        .slice(0, COUNT / 2)
        .map((id) => client.workflow.getHandle(projectWorkflowId(id)).terminate('by hand')),
    );
    return Promise.all(
      ids
        .slice(COUNT / 2)
        .map(async (id) => (await client.workflow.getHandle(projectWorkflowId(id)).describe()).runId),
    );
  });
  await expect.poll(() => lines.some((l) => l.includes('no longer run')), { timeout: 30_000 }).toBe(true);
  await expect
    .poll(
      () =>
        withClient(async (client) => {
          const found = await Promise.all(
            ids.map(
              async (id) => (await client.workflow.getHandle(projectWorkflowId(id)).describe()).status.name,
            ),
          );
          return found.filter((s) => s === 'RUNNING').length;
        }),
      { timeout: 30_000 },
    )
    .toBe(COUNT);
  await allRun();
  await withClient(async (client) => {
    for (const [i, id] of ids.slice(COUNT / 2).entries())
      expect((await client.workflow.getHandle(projectWorkflowId(id)).describe()).runId).toBe(runs[i]);
  });
  expect(sent.length).toBe(told);
  await nothingTwice();
}, 120_000);

test("Temporal's data deleted under a running worker: every workflow is back, no notice twice", async () => {
  const told = sent.length;
  const { port } = temporal;
  await temporal.stop();
  rmSync(join(folder, 'temporal'), { recursive: true });
  await startServer(port);
  await expect
    .poll(() => lines.some((l) => l.includes('Temporal is a new one')), { timeout: 60_000 })
    .toBe(true);
  await allRun();
  expect(sent.length).toBe(told);
  await nothingTwice();
}, 120_000);

test('by hand, with no worker, stopped half way and done again: the worker finds nothing left to start', async () => {
  await stopWorker();
  await withClient(async (client) => {
    for (const id of ids.slice(0, 18))
      await client.workflow.getHandle(projectWorkflowId(id)).terminate('by hand');
    const open = async () => {
      const { running } = await recoverAll(system, client, () => ({
        step() {},
        done() {
          throw new Error('stopped before it began');
        },
      })).catch(() => ({ running: -1 }));
      return running;
    };
    expect(await open()).toBe(-1);
    await expect
      .poll(async () => (await recoverAll(system, client, () => silent)).running, { timeout: 30_000 })
      .toBe(COUNT);
  });
  startWorker();
  await allRun();
  await nothingTwice();
}, 120_000);
