/**
 * What a command needs to know of its stream, asked for many streams at once: those that come while one question
 * is under way are asked together by the next. A lone command waits for nobody.
 */
import { sql } from 'kysely';
import { here, type Within } from '../telemetry/trace.ts';
import { STATE_SHAPE } from './aggregates.ts';
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
  const waiting: Question[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    // Those of the same turn go together.
    await Promise.resolve();
    while (waiting.length > 0) await waiting[0]!.within(() => settle(waiting.splice(0, AT_ONCE)));
    running = false;
  };

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

  return (stream, commandIds) =>
    new Promise((resolve, reject) => {
      waiting.push({ stream, commandIds, within: here(), resolve, reject });
      if (!running) void run();
    });
}

async function ask(db: Db, questions: readonly Question[]): Promise<Known[]> {
  const [states, rows] = await Promise.all([
    db
      .selectFrom('stream_state')
      .select(['stream', 'state', 'version', 'face', 'shape', 'hash'])
      .where('stream', 'in', [...new Set(questions.map((q) => q.stream))])
      .execute(),
    told(db, questions),
  ]);
  const byStream = new Map(states.map((s) => [s.stream, s]));
  const before = new Map<string, Map<string, Recorded[]>>();
  for (const event of await openRows(db, rows)) {
    const ofStream = before.get(event.stream) ?? new Map<string, Recorded[]>();
    before.set(event.stream, ofStream);
    ofStream.set(event.commandId, [...(ofStream.get(event.commandId) ?? []), event]);
  }
  return Promise.all(
    questions.map(async ({ stream }) => {
      const row = byStream.get(stream);
      return {
        // A row that an older release wrote is folded anew.
        loaded: row && row.shape !== STATE_SHAPE ? await load(db, stream) : row,
        before: before.get(stream) ?? new Map<string, Recorded[]>(),
      };
    }),
  );
}

/** The events that these commands have written to these streams. */
async function told(db: Db, questions: readonly Question[]): Promise<EventRow[]> {
  const pairs = questions.flatMap((q) => q.commandIds.map((id) => [q.stream, id] as const));
  const { rows } = await sql<EventRow>`
    select ${sql.join(columns.map((c) => sql.ref(`e.${c}`)))}
    from unnest(${pairs.map(([stream]) => stream)}::text[], ${pairs.map(([, id]) => id)}::text[]) q (stream, command_id)
    join events e on e.stream = q.stream and e.command_id = q.command_id
    order by e.stream, e.version`.execute(db);
  return rows;
}
