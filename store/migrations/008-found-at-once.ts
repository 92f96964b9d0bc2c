import { sql, type Kysely } from 'kysely';

/**
 * What states are found by stands in columns of its own, told from state and face by the database: an index over an
 * expression of them made every new state a new row in all indexes, whatever had changed in it. Pages keep room for
 * the next version of a row. What is due and the streams of a category are found in their order, whatever else is due
 * or however many there are.
 *
 * The append looks for the snapshots that it makes untrue stream by stream: a plan made while there were none read all
 * of them for each command, until the table was next analyzed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table stream_state
      add column channel text generated always as (case when category = 'notice' then face ->> 'channel' end) stored,
      add column person text
        generated always as (case when category in ('notice', 'contact') then state ->> 'person' end) stored,
      add column project text generated always as (case when category = 'notice' then state ->> 'project' end) stored,
      add column unshown boolean
        generated always as (category = 'project' and face is distinct from shown) stored`.execute(db);
  await sql`alter table stream_state set (fillfactor = 70)`.execute(db);
  await sql`
    drop index stream_state_channel, stream_state_notice_person, stream_state_open_notices, stream_state_unshown`.execute(
    db,
  );
  await sql`
    create index stream_state_channel on stream_state (channel, next_due_at)
      where category = 'notice' and next_due_at is not null`.execute(db);
  await sql`
    create index stream_state_person on stream_state (person) where category in ('notice', 'contact')`.execute(
    db,
  );
  await sql`
    create index stream_state_open_notices on stream_state (project)
      where category = 'notice' and not finished`.execute(db);
  await sql`drop index stream_state_due, stream_state_category`.execute(db);
  await sql`
    create index stream_state_due on stream_state (category, next_due_at) where next_due_at is not null`.execute(
    db,
  );
  await sql`create index stream_state_category on stream_state (category, stream)`.execute(db);
  await sql`create index stream_state_unshown on stream_state (stream) where unshown`.execute(db);
  await sql`
    do $do$ begin
      execute regexp_replace(
        pg_get_functiondef('append_events(jsonb)'::regprocedure),
        'delete from snapshots s using \\((.+?)\\) w\\s+where s\\.stream = w\\.stream\\s+and s\\.day >= (case s\\.basis .+? end)',
        'delete from snapshots d using (\\1) w cross join lateral (
          select s.ctid as at from snapshots s where s.stream = w.stream and s.day + 0 >= \\2 offset 0
        ) o
        where d.ctid = o.at');
    end $do$`.execute(db);
}
