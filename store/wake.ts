/**
 * Which workflows must be told something. Nothing here is a queue that could lose an entry: a project is
 * to be woken for as long as its face is not the one that its workflow has confirmed, or something has been
 * due for a while.
 */
import { sql } from 'kysely';
import type { Face } from '../domain/project/facts.ts';
import type { Db } from './database.ts';

/**
 * Projects whose workflow is to be woken now, at most `limit`: their face has changed since the workflow
 * confirmed it, or they have been overdue for `graceMs` of the system's time. One that was woken within
 * `retryMs` is left to answer first, and no more than `limit` are waited for at once: ten thousand that are
 * woken together would otherwise be woken again while they queue. The rows returned are marked as woken.
 */
export async function takeToWake(
  db: Db,
  at: { real: string; now: string; graceMs: number; retryMs: number; limit: number },
): Promise<string[]> {
  const retryBefore = new Date(Date.parse(at.real) - at.retryMs).toISOString();
  const overdueBefore = new Date(Date.parse(at.now) - at.graceMs).toISOString();
  const { rows } = await sql<{ stream: string }>`
    update stream_state set woken_at = ${at.real} where stream in (
      select stream from stream_state
      where category = 'project'
        and (unshown or next_due_at <= ${overdueBefore})
        and (woken_at is null or woken_at <= ${retryBefore} or woken_at > ${at.real})
      order by next_due_at nulls last
      limit greatest(0, ${at.limit} - (
        select count(*) from stream_state
        where unshown and woken_at > ${retryBefore} and woken_at <= ${at.real}
      ))
      for update skip locked
    ) returning stream`.execute(db);
  return rows.map((r) => r.stream);
}

/** The workflow has the face of this version. False when the project has moved on meanwhile. */
export async function confirmShown(db: Db, stream: string, version: number, face: Face): Promise<boolean> {
  const json = JSON.stringify(face);
  const result = await sql`
    update stream_state
    set face = ${json}::jsonb, shown = ${json}::jsonb, woken_at = null, next_due_at = ${face.nextDueAt}
    where stream = ${stream} and version = ${version}`.execute(db);
  return result.numAffectedRows === 1n;
}

/** A woken one that has changed meanwhile must not wait for the retry. */
export async function wakeAgain(db: Db, stream: string): Promise<void> {
  await db.updateTable('stream_state').set({ woken_at: null }).where('stream', '=', stream).execute();
}

/** Forgets what every open project's workflow has confirmed: all are woken again. Returns how many. */
export async function forgetShown(db: Db): Promise<number> {
  const result = await db
    .updateTable('stream_state')
    .set({ shown: null, woken_at: null })
    .where('category', '=', 'project')
    .where('finished', '=', false)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Open projects whose workflow is believed to be running: it has confirmed what stands in the log. */
export async function confirmedStreams(db: Db): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select stream from stream_state
    where category = 'project' and not finished and not unshown`.execute(db);
  return rows.map((r) => r.stream);
}

/** Every open project. */
export async function openStreams(db: Db): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select stream from stream_state where category = 'project' and not finished order by next_due_at, stream`.execute(
    db,
  );
  return rows.map((r) => r.stream);
}

/** Forgets what these projects' workflows have confirmed: they are woken again. */
export async function forgetShownOf(db: Db, streams: readonly string[]): Promise<void> {
  await sql`update stream_state set shown = null, woken_at = null where stream = any (${[...streams]}::text[])`.execute(
    db,
  );
}

/** How many projects' workflows have yet to confirm what stands in the log. */
export async function countUnshown(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from stream_state
    where unshown`.execute(db);
  return rows[0]!.count;
}
