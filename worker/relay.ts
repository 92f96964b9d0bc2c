/**
 * The relay: looks at what stands in the store and tells Temporal. It holds no queue of its own, so it may
 * stop or be repeated at any point: what has not been confirmed is found again by the next look.
 */
import type { Client } from '@temporalio/client';
import { projectStream } from '../store/aggregates.ts';
import { countPending } from '../store/deliveries.ts';
import { frozenReview, reviewDueAt } from '../store/reviews.ts';
import type { System } from '../store/system.ts';
import { readSystem, writeSystem } from '../store/read.ts';
import { rulesVersion } from '../store/rules.ts';
import { forgetShown, takeToWake } from '../store/wake.ts';
import {
  channelWorkflowId,
  projectWorkflowId,
  REVIEW_SCHEDULE_ID,
  TASK_QUEUE,
  wake,
} from '../workflows/messages.ts';

/** A woken workflow that has not answered in this time is woken again. */
const RETRY_MS = 10_000;
/** On a real clock a workflow's own timer comes first; the relay is the net below it. */
const GRACE_MS = 5_000;
const REVIEW_GRACE_MS = 120_000;
/** As many as are waited for at once. Measured: a worker answers about a hundred a second. */
export const BATCH = 400;

/** One look: wakes projects, starts deliveries, sees to a review that is owed. Returns how many were woken. */
export async function relayOnce(
  system: System,
  client: Client,
  channels: readonly string[],
): Promise<number> {
  const real = new Date().toISOString();
  const mode = await system.clock.mode();
  const now = await system.clock.now(real);
  const demo = mode.mode === 'demo';

  await adoptRules(system);
  const streams = await takeToWake(system.db, {
    real,
    now,
    graceMs: demo ? 0 : GRACE_MS,
    retryMs: RETRY_MS,
    limit: BATCH,
  });
  await Promise.all(streams.map((stream) => wakeProject(client, stream.slice(projectStream('').length))));

  for (const channel of channels) {
    if ((await countPending(system.db, channel)) === 0) continue;
    await client.workflow.start('deliverChannel', {
      workflowId: channelWorkflowId(channel),
      taskQueue: TASK_QUEUE,
      args: [channel],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  const review = reviewDueAt(system, now);
  const owed = Date.parse(now) - Date.parse(review.at) >= (demo ? 0 : REVIEW_GRACE_MS);
  if (owed && review.at > mode.startedAt && (await frozenReview(system, review.on)) === undefined) {
    await client.schedule.getHandle(REVIEW_SCHEDULE_ID).trigger();
  }
  return streams.length;
}

/** Signals a project's workflow, and starts it where there is none. */
/** Rules that have changed are adopted by every open project: each is woken and counts anew. */
async function adoptRules(system: System): Promise<void> {
  const [version, adopted] = await Promise.all([
    rulesVersion(system.db),
    readSystem<number>(system.db, 'rules/adopted'),
  ]);
  if (version === (adopted ?? 0)) return;
  await forgetShown(system.db);
  await writeSystem(system.db, 'rules/adopted', version);
}

export async function wakeProject(client: Client, id: string): Promise<void> {
  await client.workflow.signalWithStart('project', {
    workflowId: projectWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [id],
    signal: wake,
    staticSummary: id,
  });
}
