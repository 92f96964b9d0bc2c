/** A new release under a running workflow, on a real dev server with two workers, one after the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import type { System } from '../../store/system.ts';
import { countUnshown } from '../../store/wake.ts';
import { wakeProject } from '../../worker/relay.ts';
import { bundleWorkflows } from '../../worker/worker.ts';
import {
  projectWorkflowId,
  SEARCH_ATTRIBUTES,
  stateQuery,
  submitUpdate,
  TASK_QUEUE,
} from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { LATER, send, sign } from '../store/filled.ts';
import { runsOf } from './runs-of.ts';
import { bundleVariant, ONE_STEP_MORE } from './variant.ts';

const ID = 'upgraded';
let folder: string;
let temporal: RunningTemporal;
let connection: Connection;
let native: NativeConnection;
let client: Client;
let system: System;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  const { cacheDir, path } = readConfig();
  temporal = await startTemporal({
    executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
    dbFile: join(folder, 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  connection = await Connection.connect({ address: temporal.address });
  native = await NativeConnection.connect({ address: temporal.address });
  client = new Client({ connection });
  const offsetMs = Date.parse(LATER) - Date.now();
  system = await freshSystem({ mode: 'demo', offsetMs, startedAt: LATER });
}, 180_000);
afterAll(async () => {
  await connection?.close();
  await native?.close();
  await temporal?.stop();
  await system?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withWorker(
  workflowBundle: WorkflowBundleWithSourceMap,
  work: () => Promise<void>,
): Promise<void> {
  const worker = await Worker.create({
    ...{ connection: native, taskQueue: TASK_QUEUE, workflowBundle },
    activities: createActivities(system),
  });
  await worker.runUntil(work);
}

/** A release whose runs are short, so that they continue as new before our eyes. */
const SHORT: readonly [string, string] = ['const MAX_HISTORY = 8_000;', 'const MAX_HISTORY = 60;'];

const MODERN: (readonly [string, string])[] = [
  ['  let round = 0;', "  let round = 0;\n  const modern = patched('one-step-more');"],
  [ONE_STEP_MORE[0], `if (modern) ${ONE_STEP_MORE[1]}`],
  ['  condition,\n', '  condition,\n  patched,\n'],
];

test('a run goes on as it began, and continues as the new release', async () => {
  await send(system, ID, 'sign', [sign(ID)], new Date().toISOString());
  await wakeProject(client, ID);
  const workflowId = projectWorkflowId(ID);
  const handle = client.workflow.getHandle(workflowId);
  // What the list of the Temporal UI shows beside the id.
  expect(await (await handle.describe()).staticSummary()).toBe(ID);
  const report = (commandId: string, percent: number) =>
    handle.executeUpdate(submitUpdate, {
      args: [
        { commandId, actor: '赵项目长', command: { type: 'reportProgress', milestone: 'b-full', percent } },
      ],
    });

  await withWorker(await bundleVariant([SHORT]), async () => {
    await report('old', 1);
    await expect.poll(() => countUnshown(system.db), { timeout: 20_000 }).toBe(0);
  });
  expect(await runsOf(client, workflowId)).toHaveLength(1);

  await withWorker(await bundleVariant([SHORT, ...MODERN]), async () => {
    // Replayed by the new release from the history that the old one wrote.
    await expect.poll(() => report('new', 2).then(() => 'done', String), { timeout: 30_000 }).toBe('done');
    expect((await handle.query(stateQuery)).face).toMatchObject({ name: PLANT.name });
    expect(await runsOf(client, workflowId)).toMatchObject([{ patches: 0 }]);
    for (let i = 0; i < 12; i++) await report(`new/${i}`, 10 + i);
  });
  const runs = await runsOf(client, workflowId);
  expect(runs.length).toBeGreaterThan(1);
  expect(runs.map((r) => r.patches)).toEqual(runs.map((_, i) => (i === 0 ? 0 : 1)));
  const { rows } = await sql<{ n: number }>`
    select count(distinct command_id)::int as n from events where type = 'progressReported'`.execute(
    system.db,
  );
  expect(rows[0]!.n).toBe(14);
}, 120_000);

test('commands that race with the loop and with one another: what was run so replays', async () => {
  const workflowBundle = await bundleWorkflows();
  const ids = Array.from({ length: 12 }, (_, i) => `race${i}`);
  await withWorker(workflowBundle, async () => {
    await Promise.all(
      ids.map(async (id) => {
        await send(system, id, 'sign', [sign(id)], new Date().toISOString());
        const handle = client.workflow.getHandle(projectWorkflowId(id));
        await wakeProject(client, id);
        for (const round of [0, 1])
          await Promise.all(
            [0, 1, 2].map((n) =>
              handle.executeUpdate(submitUpdate, {
                args: [
                  {
                    ...{ commandId: `${round}/${n}`, actor: '赵项目长' },
                    command: { type: 'reportProgress', milestone: 'b-full', percent: n },
                  },
                ],
              }),
            ),
          );
      }),
    );
  });
  const histories = await Promise.all(
    ids.map(async (id) => {
      const workflowId = projectWorkflowId(id);
      return { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
    }),
  );
  const broken: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
    if (error) broken.push(workflowId);
  expect(broken).toEqual([]);
}, 120_000);
