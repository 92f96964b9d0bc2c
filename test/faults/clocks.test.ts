/** A clock that is a day wrong on one machine makes no deadline come early. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, plusMs } from '../../domain/dates.ts';
import { passProjectTime } from '../../store/pass-time.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL, workToday } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const DAY_MS = 86_400_000;
let system: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
  await workToday(system);
});
afterAll(() => system.close());

const now = (): string => new Date().toISOString();
const firedOn = async (id: string): Promise<string[]> =>
  (await readStream(system.db, `project/${id}`)).flatMap((e) =>
    e.type === 'rungReached' ? [`${e.occurredOn} ${e.recordedAt.slice(0, 10)}`] : [],
  );

async function sign(id: string, committedOn: string, at: string): Promise<void> {
  const milestones = [{ ...PLANT.milestones[1]!, committedOn }];
  const command = {
    ...{ ...PLANT, type: 'signProject', id, milestones, factors: [], windows: [] },
  };
  const outcome = await system.handle({
    ...{ stream: `project/${id}`, commandId: 'sign', actor: 'test', at, commands: [command as never] },
  });
  expect(outcome).toMatchObject({ ok: true });
}

test('Temporal a day ahead: what has come is recorded at the time it is, and the next sleep is as long as it is', async () => {
  const ahead = plusMs(now(), DAY_MS);
  await sign('late', '2024-03-26', '2024-01-08T02:00:00.000Z');
  const passed = await passProjectTime(system, { project: 'late', at: ahead, commandId: 'time/1' });
  const today = now().slice(0, 10);
  const fired = await firedOn('late');
  expect(fired.length).toBeGreaterThan(0);
  for (const one of fired) expect(one.endsWith(today) || one.endsWith(addDays(today, -1))).toBe(true);
  const { nextDueAt } = passed.face;
  if (nextDueAt !== null)
    expect(Math.abs(passed.sleepMs! - (Date.parse(nextDueAt) - Date.now()))).toBeLessThan(60_000);
  expect(Math.abs(Date.parse(await system.clock.notAhead(ahead)) - Date.now())).toBeLessThan(10_000);
});

test('a clock that is behind, and the clock of a demo, are taken as they are', async () => {
  const behind = plusMs(now(), -DAY_MS);
  expect(await system.clock.notAhead(behind)).toBe(behind);
  const at = '2024-03-25T02:00:00.000Z';
  const demo = await freshSystem({ mode: 'demo', offsetMs: 0, startedAt: at });
  const ahead = plusMs(now(), DAY_MS);
  expect(await demo.clock.notAhead(ahead)).toBe(ahead);
  await demo.close();
});

test('the preload shifts the clock of one process, and nothing else of its dates', () => {
  const code = "console.log(Date.now(), +new Date(), new Date(0).getTime(), Date.parse('2024-01-01'))";
  const out = execFileSync(
    process.execPath,
    ['--import', join(import.meta.dirname, 'skewed-clock.mjs'), '-e', code],
    { env: { ...process.env, SKEW_MS: String(DAY_MS) }, encoding: 'utf8' },
  );
  const [shifted, made, zero, parsed] = out.trim().split(' ').map(Number) as [number, number, number, number];
  expect(Math.abs(shifted - Date.now() - DAY_MS)).toBeLessThan(10_000);
  expect(Math.abs(made - shifted)).toBeLessThan(1_000);
  expect([zero, parsed]).toEqual([0, Date.parse('2024-01-01')]);
});
