/** Runs the workers and the relay until it is told to stop; a Temporal that is away is waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  NativeConnection,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createActivities, createDeliveryActivities } from '../activities/index.ts';
import type { Channel } from '../channels/channel.ts';
import type { TemporalAccess } from '../config.ts';
import type { DefaultChannel } from '../store/intake.ts';
import { createSweep } from '../store/sweep.ts';
import type { System } from '../store/system.ts';
import { channelQueue, TASK_QUEUE } from '../workflows/messages.ts';
import type { TemporalTracing } from '../telemetry/temporal.ts';
import { anchorDay } from '../store/anchors.ts';
import { refreshEntries } from '../store/entries.ts';
import { sayWorkerSeen } from '../store/operations.ts';
import { countUnshown } from '../store/wake.ts';
import { connectionOptions } from './connection.ts';
import { dataConverterOf, FAILURE_CONVERTER, type PayloadKey } from './payload-codec.ts';
import { reconcile } from './recover.ts';
import { BATCH, inTurn, relayOnce } from './relay.ts';
import { prepareNamespace } from './temporal.ts';

export interface WorkerOptions {
  system: System;
  channels: readonly Channel[];
  /** Channels of people who have named none. */
  defaults?: readonly DefaultChannel[];
  /** Where people reach the API: what links in messages begin with. */
  publicUrl?: string | undefined;
  temporalAddress: string;
  /** TLS to it; without, in the clear. */
  temporalAccess?: TemporalAccess | undefined;
  namespace: string;
  log: (line: string) => void;
  signal: AbortSignal;
  /** Encrypt what Temporal is given, the first of them, and read what it gives. */
  payloadKeys?: readonly PayloadKey[] | undefined;
  /** Carries traces through Temporal. */
  tracing?: TemporalTracing | undefined;
  /** How often the workflows that run are compared with the open projects. */
  reconcileMs?: number;
  /** Called each time the workers have begun to poll. */
  onReady?: () => void;
  /** Called each time they have ceased to. */
  onLost?: () => void;
}

/** Messages of a channel that one worker has under way. */
const AT_ONCE = 10;
/** The console is always there. */
const DEFAULTS: readonly DefaultChannel[] = [{ channel: 'console' }];
/** A project's workflow wakes once in days: what is not cached is replayed from its short history. */
const CACHED_WORKFLOWS = 300;
const RELAY_PAUSE_MS = 250;
/** What is due is noticed so much later at the most. */
const SWEEP_PAUSE_MS = 100;
const RETRY_PAUSE_MS = 2_000;
/** How often the relay asks whether Temporal is still the same one. */
const NAMESPACE_CHECK_MS = 5_000;
const RECONCILE_MS = 60_000;
/** As many projects as are passed before it is said that more are due. */
const SWEPT = 10_000;
const ANCHOR_MS = 60_000;
/** How often entries of reviews are counted ahead of whoever reads them, and how many at a time. */
const ENTRIES_MS = 1_000;
const ENTRIES = 1_000;
/** When many are to be woken, how often it is said how many are left. */
const TELL_MS = 3_000;

const pathOf = (name: string): string => new URL(`../workflows/${name}`, import.meta.url).pathname;

/** The code of the workflows, with what tells their traces and encrypts what their failures say when asked for. */
export function bundleWorkflows({
  traced = false,
  encrypted = false,
} = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: pathOf('index.ts'),
    ...(traced ? { workflowInterceptorModules: [pathOf('tracing.ts')] } : {}),
    ...(encrypted ? { failureConverterPath: FAILURE_CONVERTER } : {}),
    logger: { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error },
  });
}

