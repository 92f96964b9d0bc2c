/** Many deadlines that are due at the same instant, until each is durably recorded with its notice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { sql } from 'kysely';
import PgBoss from 'pg-boss';
import { instantAt } from '../../domain/dates.ts';
import { dueBy, lastPosition } from '../../store/read.ts';
import { checkpointOf, NOTICES } from '../../store/subscriptions.ts';
import type { System } from '../../store/system.ts';
import { countUnshown } from '../../store/wake.ts';
import { runWorkers } from '../../worker/worker.ts';
import { callers, freshDatabase, type Bench, type Contender, type Subject } from '../harness.ts';
import { openRecorder } from '../peers/due.ts';
import { startRestate } from '../peers/restate.ts';
import type { TemporalStore } from '../temporals.ts';
import { plan, SIGNED } from './county.ts';
import { openOurs, send } from './ours.ts';

type Amount = (bench: Bench) => number;
const some: Amount = ({ quick }) => (quick ? 100 : 1_000);
const many: Amount = () => 10_000;
/** Until the jobs of a round are due, counted from when they begin to be set. */
const leadMs = (amount: number): number => 1_000 + amount * 0.6;

async function until(dueAt: number): Promise<void> {
  const left = dueAt - Date.now();
  if (left < 0) throw new Error('the deadlines had come before all were set');
  await sleep(left);
}

async function poll(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(50);
}

/** The whole system on a demo clock: worker, relay, a workflow each. Its clock is moved to each next deadline. */
const ours = (amountOf: Amount): Contender => ({
  name: 'ours',
  async open(bench) {
    const { system, now, work } = await signed(bench, amountOf(bench));
    const stop = await work();
    return {
      // Nothing of the last round may be left: workflows still to be woken, notices still to be opened.
      rest: () =>
        poll(async () => {
          const [read, last] = await Promise.all([checkpointOf(system.db, NOTICES), lastPosition(system.db)]);
          return read === last && (await countUnshown(system.db)) === 0;
        }),
      round: () => pass(system, now),
      async close() {
        await stop();
        await system.drop();
      },
    };
  },
});

/**
 * The same of so many that their workflows take minutes to be woken after each round: the next does not wait for that.
 * They are woken beside it, which costs it what it costs, and while others are measured the worker is stopped.
 */
const oursOfMany: Contender = {
  name: 'ours',
  async open(bench) {
    const { system, now, work } = await signed(bench, many(bench));
    let stop = (): Promise<void> => Promise.resolve();
    return {
      async rest() {
        stop = await work();
      },
      round: () => pass(system, now),
      after: () => stop(),
      async close() {
        await stop();
        await system.drop();
      },
    };
  },
};

async function signed(bench: Bench, amount: number) {
  const temporalAddress = await bench.temporal();
  const start = instantAt(SIGNED, '10:00', 'Asia/Shanghai');
  const offsetMs = Date.parse(start) - Date.now();
  const system = await openOurs(bench, { mode: 'demo', offsetMs, startedAt: start });
  await callers(50, amount / 50, (c, n) => {
    const id = `p${c}-${n}`;
    return send(system, `project/${id}`, 'sign', plan(id), new Date().toISOString());
  });
  /** Starts the worker and the relay; the answer stops them. */
  const work = async (): Promise<() => Promise<void>> => {
    const stop = new AbortController();
    let running = Promise.resolve();
    await new Promise<void>((onReady) => {
      running = runWorkers({
        ...{ system, channels: [], temporalAddress, namespace: 'default', log: () => {} },
        ...{ defaults: [], signal: stop.signal, onReady },
      });
    });
    return async () => {
      stop.abort();
      await running;
    };
  };
  return { system, now: (): Promise<string> => system.clock.now(new Date().toISOString()), work };
}

