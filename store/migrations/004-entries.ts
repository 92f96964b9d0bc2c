import { sql, type Kysely } from 'kysely';

/**
 * What reviews are made from, one row a project, kept for the day on which it was counted. It is a cache: it
 * may be emptied at any time and is filled again by whoever reads it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table entries (
      stream text primary key,
      version integer not null,
      day date not null,
      counted_by text not null,
      entry jsonb not null
    )`.execute(db);
}
