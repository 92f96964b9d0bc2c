/** Moves a demo's clock on, stopping at each instant at which something is due, so that it happens on its day. */
import { setTimeout as sleep } from 'node:timers/promises';
import { plusMs, type Instant } from '../domain/dates.ts';
import { isTold } from '../store/deliveries.ts';
import { dueBy } from '../store/read.ts';
import { nextRunAt, owedRuns } from '../store/reports.ts';
import type { System } from '../store/system.ts';

/** At each stop this long is waited for the workflows to do what is due. */
const ANSWER_MS = 60_000;

/** Nobody did what was due: the worker or Temporal is away. The clock stays where it stopped. */
export class NobodyAnswers extends Error {}

/**
 * Moves the clock by `byMs`, yielding the system's time at each stop. Every project whose time has come has
 * passed it and its notices are told, and the reports due on the way are filed, before the
 * next step is taken.
 */
export async function* advance(system: System, byMs: number): AsyncGenerator<Instant> {
  const start = await nowOf(system);
  const target = plusMs(start, byMs);
  for (let now = start; ;) {
    const { next } = await dueBy(system.db, now);
    const stops = [next, nextRunAt(system, now), target].filter((t): t is string => t !== null && t > now);
    const stop = stops.reduce((a, b) => (a < b ? a : b), target);
    await system.clock.moveTo(stop, new Date().toISOString());
    await settled(system);
    yield stop;
    now = await nowOf(system);
    if (stop >= target) return;
  }
}

const nowOf = (system: System): Promise<Instant> => system.clock.now(new Date().toISOString());

async function settled(system: System): Promise<void> {
  const { startedAt } = await system.clock.mode();
  for (const deadline = Date.now() + ANSWER_MS; ;) {
    const now = await nowOf(system);
    const [{ due }, told, owed] = await Promise.all([
      dueBy(system.db, now),
      isTold(system.db, now),
      owedRuns(system, now),
    ]);
    if (due === 0 && told && !owed.some((run) => run.at > startedAt)) return;
    if (Date.now() > deadline) {
      throw new NobodyAnswers(`${due} projects wait for the worker`);
    }
    await sleep(50);
  }
}
