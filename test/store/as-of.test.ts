import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, instantAt, localDate } from '../../domain/dates.ts';
import { aggregateOf } from '../../store/aggregates.ts';
import { noticesAsOf, pagesAsOf, type Basis } from '../../store/as-of.ts';
import { readAfter, readNotices, readStream, whole } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { fill, item, LATER, sign } from './filled.ts';

let system: System;
beforeEach(async () => {
  system = await freshSystem(REAL);
});
afterEach(() => system.close());

const ZONE = 'Asia/Shanghai';

/** Every event of the log, filtered and folded: what the snapshots must agree with. */
async function replayed(on: string, basis: Basis): Promise<unknown[]> {
  const end = instantAt(addDays(on, 1), '00:00', ZONE);
  const states = new Map<string, unknown>();
  for (const event of await readAfter(system.db, '0', 1_000_000)) {
    if (!event.stream.startsWith('project/')) continue;
    if (basis === 'true' ? event.occurredOn > on : event.recordedAt >= end) continue;
    const state = states.get(event.stream) ?? null;
    if (state === null && event.type !== 'projectSigned') continue;
    states.set(event.stream, aggregateOf(event.stream).aggregate.evolve(state, event));
  }
  return [...states].toSorted(([a], [b]) => a.localeCompare(b)).map(([, state]) => state);
}

test('as of any day on either basis it is what a full replay gives, with events that are recorded late', async () => {
  let round = 0;
  const day = fc.integer({ min: 0, max: 150 }).map((n) => addDays('2024-01-08', n));
  const basis = fc.constantFrom<Basis>('true', 'known');
  const step = fc.oneof(
    // Recorded on one day and true of another, before or after: also before what is already recorded.
    fc.record({
      what: fc.constantFrom('start', 'finish'),
      item: fc.nat(3),
      recorded: day,
      back: fc.nat(120),
    }),
    fc.record({ what: fc.constant('ask'), on: day, basis }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 14 }),
      fc.array(fc.tuple(day, basis), { minLength: 3, maxLength: 6 }),
      async (steps, asked) => {
        const id = `r${(round += 1)}`;
        const stream = `project/${id}`;
        const handle = (
          commandId: string,
          at: string,
          commands: Parameters<System['handle']>[0]['commands'],
        ) => system.handle({ stream, commandId, actor: 'test', at, commands });
        await handle('sign', instantAt('2024-01-08', '09:00', ZONE), [
          sign(id),
          ...[0, 1, 2, 3].map((n) => ({ ...item(`x${n}`), occurredOn: '2024-01-08' })),
        ] as never);
        for (const [i, s] of steps.entries()) {
          if ('on' in s)
            expect(await whole(pagesAsOf(system, 'project', s.on, s.basis))).toEqual(
              await replayed(s.on, s.basis),
            );
          else {
            const type = s.what === 'start' ? 'startApprovalItem' : 'finishApprovalItem';
            const occurredOn = addDays(s.recorded, -s.back);
            await handle(`s${i}`, instantAt(s.recorded, '10:00', ZONE), [
              { type, item: `x${s.item}`, occurredOn } as never,
            ]);
          }
        }
        for (const [on, basis] of asked) {
          expect(await whole(pagesAsOf(system, 'project', on, basis)), `${on} ${basis}`).toEqual(
            await replayed(on, basis),
          );
        }
      },
    ),
    { numRuns: 40 },
  );
  const { rows } = await sql<{ n: number; partly: number }>`
    select count(*)::int as n, count(good_before)::int as partly from snapshots`.execute(system.db);
  expect(rows[0]!.n).toBeGreaterThan(20);
});

test('a day is asked for once at full price, then from the snapshot before it', async () => {
  await fill(system, 20);
  const before = await whole(pagesAsOf(system, 'project', '2024-03-20', 'known'));
  await sql`delete from snapshots where day <> '2024-02-29'`.execute(system.db);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from snapshots`.execute(system.db);
  expect(rows[0]!.n).toBe(20);
  // The states come from the snapshots: a mark put into them is seen.
  await sql`update snapshots set state = state || '{"name": "marked"}'`.execute(system.db);
  const after = (await whole(pagesAsOf<{ name: string }>(system, 'project', '2024-03-20', 'known'))).map(
    (s) => s.name,
  );
  expect(after).toEqual(before.map(() => 'marked'));
});

test('snapshots of two years of month ends are kept, and the day that was asked for', async () => {
  await fill(system, 2);
  const days = async () =>
    (
      await sql<{ day: string }>`select distinct day::text as day from snapshots order by day`.execute(
        system.db,
      )
    ).rows.map((r) => r.day);
  for (let month = 0; month < 26; month++) {
    const year = 2022 + Math.floor(month / 12);
    await whole(
      pagesAsOf(system, 'project', `${year}-${String((month % 12) + 1).padStart(2, '0')}-15`, 'true'),
    );
  }
  // Asked in order of time: the oldest of 26 months have gone, and the 24 latest month ends stand.
  expect((await days()).length).toBe(24);
  expect((await days())[0]).toBe('2022-02-28');
  await whole(pagesAsOf(system, 'project', '2021-06-15', 'true'));
  expect((await days())[0]).toBe('2021-05-31');
});

test('notices as of a day: those of events that were known, or true, by then', async () => {
  await fill(system, 6);
  const all = await readNotices(system.db, { limit: 1_000 });
  const asked = (on: string, basis: Basis) => noticesAsOf(system, on, basis, { limit: 1_000 });
  expect(await asked('2024-04-14', 'known')).toEqual([]);
  expect(await asked(localDate(LATER, ZONE), 'known')).toHaveLength(all.length);
  const events = new Map<string, string>();
  for (let i = 0; i < 6; i++)
    for (const e of await readStream(system.db, `project/f${i}`))
      events.set(`${e.stream} ${e.version}`, e.occurredOn);
  for (const on of ['2024-03-25', '2024-04-01', '2024-04-15']) {
    const expected = all.filter((n) => events.get(`${n.stream} ${n.version}`)! <= on).map((n) => n.id);
    expect((await asked(on, 'true')).map((n) => n.id).toSorted()).toEqual(expected.toSorted());
  }
});
