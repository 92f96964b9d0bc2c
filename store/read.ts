/** Questions to the log and to what stands beside it. */
import { sql, type Selectable } from 'kysely';
import { here, type Within } from '../telemetry/trace.ts';
import type { DomainEvent } from './aggregates.ts';
import { STATE_SHAPE, aggregateOf } from './aggregates.ts';
import { createBatches, type Batches } from './batches.ts';
import type { StoredEvent } from './canonical.ts';
import { vaultOf, type Db } from './database.ts';
import { isOverlong, isUnavailable } from './faults.ts';
import type { Schema } from './schema.ts';
import { upcast } from './upcast.ts';
import type { Vault } from './vault.ts';

export type Recorded = DomainEvent & {
  position: string;
  stream: string;
  version: number;
  recordedAt: string;
  actor: string;
  commandId: string;
};

export interface EventRow extends Omit<StoredEvent, 'command_seq'> {
  position: string;
}

/** Rows as the domain knows them: personal data readable, old shapes brought to the present one. */
export async function openRows(db: Db, rows: EventRow[], vault: Vault = vaultOf(db)): Promise<Recorded[]> {
  const opened = await vault.open(db, rows);
  return opened.map(
    (row) =>
      ({
        position: row.position,
        stream: row.stream,
        version: row.version,
        type: row.type,
        data: upcast(row.type, row.schema_version, row.data),
        occurredOn: row.occurred_on,
        recordedAt: row.recorded_at,
        actor: row.actor,
        commandId: row.command_id,
      }) as unknown as Recorded,
  );
}

export const columns = [
  'position',
  'stream',
  'version',
  'type',
  'schema_version',
  'data',
  'occurred_on',
  'recorded_at',
  'actor',
  'command_id',
] as const;

/** Every event of one stream, in order. */
export async function readStream(db: Db, stream: string): Promise<Recorded[]> {
  const rows = await db
    .selectFrom('events')
    .select(columns)
    .where('stream', '=', stream)
    .orderBy('version')
    .execute();
  return openRows(db, rows);
}

export interface Loaded {
  state: unknown;
  version: number;
  face: unknown;
  /** Of the last event: the next one is chained to it. */
  hash: Buffer;
}

interface Wanted {
  stream: string;
  within: Within;
  resolve: (loaded?: Loaded) => void;
  reject: (error: unknown) => void;
}
const AT_ONCE = 500;
const loaders = new WeakMap<Db, Batches<Wanted>>();

/**
 * The state of a stream, from its row, or folded from its events when an older release wrote the row. It is read
 * after the call, together with what others of this process want at the moment.
 */
export function load(db: Db, stream: string): Promise<Loaded | undefined> {
  const settle = (wanted: Wanted[]) => wanted[0]!.within(() => answer(db, wanted));
  const loader = loaders.get(db) ?? createBatches<Wanted>({ most: AT_ONCE, settle });
  loaders.set(db, loader);
  return new Promise((resolve, reject) => loader.add({ stream, within: here(), resolve, reject }));
}

/** A stream that can't be asked for fails alone. */
async function answer(db: Db, wanted: Wanted[]): Promise<void> {
  try {
    const { rows } = await sql<Loaded & { stream: string; shape: number }>`
      select stream, state, version, face, shape, hash from stream_state
      where stream = any (${[...new Set(wanted.map((w) => w.stream))]}::text[])`.execute(db);
    const found = new Map(rows.map((row) => [row.stream, row]));
    for (const { stream, resolve, reject } of wanted) {
      const row = found.get(stream);
      if (!row || row.shape === STATE_SHAPE) resolve(row);
      else folded(db, stream, row).then(resolve, reject);
    }
  } catch (error) {
    if (wanted.length === 1 || isOverlong(error) || isUnavailable(error))
      for (const one of wanted) one.reject(error);
    else await Promise.all(wanted.map((one) => answer(db, [one])));
  }
}

async function folded(db: Db, stream: string, { face, hash }: Loaded): Promise<Loaded> {
  const { aggregate } = aggregateOf(stream);
  const events = await readStream(db, stream);
  const state = events.reduce<unknown>((before, event) => aggregate.evolve(before, event), null);
  return { state, version: events.length, face, hash };
}

/** Streams read at a time where every one of a category is wanted. */
const PAGE = 200;

/** The names of a category's streams in their order, page by page. */
export async function* streamPages(db: Db, category: 'project' | 'target'): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('stream_state')
      .select('stream')
      .where('category', '=', category)
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((r) => r.stream);
    after = last.stream;
  }
}

/** Every state of a category as it is now, in order of stream, page by page. */
export async function* statePages<S>(db: Db, category: 'project' | 'target'): AsyncGenerator<S[]> {
  for await (const page of streamPages(db, category)) yield* statesOf<S>(db, page);
}

