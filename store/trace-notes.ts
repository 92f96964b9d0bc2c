/**
 * How a trace goes on across the relay, which finds what to wake by looking at what stands, and hears nothing of the
 * command that made it so: the command's `traceparent` is noted beside its append, and taken by the wake. The note
 * is no part of the log. A later command on the same project takes the place of one that nobody has taken.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Append } from './append.ts';
import type { Db } from './database.ts';

const PREFIX = 'trace/';
/** A note that was left lying is of another time. */
const OLDEST_MS = 3_600_000;

/** The statement of an append; with traces, one that also notes those of the appends that were accepted. */
export function keepingTraces(written: RawBuilder<unknown>, appends: readonly Append[]): RawBuilder<unknown> {
  const at = Date.now();
  const notes = appends.flatMap(({ stream, category, traceparent }) =>
    traceparent === undefined || category !== 'project' ? [] : [[stream, { traceparent, at }] as const],
  );
  if (notes.length === 0) return written;
  // The notes are made of the rows that were written, so their locks come after the one of the append.
  return sql`
    with written as materialized (${written}),
    noted as (
      insert into system (key, value)
      select ${PREFIX}::text || w.stream, n.value
      from written w join jsonb_each(${JSON.stringify(Object.fromEntries(notes))}::jsonb) n on n.key = w.stream
      on conflict (key) do update set value = excluded.value
    )
    select stream, position from written`;
}

/** Takes the `traceparent` of the last command on each of these streams, where there is one. */
export async function takeTraces(db: Db, streams: readonly string[]): Promise<Map<string, string>> {
  if (streams.length === 0) return new Map();
  const { rows } = await sql<{ key: string; value: { traceparent: string; at: number } }>`
    delete from system where key = any (${streams.map((s) => PREFIX + s)}::text[]) returning key, value`.execute(
    db,
  );
  return new Map(
    rows
      .filter(({ value }) => Math.abs(Date.now() - value.at) < OLDEST_MS)
      .map(({ key, value }) => [key.slice(PREFIX.length), value.traceparent]),
  );
}
