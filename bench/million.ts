/**
 * `npm run bench [PROJECTS …]`: generates logs of that many projects (1,000 and 10,000, about a million events)
 * and runs import, verify, export, rebuild, as-of and recover on each, every one as the process that an
 * operator would start. Prints time and peak memory of each; the embedded Postgres is on disk and durable.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { startPostgres } from '../dev/postgres.ts';
import { resolveTemporal, startTemporal } from '../dev/temporal.ts';
import { migrate } from '../store/database.ts';
import { openSystem } from '../store/system.ts';
import { countUnshown, openStreams } from '../store/wake.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { generate } from './generate.ts';

const ROOT = join(import.meta.dirname, '..');
const KEY = 'c3'.repeat(32);
const say = (line: string): void => console.log(line);
const sizes = process.argv.slice(2).map(Number);

/** Peak resident memory of a process in MB, where the system tells (Linux). */
function peakMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function run(what: string, args: string[], env: Record<string, string>, show = false): Promise<void> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += String(chunk)));
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakMb(child.pid!))), 100);
  await once(child, 'close');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`${what}: ${out.slice(-2000)}`);
  if (show) say(out.trimEnd());
  say(
    `${what.padEnd(28)} ${((performance.now() - begun) / 1000).toFixed(1).padStart(7)} s   ${String(peak).padStart(5)} MB`,
  );
}

async function bench(projects: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => {} });
  const cli = join(ROOT, 'cli/quancheng.mjs');
  const env = { QUANCHENG_DATA: folder, QUANCHENG_KEY: KEY, DATABASE_URL: postgres.url, PORT: '0' };
  const system = openSystem(postgres.url, () => {}, KEY);
  try {
    await migrate(system.db);
    const file = join(folder, 'log.ndjson');
    const events = await generate(system.db, file, projects, say);
    say(
      `\n=== ${projects} projects, ${events} events, ${Math.round(statSync(file).size / 1e6)} MB as a file ===`,
    );
    await run('import', [cli, 'import', file], env);
    await run('verify', [cli, 'verify'], env);
    await run('verify --file', [cli, 'verify', '--file', file], env);
    await run('export .gz', [cli, 'export', join(folder, 'again.ndjson.gz')], env);
    await run('rebuild states', [cli, 'rebuild', 'states'], env);
    await run('rebuild notices', [cli, 'rebuild', 'notices'], env);
    await run(
      'as-of (six reviews)',
      // The heap is held to the same bound at every size: only a page of states is kept at a time.
      ['--max-old-space-size=128', '--import', 'tsx', join(ROOT, 'bench/ask.ts'), postgres.url, KEY],
      env,
      true,
    );
    await recover(folder, cli, env, system);
  } finally {
    await system.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By hand first, which starts the workflows; then a worker, until each has confirmed what stands in the log. */
async function recover(
  folder: string,
  cli: string,
  env: Record<string, string>,
  system: ReturnType<typeof openSystem>,
): Promise<void> {
  const { cacheDir, path } = readConfig();
  const temporal = await startTemporal({
    executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
    dbFile: join(folder, 'temporal', 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  const all = { ...env, TEMPORAL_ADDRESS: temporal.address };
  try {
    const open = (await openStreams(system.db)).length;
    await run(`recover (${open} workflows)`, [cli, 'recover'], all);
    const begun = performance.now();
    const worker = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'worker/main.ts')], {
      cwd: ROOT,
      env: { ...process.env, ...all },
      stdio: 'ignore',
    });
    let peak = 0;
    while ((await countUnshown(system.db)) > 0) {
      await sleep(500);
      peak = Math.max(peak, peakMb(worker.pid!));
      if (worker.exitCode !== null) throw new Error('the worker ended');
    }
    say(
      `${'… all timers armed'.padEnd(28)} ${((performance.now() - begun) / 1000).toFixed(1).padStart(7)} s   ${String(peak).padStart(5)} MB`,
    );
    const closed = once(worker, 'close');
    worker.kill('SIGTERM');
    await closed;
  } finally {
    await temporal.stop();
  }
}

for (const size of sizes.length > 0 ? sizes : [1_000, 10_000]) await bench(size);