/** Runs until `signal` aborts, then drains. Never rejects because Temporal or Postgres is away. */
export async function runWorkers(options: WorkerOptions): Promise<void> {
  const { signal, log } = options;
  const { tracing, payloadKeys = [] } = options;
  const workflowBundle = await bundleWorkflows({
    traced: tracing !== undefined,
    encrypted: payloadKeys.length > 0,
  });
  let said = '';
  while (!signal.aborted) {
    try {
      await connectedRun(options, workflowBundle);
      said = '';
    } catch (error) {
      const line = `连不上 Temporal（${options.temporalAddress}），稍后重试 / Temporal or the database is away, trying again: ${short(error)}`;
      if (line !== said) log(line);
      said = line;
      await sleep(RETRY_PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function connectedRun(
  options: WorkerOptions,
  workflowBundle: WorkflowBundleWithSourceMap,
): Promise<void> {
  const { system, channels, namespace, log, signal } = options;
  const { tracing, payloadKeys = [] } = options;
  const server = connectionOptions(options.temporalAddress, options.temporalAccess);
  const connection = await Connection.connect({ ...server, connectTimeout: 5_000 });
  const native = await NativeConnection.connect(server);
  try {
    const dataConverter = dataConverterOf(payloadKeys);
    const interceptors = tracing && { workflow: [tracing.client] };
    const client = new Client({
      connection,
      namespace,
      dataConverter,
      ...(interceptors && { interceptors }),
    });
    await prepareNamespace(system, client, namespace, log);
    const common = {
      connection: native,
      ...{ namespace, dataConverter },
      shutdownGraceTime: '10s',
      // An activity that awaits what never comes must not hold the workers that are to follow.
      shutdownForceTime: '30s',
      ...(tracing && { interceptors: { activity: [tracing.activity] } }),
    } as const;
    const workers = await Promise.all([
      Worker.create({
        ...common,
        workflowBundle,
        taskQueue: TASK_QUEUE,
        activities: createActivities(system, { namesInIndex: payloadKeys.length === 0 }),
        ...(tracing && { sinks: tracing.sinks }),
        maxCachedWorkflows: CACHED_WORKFLOWS,
      }),
      ...channels.map((channel) =>
        Worker.create({
          ...common,
          taskQueue: channelQueue(channel.name),
          activities: createDeliveryActivities(system, channel, { publicUrl: options.publicUrl }),
          // Kept by the server for all workers together.
          maxTaskQueueActivitiesPerSecond: channel.sendsPerSecond,
          maxConcurrentActivityTaskExecutions: AT_ONCE,
        }),
      ),
    ]);
    const stop = new AbortController();
    const halt = () => stop.abort();
    signal.addEventListener('abort', halt, { once: true });
    const running = workers.map((worker) => worker.run().finally(halt));
    stop.signal.addEventListener('abort', () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    });
    options.onReady?.();
    const relaying = relay(options, client, stop.signal);
    try {
      await Promise.all([...running, relaying]);
    } finally {
      options.onLost?.();
      halt();
      signal.removeEventListener('abort', halt);
      await Promise.allSettled([...running, relaying]);
    }
  } finally {
    await connection.close();
    await native.close();
  }
}

/**
 * Passes what is due, tells Temporal, and keeps things in order, each again and again beside the others: to wake hundreds
 * of workflows takes seconds, as does to hear which of ten thousand run, and what is due waits for neither.
 */
async function relay(options: WorkerOptions, client: Client, signal: AbortSignal): Promise<void> {
  const { system, channels, namespace, log } = options;
  const served = { channels: channels.map((c) => c.name), defaults: options.defaults ?? DEFAULTS };
  const sweep = createSweep(system);
  let passing: Promise<number> = Promise.resolve(0);
  const passDue = async (): Promise<boolean> => {
    passing = sweep(new Date().toISOString(), SWEPT);
    return (await passing) >= SWEPT;
  };
  const beats = { namespace: 0, reconcile: 0, anchor: 0, entries: 0, tell: 0 };
  const every = async (beat: keyof typeof beats, ms: number, act: () => Promise<unknown>): Promise<void> => {
    if (Date.now() - beats[beat] < ms) return;
    await act();
    beats[beat] = Date.now();
  };
  const look = async (): Promise<boolean> => {
    let more = false;
    // A crowd that is being passed goes first: what it leads to is told after it, and no core is taken from it.
    await passing.catch(() => {});
    await inTurn(client, [
      () =>
        every('namespace', NAMESPACE_CHECK_MS, async () => {
          await prepareNamespace(system, client, namespace, log);
          await sayWorkerSeen(system.db, new Date().toISOString());
        }),
      async () => {
        const looked = await relayOnce(system, client, served);
        more = looked.more;
        if (looked.woken >= BATCH / 2) await every('tell', TELL_MS, () => tellLeft(system, log));
      },
    ]);
    return more;
  };
  const keepInOrder = async (): Promise<boolean> => {
    await passing.catch(() => {});
    await inTurn(client, [
      () => every('reconcile', options.reconcileMs ?? RECONCILE_MS, () => reconcile(system, client, log)),
      () => every('anchor', ANCHOR_MS, () => anchor(system, log)),
      () => every('entries', ENTRIES_MS, () => refresh(system)),
    ]);
    return false;
  };
  await Promise.all([
    again(passDue, '到期处理暂停，稍后重试 / passing what is due pauses', options, signal, SWEEP_PAUSE_MS),
    again(look, '转发暂停，稍后重试 / relay pauses', options, signal),
    again(keepInOrder, '整理暂停，稍后重试 / keeping order pauses', options, signal),
  ]);
}

/** One that failed is said once and repeated; nothing depends on any single one. `act` says whether there is more. */
async function again(
  act: () => Promise<boolean>,
  pauses: string,
  { log }: WorkerOptions,
  signal: AbortSignal,
  pauseMs = RELAY_PAUSE_MS,
): Promise<void> {
  let said = '';
  while (!signal.aborted) {
    let more = false;
    try {
      more = await act();
      said = '';
    } catch (error) {
      const line = `${pauses}: ${short(error)}`;
      if (line !== said) log(line);
      said = line;
      await sleep(RETRY_PAUSE_MS, undefined, { signal }).catch(() => {});
    }
    if (!more) await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function anchor(system: System, log: (line: string) => void): Promise<void> {
  const made = await anchorDay(system, new Date().toISOString());
  if (made) log(`日锚 / anchor of ${made.day}: ${made.root}（位置 / position ${made.position}）`);
}

/** After midnight every project is counted anew: in the background, before the first review of the day asks. */
async function refresh(system: System): Promise<void> {
  await refreshEntries(system, await system.clock.now(new Date().toISOString()), ENTRIES);
}

async function tellLeft(system: System, log: (line: string) => void): Promise<void> {
  const left = await countUnshown(system.db);
  log(`正在恢复：还有 ${left} 个项目 / recovering: ${left} projects are left`);
}

const short = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
