/** The connection pool and the migrations. `store/` is the only folder that imports kysely and pg. */
import { Kysely, Migrator, PostgresDialect, sql, type LogEvent, type Migration } from 'kysely';
import pg from 'pg';
import { grantAppRole } from './app-role.ts';
import * as first from './migrations/001-log.ts';
import { trust } from './migrations/002-trust.ts';
import * as delivery from './migrations/003-delivery.ts';
import * as entries from './migrations/004-entries.ts';
import * as webhooks from './migrations/005-webhooks.ts';
import * as appendFunction from './migrations/006-append.ts';
import * as appendLookups from './migrations/007-append-lookups.ts';
import * as foundAtOnce from './migrations/008-found-at-once.ts';
import * as known from './migrations/009-known.ts';
import type { Schema } from './schema.ts';
import { noteStatement } from '../telemetry/trace.ts';
import { createVault, type Vault } from './vault.ts';

export type Db = Kysely<Schema>;

/** Numbered, forward only. */
const migrations = (vault: Vault, log: (line: string) => void): Record<string, Migration> => ({
  '001-log': first,
  '002-trust': trust(vault, log),
  '003-delivery': delivery,
  '004-entries': entries,
  '005-webhooks': webhooks,
  '006-append': appendFunction,
  '007-append-lookups': appendLookups,
  '008-found-at-once': foundAtOnce,
  '009-known': known,
});

const vaults = new WeakMap<Db, Vault>();

/** The vault of a pool: what opens the personal data that is read through it. */
export function vaultOf(db: Db): Vault {
  const vault = vaults.get(db);
  if (!vault) throw new Error('a transaction has no vault: take that of its pool');
  return vault;
}

/**
 * No session of ours can stall the log for ever: one that holds the append's lock and falls silent is ended
 * by the server, and one that waits for it gives up and says so.
 */
export const LIMITS = { idleInTransactionMs: 5_000, lockMs: 10_000 };

/** As pg has them: a library of the same process may set others for the whole of it, big integers as `BigInt`. */
const asIs = new Map(
  [pg.types.builtins.INT8, pg.types.builtins.JSON, pg.types.builtins.JSONB].map((oid) => [
    oid as number,
    pg.types.getTypeParser(oid) as (text: string) => unknown,
  ]),
);

/** An instant of four digits' year as Postgres tells it to a session in UTC. */
const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;
/** In ISO, to the millisecond. `Date` took 9 of 100 of a rebuild's CPU for it. */
function instantOf(text: string): string {
  const [, day, time, fraction = ''] = IN_UTC.exec(text) ?? [];
  return day === undefined
    ? new Date(text).toISOString()
    : `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

/** Dates stay `YYYY-MM-DD` and instants ISO text in UTC: no `Date` of the machine's zone comes in between. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return instantOf;
    return asIs.get(oid) ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** How long a client waits for an answer beyond the time that the server gives a statement. */
const ANSWER_MS = 10_000;
/** For one session: its statements take as long as they take, and again only as long as others. */
const UNLIMITED = 'set statement_timeout = 0';
const LIMITED = 'reset statement_timeout';

/**
 * A client that does not wait for ever: where the network swallows a question or its answer, neither side hears of it
 * for a quarter of an hour. What has not been answered when the server must have ended it takes its connection along.
 */
const waitingAtMost = (ms: number): typeof pg.Client =>
  class extends pg.Client {
    #limited = true;

    // pg's own type has a dozen overloads; all that matters here is that most of them answer with a promise.
    override query(...args: unknown[]): never {
      const [first] = args;
      const text = typeof first === 'string' ? first : (first as { text?: string } | null)?.text;
      if (text === UNLIMITED) this.#limited = false;
      if (text === LIMITED) this.#limited = true;
      const asked: unknown = (super.query as (...all: unknown[]) => unknown).apply(this, args);
      if (asked instanceof Promise && this.#limited) {
        const { stream } = this.connection;
        const timer = setTimeout(() => stream.destroy(), ms);
        const over = (): void => clearTimeout(timer);
        asked.then(over, over);
      }
      return asked as never;
    }
  };

/** A statement for the trace: its text has places, and no values. */
const tell = (event: LogEvent): void =>
  noteStatement(
    event.query.sql,
    event.queryDurationMillis,
    event.level === 'error' ? (event.error ?? null) : undefined,
  );

/**
 * A pool on `url`. A connection that dies is replaced; the error goes to `onError`. `key` is the master key
 * of personal data; without it what names a person can be neither written nor read. A statement that takes longer
 * than `statementSeconds` is ended by the server (`isOverlong`), and one without an answer by us; 0 is no limit, for
 * jobs over the whole log.
 */
export function connect(
  url: string,
  onError: (error: Error) => void,
  max = 10,
  key?: string,
  statementSeconds = 0,
): Db {
  const pool = new pg.Pool({
    ...(statementSeconds > 0 ? { Client: waitingAtMost(statementSeconds * 1000 + ANSWER_MS) } : {}),
    connectionString: url,
    max,
    idle_in_transaction_session_timeout: LIMITS.idleInTransactionMs,
    lock_timeout: LIMITS.lockMs,
    statement_timeout: statementSeconds * 1000,
    types,
    options: '-c TimeZone=UTC',
    connectionTimeoutMillis: 10_000,
    application_name: 'quancheng',
    keepAlive: true,
  });
  pool.on('error', onError);
  // A client that is checked out when its server dies says so itself; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  const db: Db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), log: tell });
  vaults.set(db, createVault(key));
  return db;
}

/**
 * Brings the database to the newest version, and says what it may do to the application's role. Safe to call
 * from several processes at once; from one that may not change tables it only checks that nothing is missing.
 */
export async function migrate(db: Db, log: (line: string) => void = () => {}): Promise<void> {
  const list = migrations(vaultOf(db), log);
  const missing = await unapplied(db, Object.keys(list));
  if (missing.length === 0) return;
  const { error } = await db.connection().execute(async (one) => {
    // A migration may rewrite a table: it takes as long as it takes.
    await sql.raw(UNLIMITED).execute(one);
    try {
      const provider = { getMigrations: () => Promise.resolve(list) };
      return await new Migrator({ db: one, provider }).migrateToLatest();
    } finally {
      await sql.raw(LIMITED).execute(one);
    }
  });
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  await grantAppRole(db);
}

/** Names of the migrations that this release has and the database has not. */
export const pendingMigrations = (db: Db): Promise<string[]> =>
  unapplied(db, Object.keys(migrations(vaultOf(db), () => {})));

async function unapplied(db: Db, names: string[]): Promise<string[]> {
  const { rows: found } = await sql<{ exists: boolean }>`
    select to_regclass('kysely_migration') is not null as exists`.execute(db);
  if (!found[0]!.exists) return names;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return names.filter((name) => !rows.some((r) => r.name === name));
}

/** Resolves when the server answers; rejects with its error otherwise. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
