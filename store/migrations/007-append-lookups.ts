import { sql, type Kysely } from 'kysely';

/**
 * The append looks up what it needs, row by row through the indexes, whatever size the tables had when its session
 * made the plan: one that was made on an empty log read all events of a stream for each command, or all streams, for
 * as long as it was kept. Of the persons' keys of all its rows it asks once whether they are still there.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace function append_events(appends jsonb) returns table (appended text, last bigint)
    language plpgsql volatile
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    #variable_conflict use_column
    begin
      perform pg_advisory_xact_lock(7120240228);
      return query
      with input as materialized (
        select * from rows from (jsonb_to_recordset(appends) as (
          stream text, category text, expected integer, version integer, shape integer, state jsonb,
          hash bytea, keys text[], face jsonb, next_due_at timestamptz, finished boolean, command_ids text[], events jsonb, notices jsonb
        )) with ordinality
      ),
      gone as materialized (
        select coalesce(array_agg(k), '{}') as keys from (select distinct unnest(keys) as k from input) named
        where not exists (select 1 from person_keys p where p.id = k)
      ),
      accepted as materialized (
        select i.* from input i left join stream_state s on s.stream = i.stream
        where coalesce(s.version, 0) = i.expected
          and not exists (
            select 1 from unnest(i.command_ids) c cross join lateral (
              select 1 from events e where e.stream = i.stream and e.command_id = c offset 0
            ) told
          )
          and not coalesce(i.keys && (select keys from gone), false)
      ),
      written as (
        insert into events (stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq, hash)
        select a.stream, e.version, e.type, e.schema_version, e.data, e.occurred_on, e.recorded_at, e.actor, e.command_id, e.command_seq, e.hash
        from accepted a cross join lateral jsonb_to_recordset(a.events) as e (
          version integer, type text, schema_version smallint, data jsonb, occurred_on date,
          recorded_at timestamptz, actor text, command_id text, command_seq smallint, hash bytea
        )
        order by a.ordinality, e.version
        returning stream, position, hash, occurred_on, recorded_at
      ),
      sealed as (
        insert into seals (position, events, root)
        select max(position), count(*), sha256(
          coalesce((select root from seals order by position desc limit 1), ''::bytea)
          || string_agg(int8send(position) || hash, ''::bytea order by position))
        from written having count(*) > 0
      ),
      outdated as (
        delete from snapshots s using (
          select stream, min(occurred_on) as occurred, min(recorded_at) as recorded from written group by stream
        ) w
        where s.stream = w.stream
          and s.day >= case s.basis when 'true' then w.occurred else (w.recorded at time zone 'UTC')::date - 1 end
      ),
      kept as (
        insert into stream_state (stream, category, version, shape, state, hash, face, next_due_at, finished)
        select stream, category, version, shape, state, hash, face, next_due_at, finished from accepted
        on conflict (stream) do update set version = excluded.version, shape = excluded.shape, state = excluded.state, hash = excluded.hash,
          face = excluded.face, next_due_at = excluded.next_due_at, finished = excluded.finished
      ),
      noted as (
        insert into notices (id, stream, version, person, role, rung, obligation, text, created_at)
        select n.id, n.stream, n.version, n.person, n.role, n.rung, n.obligation, n.text, n.created_at
        from accepted a cross join lateral jsonb_to_recordset(a.notices) as n (
          id text, stream text, version integer, person text, role text, rung text, obligation text, text jsonb, created_at timestamptz
        )
        on conflict (id) do nothing
      )
      select w.stream, max(w.position) from written w group by w.stream;
    end $$`.execute(db);
}
