/** Streams told from their events: what rebuild, import and erasure make rows from. */
import { sql } from 'kysely';
import type { Life } from '../projections/index.ts';
import { aggregateOf, STATE_SHAPE } from './aggregates.ts';
import { vaultOf, type Db } from './database.ts';
import type { Rules } from '../domain/project/slice.ts';
import { openRows, type EventRow } from './read.ts';
import { bytes } from './seal.ts';
import type { Vault } from './vault.ts';

/** Where events are read from: the log, or what an import has brought so far. */
export type Source = 'events' | 'import_events';

/** The next `limit` streams after one, in order of name. */
export async function streamsAfter(db: Db, source: Source, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    with recursive walk as (
      (select stream from ${sql.table(source)} where stream > ${after} order by stream limit 1)
      union all
      select (select e.stream from ${sql.table(source)} e where e.stream > w.stream order by e.stream limit 1)
      from walk w where w.stream is not null
    ) select stream from walk where stream is not null limit ${limit}`.execute(db);
  return rows.map((r) => r.stream);
}

/** Streams with events after a position. */
export async function streamsSince(db: Db, position: string): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select distinct stream from events where position > ${position} order by stream`.execute(db);
  return rows.map((r) => r.stream);
}

/**
 * The lives of `streams`, in their order. `now` is the system's time: faces follow it. They are read stream by stream:
 * asked for a page of them, Postgres reads the whole log while it has no statistics of it.
 */
export async function livesOf(
  db: Db,
  source: Source,
  streams: readonly string[],
  rules: Rules & { now: string },
  vault: Vault = vaultOf(db),
): Promise<Life[]> {
  const { rows } = await sql<EventRow & { hash: Buffer | null }>`
    select e.position, e.stream, e.version, e.type, e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id,
      case when e.version = l.last then e.hash end as hash
    from unnest(${[...streams]}::text[]) q (stream)
    cross join lateral (select max(version) as last from ${sql.table(source)} where stream = q.stream) l
    cross join lateral (select * from ${sql.table(source)} where stream = q.stream offset 0) e
    order by e.stream, e.version`.execute(db);
  const lives = new Map<string, Life>();
  const events = await openRows(db, rows, vault);
  for (const [i, event] of events.entries()) {
    const { category, aggregate } = aggregateOf(event.stream);
    const life: Life = lives.get(event.stream) ?? {
      ...{ stream: event.stream, category, shape: STATE_SHAPE, told: [], hash: '' },
      shown: { face: {}, nextDueAt: null, finished: true },
    };
    lives.set(event.stream, life);
    const state = aggregate.evolve(life.told.at(-1)?.state ?? null, event);
    const notices = aggregate.notices(state, event, event);
    life.told.push({ version: event.version, recordedAt: event.recordedAt, state, notices });
    const { hash } = rows[i]!;
    if (hash) life.hash = bytes(hash);
  }
  for (const life of lives.values()) {
    life.shown = aggregateOf(life.stream).aggregate.show(life.told.at(-1)!.state, rules);
  }
  return streams.flatMap((s) => lives.get(s) ?? []);
}
