/** The note that carries a trace across the relay: beside the append that was accepted, taken once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write, type Append } from '../../store/append.ts';
import { sealAppend } from '../../store/seal.ts';
import { vaultOf } from '../../store/database.ts';
import { readSystem, writeSystem } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { takeTraces } from '../../store/trace-notes.ts';
import { freshSystem, REAL } from '../fresh-system.ts';

let system: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

const at = '2024-03-01T00:00:00.000Z';
const traceOf = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

/** The first event of a stream, or one that expects a version that is not there. */
async function append(stream: string, traceparent: string | undefined, expectedVersion = 0): Promise<Append> {
  const event = {
    ...{
      version: expectedVersion + 1,
      type: 'checklistConfirmed',
      schema_version: 1,
      data: {},
      actor: 'test',
    },
    ...{ occurred_on: '2024-03-01', recorded_at: at, command_id: `c/${stream}`, command_seq: 0 },
  };
  const [category] = stream.split('/');
  const plain: Append = {
    ...{ stream, category: category!, expectedVersion, events: [event], shape: 1, state: {}, face: {} },
    ...{ nextDueAt: null, finished: false, notices: [], traceparent },
  };
  return sealAppend(system.db, vaultOf(system.db), plain, null);
}

test('only what was accepted leaves a note, and only for what the relay wakes', async () => {
  const written = await write(system.db, [
    await append('project/a', traceOf('a')),
    await append('project/b', undefined),
    await append('project/c', traceOf('c'), 7),
    await append('target/d', traceOf('d')),
  ]);
  expect([...written.keys()].toSorted()).toEqual(['project/a', 'project/b', 'target/d']);
  const streams = ['project/a', 'project/b', 'project/c', 'target/d'];
  expect(await takeTraces(system.db, streams)).toEqual(new Map([['project/a', traceOf('a')]]));
  expect(await takeTraces(system.db, streams)).toEqual(new Map());
});

test('the last command on a project is the one that is gone on with; a note of another day is not', async () => {
  await write(system.db, [await append('project/e', traceOf('e'))]);
  const second = await append('project/e', traceOf('f'), 1);
  await write(system.db, [{ ...second, events: [{ ...second.events[0]!, command_id: 'second' }] }]);
  expect(await takeTraces(system.db, ['project/e'])).toEqual(new Map([['project/e', traceOf('f')]]));

  await write(system.db, [await append('project/g', traceOf('b'))]);
  const note = await readSystem<{ at: number }>(system.db, 'trace/project/g');
  await writeSystem(system.db, 'trace/project/g', { ...note, at: note!.at - 86_400_000 });
  expect(await takeTraces(system.db, ['project/g'])).toEqual(new Map());
  expect(await readSystem(system.db, 'trace/project/g')).toBeUndefined();
});
