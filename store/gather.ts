/**
 * What a command needs to know of its stream, asked for many streams at once: those that come while one question
 * is under way are asked together by the next. A lone command waits for nobody.
 */
import { sql } from 'kysely';
import { here, type Within } from '../telemetry/trace.ts';
import { STATE_SHAPE } from './aggregates.ts';
import { createBatches } from './batches.ts';
import { type Db } from './database.ts';
import { isOverlong, isUnavailable } from './faults.ts';
import { columns, load, openRows, type EventRow, type Loaded, type Recorded } from './read.ts';

export interface Known {
  loaded: Loaded | undefined;
  /** What commands with these ids have written before, by command id. */
  before: Map<string, Recorded[]>;
}

export type Gather = (stream: string, commandIds: string[]) => Promise<Known>;

interface Question {
  stream: string;
  commandIds: string[];
  within: Within;
  resolve: (known: Known) => void;
  reject: (error: unknown) => void;
}

const AT_ONCE = 500;

/** A queue before `db`. A question that can't be asked fails alone. */
export function createGather(db: Db): Gather {
  const settle = async (questions: Question[]): Promise<void> => {
    try {
      const known = await ask(db, questions);
      questions.forEach((q, i) => q.resolve(known[i]!));
    } catch (error) {
      if (questions.length === 1 || isOverlong(error) || isUnavailable(error))
        for (const q of questions) q.reject(error);
      else await Promise.all(questions.map((q) => settle([q])));
    }
  };

  const queue = createBatches<Question>({
    most: AT_ONCE,
    settle: (questions) => questions[0]!.within(() => settle(questions)),
  });
  return (stream, commandIds) =>
    new Promise((resolve, reject) => queue.add({ stream, commandIds, within: here(), resolve, reject }));
}

interface StateRow {
  stream: string;
  version: number;
  state: unknown;
  face: unknown;
  shape: number;
  hash: Buffer;
}
/** A state or an event: one statement sees one moment, so no state tells of a command whose events are missed. */
type Row = (StateRow & { position: null }) | EventRow;

const isEvent = (row: Row): row is EventRow => row.position !== null;
const ofEvents = columns.filter((c) => c !== 'stream' && c !== 'version');

async function ask(db: Db, questions: readonly Question[]): Promise<Known[]> {
  const pairs = questions.flatMap((q) => q.commandIds.map((id) => [q.stream, id] as const));
  // Each pair is looked up by itself: a join would be free to read the whole log.
  const { rows } = await sql<Row>`
    select s.stream, s.version, s.state, s.face, s.shape, s.hash,
      ${sql.join(ofEvents.map((c) => sql`null as ${sql.ref(c)}`))}
    from stream_state s where s.stream = any (${[...new Set(questions.map((q) => q.stream))]}::text[])
    union all
    select e.stream, e.version, null, null, null, null, ${sql.join(ofEvents.map((c) => sql.ref(`e.${c}`)))}
    from (
      select distinct * from unnest(${pairs.map(([stream]) => stream)}::text[], ${pairs.map(([, id]) => id)}::text[])
    ) q (stream, command_id)
    cross join lateral (
      select * from events where stream = q.stream and command_id = q.command_id offset 0
    ) e
    order by stream, version`.execute(db);
  const states = new Map<string, StateRow>();
  for (const row of rows) if (!isEvent(row)) states.set(row.stream, row);
  const before = new Map<string, Map<string, Recorded[]>>();
  for (const event of await openRows(db, rows.filter(isEvent))) {
    const ofStream = before.get(event.stream) ?? new Map<string, Recorded[]>();
    before.set(event.stream, ofStream);
    ofStream.set(event.commandId, [...(ofStream.get(event.commandId) ?? []), event]);
  }
  return Promise.all(
    questions.map(async ({ stream }) => {
      const row = states.get(stream);
      return {
        // A row that an older release wrote is folded anew.
        loaded: row && row.shape !== STATE_SHAPE ? await load(db, stream) : row,
        before: before.get(stream) ?? new Map<string, Recorded[]>(),
      };
    }),
  );
}
