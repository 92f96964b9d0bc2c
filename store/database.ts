/** The connection pool and the migrations. `store/` is the only folder that imports kysely and pg. */
import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import pg from 'pg';
import * as log from './migrations/001-log.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema>;

/** Numbered, forward only. */
const MIGRATIONS: Record<string, Migration> = { '001-log': log };

/** Dates stay `YYYY-MM-DD` and instants ISO text in UTC: no `Date` of the machine's zone comes in between. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** A pool on `url`. A connection that dies is replaced; the error goes to `onError`. */
export function connect(url: string, onError: (error: Error) => void, max = 10): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'quancheng',
    keepAlive: true,
  });
  pool.on('error', onError);
  // A client that is checked out when its server dies says so itself; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Brings the database to the newest version. Safe to call from several processes at once. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

/** Resolves when the server answers; rejects with its error otherwise. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