/** The states of these streams as they are now, in order of stream, page by page. */
export async function* statesOf<S>(db: Db, streams: readonly string[]): AsyncGenerator<S[]> {
  const names = streams.toSorted();
  for (let i = 0; i < names.length; i += PAGE) {
    const rows = await db
      .selectFrom('stream_state')
      .select(['stream', 'state', 'shape'])
      .where('stream', 'in', names.slice(i, i + PAGE))
      .orderBy('stream')
      .execute();
    yield await Promise.all(
      rows.map(
        async (row) => (row.shape === STATE_SHAPE ? row.state : (await load(db, row.stream))!.state) as S,
      ),
    );
  }
}

/** All that pages bring, at once: for what there are few of. */
export async function whole<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

/** Which events of projects: true of a day after `after` up to `upTo`, recorded before `until`, of these streams. */
export interface Occurred {
  after: string;
  upTo: string;
  until?: string | undefined;
  streams?: readonly string[] | undefined;
}

const occurred = (db: Db, { after, upTo, until, streams }: Occurred) =>
  db
    .selectFrom('events')
    .where('stream', 'like', 'project/%')
    .where('occurred_on', '>', after)
    .where('occurred_on', '<=', upTo)
    .$if(until !== undefined, (q) => q.where('recorded_at', '<', until!))
    .$if(streams !== undefined, (q) => q.where(sql<boolean>`stream = any (${streams}::text[])`));

/** The events in the order of their days. */
export async function readOccurred(db: Db, which: Occurred): Promise<Recorded[]> {
  const rows = await occurred(db, which).select(columns).orderBy('occurred_on').orderBy('position').execute();
  return openRows(db, rows);
}

/** Events after a position, for subscribers with a checkpoint. Never skips: see `append.ts`. */
export async function readAfter(db: Db, position: string, limit: number): Promise<Recorded[]> {
  const rows = await db
    .selectFrom('events')
    .select(columns)
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
  return openRows(db, rows);
}

/** Of which notices, and from where on. */
export interface NoticeFilter {
  person?: string | undefined;
  /** Of these streams alone; without it of all. */
  streams?: readonly string[] | undefined;
  /** The last notice of the page before; after one that there is not comes nothing. */
  after?: string | undefined;
  limit: number;
}

/** Rows of `notices n` that a filter wants, without its limit. */
export const noticesWanted = ({ person, streams, after }: Omit<NoticeFilter, 'limit'>) => sql<boolean>`
  (${person ?? null}::text is null or n.person = ${person ?? null})
  and (${streams === undefined} or n.stream = any (${[...(streams ?? [])]}::text[]))
  and (${after ?? null}::text is null or exists (
    select 1 from notices a where a.id = ${after ?? null}
      and (n.created_at < a.created_at or (n.created_at = a.created_at and n.id > a.id))
  ))`;

/** The inbox, the newest first. */
export async function readNotices(db: Db, filter: NoticeFilter) {
  const { rows } = await sql<Selectable<Schema['notices']>>`
    select n.id, n.stream, n.version, n.person, n.role, n.rung, n.obligation, n.text, n.created_at from notices n
    where ${noticesWanted(filter)} order by n.created_at desc, n.id limit ${filter.limit}`.execute(db);
  return rows;
}

export async function readRejections(db: Db, stream: string) {
  return db
    .selectFrom('rejections')
    .select(['command_id', 'command', 'code', 'message', 'actor', 'recorded_at'])
    .where('stream', '=', stream)
    .orderBy('recorded_at')
    .execute();
}

/** A value of the `system` table, or undefined. */
export async function readSystem<T>(db: Db, key: string): Promise<T | undefined> {
  const row = await db.selectFrom('system').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value as T | undefined;
}

/** How often states have been rewritten by other means than an append: by an erasure, or a rebuild that mends. */
export async function editionOf(db: Db): Promise<number> {
  return (await readSystem<number>(db, 'edition')) ?? 0;
}

export async function writeSystem(db: Db, key: string, value: unknown): Promise<void> {
  await db
    .insertInto('system')
    .values({ key, value: JSON.stringify(value) })
    .onConflict((c) => c.column('key').doUpdateSet({ value: JSON.stringify(value) }))
    .execute();
}

/**
 * The next instant after `now` at which anything is due, notices too, and how many projects are due by `now`.
 * What waits for a channel does not count as due: a channel that is dead must not hold a demo's clock.
 */
export async function dueBy(db: Db, now: string): Promise<{ next: string | null; due: number }> {
  const { rows } = await sql<{ next: string | null; due: number }>`
    select (select min(next_due_at) from stream_state where next_due_at > ${now}) as next,
      (select count(*)::int from stream_state where next_due_at <= ${now} and category = 'project') as due`.execute(
    db,
  );
  return rows[0]!;
}

/** The position of the last event; 0 in an empty log. */
export async function lastPosition(db: Db): Promise<string> {
  const row = await db
    .selectFrom('events')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? '0';
}
