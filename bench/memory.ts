/**
 * What a cached workflow takes in memory: `memory.ts project|entity|bare AMOUNT ADDRESS`, in a process of its own with
 * `--expose-gc`. Workflows run in the main thread (debug mode), so that its heap is all there is. Prints bytes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { aggregateOf } from '../store/aggregates.ts';
import { RULES } from '../store/system.ts';
import { instantAt } from '../domain/dates.ts';
import { plan, SIGNED } from './subjects/county.ts';

const [kind, amount, address] = process.argv.slice(2) as [string, string, string];
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await Connection.connect({ address });
const native = await NativeConnection.connect({ address });
const client = new Client({ connection });
const taskQueue = `bench-memory-${kind}`;
const folder = kind === 'project' ? '../workflows/index.ts' : './peers/entity.ts';

/** The same project in both: its face as the activity tells it, or its state inside. */
function signed(): { state: unknown; face: unknown } {
  const context = { ...RULES, now: instantAt(SIGNED, '10:00', RULES.calendar.zone) };
  const { aggregate } = aggregateOf('project/p');
  const decision = aggregate.decide([plan('p') as never], null, context);
  if (!decision.ok) throw new Error(decision.rejection.message.en);
  let state: unknown = null;
  for (const event of decision.events) state = aggregate.evolve(state, event);
  return { state, face: aggregate.show(state, context).face };
}

const { state, face } = signed();
const worker = await Worker.create({
  ...{ connection: native, taskQueue, debugMode: true, maxCachedWorkflows: 10_000 },
  workflowsPath: new URL(folder, import.meta.url).pathname,
  activities: { passTime: () => Promise.resolve({ face, sleepMs: 30 * 86_400_000 }) },
});
const running = worker.run();

const argsOf = (n: number): unknown[] => (kind === 'project' ? [`p${n}`] : kind === 'entity' ? [state] : []);

async function heapWith(from: number, to: number): Promise<number> {
  for (let n = from; n < to; n++)
    await client.workflow.start(kind, {
      ...{ taskQueue, workflowId: `memory/${kind}/${n}`, args: argsOf(n) },
    });
  while (worker.getStatus().numCachedWorkflows < to || worker.getStatus().numInFlightWorkflowActivations > 0)
    await sleep(100);
  for (let i = 0; i < 5; i++) globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

const few = 20;
const before = await heapWith(0, few);
const after = await heapWith(few, few + Number(amount));
console.log(Math.round((after - before) / Number(amount)));
worker.shutdown();
await running;
process.exit();
