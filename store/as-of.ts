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
  const cut = cutOf(system, basis);
  const day = await snapshotDay(system, on);
  const since = await positionsSince(system, kind, day, on, cut);
  for await (const page of streamPages(system.db, kind)) {
    let rows = await snapshotsOf(system, page, on, day, cut);
    for (let round = 0; rows.length < page.length && round < ROUNDS; round++) {
      const found = new Set(rows.map((r) => r.stream));
      await takePage(
        ...([system, kind, day, cut] as const),
        page.filter((stream) => !found.has(stream)),
      );
      rows = await snapshotsOf(system, page, on, day, cut);
    }
    const states = new Map<string, unknown>();
    for (const { stream, state, good } of rows) if (good) states.set(stream, state);
    const positions = [...states.keys()].flatMap((stream) => since.get(stream) ?? []);
    foldOn(states, await readEvents(system, sql`position = any (${positions}::bigint[])`), kind);

    // Streams whose snapshot can't be folded upon, or that moved on while theirs was taken.
    const others = page.filter((stream) => !states.has(stream));
    if (others.length > 0) {
      foldOn(states, await readEvents(system, sql`stream = any (${others}::text[]) and ${cut.by(on)}`), kind);
    }
    yield page.flatMap((stream) => ((states.get(stream) ?? null) === null ? [] : [states.get(stream) as S]));
  }
  await prune(system.db, kind, day, cut);
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
  const events = await readEvents(system, sql`stream = ${stream} and ${cut.by(on)}`);
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
  vaultOf(db).forget();
  const { rows: facts } = await sql<{
    stream: string;
    seen: number;
    last: number;
    good_before: string | null;
    from_day: string | null;
    state: unknown;
  }>`
    with bounds as (
      select e.stream, max(e.version) as seen, coalesce(max(e.version) filter (where ${cut.by(day)}), 0) as last
      from events e where e.stream = any (${page}::text[]) group by e.stream
    )
    select b.*, p.day as from_day, p.state, (
      select min(${cut.day}) from events e where e.stream = b.stream and e.version < b.last and ${cut.after(day)}
    ) as good_before
    from bounds b left join lateral (
      select * from snapshots p where p.stream = b.stream and p.basis = ${cut.basis} and p.day < ${day}::date
        and p.shape = ${STATE_SHAPE} and (p.good_before is null or p.good_before > ${day}::date)
      order by p.day desc limit 1
    ) p on true`.execute(db);
  const states = new Map(facts.map((f) => [f.stream, f.state ?? null]));
  for (const from of new Set(facts.map((f) => f.from_day ?? ''))) {
    const names = facts.filter((f) => (f.from_day ?? '') === from).map((f) => f.stream);
    const since = from === '' ? sql`true` : cut.after(from);
    const among = sql`stream = any (${names}::text[]) and ${since} and ${cut.by(day)}`;
    foldOn(states, await readEvents(system, among), kind);
  }
  const rows = facts.map((f) => ({
    ...{ stream: f.stream, seen: f.seen, last_version: f.last, good_before: f.good_before },
    state: states.get(f.stream) ?? null,
  }));
  await db.transaction().execute(async (tx) => {
    // With the lock no event comes in between: a back-dated one deletes the snapshot after this commits.
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    await sql`
      insert into snapshots (stream, basis, day, category, shape, last_version, good_before, state)
      select r.stream, ${cut.basis}, ${day}::date, ${kind}, ${STATE_SHAPE}, r.last_version, r.good_before, coalesce(r.state, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (stream text, seen integer, last_version integer, good_before date, state jsonb)
      join stream_state s on s.stream = r.stream and s.version = r.seen
      where coalesce((select value::bigint from system where key = 'edition'), 0) = ${edition}
      on conflict (stream, basis, day) do update set shape = excluded.shape, last_version = excluded.last_version,
        good_before = excluded.good_before, state = excluded.state`.execute(tx);
  });
}

/** Events that meet a condition on `e`, in order of stream and version. */
async function readEvents(system: System, where: RawBuilder<unknown>): Promise<Recorded[]> {
  const { rows } = await sql<EventRow>`
    select position, stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id
    from events e where ${where} order by stream, version`.execute(system.db);
  return openRows(system.db, rows);
}

/** Folds events, each stream's in its order, on the states there are. */
function foldOn(states: Map<string, unknown>, events: Recorded[], kind: Kind): void {
  for (const event of events) {
    const state = states.get(event.stream) ?? null;
    if (state === null && event.type !== FIRST[kind]) continue;
    states.set(event.stream, aggregateOf(event.stream).aggregate.evolve(state, event));
  }
}
