import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POLICY } from '../../domain/policy.ts';
import type { Project } from '../../domain/project/state.ts';
import { entryOf } from '../../domain/review/entry.ts';
import { RULES_STREAM } from '../../store/aggregates.ts';
import { readEntries, refreshEntries } from '../../store/entries.ts';
import { statePages, whole } from '../../store/read.ts';
import { createRulesSource } from '../../store/rules.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { on } from '../given.ts';
import { fill, item, send } from './filled.ts';

let system: System;
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
  await readEntries(system, SECOND);
  await sql`update entries set entry = entry || '{"county": "别县"}' where stream = 'project/f1'`.execute(
    system.db,
  );
  expect((await readEntries(system, SECOND, '别县')).map((e) => e.project)).toEqual(['f1']);
  expect((await readEntries(system, SECOND, '示例县')).length).toBe(11);
});
