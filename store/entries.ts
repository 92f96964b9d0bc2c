/**
 * The entry of every project, kept between reviews (`entries`). A row holds while its project has not moved
 * on, its day has not ended and its rules are in force; what does not hold is counted anew before it is read,
 * project by project. So a review costs what has changed since the last one, not what has ever happened.
 */
import { sql } from 'kysely';
import { today, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { entryOf, type Entry } from '../domain/review/entry.ts';
import { STATE_SHAPE } from './aggregates.ts';
import { load } from './read.ts';
import { rulesVersion } from './rules.ts';
import type { System } from './system.ts';

/** Raise when an entry comes out differently for the same state, day and rules. */
const ENTRY_SHAPE = 2;
const PAGE = 200;
/** Entries that are read at a time. */
const READ = 1_000;

/** Counts at most `limit` entries that do not hold any more; returns how many there were. */
export async function refreshEntries(system: System, now: string, limit = Infinity): Promise<number> {
  const context: Context = { ...(await system.freshRules()), now };
  const day = today(context);
  const countedBy = `${ENTRY_SHAPE}.${STATE_SHAPE}.${await rulesVersion(system.db)}`;
  let counted = 0;
  while (counted < limit) {
    const { rows } = await sql<{ stream: string; version: number; shape: number; state: unknown }>`
      select s.stream, s.version, s.shape, s.state from stream_state s left join entries e on e.stream = s.stream
      where s.category = 'project'
        and (e.stream is null or e.version <> s.version or e.day <> ${day}::date or e.counted_by <> ${countedBy})
      limit ${Math.min(PAGE, limit - counted)}`.execute(system.db);
    if (rows.length === 0) break;
    const fresh = await Promise.all(
      rows.map(async (row) => {
        const loaded = row.shape === STATE_SHAPE ? row : (await load(system.db, row.stream))!;
        const entry = entryOf(loaded.state as Project, context);
        return { stream: row.stream, version: loaded.version, entry };
      }),
    );
    await sql`
      insert into entries (stream, version, day, counted_by, entry)
      select r.stream, r.version, ${day}::date, ${countedBy}, r.entry
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as r (stream text, version integer, entry jsonb)
      order by r.stream
      on conflict (stream) do update set version = excluded.version, day = excluded.day,
        counted_by = excluded.counted_by, entry = excluded.entry`.execute(system.db);
    counted += rows.length;
  }
  return counted;
}

/** What was read of each system's table, by stream; the mark is of the transaction that wrote the row last. */
const kept = new WeakMap<System, Map<string, { mark: string; entry: Entry }>>();

/** Every project's entry at `now`, in order of id. Rows that have not been written since are not read again. */
export async function readEntries(system: System, now: string, county?: string): Promise<Entry[]> {
  await refreshEntries(system, now);
  const known = kept.get(system) ?? new Map<string, { mark: string; entry: Entry }>();
  const { rows: marks } = await sql<{ stream: string; mark: string }>`
    select stream, xmin::text as mark from entries order by stream`.execute(system.db);
  const missing = marks.filter((m) => known.get(m.stream)?.mark !== m.mark).map((m) => m.stream);
  const found = new Map(known);
  for (let i = 0; i < missing.length; i += READ) {
    const { rows } = await sql<{ stream: string; mark: string; entry: Entry }>`
      select stream, xmin::text as mark, entry from entries
      where stream = any (${missing.slice(i, i + READ)}::text[])`.execute(system.db);
    for (const { stream, mark, entry } of rows) found.set(stream, { mark, entry });
  }
  // Only what is still there: a project may have been taken out meanwhile.
  const current = marks.flatMap(({ stream }) => {
    const one = found.get(stream);
    return one ? [[stream, one] as const] : [];
  });
  kept.set(system, new Map(current));
  return current.map(([, { entry }]) => entry).filter((e) => county === undefined || e.county === county);
}

/** Every county of the projects that `readEntries` found last. */
export const countiesOf = (system: System): Set<string> =>
  new Set([...(kept.get(system)?.values() ?? [])].map(({ entry }) => entry.county));

/** Of each project that `readEntries` found last: another mark means that it has moved on or was counted anew. */
export const marksOf = (system: System): ReadonlyMap<string, { mark: string }> =>
  kept.get(system) ?? new Map();
