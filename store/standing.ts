/** How the system stands, counted from the database: for the metrics, and whether this process is ready. */
import { sql } from 'kysely';
import type { Standing } from '../telemetry/metrics.ts';
import { pendingMigrations, ping } from './database.ts';
import { readSystem, writeSystem } from './read.ts';
import { NOTICES } from './subscriptions.ts';
import type { System } from './system.ts';

/** A project that is due for longer than this has been left. */
const STUCK_MS = 60_000;
/** A database that answers later than this is not one to send requests to. */
const READY_MS = 3_000;
const BACKUP = 'backup/last';

/** Counts what stands in the database at the system's time. Throws when the database is away. */
export async function standingNow(system: System): Promise<Standing> {
  const real = new Date().toISOString();
  const now = await system.clock.now(real);
  const [lag, counts, due, backup] = await Promise.all([
    sql<{ events: number; oldest: string | null }>`
      select count(*)::int as events, min(recorded_at) as oldest from events
      where position > coalesce((select position from subscriptions where name = ${NOTICES}), 0)`.execute(
      system.db,
    ),
    sql<{ unconfirmed: number; stuck: number; undeliverable: number }>`
      select
        count(*) filter (where unshown)::int as unconfirmed,
        count(*) filter (where category = 'project' and not finished and next_due_at <= ${ago(now, STUCK_MS)})::int as stuck,
        count(*) filter (where category = 'notice' and state ->> 'status' = 'undeliverable')::int as undeliverable
      from stream_state where category in ('project', 'notice')`.execute(system.db),
    sql<{ channel: string; count: number }>`
      select coalesce(channel, 'none') as channel, count(*)::int as count from stream_state
      where category = 'notice' and next_due_at is not null and next_due_at <= ${now} group by 1`.execute(
      system.db,
    ),
    readSystem<{ at: string }>(system.db, BACKUP),
  ]);
  const { events, oldest } = lag.rows[0]!;
  return {
    relayLag: { events, seconds: oldest === null ? 0 : secondsSince(oldest, now) },
    ...counts.rows[0]!,
    due: due.rows,
    backupSeconds: backup && secondsSince(backup.at, real),
  };
}

/** Notes that a whole copy of the log was made at `at`, by the machine's clock. */
export const noteBackup = (system: System, at: string): Promise<void> =>
  writeSystem(system.db, BACKUP, { at });

/** Why no request should come here now; undefined when all is well. */
export async function notReady({ db }: System): Promise<'database' | 'migrations' | undefined> {
  let late: NodeJS.Timeout | undefined;
  const waited = new Promise<'database'>((resolve) => {
    late = setTimeout(() => resolve('database'), READY_MS);
  });
  const asked = ping(db)
    .then(async () => ((await pendingMigrations(db)).length > 0 ? ('migrations' as const) : undefined))
    .catch(() => 'database' as const);
  try {
    return await Promise.race([asked, waited]);
  } finally {
    clearTimeout(late);
  }
}

const ago = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();
const secondsSince = (then: string, now: string): number =>
  Math.max(0, (Date.parse(now) - Date.parse(then)) / 1000);
