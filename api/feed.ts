/**
 * What is new in the log, for every client of this process: one reader looks, however many listen, and none
 * looks while nobody does. Positions follow the order of commits, so a client that resumes skips nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { lastPosition, readAfter, type Recorded } from '../store/read.ts';
import type { System } from '../store/system.ts';

const LOOK_MS = 250;
const PAGE = 500;
/** Events kept for clients that are about as far as the log. */
const KEPT = 2_000;
/** Nobody has listened for so long: what has come meanwhile is not read for the next one. */
const IDLE_MS = 60_000;

export interface Feed {
  /** Events after a position, oldest first; waits for some. Empty when `signal` aborts or `waitMs` is over. */
  next(after: string, waitMs: number, signal: AbortSignal): Promise<Recorded[]>;
}

export function createFeed(system: System): Feed {
  let kept: Recorded[] = [];
  /** Everything after this position up to the end, as last seen, is kept. */
  let from: string | undefined;
  let lookedAt = 0;
  let looking: Promise<boolean> | undefined;

  /** One look at the log, shared by all who ask while it is under way. True when there is more to read at once. */
  const look = (): Promise<boolean> =>
    (looking ??= (async () => {
      if (from === undefined || Date.now() - lookedAt > IDLE_MS) {
        from = await lastPosition(system.db);
        kept = [];
      }
      lookedAt = Date.now();
      const events = await readAfter(system.db, kept.at(-1)?.position ?? from, PAGE);
      kept.push(...events);
      if (kept.length > KEPT) from = kept.splice(0, kept.length - KEPT).at(-1)!.position;
      return events.length === PAGE;
    })().finally(() => {
      looking = undefined;
    }));

  return {
    async next(after, waitMs, signal) {
      const position = BigInt(after);
      for (const until = Date.now() + waitMs; !signal.aborted;) {
        const more = await look();
        if (position < BigInt(from!)) return readAfter(system.db, after, PAGE);
        const found = kept.filter((e) => BigInt(e.position) > position);
        if (found.length > 0) return found;
        if (Date.now() >= until) return [];
        if (!more) await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
      }
      return [];
    },
  };
}
