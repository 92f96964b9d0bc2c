/**
 * A county of many open projects and a worker process of its own: what a project takes that lies still, how soon a cold
 * worker answers, and a timer storm, in which all of them are due in the same instant.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { instantAt } from '../domain/dates.ts';
import { projectStream } from '../store/aggregates.ts';
import { dueBy, lastPosition } from '../store/read.ts';
import { checkpointOf, NOTICES } from '../store/subscriptions.ts';
import type { System } from '../store/system.ts';
import { countUnshown } from '../store/wake.ts';
import type { Cost } from './costs.ts';
import { atShare, callers, kb, number, type Bench } from './harness.ts';
import { plan, SIGNED } from './subjects/county.ts';
import { KEY, openOurs, send } from './subjects/ours.ts';
import { devServer } from './temporals.ts';

const ROOT = join(import.meta.dirname, '..');
const WHOLE = { open: 10_000, early: 200, calmMs: 3_000 };
const QUICK = { open: 100, early: 20, calmMs: 1_000 };
/** When the cold worker's projects have a promise of their own, long before the one that all have. */
const EARLY = '2024-02-20';
/** Between two commands of the caller who goes on during the storm. */
const PAUSE_MS = 20;
/** How often it is said how far a long wait has come. */
const TELL_MS = 10_000;
const LIMIT_MS = 900_000;

type Say = (line: string) => void;

export async function storm(bench: Bench, say: Say): Promise<Cost[]> {
  const county = await openCounty(bench, say);
  const told: Cost[] = [];
  try {
    for (const part of [settle, cold, strike]) {
      for (const [what, is] of await part(county)) {
        told.push({ what, is, goal: '' });
        say(`  ${what}: ${is}`);
      }
    }
  } catch (error) {
    const is = `failed: ${(error as Error).message.split('\n')[0]}`;
    told.push({ what: 'Cold worker and timer storm', is, goal: '' });
    say(`  ${is}`);
  } finally {
    await county.close();
  }
  return told;
}

