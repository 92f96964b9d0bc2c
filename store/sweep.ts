/**
 * The sweep: passes time for many projects whose time has come, together. A project's own workflow stays the safety
 * net that does the same for one: a rung fires once, whoever comes first (ADR 0020).
 */
import { sql } from 'kysely';
import { isUnavailable } from './faults.ts';
import type { System } from './system.ts';

/** Projects under way at a time: while an append is written, the next are decided. */
const UNDER_WAY = 1_000;
/** Projects that are looked up together. */
const AT_ONCE = 10_000;
/** What has nothing to say, or can't be passed, is left to its workflow for so long. */
const LEFT_MS = 10_000;

/** Passes time for at most `limit` projects that are due at `real`, a machine's clock. Returns how many moved on. */
export type Sweep = (real: string, limit: number) => Promise<number>;

/** Safe from several processes at once. Rejects when the database is away; a project that fails holds no other. */
export function createSweep(system: System): Sweep {
  const left = new Map<string, number>();

  const pass = async (at: string, now: string, limit: number): Promise<{ due: number; moved: number }> => {
    const due = await dueStreams(system, now, limit, [...left.keys()]);
    const waiting = due.values();
    let moved = 0;
    let away: Error | undefined;
    const passNext = async (): Promise<void> => {
      for (const { stream, version } of waiting) {
        if (away) return;
        try {
          const outcome = await system.handle({
            ...{ stream, commandId: `sweep/${version}`, actor: 'clock', at },
            commands: [{ type: 'passTime', now }],
          });
          if (outcome.ok && outcome.events.length > 0) moved += 1;
          else left.set(stream, performance.now() + LEFT_MS);
        } catch (error) {
          if (isUnavailable(error)) away = error as Error;
          else left.set(stream, performance.now() + LEFT_MS);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(UNDER_WAY, due.length) }, passNext));
    if (away) throw away;
    return { due: due.length, moved };
  };

  return async (real, limit) => {
    const at = await system.clock.notAhead(real);
    const now = await system.clock.now(at);
    for (const [stream, until] of left) if (until <= performance.now()) left.delete(stream);
    let total = 0;
    while (total < limit) {
      const { due, moved } = await pass(at, now, Math.min(AT_ONCE, limit - total));
      total += moved;
      if (due === 0) break;
    }
    return total;
  };
}

async function dueStreams(
  system: System,
  now: string,
  limit: number,
  left: string[],
): Promise<{ stream: string; version: number }[]> {
  const { rows } = await sql<{ stream: string; version: number }>`
    select stream, version from stream_state
    where category = 'project' and next_due_at <= ${now} and stream <> all (${left}::text[])
    order by next_due_at limit ${limit}`.execute(system.db);
  return rows;
}
