import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { READ_MODELS } from '../../projections/index.ts';
import { erasePerson } from '../../store/erase.ts';
import { silent } from '../../store/progress.ts';
import { load, readNotices, readStream } from '../../store/read.ts';
import { rebuild } from '../../store/rebuild.ts';
import { fileDue } from '../../store/reports.ts';
import { recordRejection } from '../../store/rejections.ts';
import { openSystem, type System } from '../../store/system.ts';
import { verifyLog } from '../../store/verify.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { fill, item, LATER, send } from './filled.ts';

const NAME = '孙副县长';
let system: System & { url: string };
beforeAll(async () => {
  system = await freshSystem(REAL);
  await fill(system, 8);
  for (const kind of ['weekly', 'daily', 'monthly'] as const)
    await fileDue(system, { kind }, { at: LATER, actor: 'test' });
  await recordRejection(system, {
    stream: 'project/f0',
    commandId: 'r',
    actor: NAME,
    command: { type: 'appointPerson', role: 'office', person: NAME },
    rejection: { code: 'x', message: { zh: NAME, en: NAME } },
    at: LATER,
  });
});
afterAll(() => system.close());

const everything = async (): Promise<string> => {
  const tables = [
    'events',
    'stream_state',
    'notices',
    'subscriptions',
    'rejections',
    'snapshots',
    'shadow_rows',
    'entries',
    'seals',
    'system',
  ];
  const parts = await Promise.all(
    tables.map((t) =>
      sql<{
        t: string;
      }>`select coalesce(string_agg(to_jsonb(x)::text, ' '), '') as t from ${sql.table(t)} x`.execute(
        system.db,
      ),
    ),
  );
  return parts.map((p) => p.rows[0]!.t).join('\n');
};
const erase = (person: string) =>
  erasePerson(system, person, { reason: '本人申请', at: LATER, progress: () => silent });

test('an erased person is gone from every table; the log verifies, the others stay, nothing is sent again', async () => {
  expect(await everything()).toContain(NAME);
  const before = await verifyLog(system.db, { progress: () => silent });
  const notices = await readNotices(system.db, { limit: 1000 });
  const told = notices.filter((n) => n.person === NAME).length;
  expect(told).toBeGreaterThan(0);

  const receipt = await erase(NAME);
  // Eight projects, and the review that speaks of them.
  expect(receipt.streams).toBe(9);
  expect(receipt.events).toBeGreaterThan(8);

  const text = await everything();
  expect(text).not.toContain(NAME);
  expect(text).toContain('赵项目长');
  await verifyLog(system.db, { anchor: before.root, progress: () => silent });
  const after = await readNotices(system.db, { limit: 1000 });
  expect(after).toHaveLength(notices.length);
  expect(after.filter((n) => n.person.startsWith('已删除 erased'))).toHaveLength(told);
  for (const model of READ_MODELS) {
    const done = await rebuild(system, model, { at: LATER, progress: () => silent });
    expect(done.differences).toBe(0);
  }
  const events = await readStream(system.db, receipt.stream);
  expect(events).toMatchObject([
    { type: 'personErased', data: { key: receipt.key, reason: '本人申请', streams: 9 } },
  ]);
  await expect(erase(NAME)).rejects.toThrow('no such person');
  await expect(erase('无此人')).rejects.toThrow('no such person');
});

test('the same name may come again, under a key of its own, also in a process that remembers the old one', async () => {
  const other = openSystem(system.url, undefined, TEST_KEY);
  try {
    const name = '李再来';
    await send(other, 'f1', 'again1', [item('again1')], LATER, name);
    await erase(name);
    await send(other, 'f1', 'again2', [item('again2')], LATER, name);
    const fresh = openSystem(system.url, undefined, TEST_KEY);
    const actors = (await readStream(fresh.db, 'project/f1')).map((e) => e.actor);
    await fresh.close();
    expect(actors.at(-1)).toBe(name);
    expect(actors.at(-2)).toMatch(/^已删除 erased [0-9a-f]{6}$/);
    expect((await load(system.db, 'project/f1'))!.version).toBe(actors.length);
  } finally {
    await other.close();
  }
});
