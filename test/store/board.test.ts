import { afterAll, beforeAll, expect, test } from 'vitest';
import { POLICY } from '../../domain/policy.ts';
import { RULES_STREAM } from '../../store/aggregates.ts';
import { boardNow } from '../../store/board.ts';
import { reviewNow } from '../../store/reviews.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { on } from '../given.ts';
import { fill, send } from './filled.ts';

let system: System & { url: string };
const FIRST = on('2024-04-16').now;
const LATER = on('2024-04-16', '17:00').now;
const SECOND = on('2024-04-17').now;
beforeAll(async () => {
  system = await freshSystem(REAL);
  await fill(system, 6);
});
afterAll(() => system.close());

/** The review by a process that has kept nothing. */
async function counted(now: string): Promise<unknown> {
  const other = openSystem(system.url, undefined, TEST_KEY);
  const review = await reviewNow(other, now);
  await other.close();
  return review;
}

test('the board is counted once until something happens, a rule changes or the day ends', async () => {
  const first = await boardNow(system, FIRST, undefined);
  expect(first.review).toEqual(await counted(FIRST));
  expect(first.counties).toEqual(['示例县']);
  const [one, two] = await Promise.all([
    boardNow(system, LATER, undefined),
    boardNow(system, LATER, undefined),
  ]);
  expect(one).toBe(first);
  expect(two).toBe(first);

  const issue = {
    type: 'issueDirective',
    directive: 'd',
    title: '督办',
    owner: '局',
    dueOn: '2024-05-10',
  } as const;
  await send(system, 'f3', 'more', [issue], FIRST);
  const moved = await boardNow(system, FIRST, undefined);
  expect(moved).not.toBe(first);
  expect(moved.review.changes).not.toEqual(first.review.changes);
  expect(moved.review).toEqual(await counted(FIRST));

  const next = await boardNow(system, SECOND, undefined);
  expect(next.review.asOf).toBe('2024-04-17');
  expect(next.review).toEqual(await counted(SECOND));

  const policy = { ...POLICY, version: 2, lights: { ...POLICY.lights, obligation: [] } };
  const set = { type: 'setPolicy', policy } as const;
  await system.handle({ stream: RULES_STREAM, commandId: 'p', actor: 't', at: SECOND, commands: [set] });
  expect((await boardNow(system, SECOND, undefined)).review.agenda.every((l) => l.light === 'green')).toBe(
    true,
  );
});

test('of a county only its own, beside every county there is', async () => {
  const none = await boardNow(system, SECOND, '别县');
  expect(none.review.agenda).toEqual([]);
  expect(none.counties).toEqual(['示例县']);
  expect((await boardNow(system, SECOND, '示例县')).review.counties[0]!.figures[0]!.value).toBe(6);
});

test('another process that has just read the rules counts by those that were set since', async () => {
  const other = openSystem(system.url, undefined, TEST_KEY);
  const before = await boardNow(other, SECOND, undefined);
  const set = { type: 'setPolicy', policy: { ...POLICY, version: 3 } } as const;
  await system.handle({ stream: RULES_STREAM, commandId: 'p3', actor: 't', at: SECOND, commands: [set] });
  const after = await boardNow(other, SECOND, undefined);
  expect(after.review.agenda).not.toEqual(before.review.agenda);
  expect(after.review).toEqual(await counted(SECOND));
  await other.close();
});
