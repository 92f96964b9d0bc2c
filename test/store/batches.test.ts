/** Batches before the database: how many are under way, and that entries of one key keep their order. */
import { expect, test, vi } from 'vitest';
import { createBatches } from '../../store/batches.ts';

interface One {
  key: string;
  n: number;
}

/** Batches whose settling is ended by hand. */
function held(most = 500) {
  const begun: One[][] = [];
  const ends: (() => void)[] = [];
  const batches = createBatches<One>({
    most,
    keyOf: ({ key }) => key,
    settle: (batch) => {
      begun.push(batch);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  return { batches, begun, ends };
}
const many = (amount: number, from = 0): One[] =>
  Array.from({ length: amount }, (_, i) => ({ key: `k${from + i}`, n: from + i }));

test('a hundred that come together are halved and go at once; the next waits for one of them', async () => {
  const { batches, begun, ends } = held();
  many(100).forEach((one) => batches.add(one));
  await vi.waitFor(() => expect(begun.map((b) => b.length)).toEqual([50, 50]));
  many(40, 100).forEach((one) => batches.add(one));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(begun.length).toBe(2);
  ends[0]!();
  await vi.waitFor(() => expect(begun[2]!.length).toBe(40));
  expect(batches.waiting()).toBe(0);
});

test('one alone goes at once; a few wait for what is under way and then go together', async () => {
  const { batches, begun, ends } = held();
  batches.add({ key: 'a', n: 0 });
  await vi.waitFor(() => expect(begun.length).toBe(1));
  many(5).forEach((one) => batches.add(one));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(begun.length).toBe(1);
  ends[0]!();
  await vi.waitFor(() => expect(begun[1]?.length).toBe(5));
});

test('of one key never two under way, and always in the order they came', async () => {
  const done: One[] = [];
  const underWay = new Set<string>();
  let most = 0;
  let running = 0;
  const batches = createBatches<One>({
    most: 40,
    keyOf: ({ key }) => key,
    async settle(batch) {
      running += 1;
      most = Math.max(most, running);
      for (const { key } of batch) {
        expect(underWay.has(key)).toBe(false);
        underWay.add(key);
      }
      await new Promise(setImmediate);
      for (const one of batch) {
        underWay.delete(one.key);
        done.push(one);
      }
      running -= 1;
    },
  });
  const all = Array.from({ length: 600 }, (_, n): One => ({ key: `k${(n * 7) % 100}`, n }));
  all.forEach((one) => batches.add(one));
  await vi.waitFor(() => expect(done.length).toBe(all.length));
  expect(most).toBe(2);
  for (const key of new Set(all.map((one) => one.key))) {
    const order = done.filter((one) => one.key === key).map((one) => one.n);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});
