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
import { load, openRows, type EventRow, type Loaded, type Recorded } from './read.ts';

export interface Known {
  loaded: Omit<Loaded, 'face'> | undefined;
  /** Of the state that there is: how often states had been rewritten when it was read. */
  edition: string | undefined;
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
  shape: number;
  hash: Buffer;
  edition: string;
}
/** A state or an event: one statement sees one moment, so no state tells of a command whose events are missed. */
type Row = (StateRow & { position: null }) | EventRow;

const isEvent = (row: Row): row is EventRow => row.position !== null;

async function ask(db: Db, questions: readonly Question[]): Promise<Known[]> {
  const pairs = questions.flatMap((q) => [...new Set(q.commandIds)].map((id) => [q.stream, id] as const));
  const streams = [...new Set(questions.map((q) => q.stream))];
  const { rows } = await sql<Row>`
    select * from known(${streams}, ${pairs.map(([stream]) => stream)}, ${pairs.map(([, id]) => id)})`.execute(
    db,
  );
  const states = new Map<string, StateRow>();
  for (const row of rows) if (!isEvent(row)) states.set(row.stream, row);
  const before = new Map<string, Map<string, Recorded[]>>();
  const found = rows.filter(isEvent).toSorted((a, b) => a.version - b.version);
  for (const event of await openRows(db, found)) {
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
        edition: row?.edition,
        before: before.get(stream) ?? new Map<string, Recorded[]>(),
      };
    }),
  );
}
