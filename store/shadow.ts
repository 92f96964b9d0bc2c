/**
 * Rows of a read model beside the live ones. They are kept as JSON, so one pair of tables serves every
 * model, and grants, indexes and foreign keys of the live tables are never touched.
 */
import { sql } from 'kysely';
import type { Life, ReadModel } from '../projections/index.ts';
import type { Db } from './database.ts';

/** Puts the rows of `lives` in the place of what the shadow holds of their streams. */
export async function putShadow(db: Db, model: ReadModel, lives: readonly Life[]): Promise<void> {
  if (lives.length === 0) return;
  const rows = lives.flatMap((life) =>
    model.rows(life).map(({ key, content }) => ({ stream: life.stream, key, content })),
  );
  const streams = lives.map((l) => ({ stream: l.stream, version: l.told.at(-1)!.version }));
  await sql`
    with streams as (
      select * from jsonb_to_recordset(${JSON.stringify(streams)}::jsonb) as s (stream text, version integer)
    ), put as (
      insert into shadow_streams (model, stream, version) select ${model.name}, stream, version from streams
      on conflict (model, stream) do update set version = excluded.version
    ), gone as (
      delete from shadow_rows r using streams s where r.model = ${model.name} and r.stream = s.stream
        and not exists (
          select 1 from jsonb_to_recordset(${JSON.stringify(rows.map(({ stream, key }) => ({ stream, key })))}::jsonb) as k (stream text, key text)
          where k.stream = r.stream and k.key = r.key
        )
    )
    insert into shadow_rows (model, stream, key, content)
    select ${model.name}, stream, key, content
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (stream text, key text, content jsonb)
    on conflict (model, stream, key) do update set content = excluded.content`.execute(db);
}

export interface Difference {
  model: string;
  stream: string;
  key: string;
  /** Null where a side has no such row. */
  live: Record<string, unknown> | null;
  built: Record<string, unknown> | null;
}

/** Rows of `streams` that differ between the live table and the shadow, column by column as Postgres sees them. */
export async function compareShadow(
  db: Db,
  model: ReadModel,
  streams: readonly string[],
): Promise<Difference[]> {
  const table = sql.table(model.table);
  const key = sql.ref(model.key);
  const { rows } = await sql<Omit<Difference, 'model'>>`
    select * from (
      select coalesce(l.stream, s.stream) as stream, coalesce(l.key, s.key) as key,
        l.content - ${[...model.passing]}::text[] as live, s.content - ${[...model.passing]}::text[] as built
      from (
        select stream, ${key}::text as key, to_jsonb(t) as content from ${table} t where stream = any (${[...streams]}::text[])
      ) l full join (
        select stream, key, to_jsonb(jsonb_populate_record(null::${table}, content)) as content from shadow_rows
        where model = ${model.name} and stream = any (${[...streams]}::text[])
      ) s on s.stream = l.stream and s.key = l.key
    ) pairs where live is distinct from built order by stream, key`.execute(db);
  return rows.map((row) => ({ model: model.name, ...row }));
}

/**
 * Makes the live rows of `streams` those of the shadow. What workflows have confirmed stays. What was decided on a row as
 * it was can't be appended any more: states have a new edition.
 */
export async function applyShadow(db: Db, model: ReadModel, streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return;
  const table = sql.table(model.table);
  const key = sql.ref(model.key);
  const columns = sql.join(model.columns.map((c) => sql.ref(c)));
  const updates = sql.join(
    model.columns.filter((c) => c !== model.key).map((c) => sql`${sql.ref(c)} = excluded.${sql.ref(c)}`),
  );
  const among = sql`stream = any (${[...streams]}::text[])`;
  await sql`
    delete from ${table} t where ${among} and not exists (
      select 1 from shadow_rows s where s.model = ${model.name} and s.stream = t.stream and s.key = t.${key}::text
    )`.execute(db);
  await sql`
    insert into ${table} (${columns})
    select ${sql.join(model.columns.map((c) => sql.ref(`r.${c}`)))}
    from shadow_rows s cross join lateral jsonb_populate_record(null::${table}, s.content) r
    where s.model = ${model.name} and s.${among}
    on conflict (${key}) do update set ${updates}`.execute(db);
  await sql`
    insert into system (key, value) values ('edition', '1'::jsonb)
    on conflict (key) do update set value = to_jsonb(system.value::bigint + 1)`.execute(db);
}

export async function clearShadow(db: Db, model: ReadModel): Promise<void> {
  await sql`delete from shadow_rows where model = ${model.name}`.execute(db);
  await sql`delete from shadow_streams where model = ${model.name}`.execute(db);
}
