import { sql, type Kysely } from 'kysely';

/**
 * `known` is what a command needs to know of its stream: a function, so that its plan is kept by the session, and is
 * one that looks up row by row, whatever size the tables had when it was made (see 007).
 *
 * States are rewritten at the same version by an erasure, and by a rebuild that mends. How often they have been is their
 * edition: it is told with a state, and the append refuses what was decided on a state of another one, which would
 * bring back a name that was erased, or what was wrong.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`insert into system (key, value) values ('edition', '0'::jsonb)`.execute(db);
  await sql`
    create function known(streams text[], of_streams text[], ids text[]) returns table (
      stream text, version integer, state jsonb, shape integer, hash bytea, "position" bigint, type text,
      schema_version smallint, data jsonb, occurred_on date, recorded_at timestamptz, actor text, command_id text, edition bigint
    )
    language plpgsql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    #variable_conflict use_column
    begin
      return query
      select s.stream, s.version, s.state, s.shape, s.hash, null::bigint, null::text,
        null::smallint, null::jsonb, null::date, null::timestamptz, null::text, null::text, (select value::bigint from system where key = 'edition')
      from stream_state s where s.stream = any (streams)
      union all
      select e.stream, e.version, null, null, null, e.position, e.type,
        e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id, null
      from unnest(of_streams, ids) q (stream, command_id)
      cross join lateral (
        select * from events where stream = q.stream and command_id = q.command_id offset 0
      ) e;
    end $$`.execute(db);
  await sql`
    do $do$ begin
      execute replace(replace(
        pg_get_functiondef('append_events(jsonb)'::regprocedure),
        'expected integer, version integer', 'expected integer, edition bigint, version integer'),
        'where coalesce(s.version, 0) = i.expected',
        'where coalesce(s.version, 0) = i.expected
          and coalesce(i.edition = (select value::bigint from system where key = ''edition''), true)');
    end $do$`.execute(db);
}
