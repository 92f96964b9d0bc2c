/** A command that can't be written: refused at the edge; past it, its neighbours are written all the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectCommand } from '../../contracts/project.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { item, send, sign } from '../store/filled.ts';

const NEIGHBOURS = 150;
const ROUNDS = 5;
let system: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
  await Promise.all(
    Array.from({ length: NEIGHBOURS }, (_, i) => send(system, `n${i}`, 'sign', [sign(`n${i}`)])),
  );
});
afterAll(() => system.close());

test.each(['\u0000', 'a\u0000b', '\ud800', 'x\udc00'])(
  'a text that Postgres has no place for: %j',
  (text) => {
    const checked = projectCommand.safeParse({ ...item('i'), name: text });
    expect(checked.error?.issues[0]?.path).toEqual(['name']);
    expect(projectCommand.safeParse({ ...item('i'), name: '厂房 🏭 \\u0000' }).success).toBe(true);
  },
);

/** Milliseconds until each of the neighbours was answered, with a poisoned command among them or without. */
async function round(name: string, poisoned: boolean): Promise<number[]> {
  const begun = performance.now();
  const bad = poisoned
    ? send(system, `bad-${name}`, 'sign', [{ ...sign(`bad-${name}`), name: 'a\u0000' } as never])
    : Promise.reject(new Error('none'));
  const good = Array.from({ length: NEIGHBOURS }, async (_, i) => {
    await send(system, `n${i}`, name, [item(name)]);
    return performance.now() - begun;
  });
  await expect(bad).rejects.toThrow();
  return Promise.all(good);
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

test('its neighbours in the batch are all written; what it costs them is told', async () => {
  await round('warm', false);
  const [without, beside]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    without.push(...(await round(`clean${i}`, false)));
    beside.push(...(await round(`dirty${i}`, true)));
  }
  const ratio = median(beside) / median(without);
  console.log(
    `neighbours of a poisoned command: median ${median(beside).toFixed(0)} ms, without it ${median(without).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
  expect(beside).toHaveLength(NEIGHBOURS * ROUNDS);
}, 120_000);
