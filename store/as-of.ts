/**
 * States and notices as of a day, over the whole portfolio. Basis `true`: from what had happened by the end
 * of that day; `known`: from what had been recorded by then.
 *
 * 1. The states of the last month's end are kept as snapshots, made when they are first asked for; a day is
 *    the snapshot before it and the events since.
 * 2. A snapshot holds the events of its stream up to its day, folded in order of version. An event that is
 *    recorded later and belongs before that day deletes it, in the append that brings it (`append.ts`).
 * 3. Where an event that belongs after the day stands, by version, before one that belongs to it, folding the
 *    rest on top would change their order: `good_before` is the first such day. From then on the stream is
 *    folded whole. A property test compares all this with a full replay.
 */
import { sql, type RawBuilder } from 'kysely';
import { addDays, instantAt, type LocalDate } from '../domain/dates.ts';
import { aggregateOf, STATE_SHAPE } from './aggregates.ts';
import { APPEND_LOCK } from './append.ts';
import { vaultOf, type Db } from './database.ts';
import {
  editionOf,
  noticesWanted,
  openRows,
  streamPages,
  type EventRow,
  type NoticeFilter,
  type Recorded,
} from './read.ts';
import type { System } from './system.ts';
import type { Vault } from './vault.ts';

export type Basis = 'true' | 'known';
export type Kind = 'project' | 'target';

const ROUNDS = 3;
/** Days of which snapshots are kept: two years of month ends. */
const DAYS_KEPT = 24;
/** A stream whose first event lies beyond the cut is left out whole. */
const FIRST: Record<Kind, string> = { project: 'projectSigned', target: 'targetSet' };

/**
 * The states of a category as of the end of `on`, in order of stream, page by page: no more than a page of them
 * is held at a time, however many there are.
 */
export async function* pagesAsOf<S>(
  system: System,
  kind: Kind,
  on: LocalDate,
  basis: Basis,
): AsyncGenerator<S[]> {
  const { db } = system;
  const cut = cutOf(system, basis);
  const day = await snapshotDay(system, on);
  const since = await positionsSince(system, kind, day, on, cut);
  for await (const page of streamPages(db, kind)) {
    let rows = await snapshotsOf(system, page, on, day, cut);
    for (let round = 0; rows.length < page.length && round < ROUNDS; round++) {
      const found = new Set(rows.map((r) => r.stream));
      const missing = page.filter((stream) => !found.has(stream));
      await takePage(system, kind, day, cut, missing);
      rows = await snapshotsOf(system, page, on, day, cut);
    }
    const states = new Map<string, unknown>();
    for (const { stream, state, good } of rows) if (good) states.set(stream, state);
    const positions = [...states.keys()].flatMap((stream) => since.get(stream) ?? []);
    foldOn(states, await readPositions(db, positions), kind);

    // Streams whose snapshot can't be folded upon, or that moved on while theirs was taken.
    const others = page.filter((stream) => !states.has(stream));
    if (others.length > 0) {
      foldOn(states, await readStreams(db, others, cut.by(on)), kind);
    }
    yield page.flatMap((stream) => ((states.get(stream) ?? null) === null ? [] : [states.get(stream) as S]));
  }
  await prune(db, kind, day, cut);
}

/** Positions, by stream, of the events after `day` and up to `on`: at most a month of them. */
async function positionsSince(
  system: System,
  kind: Kind,
  day: LocalDate,
  on: LocalDate,
  cut: Cut,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ stream: string; positions: string[] }>`
    select stream, array_agg(position::text) as positions from events e
    where stream like ${`${kind}/%`} and ${cut.after(day)} and ${cut.by(on)} group by stream`.execute(
    system.db,
  );
  return new Map(rows.map((r) => [r.stream, r.positions]));
}