/** Moves the clock to the next deadline: how many were due, when none is any more. */
async function pass(system: System, now: () => Promise<string>): Promise<number> {
  const { next } = await dueBy(system.db, await now());
  const { due } = await dueBy(system.db, next!);
  await system.clock.moveTo(next!, new Date().toISOString());
  await poll(async () => !(await isDue(system, await now())));
  return due;
}

/** Whether any project is due; how many would be counted anew for each look. */
async function isDue({ db }: System, now: string): Promise<boolean> {
  const { rows } = await sql`
    select from stream_state where category = 'project' and next_due_at <= ${now} limit 1`.execute(db);
  return rows.length > 0;
}

/** As many timers as can be set in time: more of them at once do not come faster. */
const timers: Amount = ({ quick }) => (quick ? 50 : 200);
/** Nothing is recorded: the empty activity is the end. */
const temporal: Contender = {
  name: 'bare Temporal timers',
  async open(bench) {
    const address = await bench.temporal();
    const connection = await Connection.connect({ address });
    const native = await NativeConnection.connect({ address });
    const client = new Client({ connection });
    const amount = timers(bench);
    let [dueAt, armed, fired] = [0, 0, 0];
    /** What setting one took in the round before, and twice as much to spare: its server slows down. */
    let eachMs = 80;
    let all = (): void => {};
    const worker = await Worker.create({
      ...{ connection: native, taskQueue: 'bench-timers' },
      workflowsPath: new URL('../peers/timers.ts', import.meta.url).pathname,
      sinks: { bench: { armed: { fn: () => void (armed += 1) } } },
      activities: {
        fired(): Promise<void> {
          fired += 1;
          if (fired === amount) all();
          return Promise.resolve();
        },
      },
    });
    const running = worker.run();
    return {
      async rest(n) {
        [armed, fired] = [0, 0];
        const begun = Date.now();
        dueAt = begun + 1_000 + amount * eachMs;
        await callers(50, amount / 50, (c, i) =>
          client.workflow.start('timer', {
            ...{ taskQueue: 'bench-timers', workflowId: `timer-${n}-${c}-${i}`, args: [n, dueAt] },
          }),
        );
        await poll(() => Promise.resolve(armed === amount));
        eachMs = Math.max(10, (3 * (Date.now() - begun)) / amount);
        await until(dueAt);
      },
      async round() {
        await new Promise<void>((resolve) => {
          all = resolve;
          if (fired >= amount) resolve();
        });
        return amount;
      },
      async close() {
        worker.shutdown();
        await running;
        await connection.close();
        await native.close();
      },
    };
  },
};

/** Batches of five hundred, each recorded by one statement; polls as often as it can be told to. */
const pgBoss = (amountOf: Amount): Contender => ({
  name: 'pg-boss',
  async open(bench) {
    const { url, drop } = await freshDatabase(bench);
    const recorder = await openRecorder(url);
    const boss = new PgBoss({ connectionString: url, max: 10 });
    boss.on('error', () => {});
    await boss.start();
    await boss.createQueue('due');
    const options = { batchSize: 500, pollingIntervalSeconds: 0.5 };
    for (let worker = 0; worker < 4; worker++)
      await boss.work<{ project: string; round: number }>('due', options, async (jobs) => {
        await recorder.recordAll(
          jobs.map((j) => j.data.project),
          jobs[0]!.data.round,
        );
      });
    const amount = amountOf(bench);
    await recorder.prepare(Array.from({ length: amount }, (_, i) => `p${i}`));
    return {
      async rest(n) {
        const dueAt = Date.now() + leadMs(amount);
        await boss.insert(
          Array.from({ length: amount }, (_, i) => ({
            ...{ name: 'due', data: { project: `p${i}`, round: n }, startAfter: new Date(dueAt) },
          })),
        );
        await until(dueAt);
      },
      async round(n) {
        await recorder.all(n, amount);
        return amount;
      },
      async close() {
        await boss.stop({ graceful: false });
        await recorder.close();
        await drop();
      },
    };
  },
});

