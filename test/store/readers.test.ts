/** Readers never skip and effects are never repeated, whatever writers, rollbacks, long transactions and kills do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPEND_LOCK } from '../../store/append.ts';
import { LIMITS } from '../../store/database.ts';
import { checkpointOf, takeBatch, type Subscription } from '../../store/subscriptions.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshDatabase, freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { item, send, sign } from './filled.ts';

const ROOT = join(import.meta.dirname, '../..');
let system: System & { url: string };
let other: System;
const clients: pg.Client[] = [];

async function client(url: string): Promise<pg.Client> {
  const c = new pg.Client({ connectionString: url });
  c.on('error', () => {});
  await c.connect();
  clients.push(c);
  return c;
}

beforeAll(async () => {
  system = await freshSystem(REAL);
  other = openSystem(system.url, undefined, TEST_KEY);
  await sql`create table effects (id bigint generated always as identity, reader text, position bigint, stream text, version integer)`.execute(
    system.db,
  );
});
afterAll(async () => {
  for (const c of clients) await c.end().catch(() => {});
  await other.close();
  await system.close();
});

/** The effect is a row for each event, so a repetition or a gap stands in a table. */
const subscription = (name: string, batch: number): Subscription => ({
  name,
  batch,
  effect: async (tx, events) => {
    await sql`insert into effects (reader, position, stream, version)
      select ${name}, position, stream, version from jsonb_to_recordset(${JSON.stringify(
        events.map(({ position, stream, version }) => ({ position, stream, version })),
      )}::jsonb) as e (position bigint, stream text, version integer)`.execute(tx);
  },
});

/** What the log holds after `from`, and what the effects of a reader are, in the order they came about. */
async function compare(name: string): Promise<{ log: string[]; effects: string[] }> {
  const read = async (query: ReturnType<typeof sql<{ e: string }>>): Promise<string[]> =>
    (await query.execute(system.db)).rows.map((r) => r.e);
  return {
    log: await read(
      sql<{
        e: string;
      }>`select position || ' ' || stream || ' ' || version as e from events order by position`,
    ),
    effects: await read(
      sql<{
        e: string;
      }>`select position || ' ' || stream || ' ' || version as e from effects where reader = ${name} order by id`,
    ),
  };
}

describe('a subscription', () => {
  test('skips nothing and repeats no effect: processes that write, rollbacks, long transactions here and next door, killed connections', async () => {
    // Long unrelated transactions that write, in this database and in another one of the same cluster.
    const [here, nextDoor] = [await client(system.url), await client(await freshDatabase())];
    await here.query('begin; select txid_current()');
    await nextDoor.query('begin; create table x (y int)');
    const killer = await client(system.url);
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 5, max: 25 }), { minLength: 2, maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
        async (processes, batch, kills) => {
          round += 1;
          const writing = processes.map((count, i) => {
            const name = `w${round}-${i}`;
            const args = [
              system.url,
              TEST_KEY,
              `project/${name}`,
              JSON.stringify(sign(name)),
              JSON.stringify(item('i')),
              String(count),
            ];
            const child = spawn(
              process.execPath,
              ['--import', 'tsx', join(ROOT, 'test/store/writer.ts'), ...args],
              { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
            );
            let out = '';
            child.stdout.on('data', (chunk) => (out += String(chunk)));
            return once(child, 'close').then(() => expect(Number(out), name).toBe(count + 1));
          });
          const busy = new AbortController();
          // Two readers of one name, so that they are in each other's way, beside writers that roll back.
          const readers = [system, other].map(async (reader) => {
            while (!busy.signal.aborted) {
              const taken = await takeBatch(reader.db, subscription('effects', batch)).catch(() => 0);
              if (taken === 0 || taken === 'busy') await sleep(2);
            }
          });
          const rollingBack = (async () => {
            for (let i = 0; !busy.signal.aborted; i++) {
              await send(system, `bad${round}`, `b${i}`, [
                { ...sign(`bad${round}`), name: 'a\u0000' } as never,
              ]).catch(() => {});
            }
          })();
          const killing = (async () => {
            for (const pause of kills) {
              await sleep(pause * 10);
              await killer.query(
                `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
                 and application_name = 'quancheng' and state <> 'idle' limit 1`,
              );
            }
          })();
          await Promise.all([...writing, killing]);
          busy.abort();
          await Promise.all([...readers, rollingBack]);
          while ((await takeBatch(system.db, subscription('effects', batch))) !== 0);
          const { log, effects } = await compare('effects');
          expect(effects).toEqual(log);
        },
      ),
      { numRuns: 5 },
    );
    const { log } = await compare('effects');
    expect((await checkpointOf(system.db, 'effects'))!).toBe(log.at(-1)!.split(' ')[0]);
    await here.query('rollback');
    await nextDoor.query('rollback');
  }, 180_000);

  test('an effect that fails moves no checkpoint; the next look does it', async () => {
    await send(system, 'late', 'sign', [sign('late')]);
    const failing = { ...subscription('effects', 5), effect: () => Promise.reject(new Error('no')) };
    const before = await checkpointOf(system.db, 'effects');
    await expect(takeBatch(system.db, failing)).rejects.toThrow('no');
    expect(await checkpointOf(system.db, 'effects')).toBe(before);
    expect(await takeBatch(system.db, subscription('effects', 5))).toBe(1);
  });
});

test('an effect with work elsewhere for longer than a transaction may be silent is not ended', async () => {
  await send(system, 'slow', 'sign', [sign('slow')]);
  const elsewhere = {
    ...subscription('elsewhere', 1),
    effect: () => sleep(LIMITS.idleInTransactionMs + 1_000),
  };
  expect(await takeBatch(system.db, elsewhere)).toBe(1);
  expect(await checkpointOf(system.db, 'elsewhere')).toBeDefined();
}, 20_000);

describe('the lock of the append', () => {
  test('held by a session that fell silent: the server ends it, and the command that waited is accepted', async () => {
    const holder = openSystem(system.url, undefined, TEST_KEY);
    const begun = performance.now();
    const silent = holder.db
      .transaction()
      .execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
        await sleep(LIMITS.idleInTransactionMs + 2_000);
        await sql`select 1`.execute(tx);
      })
      .then(
        () => 'it was let go on',
        () => 'ended',
      );
    await expect
      .poll(async () => {
        const { rows } = await sql<{
          n: number;
        }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and granted
          and database = (select oid from pg_database where datname = current_database())`.execute(system.db);
        return rows[0]!.n;
      })
      .toBeGreaterThan(0);
    await send(system, 'late', 'while-held', [item('while-held')]);
    const stalled = performance.now() - begun;
    expect(stalled).toBeGreaterThan(LIMITS.idleInTransactionMs * 0.9);
    expect(stalled).toBeLessThan(LIMITS.idleInTransactionMs + 5_000);
    expect(await silent).toBe('ended');
    await holder.close();
  }, 60_000);

  test('held by a session of someone else that goes on: the caller hears that it is overloaded, and may come again', async () => {
    const holder = await client(system.url);
    await holder.query(`begin; select pg_advisory_xact_lock(${APPEND_LOCK})`);
    const waiting = system.handle({
      stream: 'project/late',
      commandId: 'held',
      actor: 'test',
      at: '2024-02-01T01:00:00.000Z',
      commands: [item('held')],
    });
    await expect(waiting).rejects.toMatchObject({ name: 'Overloaded', retryAfter: 5 });
    await holder.query('rollback');
    await send(system, 'late', 'held', [item('held')]);
  }, 60_000);
});
