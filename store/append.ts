/**
 * The append: the only writer of the log.
 *
 * 1. Appends that wait together go in one statement and one transaction: events, states, notices.
 * 2. The transaction holds one advisory lock from before its snapshot until it commits, so positions follow
 *    the order of commits and a reader of `position > checkpoint` can't skip an event.
 * 3. An append is refused, alone, when its expected version is not the stream's, one of its command ids is
 *    already in the stream, or a person it names has just been erased; the caller loads again.
 * 4. When a statement fails because of what is in it, its appends are tried by halves, so that a bad one
 *    fails by itself. When its connection dies it is tried once more: command ids make that safe.
 * 5. Each transaction leaves a seal: the root over the whole log so far.
 * 6. Snapshots that a back-dated event makes untrue are deleted by the append that brings it.
 */
import { sql } from 'kysely';
import type { StoredEvent } from './canonical.ts';
import type { Db } from './database.ts';
import { isUnavailable, Overloaded } from './faults.ts';
import type { NoticesTable } from './schema.ts';

export interface NewEvent extends Omit<StoredEvent, 'stream'> {
  /** As bytea's own text, `\\x…`. */
  hash?: string;
}

export interface Append {
  stream: string;
  category: string;
  expectedVersion: number;
  events: NewEvent[];
  shape: number;
  state: unknown;
  /** The hash of the last event; set, with those of the events, by `seal.ts`. */
  hash?: string;
  /** Persons' keys that the events were encrypted with. */
  keys?: string[];
  face: unknown;
  nextDueAt: string | null;
  finished: boolean;
  notices: (Omit<NoticesTable, 'text'> & { text: unknown })[];
}

/** Position of the last event written, or `conflict`. */
export type Appended = { position: string } | 'conflict';

/** Any number that no other part of the database uses as an advisory lock. */
export const APPEND_LOCK = 7_120_240_228;
const MAX_BATCH = 500;
const MAX_WAITING = 20_000;
const LOCK_TIMEOUT = '55P03';

export type Appender = (append: Append) => Promise<Appended>;

interface Waiting {
  append: Append;
  resolve: (result: Appended) => void;
  reject: (error: unknown) => void;
}

/** A queue before `db`. */
export function createAppender(db: Db): Appender {
  let waiting: Waiting[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch: Waiting[] = [];
      const later: Waiting[] = [];
      const streams = new Set<string>();
      for (const one of waiting) {
        const fits = batch.length < MAX_BATCH && !streams.has(one.append.stream);
        (fits ? batch : later).push(one);
        if (fits) streams.add(one.append.stream);
      }
      waiting = later;
      await settle(batch);
    }
    running = false;
  };

  const settle = async (batch: Waiting[], again = true): Promise<void> => {
    try {
      const positions = await write(
        db,
        batch.map((w) => w.append),
      );
      for (const { append, resolve } of batch) {
        const position = positions.get(append.stream);
        resolve(position === undefined ? 'conflict' : { position });
      }
    } catch (error) {
      if ((error as { code?: string }).code === LOCK_TIMEOUT) {
        for (const one of batch) one.reject(new Overloaded('log'));
      } else if (isUnavailable(error) && again) await settle(batch, false);
      else if (batch.length === 1 || isUnavailable(error)) for (const one of batch) one.reject(error);
      else {
        const half = batch.length >> 1;
        await settle(batch.slice(0, half));
        await settle(batch.slice(half));
      }
    }
  };

  return (append) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MAX_WAITING) {
        reject(new Overloaded('queue'));
        return;
      }
      waiting.push({ append, resolve, reject });
      if (!running) void run();
    });
}

function write(db: Db, appends: Append[]): Promise<Map<string, string>> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    return writeLocked(tx, appends);
  });
}

/** Writes appends in a transaction that holds `APPEND_LOCK`. Positions by stream of those that were accepted. */
export async function writeLocked(tx: Db, appends: Append[]): Promise<Map<string, string>> {
  const input = appends.map((a) => ({
    stream: a.stream,
    category: a.category,
    expected: a.expectedVersion,
    version: a.events.at(-1)!.version,
    shape: a.shape,
    state: a.state,
    hash: a.hash,
    keys: a.keys ?? [],
    face: a.face,
    next_due_at: a.nextDueAt,
    finished: a.finished,
    command_ids: [...new Set(a.events.map((e) => e.command_id))],
    events: a.events,
    notices: a.notices,
  }));
  const { rows } = await sql<{ stream: string; position: string }>`
      with input as materialized (
        select * from rows from (jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as (
          stream text, category text, expected integer, version integer, shape integer, state jsonb,
          hash bytea, keys text[], face jsonb, next_due_at timestamptz, finished boolean, command_ids text[], events jsonb, notices jsonb
        )) with ordinality
      ),
      accepted as materialized (
        select i.* from input i left join stream_state s on s.stream = i.stream
        where coalesce(s.version, 0) = i.expected
          and not exists (
            select 1 from events e where e.stream = i.stream and e.command_id = any (i.command_ids)
          )
          and not exists (
            select 1 from unnest(i.keys) k where not exists (select 1 from person_keys p where p.id = k)
          )
      ),
      written as (
        insert into events (stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq, hash)
        select a.stream, e.version, e.type, e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id, e.command_seq, e.hash
        from accepted a cross join lateral jsonb_to_recordset(a.events) as e (
          version integer, type text, schema_version smallint, data jsonb, occurred_on date,
          recorded_at timestamptz, actor text, command_id text, command_seq smallint, hash bytea
        )
        order by a.ordinality, e.version
        returning stream, position, hash, occurred_on, recorded_at
      ),
      sealed as (
        insert into seals (position, events, root)
        select max(position), count(*), sha256(
          coalesce((select root from seals order by position desc limit 1), ''::bytea)
          || string_agg(int8send(position) || hash, ''::bytea order by position))
        from written having count(*) > 0
      ),
      outdated as (
        delete from snapshots s using (
          select stream, min(occurred_on) as occurred, min(recorded_at) as recorded from written group by stream
        ) w
        where s.stream = w.stream
          and s.day >= case s.basis when 'true' then w.occurred else (w.recorded at time zone 'UTC')::date - 1 end
      ),
      kept as (
        insert into stream_state (stream, category, version, shape, state, hash, face, next_due_at, finished)
        select stream, category, version, shape, state, hash, face, next_due_at, finished from accepted
        on conflict (stream) do update set version = excluded.version, shape = excluded.shape, state = excluded.state, hash = excluded.hash,
          face = excluded.face, next_due_at = excluded.next_due_at, finished = excluded.finished
      ),
      noted as (
        insert into notices (id, stream, version, person, role, rung, obligation, text, created_at)
        select n.id, n.stream, n.version, n.person, n.role, n.rung, n.obligation, n.text, n.created_at
        from accepted a cross join lateral jsonb_to_recordset(a.notices) as n (
          id text, stream text, version integer, person text, role text, rung text, obligation text, text jsonb, created_at timestamptz
        )
        on conflict (id) do nothing
      )
      select stream, max(position)::text as position from written group by stream`.execute(tx);
  return new Map(rows.map((r) => [r.stream, r.position]));
}