/** With the local queue that its documentation recommends for throughput. */
const graphile = (amountOf: Amount): Contender => ({
  name: 'graphile-worker',
  async open(bench) {
    const { url, drop } = await freshDatabase(bench);
    const recorder = await openRecorder(url);
    const logger = new Logger(() => () => {});
    const utils = await makeWorkerUtils({ connectionString: url, logger });
    await utils.migrate();
    const runner = await run({
      ...{ connectionString: url, concurrency: 24, pollInterval: 500, noHandleSignals: true, logger },
      preset: { worker: { localQueue: { size: 500 } } },
      taskList: {
        due: async (payload) => {
          const { project, round } = payload as { project: string; round: number };
          await recorder.record(project, round);
        },
      },
    });
    const amount = amountOf(bench);
    await recorder.prepare(Array.from({ length: amount }, (_, i) => `p${i}`));
    return {
      async rest(n) {
        const dueAt = Date.now() + leadMs(amount);
        await utils.addJobs(
          Array.from({ length: amount }, (_, i) => ({
            ...{ identifier: 'due', payload: { project: `p${i}`, round: n }, runAt: new Date(dueAt) },
          })),
        );
        await until(dueAt);
      },
      async round(n) {
        await recorder.all(n, amount);
        return amount;
      },
      async close() {
        await runner.stop();
        await utils.release();
        await recorder.close();
        await drop();
      },
    };
  },
});

/** A delayed send for each; as many under way as its server lets be, as it comes. */
const restate = (amountOf: Amount): Contender => ({
  name: 'Restate',
  async open(bench) {
    const { url, drop } = await freshDatabase(bench);
    const recorder = await openRecorder(url);
    const server = await startRestate(bench.folder, recorder).catch(async (error: unknown) => {
      await recorder.close();
      await drop();
      throw error;
    });
    const amount = amountOf(bench);
    await recorder.prepare(Array.from({ length: amount }, (_, i) => `p${i}`));
    /** What setting one took in the round before, and as much to spare. */
    let eachMs = 6;
    return {
      async rest(n) {
        const begun = Date.now();
        const dueAt = begun + 1_000 + amount * eachMs;
        await callers(50, amount / 50, (c, i) => server.set(`p${i * 50 + c}`, n, dueAt - Date.now()));
        eachMs = Math.max(0.5, (2 * (Date.now() - begun)) / amount);
        await until(dueAt);
      },
      async round(n) {
        await recorder.all(n, amount);
        return amount;
      },
      async close() {
        await server.close();
        await recorder.close();
        await drop();
      },
    };
  },
});

/** The same contender, its Temporal on another store. */
const on = (store: TemporalStore, contender: Contender, name: string): Contender => ({
  name,
  open: (bench) => contender.open({ ...bench, temporal: () => bench.temporal(store) }),
});

export const deadlines: Subject[] = [
  {
    key: 'deadlines',
    title: 'Deadlines due at once, until each is recorded with its notice',
    unit: 'deadlines/s',
    contenders: [ours(some), temporal, restate(some), pgBoss(some), graphile(some)],
    goals: [],
  },
  {
    ...{ key: 'deadlines.many', title: '10,000 deadlines due at once', unit: 'deadlines/s' },
    ...{ slow: true, limitMs: 600_000 },
    contenders: [oursOfMany, temporal, restate(many), pgBoss(many), graphile(many)],
    goals: [
      { over: temporal.name, atLeast: 10 },
      { over: 'Restate', atLeast: 1 },
      { over: 'pg-boss', atLeast: 1 },
    ],
  },
  {
    // A subject of its own: its servers must not run beside the others.
    key: 'deadlines.stores',
    slow: true,
    title: 'The same, Temporal on other stores',
    unit: 'deadlines/s',
    contenders: [
      on('postgres', ours(some), 'ours, Temporal on Postgres'),
      on('postgres', temporal, 'bare Temporal timers, on Postgres'),
      on('sqlite full', temporal, 'bare Temporal timers, SQLite with synchronous=full'),
    ],
    goals: [],
  },
];
