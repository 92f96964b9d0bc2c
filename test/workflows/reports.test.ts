/** Reports held by a real Temporal: each once, on its day, by the office's settings, and caught up when missed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advance } from '../../api/advance.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import { instantAt } from '../../domain/dates.ts';
import { OFFICE } from '../../domain/office.ts';
import { readStream } from '../../store/read.ts';
import { filedReport, owedRuns } from '../../store/reports.ts';
import type { System } from '../../store/system.ts';
import { runWorkers } from '../../worker/worker.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
let folder: string;
let temporal: RunningTemporal;
let system: System;
let client: Client;
let stop: AbortController;
let worker: Promise<void>;

const startWorker = (): void => {
  stop = new AbortController();
  const { address: temporalAddress } = temporal;
  worker = runWorkers({
    ...{ system, channels: [], temporalAddress, namespace: 'default', log: () => {}, signal: stop.signal },
  });
};
const held = async (streams: string[]) =>
  Object.fromEntries(
    await Promise.all(streams.map(async (s) => [s, (await readStream(system.db, s)).length] as const)),
  );
const scheduleIds = async (): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
  return ids.toSorted();
};

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const { cacheDir, path } = readConfig();
  const executable = await resolveTemporal({ cacheDir, path, log: () => {} });
  temporal = await startTemporal({
    ...{ executable, dbFile: join(folder, 'temporal', 'temporal.db'), searchAttributes: SEARCH_ATTRIBUTES },
  });
  client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  // Thursday, 28 March 2024; the fourth to the sixth of April are a holiday, the seventh is worked.
  const startedAt = instantAt('2024-03-28', '12:00', ZONE);
  system = await freshSystem({
    ...{ mode: 'demo', offsetMs: Date.parse(startedAt) - Date.now(), startedAt },
  });
  startWorker();
});
afterAll(async () => {
  stop.abort();
  await worker;
  await client.connection.close();
  await temporal.stop();
  await system.close();
  rmSync(folder, { recursive: true });
});

test('every report that falls due on the way is filed, once, on its day', async () => {
  for await (const _ of advance(system, 5 * DAY_MS));
  expect(
    await held([
      'report/daily:2024-03-28',
      'report/daily:2024-03-29',
      'report/daily:2024-03-30',
      'report/daily:2024-04-01',
      'review/2024-04-01',
      'report/monthly:2024-03',
    ]),
  ).toEqual({
    'report/daily:2024-03-28': 1,
    'report/daily:2024-03-29': 1,
    'report/daily:2024-03-30': 0,
    'report/daily:2024-04-01': 1,
    'review/2024-04-01': 1,
    'report/monthly:2024-03': 1,
  });
  expect(await scheduleIds()).toEqual(['report/daily', 'report/monthly', 'report/weekly']);
});

test('what was missed while no worker ran is caught up', async () => {
  stop.abort();
  await worker;
  const now = await system.clock.now(new Date().toISOString());
  await system.clock.moveTo(new Date(Date.parse(now) + DAY_MS).toISOString(), new Date().toISOString());
  expect((await owedRuns(system, await system.clock.now(new Date().toISOString()))).length).toBeGreaterThan(
    0,
  );
  startWorker();
  await expect
    .poll(() => filedReport(system, 'daily', '2024-04-02'), { timeout: 30_000 })
    .toMatchObject({ kind: 'daily', to: '2024-04-02' });
});

test('the Schedules follow the settings of the office', async () => {
  const office = { ...OFFICE, daily: null, weekly: { weekday: 3, time: '15:00' } };
  await system.handle({
    ...{ stream: 'rules/system', commandId: 'office', actor: 'test', at: new Date().toISOString() },
    commands: [{ type: 'setOffice', county: '陵川县', ...office }],
  });
  await expect.poll(scheduleIds, { timeout: 30_000 }).toContain('report/weekly:陵川县');
  await system.handle({
    ...{ stream: 'rules/system', commandId: 'office-2', actor: 'test', at: new Date().toISOString() },
    commands: [{ type: 'setOffice', ...OFFICE, daily: null }],
  });
  await expect.poll(scheduleIds, { timeout: 30_000 }).not.toContain('report/daily');
});
