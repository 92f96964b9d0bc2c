/**
 * A project of twenty years and 50,000 commands, on Temporal's time-skipping server with the real store. What is
 * asserted is counted, not timed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { addDays } from '../../domain/dates.ts';
import type { System } from '../../store/system.ts';
import { countUnshown, forgetShownOf } from '../../store/wake.ts';
import { wakeProject } from '../../worker/relay.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { projectWorkflowId, TASK_QUEUE } from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { runsOf } from './runs-of.ts';
import { bundleVariant } from './variant.ts';

const START = '2024-01-08T02:00:00.000Z';
const YEARS = 20;
const COMMANDS = 50_000;
/** Commands between two times that the workflow wakes. */
const EACH_WAKE = 125;
/** Shorter than a release has it, so that there are several runs. */
const MAX_HISTORY = 1_000;
const ID = 'old';
const STREAM = `project/${ID}`;
let env: TestWorkflowEnvironment;
/** Not the environment's own: that one lets time run while it waits for a result. */
let client: Client;
let system: System;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: inject('testServer') } });
  client = new Client({ connection: env.connection });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: searchAttributeTypes,
  });
  const offsetMs = Date.parse(START) - (await env.currentTimeMs());
  system = await freshSystem({ mode: 'demo', offsetMs, startedAt: START });
});
afterAll(async () => {
  await system?.close();
  await env?.teardown();
});

const realNow = async (): Promise<string> => new Date(await env.currentTimeMs()).toISOString();

async function withWorker<T>(bundle: WorkflowBundleWithSourceMap, work: () => Promise<T>): Promise<T> {
  const worker = await Worker.create({
    ...{ connection: env.nativeConnection, taskQueue: TASK_QUEUE, workflowBundle: bundle },
    activities: createActivities(system),
  });
  return worker.runUntil(work);
}

async function send(commandId: string, command: object): Promise<void> {
  const commands = [command as never];
  const at = await realNow();
  const outcome = await system.handle({ stream: STREAM, commandId, actor: '赵项目长', at, commands });
  expect(outcome, commandId).toMatchObject({ ok: true });
}

/** Wakes it as the relay does, and again should the run end under it; resolves when it has confirmed itself. */
async function woken(id: string): Promise<void> {
  await forgetShownOf(system.db, [`project/${id}`]);
  for (let looks = 0; (await countUnshown(system.db)) > 0; looks++) {
    if (looks % 500 === 0) await wakeProject(client, id);
    await sleep(4);
  }
}

test('twenty years and 50,000 commands: histories, state and what is carried over stay as small as they were', async () => {
  const sizes: number[] = [];
  const runIds = new Set<string>();
  await withWorker(
    await bundleVariant([['MAX_HISTORY = 8_000', `MAX_HISTORY = ${MAX_HISTORY}`]]),
    async () => {
      const { milestones, signedOn } = PLANT;
      const plan = {
        ...{ ...PLANT, id: ID, windows: [], factors: [] },
        milestones: milestones.map((m) => ({ ...m, committedOn: addDays(signedOn, 60) })),
      };
      await send('sign', { type: 'signProject', ...plan });
      for (let year = 0; year < YEARS; year++) {
        for (let n = 0; n < COMMANDS / YEARS; n += EACH_WAKE) {
          await Promise.all(
            Array.from({ length: EACH_WAKE }, (_, i) =>
              send(`${year}/${n + i}`, { type: 'reportProgress', milestone: 'b-full', percent: i % 101 }),
            ),
          );
          await woken(ID);
          runIds.add((await client.workflow.getHandle(projectWorkflowId(ID)).describe()).runId);
        }
        const { rows } = await sql<{ size: number }>`
        select length(state::text) + length(face::text) as size from stream_state where stream = ${STREAM}`.execute(
          system.db,
        );
        sizes.push(rows[0]!.size);
        await env.sleep('365 days');
      }
    },
  );

  const { rows } = await sql<{ commands: number; years: number }>`
    select count(distinct command_id)::int as commands,
      (extract(epoch from max(recorded_at) - min(recorded_at)) / 86400 / 365)::float8 as years
    from events where stream = ${STREAM} and type = 'progressReported'`.execute(system.db);
  expect(rows[0]!.commands).toBe(COMMANDS);
  expect(rows[0]!.years).toBeGreaterThanOrEqual(YEARS - 1);

  const runs = await runsOf(client, projectWorkflowId(ID), runIds);
  console.log(
    `${runs.length} runs of ${runs.map((r) => r.events).join(', ')} events; state ${sizes[0]} bytes after a year, ${sizes.at(-1)} after twenty`,
  );
  expect(runs.length).toBeGreaterThan(1);
  for (const run of runs) {
    expect(run.events).toBeLessThan(MAX_HISTORY * 1.1);
    expect(run.input).toBeLessThan(100);
  }
  // The ladder of what is late stands in the state; it has an end, and reports replace one another.
  expect(sizes.at(-1)!).toBeLessThan(sizes[1]! * 1.2);
}, 300_000);
