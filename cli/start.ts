/**
 * `npm start`: brings up what is not given (Postgres, Temporal), runs the worker and the API as processes of
 * their own, restarts what dies, loads the examples once, prints this week's review, and drains on Ctrl-C.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Config, TemporalAccess } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { acquireDataFolder } from '../dev/lock.ts';
import { makeKey } from '../dev/key.ts';
import { assertPortFree } from '../dev/ports.ts';
import { startPostgres, type RunningPostgres } from '../dev/postgres.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../dev/temporal.ts';
import { localTime } from '../domain/dates.ts';
import { initMode, type SystemMode } from '../store/clock.ts';
import { migrate, ping } from '../store/database.ts';
import { readSystem, writeSystem } from '../store/read.ts';
import { reviewNow } from '../store/reviews.ts';
import { openSystem, type System } from '../store/system.ts';
import { countUnshown } from '../store/wake.ts';
import { connectionOptions } from '../worker/connection.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { apiAt } from './client.ts';
import { loadExamples, readExamples } from './examples.ts';
import { reviewText } from './review-table.ts';

/** The day of the examples: 28 February 2024, 09:00 in Shanghai. */
const DEMO_START = '2024-02-28T01:00:00.000Z';
const ROOT = join(import.meta.dirname, '..');
/** States that a batch reads and writes outlive a young generation of the usual 16 MB: a tenth of the CPU of a sweep. */
const NODE = ['--max-semi-space-size=64', '--import', 'tsx'];
const READY_MS = 120_000;

export interface StartOptions {
  once: boolean;
  /** Load the examples also on a real clock. */
  examples: boolean;
}

/** Runs until it is told to stop; resolves when everything has been drained. Throws `SetupError`. */
export async function start(
  config: Config,
  options: StartOptions,
  log: (line: string) => void,
): Promise<void> {
  const embedded = config.databaseUrl === undefined;
  const counties = embedded || options.examples ? await readExamples(join(ROOT, 'examples')) : [];
  await assertPortFree(
    config.port,
    config.host,
    `换一个端口 / use another: PORT=${config.port + 1} npm start`,
  );
  const folder = await acquireDataFolder(config.dataDir, 'quancheng');
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!stopping.signal.aborted) log('\n正在收尾，数据保留 … / draining, the data stays');
      stopping.abort();
    });
  }
  const token = config.token ?? makeToken(config.dataDir);
  const key = config.key ?? makeKey(config.dataDir, log);
  const supervisor = new Supervisor(log, (name, pid) => folder.update({ children: { [name]: pid } }));
  let system: System | undefined;
  try {
    const databaseUrl = config.databaseUrl ?? (await supervisor.postgres(join(config.dataDir, 'postgres')));
    folder.update({ databaseUrl });
    system = openSystem(databaseUrl, undefined, key);
    await reach(
      () => ping(system!.db),
      '连不上 DATABASE_URL 的数据库 / the database of DATABASE_URL is not reachable',
    );
    await migrate(system.db, log);
    const mode = await initMode(system.db, firstMode(embedded));

    const temporalAddress =
      config.temporalAddress ??
      (await supervisor.temporal(config, join(config.dataDir, 'temporal', 'temporal.db')));
    if (config.temporalAddress !== undefined)
      await reachTemporal(config.temporalAddress, config.temporalAccess);
    folder.update({
      temporalAddress,
      ...(supervisor.temporalUiUrl ? { temporalUiUrl: supervisor.temporalUiUrl } : {}),
    });

    const env = {
      // Worker and API may add events and do no more to them; an outside database is as its owner set it up.
      DATABASE_URL: config.databaseUrl ?? supervisor.appDatabaseUrl!,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: config.temporalNamespace,
      QUANCHENG_TEMPORAL_UI: config.temporalUiUrl ?? supervisor.temporalUiUrl ?? '',
      QUANCHENG_TOKEN: token,
      QUANCHENG_KEY: key,
      QUANCHENG_PUBLIC_URL: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
      PORT: String(config.port),
      HOST: config.host,
    };
    log('启动工作进程和接口 … / starting the worker and the API');
    await Promise.all([
      supervisor.program('worker', 'worker/main.ts', env),
      supervisor.program('api', 'api/main.ts', env),
    ]);
    const apiUrl = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
    folder.update({ apiUrl });

    if (counties.length > 0 && (await readSystem(system.db, 'examples')) === undefined) {
      if (mode.mode === 'real')
        log(
          '注意：示例是 2024 年 2 月的，在真实时钟上会全部逾期 / the examples are of February 2024: on a real clock they are late',
        );
      log('载入示例 … / loading the examples');
      await loadExamples(apiAt(apiUrl, token), counties, log);
      await writeSystem(system.db, 'examples', { loadedAt: new Date().toISOString() });
    }
    await workflowsAwake(system, stopping.signal);

    const now = await system.clock.now(new Date().toISOString());
    const demo = mode.mode === 'demo' ? localTime(now, system.rules.calendar.zone) : null;
    log(`\n${reviewText(await reviewNow(system, now), demo)}\n`);
    if (!options.once && !stopping.signal.aborted) {
      log(`周调度页面 / weekly review   ${apiUrl}/login?token=${token}`);
      log(`接口说明   / OpenAPI         ${apiUrl}/v1/openapi.json`);
      if (supervisor.temporalUiUrl) log(`Temporal UI                  ${supervisor.temporalUiUrl}`);
      if (demo !== null) log('时钟前进   / move the clock  npx quancheng clock advance 5d');
      log('Ctrl-C 停止，数据保留 / Ctrl-C stops, the data stays');
      await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
    }
  } finally {
    await system?.close();
    await supervisor.stop();
    folder.release();
  }
}

