/**
 * The append: the only writer of the log.
 *
 * 1. Appends that wait together go in one statement and one transaction: events, states, notices.
 * 2. The transaction holds one advisory lock from before its snapshot until it commits, so positions follow
 *    the order of commits and a reader of `position > checkpoint` can't skip an event.
 * 3. An append is refused, alone, when its expected version is not the stream's or one of its command ids
 *    is already in the stream; the caller loads again.
 * 4. When a statement fails for another reason, its appends are tried one by one, so that a bad one fails
 *    by itself.
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { NoticesTable } from './schema.ts';

export interface NewEvent {
  version: number;
  type: string;
  schema_version: number;
  data: unknown;
  occurred_on: string;
  recorded_at: string;
  actor: string;
  command_id: string;
  command_seq: number;
}

export interface Append {
  stream: string;
  category: string;
  expectedVersion: number;
  events: NewEvent[];
  shape: number;
  state: unknown;
  face: unknown;
  nextDueAt: string | null;
  finished: boolean;
  notices: (Omit<NoticesTable, 'text'> & { text: unknown })[];
}

/** Position of the last event written, or `conflict`. */
export type Appended = { position: string } | 'conflict';

/** Any number that no other part of the database uses as an advisory lock. */
const APPEND_LOCK = 7_120_240_228;
const MAX_BATCH = 500;
const MAX_WAITING = 20_000;

/** The queue before the log is full: try again a little later. Nothing was written. */
export class Overloaded extends Error {
  constructor() {
    super('too many commands wait for the log');
    this.name = 'Overloaded';
  }
}

export type Appender = (append: Append) => Promise<Appended>;

interface Waiting {
  append: Append;
  resolve: (result: Appended) => void;
  reject: (error: unknown) => void;
}

/** A queue before `db`, and the channels that every new notice is to be delivered on. */
export function createAppender(db: Db, channels: readonly string[]): Appender {
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

  const settle = async (batch: Waiting[]): Promise<void> => {
    try {
      const positions = await write(
        db,
        channels,
        batch.map((w) => w.append),
      );
      for (const { append, resolve } of batch) {
        const position = positions.get(append.stream);
        resolve(position === undefined ? 'conflict' : { position });
      }
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await settle([one]);
    }
  };

  return (append) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MAX_WAITING) {
        reject(new Overloaded());
        return;
      }
      waiting.push({ append, resolve, reject });
      if (!running) void run();
    });
}

async function write(db: Db, channels: readonly string[], appends: Append[]): Promise<Map<string, string>> {
  const input = appends.map((a) => ({
    stream: a.stream,
    category: a.category,
    expected: a.expectedVersion,
    version: a.events.at(-1)!.version,
    shape: a.shape,
    state: a.state,
    face: a.face,
    next_due_at: a.nextDueAt,
    finished: a.finished,
    command_ids: [...new Set(a.events.map((e) => e.command_id))],
    events: a.events,
    notices: a.notices,
  }));
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    const { rows } = await sql<{ stream: string; position: string }>`
      with input as materialized (
        select * from rows from (jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as (
          stream text, category text, expected integer, version integer, shape integer, state jsonb,
          face jsonb, next_due_at timestamptz, finished boolean, command_ids text[], events jsonb, notices jsonb
        )) with ordinality
      ),
      accepted as materialized (
        select i.* from input i left join stream_state s on s.stream = i.stream
        where coalesce(s.version, 0) = i.expected
          and not exists (
            select 1 from events e where e.stream = i.stream and e.command_id = any (i.command_ids)
          )
      ),
      written as (
        insert into events (stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq)
        select a.stream, e.version, e.type, e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id, e.command_seq
        from accepted a cross join lateral jsonb_to_recordset(a.events) as e (
          version integer, type text, schema_version smallint, data jsonb, occurred_on date,
          recorded_at timestamptz, actor text, command_id text, command_seq smallint
        )
        order by a.ordinality, e.version
        returning stream, position
      ),
      kept as (
        insert into stream_state (stream, category, version, shape, state, face, next_due_at, finished)
        select stream, category, version, shape, state, face, next_due_at, finished from accepted
        on conflict (stream) do update set version = excluded.version, shape = excluded.shape, state = excluded.state,
          face = excluded.face, next_due_at = excluded.next_due_at, finished = excluded.finished
      ),
      noted as (
        insert into notices (id, stream, version, person, role, rung, obligation, text, created_at)
        select n.id, n.stream, n.version, n.person, n.role, n.rung, n.obligation, n.text, n.created_at
        from accepted a cross join lateral jsonb_to_recordset(a.notices) as n (
          id text, stream text, version integer, person text, role text, rung text, obligation text, text jsonb, created_at timestamptz
        )
        on conflict (id) do nothing
        returning id
      ),
      queued as (
        insert into deliveries (notice_id, channel)
        select n.id, c.channel from noted n cross join unnest(${[...channels]}::text[]) as c (channel)
      )
      select stream, max(position)::text as position from written group by stream`.execute(tx);
    return new Map(rows.map((r) => [r.stream, r.position]));
  });
}
