/** A process decides on the state that it left in a stream: never otherwise than it would have on the one it reads. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAppender, type Appender } from '../../store/append.ts';
import type { Command } from '../../store/aggregates.ts';
import { erasePerson } from '../../store/erase.ts';
import { createHandle, type Handle, type Outcome } from '../../store/handle.ts';
import { silent } from '../../store/progress.ts';
import { readStream } from '../../store/read.ts';
import { readModel, rebuild } from '../../store/rebuild.ts';
import { reviewAsOf } from '../../store/reviews.ts';
import { createRulesSource } from '../../store/rules.ts';
import { openSystem, RULES, type System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { AT, item, LATER, send, sign } from './filled.ts';

let system: System & { url: string };
let other: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
  other = openSystem(system.url, undefined, TEST_KEY);
});
afterAll(async () => {
  await other.close();
  await system.close();
});

/** A process of its own, that remembers nothing yet. */
const handleOver = (append: Appender = createAppender(system.db)): Handle =>
  createHandle({ ...system, rules: createRulesSource(system.db, RULES), append });

const mended = async (): Promise<number> =>
  (await rebuild(system, readModel('states'), { at: LATER, progress: () => silent })).differences;

const stateOf = async (id: string): Promise<string> => {
  const { rows } = await sql<{ state: string }>`
    select state::text as state from stream_state where stream = ${`project/${id}`}`.execute(system.db);
  return rows[0]!.state;
};

const told = (outcome: Outcome): unknown =>
  outcome.ok
    ? { ...outcome, events: outcome.events.map(({ type, version, data }) => ({ type, version, data })) }
    : { code: outcome.rejection.code, version: outcome.version };

test('two processes in turn answer as one that reads the stream for each command', async () => {
  const step = fc.record({
    by: fc.nat(1),
    id: fc.nat(12),
    name: fc.nat(5),
    what: fc.constantFrom<'add' | 'finish' | 'refused'>('add', 'finish', 'refused'),
    behind: fc.option(fc.nat(2), { nil: undefined, freq: 4 }),
  });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      runs += 1;
      const [mine, plain] = [`left${runs}`, `plain${runs}`];
      for (const id of [mine, plain]) await send(system, id, 'sign', [{ ...sign(id) }]);
      const two = [handleOver(), handleOver()];
      let version = 1;
      for (const { by, id, name, what, behind } of steps) {
        const commands: Command[] =
          what === 'add'
            ? [item(`i${name}`)]
            : what === 'finish'
              ? [{ type: 'finishApprovalItem', item: `i${name}` }]
              : [{ ...item(`i${name}`), limitWorkdays: -1 } as Command];
        const envelope = { commandId: `c${id}`, actor: 'test', at: AT, commands };
        const expected = behind === undefined ? {} : { expectedVersion: version - behind };
        const answer = await two[by]!({ ...envelope, ...expected, stream: `project/${mine}` });
        const right = await handleOver()({ ...envelope, ...expected, stream: `project/${plain}` });
        expect(told(answer)).toEqual(told(right));
        version = Math.max(version, answer.version);
      }
      const named = (state: string): string => state.replaceAll(mine, plain);
      expect(named(await stateOf(mine))).toBe(await stateOf(plain));
    }),
    { numRuns: 25 },
  );
  expect(await mended()).toBe(0);
});

describe('what a process remembers', () => {
  test('is asked for only until another moves the stream on: that is seen by the append', async () => {
    const answers: string[] = [];
    const append = createAppender(system.db);
    const handle = handleOver(async (a) => {
      const answer = await append(a);
      answers.push(answer === 'conflict' ? 'conflict' : 'written');
      return answer;
    });
    const command = (n: number) => ({
      ...{ stream: 'project/two', commandId: `c${n}`, actor: 'test', at: AT, commands: [item(`i${n}`)] },
    });
    await send(system, 'two', 'sign', [sign('two')]);
    for (const n of [1, 2, 3]) expect(await handle(command(n))).toMatchObject({ ok: true, version: n + 1 });
    expect(answers).toEqual(['written', 'written', 'written']);
    await other.handle(command(4));
    // Of what it remembers this would be no duplicate.
    expect(await handle(command(4))).toMatchObject({ ok: true, duplicate: true, version: 5 });
    expect(await handle(command(5))).toMatchObject({ ok: true, duplicate: false, version: 6 });
    expect(answers.slice(3)).toEqual(['conflict', 'written']);
  });

  test('does not bring back the name of a person who was erased by another process', async () => {
    const name = '周先删';
    const appoint: Command = { type: 'appointPerson', role: 'office', person: name };
    await send(system, 'gone', 'sign', [sign('gone')]);
    await send(system, 'gone', 'appoint', [appoint]);
    await send(system, 'gone', 'i1', [item('i1')]);
    expect(await stateOf('gone')).toContain(name);
    await erasePerson(other, name, { reason: '本人申请', at: LATER, progress: () => silent });
    await send(system, 'gone', 'i2', [item('i2')]);
    expect(await stateOf('gone')).not.toContain(name);
    expect(await mended()).toBe(0);
  });

  test('nor does what was decided before an erasure and is written after it', async () => {
    const name = '周后删';
    const appoint: Command = { type: 'appointPerson', role: 'office', person: name };
    await send(system, 'late', 'sign', [sign('late')]);
    await send(system, 'late', 'appoint', [appoint]);
    const append = createAppender(system.db);
    let erased = false;
    const handle = handleOver(async (a) => {
      if (!erased) await erasePerson(other, name, { reason: '本人申请', at: LATER, progress: () => silent });
      erased = true;
      return append(a);
    });
    const envelope = { stream: 'project/late', commandId: 'i1', actor: 'test', at: AT };
    expect(await handle({ ...envelope, commands: [item('i1')] })).toMatchObject({ ok: true, version: 3 });
    expect(await stateOf('late')).not.toContain(name);
    expect(await mended()).toBe(0);
  });

  test('of keys does not stand in a review as of a day either', async () => {
    const name = '周快照';
    await send(system, 'day', 'sign', [sign('day')]);
    await send(system, 'day', 'appoint', [{ type: 'appointPerson', role: 'office', person: name }]);
    expect(JSON.stringify(await readStream(system.db, 'project/day'))).toContain(name);
    await erasePerson(other, name, { reason: '本人申请', at: LATER, progress: () => silent });
    await reviewAsOf(system, '2024-06-03', 'true');
    const { rows } = await sql<{ state: string }>`
      select state::text as state from snapshots where stream = 'project/day'`.execute(system.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.state).toContain('示例工厂');
    expect(rows[0]!.state).not.toContain(name);
  });

  test('is no more what counts when a rebuild has mended the state', async () => {
    await send(system, 'wrong', 'sign', [sign('wrong')]);
    await sql`update stream_state set state = state || '{"name": "x"}' where stream = 'project/wrong'`.execute(
      system.db,
    );
    await send(other, 'wrong', 'i1', [item('i1')]);
    expect(await mended()).toBe(1);
    await send(other, 'wrong', 'i2', [item('i2')]);
    expect(await stateOf('wrong')).not.toContain('"x"');
    expect(await mended()).toBe(0);
  });
});
