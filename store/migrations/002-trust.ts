import { sql, type Kysely } from 'kysely';
import { sealOldRows } from '../seal-old-rows.ts';
import type { Vault } from '../vault.ts';

/**
 * What makes the log provable: a hash on every event, a seal on every append, daily anchors, one key a
 * person; and what stands beside it: subscriptions, snapshots, rebuilds, imports. Rows of release 001 are
 * encrypted and hashed here, with progress.
 */
export function trust(vault: Vault, log: (line: string) => void) {
  return {
    async up(db: Kysely<never>): Promise<void> {
      for (const statement of TABLES) await sql.raw(statement).execute(db);
      await sealOldRows(db, vault, log);
      for (const statement of PROTECTION) await sql.raw(statement).execute(db);
    },
  };
}

const TABLES = [
  `create table person_keys (
    id text primary key,
    tag bytea not null unique,
    wrapped bytea not null
  )`,
  // One row an append: the root of everything up to its last event, chained to the one before.
  `create table seals (
    position bigint primary key,
    events integer not null,
    root bytea not null
  )`,
  `create table anchors (
    day date primary key,
    position bigint not null,
    root bytea not null,
    made_at timestamptz not null
  )`,
  `create table subscriptions (
    name text primary key,
    position bigint not null
  )`,
  `create table snapshots (
    stream text not null,
    basis text not null check (basis in ('true', 'known')),
    day date not null,
    category text not null,
    shape integer not null,
    last_version integer not null,
    good_before date,
    state jsonb not null,
    primary key (stream, basis, day)
  )`,
  `create index snapshots_day on snapshots (category, basis, day)`,
  `create table read_models (
    name text primary key,
    version integer not null,
    position bigint not null,
    switched_at timestamptz not null
  )`,
  `create table shadow_streams (
    model text not null,
    stream text not null,
    version integer not null,
    primary key (model, stream)
  )`,
  `create table shadow_rows (
    model text not null,
    stream text not null,
    key text not null,
    content jsonb not null,
    primary key (model, stream, key)
  )`,
  `alter table events add column hash bytea`,
  `alter table stream_state add column hash bytea`,
  `create unlogged table import_events (like events including constraints)`,
  `alter table import_events add primary key (position), add unique (stream, version)`,
  `create unlogged table import_seals (like seals including constraints including indexes)`,
  `create index notices_stream on notices (stream)`,
];

const PROTECTION = [
  `alter table events alter column hash set not null`,
  `alter table import_events alter column hash set not null`,
  `alter table stream_state alter column hash set not null`,
  // The chain covers milliseconds: finer parts could be edited unseen.
  `alter table events add constraint events_whole_ms check (recorded_at = date_trunc('milliseconds', recorded_at))`,
  `create index events_occurred on events (occurred_on)`,
  `create index events_recorded on events (recorded_at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'events are only ever added / 事件只增不改: % on %', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end $$`,
  ...['events', 'seals', 'anchors'].map(
    (table) => `create trigger ${table}_only_added before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
];
