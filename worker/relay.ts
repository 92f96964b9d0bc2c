/**
 * The relay: looks at what stands in the store and tells Temporal. It holds no queue of its own, so it may
 * stop or be repeated at any point: what has not been confirmed is found again by the next look.
 */
import type { Client } from '@temporalio/client';
import { projectOf } from '../store/aggregates.ts';
import { dueChannels } from '../store/deliveries.ts';
import { takeIn, type DefaultChannel } from '../store/intake.ts';
import { isUnavailable } from '../store/faults.ts';
import { owedRuns } from '../store/reports.ts';
import type { System } from '../store/system.ts';
import { readSystem, writeSystem } from '../store/read.ts';
import { rulesVersion } from '../store/rules.ts';
import { giveUpUnserved } from '../store/unserved.ts';
import { takeTraces } from '../store/trace-notes.ts';
import { forgetShown, takeToWake } from '../store/wake.ts';
import { inSpan, isTracing } from '../telemetry/trace.ts';
import { channelWorkflowId, projectWorkflowId, reportId, TASK_QUEUE, wake } from '../workflows/messages.ts';
import { ensureSchedules } from './schedules.ts';

/** A woken workflow that has not answered in this time is woken again. */
const RETRY_MS = 10_000;
/** On a real clock a workflow's own timer comes first; the relay is the net below it. */
const GRACE_MS = 5_000;
const REPORT_GRACE_MS = 120_000;
/** As many as are waited for at once. Measured: a worker answers about a hundred a second. */
export const BATCH = 100;
/** As many events as one look takes in: a log that grows as fast as it is read holds no channel. */
const TAKEN = 2_000;
/** What Temporal has not answered in this time is asked again by the next look. */
const STEP_MS = 30_000;

/** The channels that this worker serves, and those of people who have named none. */
export interface Served {
  channels: readonly string[];
  defaults: readonly DefaultChannel[];
}

/**
 * One look: starts the channels for which something is due, wakes projects, opens notices, sees to reports that are
 * owed. What is due has been passed by then, or is meanwhile (`store/sweep.ts`). Returns how many projects were woken,
 * and whether there is more to take in.
 */
export async function relayOnce(
  system: System,
  client: Client,
  { channels, defaults }: Served,
): Promise<{ woken: number; more: boolean }> {
  const real = new Date().toISOString();
  const mode = await system.clock.mode();
  const at = { ...mode, real, now: await system.clock.now(real) };
  let [woken, taken] = [0, 0];
  await inTurn(client, [
    () => adoptRules(system, client),
    // Before what may take long: what this look takes in goes out with the next one.
    () => startChannels(system, client, channels, at),
    async () => (woken = await wakeDue(system, client, at)),
    async () => (taken = await takeIn(system, defaults, real, TAKEN)),
    () => startReports(system, client, at),
  ]);
  return { woken, more: taken >= TAKEN };
}

/**
 * Takes the steps one after the other, each for `STEP_MS` of Temporal's time at most. One that fails holds none of
 * those after it; when all have been tried the first failure is thrown. A database that is away ends them at once.
 */
export async function inTurn(client: Client, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await client.withDeadline(Date.now() + STEP_MS, step);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

interface Moment {
  mode: 'real' | 'demo';
  startedAt: string;
  /** The machine's clock, and the system's. */
  real: string;
  now: string;
}

async function wakeDue(system: System, client: Client, { mode, real, now }: Moment): Promise<number> {
  const streams = await takeToWake(system.db, {
    real,
    now,
    graceMs: mode === 'demo' ? 0 : GRACE_MS,
    retryMs: RETRY_MS,
    limit: BATCH,
  });
  const traces = isTracing() ? await takeTraces(system.db, streams) : undefined;
  await Promise.all(
    streams.map((stream) =>
      inSpan(
        'relay wake',
        {
          kind: 'consumer',
          attributes: { 'quancheng.stream': stream },
          continues: { traceparent: traces?.get(stream) },
        },
        () => wakeProject(client, projectOf(stream)),
      ),
    ),
  );
  return streams.length;
}

async function startChannels(
  system: System,
  client: Client,
  served: readonly string[],
  { real, now }: Moment,
): Promise<void> {
  for (const channel of await dueChannels(system.db, now)) {
    if (!served.includes(channel)) {
      await giveUpUnserved(system, channel, real);
      continue;
    }
    await client.workflow.start('deliverChannel', {
      workflowId: channelWorkflowId(channel),
      taskQueue: TASK_QUEUE,
      args: [channel],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }
}

async function startReports(system: System, client: Client, { mode, startedAt, now }: Moment): Promise<void> {
  for (const { kind, county, at } of await owedRuns(system, now)) {
    const owed = Date.parse(now) - Date.parse(at) >= (mode === 'demo' ? 0 : REPORT_GRACE_MS);
    if (!owed || at <= startedAt) continue;
    await client.workflow.start('report', {
      workflowId: reportId({ kind, county }),
      taskQueue: TASK_QUEUE,
      args: [{ kind, county }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }
}

/** Rules that have changed are adopted by the Schedules, and by every open project: each is woken and counts anew. */
async function adoptRules(system: System, client: Client): Promise<void> {
  const [version, adopted] = await Promise.all([
    rulesVersion(system.db),
    readSystem<number>(system.db, 'rules/adopted'),
  ]);
  if (version === (adopted ?? 0)) return;
  await ensureSchedules(system, client);
  await forgetShown(system.db);
  await writeSystem(system.db, 'rules/adopted', version);
}

/** Signals a project's workflow, and starts it where there is none. */
export async function wakeProject(client: Client, id: string): Promise<void> {
  await client.workflow.signalWithStart('project', {
    workflowId: projectWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [id],
    signal: wake,
    staticSummary: id,
  });
}