/** Snapshots of the latest days are kept; of an older one they are made again when it is asked for. */
async function prune(db: Db, kind: Kind, day: LocalDate, { basis }: Cut): Promise<void> {
  await sql`
    delete from snapshots where category = ${kind} and basis = ${basis} and day <> ${day}::date and day < (
      select min(day) from (
        select distinct day from snapshots where category = ${kind} and basis = ${basis} order by day desc limit ${DAYS_KEPT}
      ) kept
    )`.execute(db);
}

/** Notices as of the end of `on`, newest first. */
export async function noticesAsOf(system: System, on: LocalDate, basis: Basis, filter: NoticeFilter) {
  const cut = cutOf(system, basis);
  const { rows } = await sql<{ id: string; stream: string; person: string; created_at: string }>`
    select n.* from notices n join events e on e.stream = n.stream and e.version = n.version
    where ${cut.by(on)} and ${noticesWanted(filter)}
    order by n.created_at desc, n.id limit ${filter.limit}`.execute(system.db);
  return rows;
}

/** One stream as of the end of `on`: its events up to then and their state; null where there was none yet. */
export async function streamAsOf(
  system: System,
  stream: string,
  on: LocalDate,
  basis: Basis,
): Promise<{ events: Recorded[]; state: unknown }> {
  const cut = cutOf(system, basis);
  const events = await readStreams(system.db, [stream], cut.by(on));
  const { aggregate } = aggregateOf(stream);
  const first = events.findIndex((e) => Object.values(FIRST).includes(e.type));
  const counted = first < 0 ? [] : events.slice(first);
  return {
    events: counted,
    state: counted.reduce<unknown>((state, event) => aggregate.evolve(state, event), null),
  };
}

/** Conditions on events `e`, and the day an event belongs to. */
interface Cut {
  basis: Basis;
  by(day: LocalDate): RawBuilder<boolean>;
  after(day: LocalDate): RawBuilder<boolean>;
  day: RawBuilder<string>;
}

function cutOf(system: System, basis: Basis): Cut {
  const { zone } = system.rules.calendar;
  if (basis === 'true') {
    return {
      basis,
      by: (day) => sql`e.occurred_on <= ${day}::date`,
      after: (day) => sql`e.occurred_on > ${day}::date`,
      day: sql`e.occurred_on`,
    };
  }
  const end = (day: LocalDate): string => instantAt(addDays(day, 1), '00:00', zone);
  return {
    basis,
    by: (day) => sql`e.recorded_at < ${end(day)}::timestamptz`,
    after: (day) => sql`e.recorded_at >= ${end(day)}::timestamptz`,
    day: sql`(e.recorded_at at time zone ${zone})::date`,
  };
}

/** The last month's end that is on or before `on` and is over. */
async function snapshotDay(system: System, on: LocalDate): Promise<LocalDate> {
  const { zone } = system.rules.calendar;
  const now = await system.clock.now(new Date().toISOString());
  const monthEnd = (date: LocalDate): LocalDate => addDays(`${addDays(date, 1).slice(0, 7)}-01`, -1);
  let day = monthEnd(on);
  while (instantAt(addDays(day, 1), '00:00', zone) > now) day = monthEnd(addDays(day, -1));
  return day;
}

/** Those there are of a page of streams; `good`: events up to `on` can be folded upon it. */
async function snapshotsOf(
  system: System,
  page: string[],
  on: LocalDate,
  day: LocalDate,
  { basis }: Cut,
): Promise<{ stream: string; state: unknown; good: boolean }[]> {
  const { rows } = await sql<{ stream: string; state: unknown; good: boolean }>`
    select p.stream, p.state, (p.good_before is null or p.good_before > ${on}::date) as good from snapshots p
    where p.stream = any (${page}::text[]) and p.basis = ${basis} and p.day = ${day} and p.shape = ${STATE_SHAPE}`.execute(
    system.db,
  );
  return rows;
}

