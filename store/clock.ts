/**
 * The one offset between a machine's clock and the system's. It is zero, always, but in a demo: a demo is a
 * whole system whose clock was set at its first start and can be moved on.
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { readSystem, writeSystem } from './read.ts';
import { plusMs, type Instant } from '../domain/dates.ts';

export type SystemMode = ({ mode: 'real' } | { mode: 'demo'; offsetMs: number }) & {
  /** The system's time at its first start: no review is owed for the weeks before it. */
  startedAt: Instant;
};

/** How the system was set up; undefined before its first start. */
export function readMode(db: Db): Promise<SystemMode | undefined> {
  return readSystem<SystemMode>(db, 'clock');
}

/** Settles the mode at the first start. A system that has a mode keeps it. */
export async function initMode(db: Db, mode: SystemMode): Promise<SystemMode> {
  await db
    .insertInto('system')
    .values({ key: 'clock', value: JSON.stringify(mode) })
    .onConflict((c) => c.doNothing())
    .execute();
  return (await readMode(db))!;
}

export interface SystemClock {
  mode(): Promise<SystemMode>;
  /** The system's time at a moment of a machine's clock. */
  now(real: Instant): Promise<Instant>;
  /**
   * `at` as the machine of a workflow says it, but on a real clock never later than the database says: a machine
   * whose clock is ahead must not make a deadline come early. A simulated clock has no second opinion.
   */
  notAhead(at: Instant): Promise<Instant>;
  /** Moves a demo on so that its time is `to` at the moment `real`. Throws on a real clock. */
  moveTo(to: Instant, real: Instant): Promise<void>;
}

export function createClock(db: Db): SystemClock {
  let real: SystemMode | undefined;
  let reading: Promise<SystemMode> | undefined;
  const read = async (): Promise<SystemMode> => {
    const found = await readMode(db);
    if (!found) throw new Error('the system has no clock yet: start it first');
    if (found.mode === 'real') real = found;
    return found;
  };
  // Those that ask while it is being read share the answer.
  const mode = async (): Promise<SystemMode> => {
    if (real) return real;
    if (reading) return reading;
    const mine = read().finally(() => {
      if (reading === mine) reading = undefined;
    });
    reading = mine;
    return mine;
  };
  return {
    mode,
    async now(at) {
      const found = await mode();
      return found.mode === 'real' ? at : plusMs(at, found.offsetMs);
    },
    async notAhead(at) {
      if ((await mode()).mode === 'demo') return at;
      const { rows } = await sql<{ now: Instant }>`select clock_timestamp() as now`.execute(db);
      return rows[0]!.now < at ? rows[0]!.now : at;
    },
    async moveTo(to, at) {
      const found = await mode();
      if (found.mode === 'real') throw new Error('a real clock cannot be moved');
      await writeSystem(db, 'clock', { ...found, offsetMs: Date.parse(to) - Date.parse(at) });
      reading = undefined;
    },
  };
}
