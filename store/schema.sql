-- Written by `npm run schema` from the catalog of a migrated database. Not run by anything.

create table anchors (
  day date not null,
  position bigint not null,
  root bytea not null,
  made_at timestamp with time zone not null
);

create table entries (
  stream text not null,
  version integer not null,
  day date not null,
  counted_by text not null,
  entry jsonb not null
);

create table events (
  position bigint not null generated always as identity,
  stream text not null,
  version integer not null,
  type text not null,
  schema_version smallint not null,
  data jsonb not null,
  occurred_on date not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  command_id text not null,
  command_seq smallint not null,
  hash bytea not null
);

create table import_events (
  position bigint not null,
  stream text not null,
  version integer not null,
  type text not null,
  schema_version smallint not null,
  data jsonb not null,
  occurred_on date not null,
  recorded_at timestamp with time zone not null,
  actor text not null,
  command_id text not null,
  command_seq smallint not null,
  hash bytea not null
);

create table import_seals (
  position bigint not null,
  events integer not null,
  root bytea not null
);

create table notices (
  id text not null,
  stream text not null,
  version integer not null,
  person text not null,
  role text not null,
  rung text not null,
  obligation text not null,
  text jsonb not null,
  created_at timestamp with time zone not null
);

create table person_keys (
  id text not null,
  tag bytea not null,
  wrapped bytea not null
);

create table read_models (
  name text not null,
  version integer not null,
  position bigint not null,
  switched_at timestamp with time zone not null
);

create table rejections (
  stream text not null,
  command_id text not null,
  command jsonb not null,
  code text not null,
  message jsonb not null,
  actor text not null,
  recorded_at timestamp with time zone not null
);

create table seals (
  position bigint not null,
  events integer not null,
  root bytea not null
);

create table shadow_rows (
  model text not null,
  stream text not null,
  key text not null,
  content jsonb not null
);

create table shadow_streams (
  model text not null,
  stream text not null,
  version integer not null
);

create table snapshots (
  stream text not null,
  basis text not null,
  day date not null,
  category text not null,
  shape integer not null,
  last_version integer not null,
  good_before date,
  state jsonb not null
);

create table stream_state (
  stream text not null,
  category text not null,
  version integer not null,
  shape integer not null,
  state jsonb not null,
  face jsonb not null,
  next_due_at timestamp with time zone,
  finished boolean not null,
  shown jsonb,
  woken_at timestamp with time zone,
  hash bytea not null,
  channel text generated always as (
CASE
    WHEN (category = 'notice'::text) THEN (face ->> 'channel'::text)
    ELSE NULL::text
END) stored,
  person text generated always as (
CASE
    WHEN (category = ANY (ARRAY['notice'::text, 'contact'::text])) THEN (state ->> 'person'::text)
    ELSE NULL::text
END) stored,
  project text generated always as (
CASE
    WHEN (category = 'notice'::text) THEN (state ->> 'project'::text)
    ELSE NULL::text
END) stored,
  unshown boolean generated always as (((category = 'project'::text) AND (face IS DISTINCT FROM shown))) stored
);

create table subscriptions (
  name text not null,
  position bigint not null
);

create table system (
  key text not null,
  value jsonb not null
);

create table webhook_deliveries (
  id text not null,
  turn integer not null,
  position bigint not null,
  attempts integer not null default 0,
  failing_since timestamp with time zone,
  next_at timestamp with time zone,
  said text,
  delivered_at timestamp with time zone,
  holder text,
  held_until timestamp with time zone
);

