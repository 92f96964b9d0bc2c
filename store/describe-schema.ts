/**
 * The schema as the catalog has it: as text, committed so that a change of it is read in review, and as the
 * types that kysely checks queries against. Both are written by `npm run schema`; a test finds drift.
 */
import { sql } from 'kysely';
import { format, resolveConfig } from 'prettier';
import type { Db } from './database.ts';

const FOREIGN = /^kysely_/;

interface Column {
  table: string;
  name: string;
  type: string;
  not_null: boolean;
  fill: string | null;
  identity: string;
  generated: string;
}

async function columns(db: Db): Promise<Map<string, Column[]>> {
  const { rows } = await sql<Column>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
      pg_get_expr(d.adbin, d.adrelid) as fill, a.attidentity as identity, a.attgenerated as generated
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname, a.attnum`.execute(db);
  const tables = new Map<string, Column[]>();
  for (const row of rows)
    if (!FOREIGN.test(row.table)) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return tables;
}

const filledBy = ({ fill, generated }: Column): string =>
  fill === null ? '' : generated ? ` generated always as (${fill}) stored` : ` default ${fill}`;

async function lines(db: Db, query: string): Promise<string[]> {
  const { rows } = await sql.raw<{ line: string }>(query).execute(db);
  return rows.map((r) => r.line);
}

/** Tables, constraints, indexes, triggers, functions and what the application's role may do. */
export async function describeSchema(db: Db): Promise<string> {
  const out = [
    '-- Written by `npm run schema` from the catalog of a migrated database. Not run by anything.',
    '',
  ];
  for (const [table, list] of await columns(db)) {
    const fields = list.map(
      (c) =>
        `  ${c.name} ${c.type}${c.not_null ? ' not null' : ''}` +
        `${c.identity ? ' generated always as identity' : ''}${filledBy(c)}`,
    );
    out.push(`create table ${table} (`, fields.join(',\n'), ');', '');
  }
  const ours = (name: string): string =>
    `${name}.relnamespace = 'public'::regnamespace and ${name}.relname !~ '^kysely_'`;
  // `n` is a kind that Postgres 18 has and 15 has not: the columns say it already.
  out.push(
    ...(await lines(
      db,
      `select format('alter table %s add constraint %I %s;', t.relname, c.conname, pg_get_constraintdef(c.oid)) as line
       from pg_constraint c join pg_class t on t.oid = c.conrelid
       where ${ours('t')} and c.contype <> 'n' order by t.relname, c.conname`,
    )),
    '',
    ...(await lines(
      db,
      `select replace(pg_get_indexdef(i.indexrelid), 'public.', '') || ';' as line
       from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
       where ${ours('t')} and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
       order by t.relname, x.relname`,
    )),
    '',
    ...(await lines(
      db,
      `select replace(pg_get_triggerdef(g.oid), 'public.', '') || ';' as line
       from pg_trigger g join pg_class t on t.oid = g.tgrelid
       where ${ours('t')} and not g.tgisinternal order by t.relname, g.tgname`,
    )),
    '',
    ...(await lines(
      db,
      `select replace(pg_get_functiondef(p.oid), 'public.', '') || ';' as line
       from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname`,
    )),
    '',
    ...(await lines(
      db,
      `select format('grant %s on %s to quancheng_app;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), t.relname) as line
       from pg_class t cross join lateral aclexplode(t.relacl) a join pg_roles r on r.oid = a.grantee
       where ${ours('t')} and t.relkind = 'r' and r.rolname = 'quancheng_app' group by t.relname order by t.relname`,
    )),
  );
  return `${out.join('\n')}\n`;
}

/** What a JSON column holds, and other columns that are narrower than their SQL type. */
const NARROWER: Record<string, string> = {
  'events.data': 'Json<Record<string, unknown>>',
  'import_events.data': 'Json<Record<string, unknown>>',
  'notices.text': 'Json<Text>',
  'rejections.message': 'Json<Text>',
  'stream_state.category':
    "'project' | 'target' | 'rules' | 'review' | 'erasure' | 'notice' | 'contact' | 'links' | 'user' | 'token' | 'webhook'",
  'snapshots.basis': "'true' | 'known'",
};

/** Dates and instants come as text, bigint too: see the parsers in `database.ts`. */
const TYPES: Record<string, string> = {
  text: 'string',
  bigint: 'string',
  integer: 'number',
  smallint: 'number',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'string',
  bytea: 'Bytes',
  jsonb: 'Json<unknown>',
};

/** The source of `schema.ts`. */
export async function describeTypes(db: Db): Promise<string> {
  const tables = await columns(db);
  const nameOf = (table: string): string =>
    `${table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Table`;
  const field = (c: Column): string => {
    const found = NARROWER[`${c.table}.${c.name}`] ?? TYPES[c.type];
    if (found === undefined)
      throw new Error(`store/describe-schema.ts: no type for ${c.table}.${c.name} ${c.type}`);
    const type = c.not_null ? found : `${found} | null`;
    const generated = c.generated
      ? 'GeneratedAlways'
      : c.identity || c.fill !== null
        ? 'Generated'
        : undefined;
    return `  ${c.name}: ${generated ? `${generated}<${type}>` : type};`;
  };
  const source = [
    '/** The tables, as kysely sees them. Written by `npm run schema` from the migrations, which are the truth. */',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';",
    "import type { Text } from '../domain/text.ts';",
    '',
    '/** Written as JSON text, read back parsed. */',
    'type Json<T> = ColumnType<T, string, string>;',
    'type Bytes = ColumnType<Buffer, Buffer | string, Buffer | string>;',
    ...[...tables].flatMap(([table, list]) => [
      '',
      `export interface ${nameOf(table)} {`,
      ...list.map(field),
      '}',
    ]),
    '',
    'export interface Schema {',
    ...[...tables.keys()].map((table) => `  ${table}: ${nameOf(table)};`),
    '}',
  ].join('\n');
  const options = await resolveConfig(new URL('schema.ts', import.meta.url));
  return format(source, { ...options, parser: 'typescript' });
}
