/**
 * Readers with a checkpoint that is kept. What a batch of events does and the checkpoint are moved in one
 * transaction: a reader that dies, is killed or runs twice repeats no effect on the database and skips none.
 * An effect outside the database is at least once: give it the event's position as its key.
 */
import { sql } from 'kysely';
import { LIMITS, vaultOf, type Db } from './database.ts';
import { columns, openRows, type Recorded } from './read.ts';

/** The reader that opens a notice for each recipient of a rung. */
export const NOTICES = 'notices';

export interface Subscription {
  name: string;
  /** Events a transaction. */
  batch: number;
  /** What the events do, in the transaction that moves the checkpoint. */
  effect: (tx: Db, events: Recorded[]) => Promise<void>;
}

/**
 * Takes one batch; returns how many events it had, or `busy` when another reader of that name is at work.
 * Positions follow the order of commits (`append.ts`), so `position > checkpoint` skips nothing.
 */
export async function takeBatch(db: Db, { name, batch, effect }: Subscription): Promise<number | 'busy'> {
  await db
    .insertInto('subscriptions')
    .values({ name, position: '0' })
    .onConflict((c) => c.doNothing())
    .execute();
  return db.transaction().execute(async (tx) => {
    const { rows: held } = await sql<{ position: string }>`
      select position from subscriptions where name = ${name} for update skip locked`.execute(tx);
    const from = held[0]?.position;
    if (from === undefined) return 'busy';
    const rows = await tx
      .selectFrom('events')
      .select(columns)
      .where('position', '>', from)
      .orderBy('position')
      .limit(batch)
      .execute();
    const last = rows.at(-1);
    if (!last) return 0;
    await awake(tx, async () => effect(tx, await openRows(tx, rows, vaultOf(db))));
    await tx.updateTable('subscriptions').set({ position: last.position }).where('name', '=', name).execute();
    return rows.length;
  });
}

/** An effect may have work elsewhere for longer than a transaction may be silent (`LIMITS`): it says that it lives. */
async function awake(tx: Db, act: () => Promise<void>): Promise<void> {
  const beat = setInterval(
    () => void sql`select 1`.execute(tx).catch(() => {}),
    LIMITS.idleInTransactionMs / 4,
  );
  try {
    await act();
  } finally {
    clearInterval(beat);
  }
}

/** How far a subscription has come; undefined when it never took a batch. */
export async function checkpointOf(db: Db, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('subscriptions')
    .select('position')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.position;
}
