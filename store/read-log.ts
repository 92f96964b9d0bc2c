/** The log as it is stored, page by page: for the verifier and the export. */
import { sql } from 'kysely';
import type { LogItem, LoggedEvent, Seal } from './check-log.ts';
import type { Db } from './database.ts';

const PAGE = 5_000;

/** Where the log ends now: the last seal. Everything up to it is committed and stays as it is. */
export async function logEnd(db: Db): Promise<Seal | undefined> {
  return db.selectFrom('seals').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst();
}

/** How many events stand up to `end`. */
export async function countEvents(db: Db, end: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(events), 0)::int as n from seals where position <= ${end}`.execute(db);
  return rows[0]!.n;
}

/** Events and seals in order of position up to `end`; a seal follows the last event of its append. */
export async function* logItems(db: Db, end: string): AsyncGenerator<LogItem> {
  const seals = pages<Seal>((after) =>
    db
      .selectFrom('seals')
      .selectAll()
      .where('position', '>', after)
      .where('position', '<=', end)
      .orderBy('position')
      .limit(PAGE)
      .execute(),
  );
  const events = pages<LoggedEvent>((after) =>
    db
      .selectFrom('events')
      .selectAll()
      .where('position', '>', after)
      .where('position', '<=', end)
      .orderBy('position')
      .limit(PAGE)
      .execute(),
  );
  let seal = await seals.next();
  for await (const event of events) {
    while (!seal.done && BigInt(seal.value.position) < BigInt(event.position)) {
      yield { seal: seal.value };
      seal = await seals.next();
    }
    yield { event };
  }
  for (; !seal.done; seal = await seals.next()) yield { seal: seal.value };
}

/** Rows in order of position. The next page is fetched while this one is used. */
async function* pages<R extends { position: string }>(
  fetch: (after: string) => Promise<R[]>,
): AsyncGenerator<R, undefined> {
  for (let next = fetch('0'); ;) {
    const rows = await next;
    if (rows.length === PAGE) {
      next = fetch(rows.at(-1)!.position);
      // Heard when it is awaited; a reader that stops early must not leave it unheard.
      next.catch(() => {});
    }
    yield* rows;
    if (rows.length < PAGE) return undefined;
  }
}
