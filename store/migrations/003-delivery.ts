import { sql, type Kysely } from 'kysely';

/**
 * Notices on their way out are streams of the log; their queue is `stream_state` itself. The table of
 * deliveries goes. What it says was delivered is not sent again: the reader that opens notices begins at the
 * first event of which something was still waiting.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    insert into subscriptions (name, position)
    select 'notices', coalesce(min(e.position) - 1, (select max(position) from events))
    from deliveries d join notices n on n.id = d.notice_id
    join events e on e.stream = n.stream and e.version = n.version
    where d.delivered_at is null
    having exists (select 1 from events)
    on conflict (name) do nothing`.execute(db);
  await sql`drop table deliveries`.execute(db);
  // Only projects have workflows that confirm a face.
  await sql`drop index stream_state_unshown`.execute(db);
  await sql`create index stream_state_unshown on stream_state (stream)
    where category = 'project' and face is distinct from shown`.execute(db);
  await sql`create index stream_state_channel on stream_state ((face ->> 'channel'), next_due_at)
    where category = 'notice' and next_due_at is not null`.execute(db);
  await sql`create index stream_state_open_notices on stream_state ((state ->> 'project'))
    where category = 'notice' and not finished`.execute(db);
  await sql`create index stream_state_notice_person on stream_state ((state ->> 'person'))
    where category in ('notice', 'contact')`.execute(db);
}