alter table anchors add constraint anchors_pkey PRIMARY KEY (day);
alter table entries add constraint entries_pkey PRIMARY KEY (stream);
alter table events add constraint events_pkey PRIMARY KEY ("position");
alter table events add constraint events_stream_command_id_command_seq_key UNIQUE (stream, command_id, command_seq);
alter table events add constraint events_stream_version_key UNIQUE (stream, version);
alter table events add constraint events_whole_ms CHECK ((recorded_at = date_trunc('milliseconds'::text, recorded_at)));
alter table import_events add constraint import_events_pkey PRIMARY KEY ("position");
alter table import_events add constraint import_events_stream_version_key UNIQUE (stream, version);
alter table import_seals add constraint import_seals_pkey PRIMARY KEY ("position");
alter table notices add constraint notices_pkey PRIMARY KEY (id);
alter table person_keys add constraint person_keys_pkey PRIMARY KEY (id);
alter table person_keys add constraint person_keys_tag_key UNIQUE (tag);
alter table read_models add constraint read_models_pkey PRIMARY KEY (name);
alter table rejections add constraint rejections_pkey PRIMARY KEY (stream, command_id);
alter table seals add constraint seals_pkey PRIMARY KEY ("position");
alter table shadow_rows add constraint shadow_rows_pkey PRIMARY KEY (model, stream, key);
alter table shadow_streams add constraint shadow_streams_pkey PRIMARY KEY (model, stream);
alter table snapshots add constraint snapshots_basis_check CHECK ((basis = ANY (ARRAY['true'::text, 'known'::text])));
alter table snapshots add constraint snapshots_pkey PRIMARY KEY (stream, basis, day);
alter table stream_state add constraint stream_state_pkey PRIMARY KEY (stream);
alter table subscriptions add constraint subscriptions_pkey PRIMARY KEY (name);
alter table system add constraint system_pkey PRIMARY KEY (key);
alter table webhook_deliveries add constraint webhook_deliveries_pkey PRIMARY KEY (id);

CREATE INDEX events_occurred ON events USING btree (occurred_on);
CREATE INDEX events_recorded ON events USING btree (recorded_at);
CREATE INDEX notices_person ON notices USING btree (person, created_at);
CREATE INDEX notices_stream ON notices USING btree (stream);
CREATE INDEX snapshots_day ON snapshots USING btree (category, basis, day);
CREATE INDEX stream_state_category ON stream_state USING btree (category, stream);
CREATE INDEX stream_state_channel ON stream_state USING btree (channel, next_due_at) WHERE ((category = 'notice'::text) AND (next_due_at IS NOT NULL));
CREATE INDEX stream_state_due ON stream_state USING btree (category, next_due_at) WHERE (next_due_at IS NOT NULL);
CREATE INDEX stream_state_open_notices ON stream_state USING btree (project) WHERE ((category = 'notice'::text) AND (NOT finished));
CREATE INDEX stream_state_person ON stream_state USING btree (person) WHERE (category = ANY (ARRAY['notice'::text, 'contact'::text]));
CREATE INDEX stream_state_unshown ON stream_state USING btree (stream) WHERE unshown;

CREATE TRIGGER anchors_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON anchors FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seals_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION append_events(appends jsonb)
 RETURNS TABLE(appended text, last bigint)
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
    #variable_conflict use_column
    begin
      perform pg_advisory_xact_lock(7120240228);
      return query
      with input as materialized (
        select * from rows from (jsonb_to_recordset(appends) as (
          stream text, category text, expected integer, edition bigint, version integer, shape integer, state jsonb,
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
          and coalesce(i.edition = (select value::bigint from system where key = 'edition'), true)
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
        delete from snapshots d using (
          select stream, min(occurred_on) as occurred, min(recorded_at) as recorded from written group by stream
        ) w cross join lateral (
          select s.ctid as at from snapshots s where s.stream = w.stream and s.day + 0 >= case s.basis when 'true' then w.occurred else (w.recorded at time zone 'UTC')::date - 1 end offset 0
        ) o
        where d.ctid = o.at
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
    end $function$
;
CREATE OR REPLACE FUNCTION known(streams text[], of_streams text[], ids text[])
 RETURNS TABLE(stream text, version integer, state jsonb, shape integer, hash bytea, "position" bigint, type text, schema_version smallint, data jsonb, occurred_on date, recorded_at timestamp with time zone, actor text, command_id text, edition bigint)
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
    end $function$
;
CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'events are only ever added / 事件只增不改: % on %', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end $function$
;

grant insert, select on anchors to quancheng_app;
grant delete, insert, select, update on entries to quancheng_app;
grant insert, select on events to quancheng_app;
grant delete, insert, select, update on notices to quancheng_app;
grant insert, select on person_keys to quancheng_app;
grant delete, insert, select, update on read_models to quancheng_app;
grant delete, insert, select, update on rejections to quancheng_app;
grant insert, select on seals to quancheng_app;
grant delete, insert, select, update on shadow_rows to quancheng_app;
grant delete, insert, select, update on shadow_streams to quancheng_app;
grant delete, insert, select, update on snapshots to quancheng_app;
grant delete, insert, select, update on stream_state to quancheng_app;
grant delete, insert, select, update on subscriptions to quancheng_app;
grant delete, insert, select, update on system to quancheng_app;
grant delete, insert, select, update on webhook_deliveries to quancheng_app;
