/** What is kept of each project in a process, brought up to date by following the log. */
import { sql } from 'kysely';
import { byProject, exchanged } from '../domain/sorted.ts';
import { projectOf } from './aggregates.ts';
import type { Db } from './database.ts';

/** Events that are followed one by one; after more than these, all is read anew. */
const MOST = 2_000;

export interface Moved {
  /** Of the last event looked at. */
  position: string;
  /** The projects that have moved on, by their streams. */
  streams: string[];
}

/**
 * Which projects have moved on after a position; undefined where that can't be told one by one: too much has happened, or
 * a person was erased, whose name may stand anywhere.
 */
export async function movedAfter(db: Db, position: string): Promise<Moved | undefined> {
  const { rows } = await sql<{ position: string; stream: string }>`
    select position, stream from events where position > ${position} order by position limit ${MOST}`.execute(
    db,
  );
  if (rows.length === MOST || rows.some((r) => r.stream.startsWith('erasure/'))) return undefined;
  const streams = new Set(rows.map((r) => r.stream).filter((stream) => stream.startsWith('project/')));
  return { position: rows.at(-1)?.position ?? position, streams: [...streams] };
}

/** The list, in order of project, with `fresh` in the place of what it held of these streams. */
export function replaced<T extends { project: string }>(
  list: readonly T[],
  streams: readonly string[],
  fresh: readonly T[],
): readonly T[] {
  const gone = streams.map((stream) => ({ project: projectOf(stream) }) as T);
  return streams.length === 0 ? list : exchanged(list, gone, fresh, byProject);
}
