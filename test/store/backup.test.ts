/** Backups of the whole database: `pg_dump`, and a base copy with archived WAL restored to a point in time. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startPostgres } from '../../dev/postgres.ts';
import { initMode } from '../../store/clock.ts';
import { migrate } from '../../store/database.ts';
import { silent } from '../../store/progress.ts';
import { openSystem, type System } from '../../store/system.ts';
import { verifyLog } from '../../store/verify.ts';
import { freshDatabase, freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { derived, fill, item, LATER, send } from './filled.ts';

const run = promisify(execFile);
const onSystem = process.env.TEST_POSTGRES === 'system';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = (system: System) => verifyLog(system.db, { progress: () => silent });

test('pg_dump and pg_restore: the same log, states and notices, and it goes on', async ({ skip }) => {
  if (!onSystem)
    console.log('略过：内置 PostgreSQL 不带 pg_dump / skipped: the embedded Postgres ships no pg_dump');
  skip(!onSystem, "the embedded Postgres ships no pg_dump; this runs on the machine's own version");
  const { bin } = inject('systemPostgres')!;
  const system = await freshSystem(REAL);
  await fill(system, 12);
  const { root } = await verify(system);
  const file = join(folder, 'dump');
  await run(join(bin, 'pg_dump'), ['-Fc', '-f', file, system.url]);
  const url = await freshDatabase();
  await run(join(bin, 'pg_restore'), ['-d', url, file]);
  const restored = openSystem(url, undefined, TEST_KEY);
  expect((await verify(restored)).root).toBe(root);
  expect(await derived(restored)).toBe(await derived(system));
  await migrate(restored.db);
  await send(restored, 'f0', 'after', [item('after')], LATER);
  expect((await verify(restored)).events).toBeGreaterThan(12);
  await expect(sql`delete from events`.execute(restored.db)).rejects.toThrow('only ever added');
  await restored.close();
  await system.close();
});

test('a base copy and the archived WAL, restored to a moment between two commands', async () => {
  const bin = onSystem ? inject('systemPostgres')!.bin : undefined;
  const [live, base, back, archive] = ['live', 'base', 'back', 'archive'].map((n) => join(folder, n)) as [
    string,
    string,
    string,
    string,
  ];
  mkdirSync(archive, { mode: 0o777 });
  chmodSync(archive, 0o777);
  const common = { log: () => {}, ...(bin ? { bin } : {}) };
  const server = await startPostgres({
    ...common,
    dataDir: live,
    settings: [
      'archive_mode=on',
      `archive_command=test ! -f ${archive}/%f && cp %p ${archive}/%f`,
      'wal_level=replica',
    ],
  });
  const system = openSystem(server.url, undefined, TEST_KEY);
  await migrate(system.db);
  await initMode(system.db, REAL);
  await fill(system, 4);
  // The base copy is made while it runs, by the low-level backup functions: no program beside the server is needed.
  const { label, map } = await system.db.connection().execute(async (c) => {
    await sql`select pg_backup_start('base', true)`.execute(c);
    cpSync(live, base, {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$|pg_wal\/.+/.test(path),
    });
    const { rows } = await sql<{
      label: string;
      map: string;
    }>`select labelfile as label, spcmapfile as map from pg_backup_stop(false)`.execute(c);
    return rows[0]!;
  });
  await fill(system, 4, 'since');
  const wanted = await verify(system);
  const { rows } = await sql<{ t: string }>`select clock_timestamp()::text as t`.execute(system.db);
  await sql`select pg_switch_wal()`.execute(system.db);
  // The mistake that is to be undone.
  await sql`select pg_sleep(0.05)`.execute(system.db);
  await sql.raw('truncate stream_state').execute(system.db);
  await sql`select pg_switch_wal()`.execute(system.db);
  await expect.poll(() => readdirSync(archive).length, { timeout: 30_000 }).toBeGreaterThan(2);
  await system.close();
  await server.stop();

  cpSync(base, back, { recursive: true });
  writeFileSync(join(back, 'backup_label'), label);
  if (map) writeFileSync(join(back, 'tablespace_map'), map);
  writeFileSync(join(back, 'recovery.signal'), '');
  const { uid, gid } = statSync(live);
  for (const path of ['', ...readdirSync(back, { recursive: true, encoding: 'utf8' })])
    chownSync(join(back, path), uid, gid);
  chmodSync(back, 0o700);
  expect(existsSync(join(back, 'postmaster.pid'))).toBe(false);
  const restored = await startPostgres({
    ...common,
    dataDir: back,
    settings: [
      `restore_command=cp ${archive}/%f %p`,
      `recovery_target_time=${rows[0]!.t}`,
      'recovery_target_action=promote',
    ],
  });
  const again = openSystem(restored.url, undefined, TEST_KEY);
  await expect
    .poll(
      async () => (await sql<{ r: boolean }>`select pg_is_in_recovery() as r`.execute(again.db)).rows[0]!.r,
      { timeout: 30_000 },
    )
    .toBe(false);
  expect(await verify(again), readFileSync(join(back, 'server.log'), 'utf8').slice(-500)).toEqual(wanted);
  await send(again, 'f0', 'after', [item('after')], LATER);
  await again.close();
  await restored.stop();
}, 120_000);
