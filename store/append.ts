/**
 * The append: the only writer of the log.
 *
 * 1. Appends that wait together go in one statement, one round trip and one transaction: events, states, notices.
 *    Two such batches are under way at most, of different streams: one is made ready while the other is written.
 * 2. The transaction holds one advisory lock from before it looks at the log until it commits, so positions follow
 *    the order of commits and a reader of `position > checkpoint` can't skip an event.
 * 3. An append is refused, alone, when its expected version is not the stream's, states have been rewritten since it
 *    was decided, one of its command ids is already in the stream, or a person it names has just been erased; the
 *    caller loads again.
 * 4. When a statement fails because of what is in it, its appends are tried by halves, so that a bad one
 *    fails by itself. When its connection dies it is tried once more: command ids make that safe.
 * 5. Each transaction leaves a seal: the root over the whole log so far.
 * 6. Snapshots that a back-dated event makes untrue are deleted by the append that brings it.
 */
import { sql } from 'kysely';
import { createBatches } from './batches.ts';
import type { StoredEvent } from './canonical.ts';
import type { Db } from './database.ts';
import { isOverlong, isUnavailable, Overloaded } from './faults.ts';
import { keepingTraces } from './trace-notes.ts';
import { here, type Within } from '../telemetry/trace.ts';
import type { NoticesTable } from './schema.ts';

export interface NewEvent extends Omit<StoredEvent, 'stream'> {
  /** As bytea's own text, `\\x…`. */
  hash?: string;
}

export interface Append {
  stream: string;
  category: string;
  expectedVersion: number;
  /** Of the state that it was decided on; one that was decided on none is told without. */
  edition?: string | undefined;
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
  /** Of the command, when its trace is kept: the relay goes on with it. */
  traceparent?: string | undefined;
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
  within: Within;
  resolve: (result: Appended) => void;
  reject: (error: unknown) => void;
}

/** A queue before `db`. */
export function createAppender(db: Db): Appender {
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
      } else if (isOverlong(error)) {
        for (const one of batch) one.reject(new Overloaded('statement'));
      } else if (isUnavailable(error) && again) await settle(batch, false);
      else if (batch.length === 1 || isUnavailable(error)) for (const one of batch) one.reject(error);
      else {
        const half = batch.length >> 1;
        await settle(batch.slice(0, half));
        await settle(batch.slice(half));
      }
    }
  };

  const queue = createBatches<Waiting>({
    ...{ most: MAX_BATCH, keyOf: ({ append }) => append.stream },
    settle: (batch) => batch[0]!.within(() => settle(batch)),
  });

  return (append) =>
    new Promise((resolve, reject) => {
      if (queue.waiting() >= MAX_WAITING) {
        reject(new Overloaded('queue'));
        return;
      }
      queue.add({ append, within: here(), resolve, reject });
    });
}

/**
 * Writes appends in one statement: the function `append_events` of the database, which takes `APPEND_LOCK` first.
 * Positions by stream of those that were accepted.
 */
export async function write(db: Db, appends: Append[]): Promise<Map<string, string>> {
  const input = appends.map((a) => ({
    stream: a.stream,
    category: a.category,
    expected: a.expectedVersion,
    edition: a.edition,
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
  const written = sql`select appended as stream, last::text as position from append_events(${JSON.stringify(input)}::jsonb)`;
  const { rows } = await sql<{
    stream: string;
    position: string;
  }>`${keepingTraces(written, appends)}`.execute(db);
  return new Map(rows.map((r) => [r.stream, r.position]));
}
