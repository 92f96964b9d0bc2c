import { sql, type Kysely } from 'kysely';

/**
 * The log, the state written beside it, and what is derived or operational. Positions come from an
 * identity column filled under one advisory lock, so their order is the order of commits.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table events (
      position bigint generated always as identity primary key,
      stream text not null,
      version integer not null,
      type text not null,
      schema_version smallint not null,
      data jsonb not null,
      occurred_on date not null,
      recorded_at timestamptz not null,
      actor text not null,
      command_id text not null,
      command_seq smallint not null,
      unique (stream, version),
      unique (stream, command_id, command_seq)
    )`.execute(db);
  await sql`
    create table stream_state (
      stream text primary key,
      category text not null,
      version integer not null,
      shape integer not null,
      state jsonb not null,
      face jsonb not null,
      next_due_at timestamptz,
      finished boolean not null,
      shown jsonb,
      woken_at timestamptz
    )`.execute(db);
  await sql`create index stream_state_category on stream_state (category)`.execute(db);
  await sql`create index stream_state_due on stream_state (next_due_at) where next_due_at is not null`.execute(
    db,
  );
  await sql`create index stream_state_unshown on stream_state (stream) where face is distinct from shown`.execute(
    db,
  );
  await sql`
    create table notices (
      id text primary key,
      stream text not null,
      version integer not null,
      person text not null,
      role text not null,
      rung text not null,
      obligation text not null,
      text jsonb not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create index notices_person on notices (person, created_at)`.execute(db);
  await sql`
    create table deliveries (
      notice_id text not null references notices (id),
      channel text not null,
      delivered_at timestamptz,
      attempts integer not null default 0,
      error text,
      primary key (notice_id, channel)
    )`.execute(db);
  await sql`create index deliveries_pending on deliveries (channel) where delivered_at is null`.execute(db);
  await sql`
    create table rejections (
      stream text not null,
      command_id text not null,
      command jsonb not null,
      code text not null,
      message jsonb not null,
      actor text not null,
      recorded_at timestamptz not null,
      primary key (stream, command_id)
    )`.execute(db);
  await sql`create table system (key text primary key, value jsonb not null)`.execute(db);
}
