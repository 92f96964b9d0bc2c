import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POLICY } from '../../domain/policy.ts';
import type { Project } from '../../domain/project/state.ts';
import { entryOf } from '../../domain/review/entry.ts';
import { RULES_STREAM } from '../../store/aggregates.ts';
import { erasePerson } from '../../store/erase.ts';
import { readEntries, refreshEntries } from '../../store/entries.ts';
import { silent } from '../../store/progress.ts';
import { statePages, whole } from '../../store/read.ts';
import { createRulesSource } from '../../store/rules.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { on } from '../given.ts';
import { fill, item, send, sign } from './filled.ts';

let system: System & { url: string };
const FIRST = on('2024-04-16').now;
const SECOND = on('2024-04-17').now;
beforeAll(async () => {
  system = await freshSystem(REAL);
  await fill(system, 12);
});
afterAll(() => system.close());

/** What the entries would be if none were kept. */
async function counted(now: string): Promise<unknown> {
  const rules = await createRulesSource(system.db, system.rules).fresh();
  const states = await whole(statePages<Project>(system.db, 'project'));
  return JSON.parse(JSON.stringify(states.map((p) => entryOf(p, { ...rules, now }))));
}

test('entries are counted once, and again when a project moves on, the day ends or a rule changes', async () => {
  expect(await readEntries(system, FIRST)).toEqual(await counted(FIRST));
  expect(await refreshEntries(system, FIRST)).toBe(0);

  await send(system, 'f3', 'more', [item('more')], FIRST);
  expect(await refreshEntries(system, FIRST)).toBe(1);
  expect(await readEntries(system, FIRST)).toEqual(await counted(FIRST));

  expect(await refreshEntries(system, SECOND, 5)).toBe(5);
  expect(await readEntries(system, SECOND)).toEqual(await counted(SECOND));

  const policy = { ...POLICY, version: 2, lights: { ...POLICY.lights, obligation: [] } };
  const set = { type: 'setPolicy', policy } as const;
  await system.handle({ stream: RULES_STREAM, commandId: 'p', actor: 't', at: SECOND, commands: [set] });
  const entries = await readEntries(system, SECOND);
  expect(entries).toEqual(await counted(SECOND));
  expect(entries.map((e) => e.light)).toEqual(entries.map(() => 'green'));
});

test('they are read from what is kept, by county where one is asked for', async () => {
  await sql`update entries set entry = entry || '{"county": "别县"}' where stream = 'project/f1'`.execute(
    system.db,
  );
  const other = openSystem(system.url, undefined, TEST_KEY);
  expect((await readEntries(other, SECOND, '别县')).map((e) => e.project)).toEqual(['f1']);
  expect((await readEntries(other, SECOND, '示例县')).length).toBe(11);
  await other.close();
});

test('a process that has read them follows the log: another object for what moved on, the same for the rest', async () => {
  const before = await readEntries(system, SECOND);
  await send(system, 'f3', 'followed', [item('followed')], SECOND);
  await send(system, 'f99', 'sign', [sign('f99')], SECOND);
  const after = await readEntries(system, SECOND);
  expect(after).toEqual(await counted(SECOND));
  const moved = after.filter((e) => !before.includes(e));
  expect(moved.map((e) => e.project)).toEqual(['f3', 'f99']);
  expect(await readEntries(system, SECOND)).toBe(after);
});

test('when a person is erased, everything is read again', async () => {
  expect(JSON.stringify(await readEntries(system, SECOND))).toContain('赵项目长');
  await erasePerson(system, '赵项目长', { reason: '离任', at: SECOND, progress: () => silent });
  const entries = await readEntries(system, SECOND);
  expect(JSON.stringify(entries)).not.toContain('赵项目长');
  expect(entries.length).toBe(13);
});
