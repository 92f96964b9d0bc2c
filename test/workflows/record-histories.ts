/**
 * `npm run histories`: records the histories of this release's workflows into `histories/<version>/`, by the
 * story on the time-skipping server. Run once for a release, before its workflows change; never again for
 * that version: what was recorded is what runs out there.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createActivities, createDeliveryActivities } from '../../activities/index.ts';
import { readConfig } from '../../config.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { resolveTestServer } from '../../dev/test-server.ts';
import { STORY, STORY_ID } from '../../examples/story.ts';
import { projectStream } from '../../store/aggregates.ts';
import { initMode } from '../../store/clock.ts';
import { migrate } from '../../store/database.ts';
import { dueChannels } from '../../store/deliveries.ts';
import { takeIn } from '../../store/intake.ts';
import { openSystem } from '../../store/system.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { bundleWorkflows } from '../../worker/worker.ts';
import {
  channelQueue,
  channelWorkflowId,
  completeMilestoneSignal,
  projectWorkflowId,
  reportId,
  submitUpdate,
  TASK_QUEUE,
  wake,
} from '../../workflows/messages.ts';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const target = join(import.meta.dirname, 'histories', version);
if (existsSync(target)) {
  console.error(`${target} is there already: a release is recorded once`);
  process.exit(1);
}

Runtime.install({ logger: new DefaultLogger('ERROR') });
const folder = mkdtempSync(join(tmpdir(), 'histories-'));
chmodSync(folder, 0o755);
const { cacheDir, path } = readConfig();
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => {}, durable: false });
const executable = await resolveTestServer({ cacheDir, path, log: console.log });
const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
const { connection, nativeConnection } = env;
await connection.operatorService.addSearchAttributes({
  namespace: 'default',
  searchAttributes: searchAttributeTypes,
});
const realNow = async (): Promise<string> => new Date(await env.currentTimeMs()).toISOString();
const system = openSystem(postgres.url, () => {}, 'a5'.repeat(32));
await migrate(system.db);
const offsetMs = Date.parse(STORY[0]!.at) - (await env.currentTimeMs());
await initMode(system.db, { mode: 'demo', offsetMs, startedAt: STORY[0]!.at });
const inbox = {
  ...{ name: 'console', sendsPerSecond: 1_000, maxBytes: 4_000, dropsRepeats: false },
  send: () => Promise.resolve({ outcome: 'sent' as const }),
};
const workers = await Promise.all([
  Worker.create({
    ...{ connection: nativeConnection, taskQueue: TASK_QUEUE, workflowBundle: await bundleWorkflows() },
    activities: createActivities(system),
  }),
  Worker.create({
    ...{ connection: nativeConnection, taskQueue: channelQueue('console') },
    activities: createDeliveryActivities(system, inbox, { now: realNow }),
  }),
]);
const running = Promise.all(workers.map((w) => w.run()));
// Not the environment's own: that one lets time run while it waits for a result.
const client = new Client({ connection });

/** The story up to its last step but one; then the workflow as it waits, and as it has ended. */
const [sign, ...steps] = STORY;
const stream = projectStream(STORY_ID);
await system.handle({
  ...{ stream, commandId: 'sign', actor: sign!.actor, at: await realNow(), commands: [sign!.command] },
});
const project = await client.workflow.signalWithStart('project', {
  workflowId: projectWorkflowId(STORY_ID),
  ...{ taskQueue: TASK_QUEUE, args: [STORY_ID], signal: wake },
});
mkdirSync(target, { recursive: true });
const record = async (name: string, workflowId: string): Promise<void> => {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  writeFileSync(join(target, `${name}.pb`), proto.temporal.api.history.v1.History.encode(history).finish());
  console.log(`${name}: ${history.events?.length} events`);
};
let delivered = false;
for (const [index, { at, actor, command }] of steps.entries()) {
  const ms = Date.parse(at) - Date.parse(await system.clock.now(await realNow()));
  if (ms > 0) await env.sleep(ms);
  if (index === steps.length - 1) {
    await project.signal(completeMilestoneSignal, {
      ...{ commandId: 'refused', actor: '某人', milestone: 'nowhere' },
    });
    await env.sleep('1 minute');
    await record('project-waiting', project.workflowId);
  }
  await takeIn(system, [{ channel: 'console' }], await realNow());
  if (!delivered && (await dueChannels(system.db, await system.clock.now(await realNow()))).length > 0) {
    const channel = { workflowId: channelWorkflowId('console'), taskQueue: TASK_QUEUE, args: ['console'] };
    await client.workflow.execute('deliverChannel', channel);
    await record('channel', channel.workflowId);
    delivered = true;
  }
  await project.executeUpdate(submitUpdate, { args: [{ commandId: `step/${index}`, actor, command }] });
}
await project.result();
await record('project-ended', project.workflowId);

const run = { kind: 'weekly' } as const;
await client.workflow.execute('report', { workflowId: reportId(run), taskQueue: TASK_QUEUE, args: [run] });
await record('report', reportId(run));

for (const worker of workers) worker.shutdown();
await running;
await system.close();
await env.teardown();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
