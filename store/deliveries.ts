/** Notices on their way out, by channel. Operational: not part of the log, not touched by a rebuild. */
import { sql } from 'kysely';
import type { Text } from '../domain/text.ts';
import type { Db } from './database.ts';

export interface Outgoing {
  id: string;
  person: string;
  role: string;
  rung: string;
  text: Text;
  createdAt: string;
}

/** Undelivered notices of a channel, oldest first. */
export async function pendingDeliveries(db: Db, channel: string, limit: number): Promise<Outgoing[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('notices', 'notices.id', 'deliveries.notice_id')
    .select(['notices.id', 'person', 'role', 'rung', 'text', 'created_at', 'version', 'stream'])
    .where('channel', '=', channel)
    .where('delivered_at', 'is', null)
    .orderBy('created_at')
    .orderBy('stream')
    .orderBy('version')
    .orderBy('notices.id')
    .limit(limit)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    person: r.person,
    role: r.role,
    rung: r.rung,
    text: r.text,
    createdAt: r.created_at,
  }));
}

export async function countPending(db: Db, channel: string): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('channel', '=', channel)
    .where('delivered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function recordDelivered(db: Db, channel: string, id: string, at: string): Promise<void> {
  await sql`update deliveries set delivered_at = ${at}, attempts = attempts + 1, error = null
    where notice_id = ${id} and channel = ${channel}`.execute(db);
}

export async function recordFailed(db: Db, channel: string, id: string, error: string): Promise<void> {
  await sql`update deliveries set attempts = attempts + 1, error = ${error}
    where notice_id = ${id} and channel = ${channel}`.execute(db);
}