/** Takes snapshots of `day`, but for streams that move on meanwhile. */
async function takePage(system: System, kind: Kind, day: LocalDate, cut: Cut, page: string[]): Promise<void> {
  const { db } = system;
  // What an erasure rewrites meanwhile must not be kept by name: neither from a key in memory nor from events read before.
  const edition = await editionOf(db);
  const vault = vaultOf(db).another();
  // Stream by stream: asked for a page at once Postgres reads the whole log while it has no statistics of it.
  const { rows: facts } = await sql<{
    stream: string;
    seen: number;
    last: number;
    good_before: string | null;
    from_day: string | null;
    state: unknown;
  }>`
    select q.stream, b.*, p.day as from_day, p.state
    from unnest(${page}::text[]) q (stream) cross join lateral (
      select max(version) as seen, max(last) as last, min(day) filter (where not counts and version < last) as good_before
      from (
        select version, counts, day, coalesce(max(version) filter (where counts) over (), 0) as last
        from (
          select e.version, ${cut.by(day)} as counts, ${cut.day} as day from events e where e.stream = q.stream offset 0
        ) e
      ) e
    ) b left join lateral (
      select * from (select * from snapshots p where p.stream = q.stream and p.basis = ${cut.basis} offset 0) p
      where p.day < ${day}::date
        and p.shape = ${STATE_SHAPE} and (p.good_before is null or p.good_before > ${day}::date)
      order by p.day desc limit 1
    ) p on true`.execute(db);
  const states = new Map(facts.map((f) => [f.stream, f.state ?? null]));
  for (const from of new Set(facts.map((f) => f.from_day ?? ''))) {
    const names = facts.filter((f) => (f.from_day ?? '') === from).map((f) => f.stream);
    const since = from === '' ? sql`true` : cut.after(from);
    foldOn(states, await readStreams(db, names, sql`${since} and ${cut.by(day)}`, vault), kind);
  }
  const rows = facts.map((f) => ({
    ...{ stream: f.stream, seen: f.seen, last_version: f.last, good_before: f.good_before },
    state: states.get(f.stream) ?? null,
  }));
  await db.transaction().execute(async (tx) => {
    // With the lock no event comes in between: a back-dated one deletes the snapshot after this commits.
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    if ((await editionOf(tx)) !== edition) return;
    await sql`
      insert into snapshots (stream, basis, day, category, shape, last_version, good_before, state)
      select r.stream, ${cut.basis}, ${day}::date, ${kind}, ${STATE_SHAPE}, r.last_version, r.good_before, coalesce(r.state, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (stream text, seen integer, last_version integer, good_before date, state jsonb)
      join stream_state s on s.stream = r.stream and s.version = r.seen
      on conflict (stream, basis, day) do update set shape = excluded.shape, last_version = excluded.last_version,
        good_before = excluded.good_before, state = excluded.state`.execute(tx);
  });
}

const COLUMNS = sql`e.position, e.stream, e.version, e.type, e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id`;

/** Events of streams that meet a condition on `e`, in order of stream and version. */
async function readStreams(
  db: Db,
  streams: readonly string[],
  where: RawBuilder<unknown>,
  vault?: Vault,
): Promise<Recorded[]> {
  // As in `takePage`.
  const { rows } = await sql<EventRow>`
    select ${COLUMNS} from unnest(${[...streams]}::text[]) q (stream)
    cross join lateral (select * from events e where e.stream = q.stream and ${where} offset 0) e
    order by e.stream, e.version`.execute(db);
  return openRows(db, rows, vault);
}

/** Events at these positions, in the same order. */
async function readPositions(db: Db, positions: readonly string[]): Promise<Recorded[]> {
  if (positions.length === 0) return [];
  const { rows } = await sql<EventRow>`
    select ${COLUMNS} from events e where position = any (${[...positions]}::bigint[]) order by stream, version`.execute(
    db,
  );
  return openRows(db, rows);
}

/** Folds events, each stream's in its order, on the states there are. */
function foldOn(states: Map<string, unknown>, events: Recorded[], kind: Kind): void {
  for (const event of events) {
    const state = states.get(event.stream) ?? null;
    if (state === null && event.type !== FIRST[kind]) continue;
    states.set(event.stream, aggregateOf(event.stream).aggregate.evolve(state, event));
  }
}
