/**
 * The entry of every project, kept between reviews (`entries`). A row holds while its project has not moved
 * on, its day has not ended and its rules are in force; what does not hold is counted anew before it is read,
 * project by project. So a review costs what has changed since the last one, not what has ever happened.
 */
import { sql } from 'kysely';
import { today, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { entryOf, type Entry } from '../domain/review/entry.ts';
import { byProject } from '../domain/sorted.ts';
import { STATE_SHAPE } from './aggregates.ts';
import type { Db } from './database.ts';
import { movedAfter, replaced } from './follow.ts';
import { editionOf, lastPosition, load, statesOf, whole } from './read.ts';
import { rulesVersion } from './rules.ts';
import type { System } from './system.ts';

/** Raise when an entry comes out differently for the same state, day and rules. */
const ENTRY_SHAPE = 2;
const PAGE = 200;
/** Entries that are read at a time. */
const READ = 1_000;

/** The rules at `now`, and what is kept of an entry to say that it was counted by them, from states of this edition. */
async function rulesAt(system: System, now: string): Promise<{ context: Context; by: string }> {
  const [version, edition] = await Promise.all([rulesVersion(system.db), editionOf(system.db)]);
  const context = { ...(await system.freshRules(version)), now };
  return { context, by: `${ENTRY_SHAPE}.${STATE_SHAPE}.${version}.${edition}` };
}

/** By which the table was whole when it was looked through last. */
const wholeAt = new WeakMap<System, string>();

/** Counts at most `limit` entries that do not hold any more; returns how many there were. */
export async function refreshEntries(system: System, now: string, limit = Infinity): Promise<number> {
  const { context, by } = await rulesAt(system, now);
  const day = today(context);
  // Before the table is looked at: what is written meanwhile makes it look again.
  const mark = `${await lastPosition(system.db)} ${day} ${by}`;
  if (wholeAt.get(system) === mark) return 0;
  const { rows: outdated } = await sql<{ stream: string }>`
    select s.stream from stream_state s left join entries e on e.stream = s.stream
    where s.category = 'project'
      and (e.stream is null or e.version <> s.version or e.day <> ${day}::date or e.counted_by <> ${by})
    limit ${limit === Infinity ? null : limit}`.execute(system.db);
  for (let i = 0; i < outdated.length; i += PAGE) {
    const page = outdated.slice(i, i + PAGE).map((r) => r.stream);
    const { rows } = await sql<{ stream: string; version: number; shape: number; state: unknown }>`
      select stream, version, shape, state from stream_state where stream = any (${page}::text[])`.execute(
      system.db,
    );
    const fresh = await Promise.all(
      rows.map(async (row) => {
        const loaded = row.shape === STATE_SHAPE ? row : (await load(system.db, row.stream))!;
        const entry = entryOf(loaded.state as Project, context);
        return { stream: row.stream, version: loaded.version, entry };
      }),
    );
    await sql`
      insert into entries (stream, version, day, counted_by, entry)
      select r.stream, r.version, ${day}::date, ${by}, r.entry
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as r (stream text, version integer, entry jsonb)
      order by r.stream
      on conflict (stream) do update set version = excluded.version, day = excluded.day,
        counted_by = excluded.counted_by, entry = excluded.entry`.execute(system.db);
  }
  if (outdated.length < limit) wholeAt.set(system, mark);
  return outdated.length;
}

/** What was read of a system's table, in order of project: true of `day` by these rules, up to a position of the log. */
interface Kept {
  by: string;
  position: string;
  entries: readonly Entry[];
}
const kept = new WeakMap<System, Kept>();

/**
 * Every project's entry at `now`, in order of id; one that says the same is the same object as the last time. The
 * table is read once for a day and its rules: from then on the log says which projects to look at.
 */
export async function readEntries(system: System, now: string, county?: string): Promise<readonly Entry[]> {
  const { db } = system;
  const { context, by: rules } = await rulesAt(system, now);
  const by = `${today(context)} ${rules}`;
  const known = kept.get(system);
  const moved = known?.by === by ? await movedAfter(db, known.position) : undefined;
  let next: Kept;
  if (known && moved) {
    const states = await whole(statesOf<Project>(db, moved.streams));
    const fresh = states.map((p) => entryOf(p, context));
    const entries = replaced(known.entries, moved.streams, fresh);
    next = { by, position: moved.position, entries };
  } else {
    const position = await lastPosition(db);
    await refreshEntries(system, now);
    next = { by, position, entries: await readAll(db) };
  }
  kept.set(system, next);
  return county === undefined ? next.entries : next.entries.filter((e) => e.county === county);
}

async function readAll(db: Db): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after = ''; ;) {
    const { rows } = await sql<{ stream: string; entry: Entry }>`
      select stream, entry from entries where stream > ${after} order by stream limit ${READ}`.execute(db);
    const last = rows.at(-1);
    if (!last) return entries.toSorted(byProject);
    entries.push(...rows.map((r) => r.entry));
    after = last.stream;
  }
}
