/** A short run: every kind of fault at least once, always in the same order. `npm run faults` is the long one. */
import { expect, test } from 'vitest';
import { summary, table } from './report.ts';
import { runFaults, schedule } from './run.ts';

const OPTIONS = {
  seed: 9,
  ms: 20_000,
  clients: 6,
  projects: 12,
  pauseMs: 200,
  calmMs: 500,
  say: console.log,
};

test('a seed is one schedule', () => {
  const first = (seed: number) =>
    Array.from(
      { length: 50 },
      (() => {
        const faults = schedule(seed, 500);
        return () => faults.next().value;
      })(),
    );
  expect(first(9)).toEqual(first(9));
  expect(first(9)).not.toEqual(first(10));
});

test('nothing is lost, repeated or out of order, whatever ends, stalls or lies', async () => {
  const result = await runFaults(OPTIONS);
  console.log(`${table(result)}\n${summary(result, OPTIONS)}`);
  expect(result.faults).toEqual([]);
  // There was something to lose. How much is accepted between the faults depends on the machine.
  expect(result.history.operations.filter((o) => o.answer === 'ok').length).toBeGreaterThan(10);
  expect(result.history.notices.length).toBeGreaterThan(0);
}, 240_000);