function firstMode(embedded: boolean): SystemMode {
  const real = new Date().toISOString();
  return embedded
    ? { mode: 'demo', offsetMs: Date.parse(DEMO_START) - Date.parse(real), startedAt: DEMO_START }
    : { mode: 'real', startedAt: real };
}

function makeToken(dataDir: string): string {
  const token = randomBytes(24).toString('base64url');
  writeFileSync(join(dataDir, 'token'), token, { mode: 0o600 });
  return token;
}

async function reach(attempt: () => Promise<unknown>, message: string): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    throw new SetupError(
      `${message}: ${(error as Error).message}`,
      '检查地址、口令和网络 / check the address, the password and the network',
    );
  }
}

async function reachTemporal(address: string, access: TemporalAccess | undefined): Promise<void> {
  await reach(
    async () =>
      (await Connection.connect({ ...connectionOptions(address, access), connectTimeout: 5_000 })).close(),
    `连不上 TEMPORAL_ADDRESS=${address} / Temporal is not reachable`,
  );
}

/** Signing starts workflows: waits until every project's has answered, at most half a minute. */
async function workflowsAwake(system: System, signal: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && !signal.aborted; await sleep(100)) {
    if ((await countUnshown(system.db)) === 0) return;
  }
}

/** Starts servers and programs and starts again what dies, until it is stopped. */
class Supervisor {
  temporalUiUrl: string | undefined;
  /** The database as worker and API see it. */
  appDatabaseUrl: string | undefined;
  private stopping = false;
  private readonly log: (line: string) => void;
  private readonly started: (name: string, pid: number) => void;
  private servers: { postgres?: RunningPostgres; temporal?: RunningTemporal } = {};
  private programs = new Map<string, ChildProcess>();
  private readonly abort = new AbortController();

  constructor(log: (line: string) => void, started: (name: string, pid: number) => void) {
    this.log = log;
    this.started = started;
  }

  async postgres(dataDir: string): Promise<string> {
    const begin = async (port?: number): Promise<RunningPostgres> => {
      const running = await startPostgres({
        dataDir,
        log: this.log,
        ...(port === undefined ? {} : { port }),
      });
      this.servers.postgres = running;
      this.appDatabaseUrl = running.appUrl;
      this.started('postgres', running.pid);
      void running.exited.then(() => this.again('postgres', () => begin(running.port)));
      return running;
    };
    return (await begin()).url;
  }

  async temporal(config: Config, dbFile: string): Promise<string> {
    const executable = await resolveTemporal({ cacheDir: config.cacheDir, path: config.path, log: this.log });
    const begin = async (ports: { port?: number; uiPort?: number }): Promise<RunningTemporal> => {
      const running = await startTemporal({
        executable,
        dbFile,
        searchAttributes: SEARCH_ATTRIBUTES,
        ...ports,
      });
      this.servers.temporal = running;
      this.temporalUiUrl = running.uiUrl;
      this.started('temporal', running.pid);
      const { port, uiPort } = running;
      void running.exited.then(() => this.again('temporal', () => begin({ port, uiPort })));
      return running;
    };
    return (await begin({})).address;
  }

  /** A process of ours; resolves when it says that it is ready. */
  async program(name: string, file: string, env: Record<string, string>): Promise<void> {
    const child = spawn(process.execPath, [...NODE, join(ROOT, file)], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      // Out of the terminal's process group: Ctrl-C comes to us, and we tell it when to drain.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.programs.set(name, child);
    if (child.pid !== undefined) this.started(`${name}/main.ts`, child.pid);
    const ready = new Promise<boolean>((resolve) => {
      child.once('message', () => resolve(true));
      child.once('exit', () => resolve(false));
    });
    child.once('exit', () => void this.again(name, () => this.program(name, file, env)));
    const timeout = sleep(READY_MS, false, { signal: this.abort.signal, ref: false }).catch(() => false);
    if (!(await Promise.race([ready, timeout])) && !this.stopping) {
      throw new SetupError(
        `${name} 未能就绪 / the ${name} did not become ready`,
        '见上面的输出 / see what it printed above',
      );
    }
  }

  private async again(name: string, begin: () => Promise<unknown>): Promise<void> {
    for (let pause = 500; !this.stopping; pause = Math.min(pause * 2, 10_000)) {
      this.log(`${name} 意外退出，正在重启 / ${name} ended unexpectedly: starting it again`);
      await sleep(pause, undefined, { signal: this.abort.signal }).catch(() => {});
      if (this.stopping) return;
      try {
        await begin();
        return;
      } catch (error) {
        this.log(`${name}: ${(error as Error).message}`);
        // A program's own exit handler begins the next attempt.
        if (this.programs.has(name)) return;
      }
    }
  }

  /** Programs drain first, then Temporal, then Postgres. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.abort.abort();
    await Promise.all(
      [...this.programs.values()].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exit = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await exit;
        clearTimeout(killer);
      }),
    );
    await this.servers.temporal?.stop();
    await this.servers.postgres?.stop();
  }
}
