import { sql, type Kysely } from 'kysely';

/**
 * States are rewritten by an erasure and by a rebuild that mends, at the same version. How often they have been is their
 * edition: `known` tells it with a state, and the append refuses what was decided on a state of another edition, which
 * would bring back the name that was erased, or what was mended.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`insert into system (key, value) values ('edition', '0'::jsonb)`.execute(db);
  await sql`
    do $do$
    declare
      told text := replace(replace(replace(
        pg_get_functiondef('known(text[], text[], text[])'::regprocedure),
        'command_id text)', 'command_id text, edition bigint)'),
        'null::timestamptz, null::text, null::text', 'null::timestamptz, null::text, null::text, now_at.edition'),
        'from stream_state s where', 'from stream_state s, (select (select value::bigint from system where key = ''edition'') as edition) now_at where');
      appends text := replace(replace(
        pg_get_functiondef('append_events(jsonb)'::regprocedure),
        'expected integer, version integer', 'expected integer, edition bigint, version integer'),
        'where coalesce(s.version, 0) = i.expected',
        'where coalesce(s.version, 0) = i.expected
          and coalesce(i.edition = (select value::bigint from system where key = ''edition''), true)');
    begin
      told := replace(told, 'e.actor, e.command_id', 'e.actor, e.command_id, null');
      drop function known(text[], text[], text[]);
      execute told;
      execute appends;
    end $do$`.execute(db);
}
