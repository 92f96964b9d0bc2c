/** `kill -9` in the middle of import, rebuild and recover, then again: the same as if it had not been disturbed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../bench/generate.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal } from '../../dev/temporal.ts';
import { migrate } from '../../store/database.ts';
import { openSystem, type System } from '../../store/system.ts';
import { openStreams } from '../../store/wake.ts';
import { projectStream } from '../../store/aggregates.ts';
import { projectWorkflowId, SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { freshDatabase, TEST_KEY } from '../fresh-system.ts';
import { derived, tamper } from '../store/filled.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROJECTS = 80;
let folder: string;
let file: string;
let whole: System & { url: string };
let torn: System & { url: string };

async function empty(): Promise<System & { url: string }> {
  const url = await freshDatabase();
  const system = openSystem(url, undefined, TEST_KEY);
  await migrate(system.db);
  return { ...system, url };
}

function start(url: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'cli/quancheng.mjs'), ...args], {
    cwd: ROOT,
    env: { ...process.env, QUANCHENG_DATA: folder, DATABASE_URL: url, QUANCHENG_KEY: TEST_KEY, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return { child, closed: once(child, 'close'), output: () => output };
}

async function finish(url: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const run = start(url, args, env);
  await run.closed;
  expect(run.child.exitCode, run.output()).toBe(0);
  return run.output();
}

/** Kills it as soon as `reached`; true when it was still at work. */
async function killWhen(
  url: string,
  args: string[],
  reached: () => Promise<boolean>,
  env: Record<string, string> = {},
): Promise<boolean> {
  const { child, closed } = start(url, args, env);
  while (child.exitCode === null && !(await reached())) await sleep(2);
  child.kill('SIGKILL');
  await closed;
  return child.signalCode === 'SIGKILL';
}

const number = async (system: System, query: string): Promise<number> =>
  (await sql.raw<{ n: string }>(query).execute(system.db)).rows.map((r) => Number(r.n))[0]!;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  file = join(folder, 'log.ndjson');
  whole = await empty();
  await generate(whole.db, file, PROJECTS, () => {});
  await sql`delete from person_keys`.execute(whole.db);
  torn = await empty();
}, 120_000);
afterAll(async () => {
  await whole.close();
  await torn.close();
  rmSync(folder, { recursive: true, force: true });
});

test('import', async () => {
  await finish(whole.url, ['import', file]);
  const stages = ['select count(*) as n from import_events', 'select count(*) as n from shadow_streams'];
  let killed = 0;
  for (const stage of stages) {
    if (await killWhen(torn.url, ['import', file], async () => (await number(torn, stage)) > 0)) killed += 1;
    // Nothing of it is to be seen before all of it is.
    if ((await number(torn, 'select count(*) as n from events')) === 0) expect(await derived(torn)).toBe('');
  }
  expect(killed).toBeGreaterThan(0);
  if ((await number(torn, 'select count(*) as n from events')) === 0)
    await finish(torn.url, ['import', file]);
  expect(await derived(torn)).toBe(await derived(whole));
  const verdicts = [await finish(torn.url, ['verify']), await finish(whole.url, ['verify'])];
  expect(verdicts[0]!.split('\n').at(-2)).toBe(verdicts[1]!.split('\n').at(-2));
}, 300_000);

test('rebuild', async () => {
  const before = await derived(torn);
  await tamper(
    torn,
    `update notices set person = '别人'; update stream_state set state = state || '{"name": "x"}'`,
  );
  let killed = 0;
  for (const model of ['states', 'notices']) {
    const begun = async () =>
      (await number(torn, `select count(*) as n from shadow_streams where model = '${model}'`)) > 0;
    if (await killWhen(torn.url, ['rebuild', model], begun)) killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  await finish(torn.url, ['rebuild']);
  expect(await derived(torn)).toBe(before);
  expect(await number(torn, "select count(*) as n from events where stream like 'notice/%'")).toBe(0);
}, 300_000);

test('recover', async () => {
  const { cacheDir, path } = readConfig();
  const server = await startTemporal({
    executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
    dbFile: join(folder, 'temporal', 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  const connection = await Connection.connect({ address: server.address });
  try {
    const client = new Client({ connection });
    const running = "WorkflowType = 'project' AND ExecutionStatus = 'Running'";
    const executions = async () => (await client.workflow.count(running)).count;
    const env = { TEMPORAL_ADDRESS: server.address };
    const streams = await openStreams(torn.db);
    const open = streams.length;
    expect(open).toBeGreaterThan(20);
    // Asked by name, since a list of Temporal's is a second behind: by then it may be done.
    const ids = streams.map((stream) => projectWorkflowId(stream.slice(projectStream('').length)));
    const begun = () =>
      client.workflow
        .getHandle(ids[0]!)
        .describe()
        .then((found) => found.status.name === 'RUNNING')
        .catch(() => false);
    for (let tries = 0; !(await killWhen(torn.url, ['recover'], begun, env)); tries++) {
      expect(tries, 'it was done before it could be killed').toBeLessThan(10);
      await Promise.all(ids.map((id) => client.workflow.getHandle(id).terminate()));
    }
    const output = await finish(torn.url, ['recover'], env);
    expect(output).toContain(`${open} open projects`);
    await expect.poll(executions, { timeout: 30_000 }).toBe(open);
    expect(await finish(torn.url, ['recover'], env)).toContain(`${open} were running, 0 started`);
  } finally {
    await connection.close();
    await server.stop();
  }
}, 300_000);