interface County {
  system: System;
  quick: boolean;
  open: number;
  calmMs: number;
  /** The streams of those that have an early promise. */
  early: string[];
  say: Say;
  now(): Promise<string>;
  moveTo(instant: string): Promise<void>;
  /** Bytes of Postgres and of Temporal's SQLite. */
  disk(): Promise<[number, number]>;
  /** Starts the worker; at most one runs. */
  start(): Promise<WorkerProcess>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface WorkerProcess {
  readyMs: number;
  /** When it was started, by the clock of `performance`. */
  begun: number;
  /** What of it lies in memory, in bytes; undefined where the system does not tell. */
  resident(): number | undefined;
  stop(): Promise<void>;
}

async function openCounty(bench: Bench, say: Say): Promise<County> {
  const { open, early, calmMs } = bench.quick ? QUICK : WHOLE;
  const folder = join(bench.folder, 'storm');
  mkdirSync(folder);
  const dbFile = join(folder, 'temporal.db');
  const channels = join(folder, 'channels.json');
  writeFileSync(channels, JSON.stringify({ default: [{ channel: 'inbox' }] }));
  const temporal = await devServer(dbFile);
  const start = instantAt(SIGNED, '10:00', 'Asia/Shanghai');
  const offsetMs = Date.parse(start) - Date.now();
  const system = await openOurs(bench, { mode: 'demo', offsetMs, startedAt: start });
  const real = (): string => new Date().toISOString();
  let worker: WorkerProcess | undefined;
  const stop = async (): Promise<void> => {
    await worker?.stop();
    worker = undefined;
  };
  return {
    ...{ system, quick: bench.quick, open, calmMs, say, stop },
    early: Array.from({ length: early }, (_, n) => projectStream(`s${n}`)),
    now: () => system.clock.now(real()),
    moveTo: (instant) => system.clock.moveTo(instant, real()),
    async disk() {
      const { rows } = await sql<{ bytes: string }>`
        select pg_database_size(current_database())::text as bytes`.execute(system.db);
      const files = ['', '-wal'].map((end) => statSync(`${dbFile}${end}`).size);
      return [Number(rows[0]!.bytes), files[0]! + files[1]!];
    },
    async start() {
      worker = await startWorker({
        DATABASE_URL: system.url,
        TEMPORAL_ADDRESS: temporal.address,
        QUANCHENG_KEY: KEY,
        QUANCHENG_CHANNELS: channels,
      });
      return worker;
    },
    async close() {
      await stop();
      await temporal.stop();
      await system.drop();
    },
  };
}

/** `worker/main.ts`, as an operator starts it. */
async function startWorker(env: Record<string, string>): Promise<WorkerProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'worker/main.ts')], {
    ...{ cwd: ROOT, env: { ...process.env, ...env } },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const closed = once(child, 'close');
  await Promise.race([
    once(child, 'message'),
    closed.then(() => {
      throw new Error(`the worker ended: exit ${child.exitCode}`);
    }),
  ]);
  return {
    begun,
    readyMs: performance.now() - begun,
    resident() {
      try {
        const told = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        return told ? Number(told[1]) * 1024 : undefined;
      } catch {
        return undefined;
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

type Told = [what: string, is: string][];

/** Signs the projects and starts their workflows; then nothing moves. */
async function settle(county: County): Promise<Told> {
  const { system, quick, open, early, say } = county;
  const none = quick ? undefined : await idle(county);
  const empty = await county.disk();
  const many = Math.min(open, 100);
  await callers(many, open / many, (caller, i) => {
    const n = i * many + caller;
    const project = plan(`s${n}`);
    if (n < early.length)
      project.milestones.push({ ...project.milestones[0]!, id: 'early', committedOn: EARLY });
    return send(system, projectStream(`s${n}`), 'sign', project, new Date().toISOString());
  });
  say(`  ${count(open)} projects are signed`);
  const begun = performance.now();
  await county.start();
  await drained(() => countUnshown(system.db), `workflows of ${count(open)} have yet to start`, say);
  const took = performance.now() - begun;
  await county.stop();
  const full = await county.disk();
  const all = quick ? undefined : await idle(county);
  const [postgres, temporal] = full.map((bytes, i) => (bytes - empty[i]!) / open) as [number, number];
  return [
    [
      `Workflows started by a worker that finds none of ${count(open)}, until each has shown its project`,
      `${seconds(took)}: ${number(open / (took / 1_000))} a second`,
    ],
    ['An open project on disk, in our database whole: events, state, indexes', kb(postgres)],
    ['… in the SQLite of the Temporal dev server', kb(temporal)],
    ['Resident memory of an idle worker process, no project open', mb(none)],
    [`… ${count(open)} open, none cached`, mb(all)],
  ];
}

/** Resident memory of a new worker that has looked around and found nothing to do. */
async function idle(county: County): Promise<number | undefined> {
  const worker = await county.start();
  await sleep(county.calmMs);
  const resident = worker.resident();
  await county.stop();
  return resident;
}

/** The clock is moved on while no worker runs; then one is started. */
async function cold(county: County): Promise<Told> {
  const { system, open, early } = county;
  await county.moveTo((await dueBy(system.db, await county.now())).next!);
  const now = await county.now();
  const { due } = await dueBy(system.db, now);
  const answered = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from stream_state
      where stream = any (${early}::text[]) and next_due_at > ${now} and not unshown`.execute(system.db);
    return rows[0]!.n;
  };
  const { begun, readyMs } = await county.start();
  const until = async (n: number): Promise<string> => {
    while ((await answered()) < n) await inLimit(begun, 20);
    return seconds(performance.now() - begun);
  };
  const [first, all] = [await until(1), await until(due)];
  return [
    [
      `A cold worker with ${count(open)} open projects, from the start of its process until it polls`,
      seconds(readyMs),
    ],
    [`… until the first of ${count(due)} due projects is answered by its workflow`, first],
    ['… until all of them are', all],
  ];
}

/** All are due in the same instant, with the worker running, while somebody reports on one after another. */
async function strike(county: County): Promise<Told> {
  const { system, say } = county;
  await drained(() => countUnshown(system.db), 'workflows have yet to answer', say);
  const { rows } = await sql<{ instant: string; n: number }>`
    select next_due_at as instant, count(*)::int as n from stream_state
    where category = 'project' group by 1 order by 2 desc limit 1`.execute(system.db);
  const reporter = report(county);
  await sleep(county.calmMs);
  const calm = reporter.soFar();
  await county.moveTo(rows[0]!.instant);
  const { due } = await dueBy(system.db, await county.now());
  const begun = performance.now();
  const since = (): string => seconds(performance.now() - begun);
  while ((await dueBy(system.db, await county.now())).due > 0) await inLimit(begun, 50);
  const recorded = since();
  const during = reporter.soFar();
  const last = BigInt(await lastPosition(system.db));
  const opened = async (): Promise<string> => {
    while (BigInt((await checkpointOf(system.db, NOTICES)) ?? 0) < last) await inLimit(begun, 50);
    return since();
  };
  const [notices] = await Promise.all([
    opened(),
    drained(() => countUnshown(system.db), 'workflows have yet to show the storm', say),
  ]);
  const shown = since();
  const after = reporter.soFar();
  await reporter.stop();
  return [
    [`A timer storm, ${count(due)} projects due in the same instant, until all are recorded`, recorded],
    ['… until all notices are opened', notices],
    ['… until all are shown in Temporal', shown],
    ['A command of one caller on these projects before it, p50 / p99 / highest', calm],
    ['… until all are recorded', during],
    ['… from then until all are shown', after],
  ];
}

/** Reports on one project after another, one command at a time. */
function report({ system, open }: County): { soFar(): string; stop(): Promise<void> } {
  let took: number[] = [];
  const end = new AbortController();
  const running = (async () => {
    for (let n = 0; !end.signal.aborted; n++) {
      const begun = performance.now();
      await send(
        system,
        projectStream(`s${(n * 7_919) % open}`),
        `report-${n}`,
        { type: 'reportProgress', milestone: 'm2', percent: n % 100 },
        new Date().toISOString(),
      );
      took.push(performance.now() - begun);
      await sleep(PAUSE_MS);
    }
  })();
  return {
    /** Since it was last asked. */
    soFar() {
      const sorted = took.toSorted((a, b) => a - b);
      took = [];
      const at = (share: number): string => number(atShare(sorted, share));
      return `${at(0.5)} / ${at(0.99)} / ${at(1)} ms of ${count(sorted.length)}`;
    },
    async stop() {
      end.abort();
      await running;
    },
  };
}

/** Waits until nothing is left, and asks the less often the more is; says now and then how much. */
async function drained(left: () => Promise<number>, of: string, say: Say): Promise<void> {
  const begun = performance.now();
  for (let said = begun; ;) {
    const n = await left();
    if (n === 0) return;
    await inLimit(begun, Math.min(500, Math.max(50, n / 10)));
    if (performance.now() - said < TELL_MS) continue;
    said = performance.now();
    say(`  … ${seconds(said - begun)}: ${count(n)} ${of}`);
  }
}

async function inLimit(begun: number, pauseMs: number): Promise<void> {
  if (performance.now() - begun > LIMIT_MS) throw new Error(`not done in ${LIMIT_MS / 1_000} s`);
  await sleep(pauseMs);
}

const count = (n: number): string => n.toLocaleString('en-US');
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const mb = (bytes: number | undefined): string =>
  bytes === undefined ? 'not measured' : `${number(bytes / 2 ** 20)} MB`;
