/**
 * How a subject is measured: every contender has a fresh database on the same Postgres, one round to warm up, and
 * then rounds that are interleaved and begin with another contender each, so that what else the machine does
 * meets all alike. A contender that fails says why and is left out; the others go on.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TemporalStore } from './temporals.ts';

export interface Bench {
  /** The server's own database, as the owner. */
  postgresUrl: string;
  quick: boolean;
  /** Address of a Temporal server, started when first asked for; by itself of the dev server as the system runs it. */
  temporal(store?: TemporalStore): Promise<string>;
  /** A folder for what a peer keeps on disk. */
  folder: string;
}

export interface Opened {
  /** Does the work once; how many of the subject's unit it did. Timed by the harness. */
  round(n: number): Promise<number>;
  /** What comes between rounds and is not timed. */
  rest?(n: number): Promise<void>;
  /** What comes after a round and is not timed: nothing of it may run beside another contender's. */
  after?(): Promise<void>;
  close: () => Promise<void>;
}

export interface Contender {
  name: string;
  open(bench: Bench): Promise<Opened>;
}

export interface Subject {
  key: string;
  title: string;
  unit: string;
  /** The first one is ours. */
  contenders: Contender[];
  /** Our median over theirs. */
  goals: { over: string; atLeast: number }[];
  /** Too large for `--quick`. */
  slow?: boolean;
  /** How long a round may take, and what comes between two; 2 minutes by itself. */
  limitMs?: number;
  /** One of several sizes of the same: how its time grows is told by a slope. */
  growth?: { of: string; size: (bench: Bench) => number; single?: boolean };
  /** Gives back what subjects up to this one share. */
  end?: () => Promise<void>;
}

export interface Figures {
  name: string;
  min: number;
  median: number;
  max: number;
}

export interface Measured {
  subject: Subject;
  figures: Figures[];
  failed: { name: string; why: string }[];
}

const ROUNDS = 5;
const QUICK_ROUNDS = 3;
const LIMIT_MS = 120_000;
/** Of the reason that is told why one failed. */
const LONGEST = 200;

export async function measure(
  bench: Bench,
  subject: Subject,
  say: (line: string) => void,
): Promise<Measured> {
  const failed: Measured['failed'] = [];
  const running: { name: string; opened: Opened; rates: number[] }[] = [];
  const drop = (name: string, error: unknown): void => {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, LONGEST);
    failed.push({ name, why });
    say(`  ${name}: ${why}`);
  };
  for (const contender of subject.contenders) {
    const { name } = contender;
    try {
      const opened = await contender.open(bench);
      running.push({ name, opened, rates: [] });
    } catch (error) {
      drop(name, error);
    }
  }
  const rounds = bench.quick ? QUICK_ROUNDS : ROUNDS;
  for (let n = 0; n <= rounds; n++) {
    for (const contender of turned(running, n)) {
      try {
        await inTime(contender.opened.rest?.(n) ?? Promise.resolve(), subject.limitMs);
        const begun = performance.now();
        const done = await inTime(contender.opened.round(n), subject.limitMs);
        if (n > 0) contender.rates.push(done / ((performance.now() - begun) / 1000));
        await inTime(contender.opened.after?.() ?? Promise.resolve(), subject.limitMs);
      } catch (error) {
        drop(contender.name, error);
        running.splice(running.indexOf(contender), 1);
        await contender.opened.close().catch(() => {});
      }
    }
  }
  for (const { name, opened } of running)
    await inTime(opened.close()).catch((error: unknown) => say(`  ${name}, closing: ${String(error)}`));
  const figures = running.map(({ name, rates }) => ({ name, ...spread(rates) }));
  for (const f of figures) say(`  ${f.name}: ${number(f.min)} / ${number(f.median)} / ${number(f.max)}`);
  return { subject, figures, failed };
}

/** What hangs, a peer or ours, must not hold the run. */
export async function inTime<T>(work: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const turned = <T>(all: readonly T[], by: number): T[] =>
  all.length === 0 ? [] : [...all.slice(by % all.length), ...all.slice(0, by % all.length)];

function spread(rates: number[]): Omit<Figures, 'name'> {
  const sorted = rates.toSorted((a, b) => a - b);
  return { min: sorted[0]!, median: sorted[sorted.length >> 1]!, max: sorted.at(-1)! };
}

/** What lies at a share of a list, the least first; `NaN` of nothing. */
export const atShare = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;

export const kb = (bytes: number): string => `${number(bytes / 1024)} kB`;

/** Three digits that count. */
export const number = (n: number): string =>
  n >= 100 ? Math.round(n).toLocaleString('en-US') : n.toPrecision(3);

/** A database of its own for a contender; `drop` removes it when all its connections are closed. */
export async function freshDatabase(bench: Bench): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `bench_${randomBytes(5).toString('hex')}`;
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: bench.postgresUrl });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await run(`create database ${name}`);
  return {
    url: bench.postgresUrl.replace(/\/[^/]+$/, `/${name}`),
    drop: () => run(`drop database ${name} with (force)`),
  };
}

/**
 * How the time of each growing subject follows its size: the slope of log time over log size, by least squares.
 * 1 is linear, 0 is flat.
 */
export function slopes(bench: Bench, measured: readonly Measured[]): { of: string; line: string }[] {
  const points = new Map<string, { size: number; seconds: number; single: boolean }[]>();
  for (const { subject, figures } of measured) {
    const [ours] = figures;
    if (!subject.growth || !ours) continue;
    const { of, size, single = false } = subject.growth;
    const n = size(bench);
    const seconds = (single ? 1 : n) / ours.median;
    points.set(of, [...(points.get(of) ?? []), { size: n, seconds, single }]);
  }
  return [...points].map(([of, list]) => {
    const [x, y] = [list.map((p) => Math.log(p.size)), list.map((p) => Math.log(p.seconds))];
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const [mx, my] = [mean(x), mean(y)];
    const slope =
      x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0) /
      x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
    const at = list
      .map((p) => `${p.size.toLocaleString('en-US')}: ${(p.seconds * 1000).toPrecision(3)} ms`)
      .join(', ');
    return { of, line: `${of}: slope ${slope.toFixed(2)} (${at})` };
  });
}

/** `callers` at once, each doing `each` things one after another. */
export async function callers(
  callers: number,
  each: number,
  act: (caller: number, n: number) => Promise<unknown>,
): Promise<number> {
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let n = 0; n < each; n++) await act(caller, n);
    }),
  );
  return callers * each;
}
