/** What whoever runs the system looks at: is the worker there, how far behind is it, what is stuck. */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { lastPosition, readSystem, writeSystem } from './read.ts';
import { checkpointOf, NOTICES } from './subscriptions.ts';
import { countUnshown } from './wake.ts';

const SEEN = 'worker/seen';
/** A worker says that it is there every few seconds. */
const SILENT_MS = 30_000;
/** What is due is passed in seconds; later than this it is stuck. */
const STUCK_MS = 60_000;

export interface Stuck {
  project: string;
  name: string;
  county: string;
  dueAt: string;
}

export interface Health {
  /** When a worker last reached Temporal, the machine's time; null when none ever has. */
  workerSeenAt: string | null;
  workerIsThere: boolean;
  lastPosition: string;
  /** How far the reader that opens notices has come. */
  relayPosition: string;
  /** Events that it has not read yet. */
  lag: number;
  /** Projects of which the workflow does not show yet what stands. */
  unshown: number;
  /** Due and not passed, the longest first; at most a hundred. */
  stuck: Stuck[];
}

/** A worker is there, and Temporal has answered it. */
export const sayWorkerSeen = (db: Db, at: string): Promise<void> => writeSystem(db, SEEN, at);

/** `real` is the machine's time, `now` the system's. */
export async function healthOf(db: Db, { real, now }: { real: string; now: string }): Promise<Health> {
  const [seen, last, relay, unshown, stuck] = await Promise.all([
    readSystem<string>(db, SEEN),
    lastPosition(db),
    checkpointOf(db, NOTICES),
    countUnshown(db),
    stuckProjects(db, now),
  ]);
  return {
    workerSeenAt: seen ?? null,
    workerIsThere: seen !== undefined && Date.parse(real) - Date.parse(seen) < SILENT_MS,
    ...{ lastPosition: last, relayPosition: relay ?? '0', unshown, stuck },
    lag: Number(BigInt(last) - BigInt(relay ?? '0')),
  };
}

async function stuckProjects(db: Db, now: string): Promise<Stuck[]> {
  const before = new Date(Date.parse(now) - STUCK_MS).toISOString();
  const { rows } = await sql<{ project: string; name: string; county: string; due: Date | string }>`
    select state ->> 'id' as project, state ->> 'name' as name, state ->> 'county' as county, next_due_at as due
    from stream_state where category = 'project' and next_due_at is not null and next_due_at <= ${before}
    order by next_due_at, stream limit 100`.execute(db);
  return rows.map(({ due, ...row }) => ({ ...row, dueAt: new Date(due).toISOString() }));
}
