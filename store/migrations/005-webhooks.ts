import { sql, type Kysely } from 'kysely';

/**
 * How far each webhook has been told, and how the last attempts went. It is no truth: without its row a
 * webhook is told everything since it was made, under the same ids.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table webhook_deliveries (
      id text primary key,
      turn integer not null,
      position bigint not null,
      attempts integer not null default 0,
      failing_since timestamptz,
      next_at timestamptz,
      said text,
      delivered_at timestamptz,
      holder text,
      held_until timestamptz
    )`.execute(db);
}
