/**
 * `npm run bench:board [PROJECTS …]`: the weekly board of a log of that many projects (1,000 and 10,000), asked for
 * over HTTP from the process that an operator would start: the first time, while nothing happens, after a command
 * each, and of one county. Prints first byte and full page, p50 and p99, and the machine's load.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { instantAt } from '../domain/dates.ts';
import { startPostgres } from '../dev/postgres.ts';
import { initMode } from '../store/clock.ts';
import { migrate } from '../store/database.ts';
import { openSystem, RULES } from '../store/system.ts';
import { generate, TODAY } from './generate.ts';

const ROOT = join(import.meta.dirname, '..');
const KEY = 'c3'.repeat(32);
const TOKEN = 'bench-of-the-board';
const sizes = process.argv.slice(2).map(Number);
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const say = (line: string): void => console.log(line);

interface Took {
  first: number;
  full: number;
  bytes: number;
}

async function ask(
  url: string,
  init: RequestInit = { headers: { ...headers, accept: 'text/html' } },
): Promise<Took> {
  const begun = performance.now();
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  let first = 0;
  let bytes = 0;
  for await (const chunk of answer.body! as AsyncIterable<Uint8Array>) {
    first ||= performance.now() - begun;
    bytes += chunk.length;
  }
  return { first, full: performance.now() - begun, bytes };
}

function report(what: string, took: readonly Took[]): void {
  const at = (of: 'first' | 'full', share: number): string => {
    const list = took.map((t) => t[of]).toSorted((a, b) => a - b);
    return `${Math.round(list[Math.min(list.length - 1, Math.floor(list.length * share))]!)}`.padStart(6);
  };
  say(
    `${what.padEnd(30)} ${String(took.length).padStart(4)} ×  first byte p50 ${at('first', 0.5)} p99 ${at('first', 0.99)} ms` +
      `   full page p50 ${at('full', 0.5)} p99 ${at('full', 0.99)} ms   ${Math.round(took[0]!.bytes / 1024)} kB` +
      `   load ${loadavg()[0]!.toFixed(1)}`,
  );
}

async function repeat(times: number, one: (i: number) => Promise<Took>): Promise<Took[]> {
  const took: Took[] = [];
  for (let i = 0; i < times; i += 1) took.push(await one(i));
  return took;
}

async function bench(projects: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => {} });
  const system = openSystem(postgres.url, () => {}, KEY);
  const port = await getPort();
  const env = { QUANCHENG_DATA: folder, QUANCHENG_KEY: KEY, DATABASE_URL: postgres.url, PORT: String(port) };
  try {
    await migrate(system.db);
    const file = join(folder, 'log.ndjson');
    const events = await generate(system.db, file, projects, () => {});
    const load = spawn(process.execPath, [join(ROOT, 'cli/quancheng.mjs'), 'import', file], {
      ...{ cwd: ROOT, env: { ...process.env, ...env }, stdio: 'ignore' },
    });
    await once(load, 'close');
    if (load.exitCode !== 0) throw new Error('the log was not taken in');
    const now = instantAt(TODAY, '09:00', RULES.calendar.zone);
    const offsetMs = Date.parse(now) - Date.now();
    await initMode(system.db, { mode: 'demo', offsetMs, startedAt: now });
    const api = fork(join(ROOT, 'api/main.ts'), {
      ...{ cwd: ROOT, env: { ...process.env, ...env, QUANCHENG_TOKEN: TOKEN }, stdio: 'inherit' },
      execArgv: ['--import', 'tsx'],
    });
    await once(api, 'message');
    say(`\n=== ${projects} projects, ${events} events ===`);
    await measure(`http://127.0.0.1:${port}`);
    const closed = once(api, 'close');
    api.kill('SIGTERM');
    api.kill('SIGTERM');
    await closed;
  } finally {
    await system.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From a command until the page that shows it is there, as a browser that follows the log asks for it. */
async function followed(url: string, act: () => Promise<void>): Promise<Took> {
  const gone = new AbortController();
  const changes = await fetch(`${url}/v1/changes?names=none`, { headers, signal: gone.signal });
  const reader = changes.body!.pipeThrough(new TextDecoderStream()).getReader();
  const heard = async (what: RegExp): Promise<void> => {
    for (let text = ''; !what.test(text);) text += (await reader.read()).value ?? '';
  };
  await heard(/event: start/);
  const begun = performance.now();
  await act();
  await heard(/"directiveIssued"/);
  const { bytes } = await ask(url);
  const full = performance.now() - begun;
  gone.abort();
  return { first: full, full, bytes };
}

/** What every project's light and next rung would be, were the rules others: a look at all of them, nothing kept. */
async function whatIf(url: string): Promise<() => Promise<Took>> {
  const { policy } = (await (await fetch(`${url}/v1/rules`, { headers })).json()) as {
    policy: { version: number; lights: { obligation: { workdays?: number }[] } };
  };
  const { version, lights } = policy;
  const obligation = lights.obligation.map((rule) =>
    rule.workdays === undefined ? rule : { ...rule, workdays: rule.workdays + 5 },
  );
  const other = { ...policy, version: version + 1, lights: { ...lights, obligation } };
  const init = { method: 'POST', headers, body: JSON.stringify(other) };
  return () => ask(`${url}/v1/rules/policies/preview`, init);
}

async function measure(url: string): Promise<void> {
  report('the first time', [await ask(url)]);
  report('while nothing happens', await repeat(100, () => ask(url)));
  const list = await fetch(`${url}/v1/projects?limit=50`, { headers });
  const projects = (await list.json()) as { id: string; county: string }[];
  const act = async (i: number): Promise<void> => {
    const directive = { type: 'issueDirective', directive: `bench-${i}`, title: '督办', owner: '县住建局' };
    const answer = await fetch(`${url}/v1/projects/${projects[i % projects.length]!.id}/commands`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ ...directive, dueOn: '2025-07-31' }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  report(
    'after a command',
    await repeat(30, async (i) => {
      await act(i);
      return ask(url);
    }),
  );
  report('from a command to its page', await repeat(30, (i) => followed(url, () => act(i + 30))));
  const county = encodeURIComponent(projects[0]!.county);
  report('of one county', await repeat(100, () => ask(`${url}/?county=${county}`)));
  report('what if rules were others', await repeat(10, await whatIf(url)));
  report('list of projects', await repeat(100, () => ask(`${url}/projects?light=red`)));
}

for (const size of sizes.length > 0 ? sizes : [1_000, 10_000]) await bench(size);
