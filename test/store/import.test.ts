import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../store/database.ts';
import { exportLog } from '../../store/export.ts';
import { importLog } from '../../store/import.ts';
import { silent } from '../../store/progress.ts';
import { readStream } from '../../store/read.ts';
import { openSystem, type System } from '../../store/system.ts';
import { verifyLog } from '../../store/verify.ts';
import { freshDatabase, freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { derived, fill, item, LATER, send } from './filled.ts';

let source: System;
let folder: string;
let file: string;
let root: string;
const open: System[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  file = join(folder, 'log.ndjson');
  source = await freshSystem(REAL);
  await fill(source, 25);
  ({ root } = await exportLog(source.db, file, () => silent));
});
afterAll(async () => {
  for (const system of [source, ...open]) await system.close();
  rmSync(folder, { recursive: true });
});

async function empty(key = TEST_KEY): Promise<System> {
  const system = openSystem(await freshDatabase(), undefined, key);
  open.push(system);
  await migrate(system.db);
  return system;
}
const bring = (system: System, path = file) => importLog(system, path, { at: LATER, log: () => {} });
const count = async (system: System): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from events`.execute(system.db)).rows[0]!.n;

test('an imported log is the same log, with the same states and notices, nothing to send, and goes on', async () => {
  const system = await empty();
  const done = await bring(system);
  expect(done).toMatchObject({ streams: 25, root });
  expect(await derived(system)).toBe(await derived(source));
  expect((await verifyLog(system.db, { progress: () => silent })).root).toBe(root);
  expect((await sql`select 1 from deliveries`.execute(system.db)).rows).toEqual([]);
  const events = await readStream(system.db, 'project/f0');
  expect(events).toEqual(await readStream(source.db, 'project/f0'));
  await send(system, 'f0', 'after', [item('after')], LATER);
  await verifyLog(system.db, { anchor: root, progress: () => silent });
  await expect(bring(system)).rejects.toThrow('empty one only');
});

test('a file with a fault brings nothing: changed, out of order, cut off, of another key', async () => {
  const system = await empty();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const at = lines.findIndex((l) => l.includes('"version":2,'));
  const broken = join(folder, 'broken.ndjson');
  const faults: [string, string[]][] = [
    [
      'does not match its hash',
      lines.map((l, i) => (i === at ? l.replace('"occurred_on":"2024', '"occurred_on":"2023') : l)),
    ],
    ['broken event', lines.with(at, lines[at + 2]!).with(at + 2, lines[at]!)],
    ['cut off', lines.slice(0, -1)],
    ['root', [lines[0]!.replace(root, '00'.repeat(32)), ...lines.slice(1)]],
    [
      `broken.ndjson:${at + 1}: version`,
      lines.map((l, i) => (i === at ? l.replace('"version":2', '"version":"2"') : l)),
    ],
  ];
  for (const [message, content] of faults) {
    writeFileSync(broken, `${content.join('\n')}\n`);
    await expect(bring(system, broken), message).rejects.toThrow(message);
    expect(await count(system)).toBe(0);
  }
  await expect(bring(await empty('5b'.repeat(32)))).rejects.toThrow('QUANCHENG_KEY');
  // What the faulty files have left behind does not get in the way of a good one.
  await bring(system);
  expect(await derived(system)).toBe(await derived(source));
});
