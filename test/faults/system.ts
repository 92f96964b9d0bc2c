/**
 * The real processes of a fault run: Postgres and Temporal each behind a proxy, worker and API as they are
 * started in production, a receiver of notices, and a supervisor that starts again what dies.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../config.ts';
import { freePort } from '../../dev/ports.ts';
import { startPostgres, type RunningPostgres } from '../../dev/postgres.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import { initMode } from '../../store/clock.ts';
import { migrate } from '../../store/database.ts';
import { openSystem, type System } from '../../store/system.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { startProxy, type Proxy } from './proxy.ts';

export const ROOT = join(import.meta.dirname, '../..');
const KEY = 'd7'.repeat(32);
const TOKEN = 'office-of-the-fault-runs';
/** Before the first deadline of the projects that the clients sign. */
export const START = '2024-03-04T01:00:00.000Z';
const SKEWED = join(import.meta.dirname, 'skewed-clock.mjs');
/** An hour’s log and the journal of its database fit, and a fault fills the rest. */
const DISK = '4g';

export type Program = 'worker' | 'api';

export interface FaultySystem {
  folder: string;
  /** Straight to the database, as its owner: for the faults and for the check at the end. */
  system: System;
  databaseUrl: string;
  apiUrl: string;
  token: string;
  postgresProxy: Proxy;
  temporalProxy: Proxy;
  /** Keys of the notices that the receiver was sent, each as often as it came. */
  received: string[];
  /** The folder of the database, on a small file system of its own; why not, where that can't be had. */
  disk: { folder: string } | { skipped: string };
  kill(what: Program | 'postgres' | 'temporal'): void;
  signal(what: Program, signal: NodeJS.Signals): void;
  /** Kills a program and starts it again with a clock that is wrong by so much. */
  skew(what: Program, ms: number): void;
  wipeTemporal(): void;
  /** A worker beside ours, from another folder of sources; ends it. */
  secondWorker(root: string): () => void;
  /** Resolves when everything runs. */
  allUp(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFaultySystem(say: (line: string) => void): Promise<FaultySystem> {
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-faults-'));
  chmodSync(folder, 0o755);
  const disk = smallDisk(join(folder, 'disk'));
  const receiver = await startReceiver();
  const channels = join(folder, 'channels.json');
  writeFileSync(channels, JSON.stringify(channelSettings(receiver.port)));
  const { cacheDir, path } = readConfig();
  const executable = await resolveTemporal({ cacheDir, path, log: say });
  const log = openSync(join(folder, 'programs.log'), 'a');
  let stopping = false;
  const up = new Map<string, Promise<unknown>>();

  /** Starts it, and again whenever it has ended. */
  async function keepUp(name: string, begin: () => Promise<{ exited: Promise<unknown> }>): Promise<void> {
    const first = !up.has(name);
    const started = (async () => {
      for (;;) {
        try {
          return await begin();
        } catch (error) {
          // At the first start something is wrong; later it may be a full disk, or what was killed not yet reaped.
          if (stopping || first) throw error;
          await sleep(300);
        }
      }
    })();
    up.set(name, started);
    void started
      .then(({ exited }) => exited)
      .then(() => (stopping ? undefined : keepUp(name, begin)))
      .catch(() => {});
    await started;
  }

  let postgres: RunningPostgres | undefined;
  await keepUp('postgres', async () => {
    postgres = await startPostgres({
      dataDir: join('folder' in disk ? disk.folder : folder, 'postgres'),
      log: () => {},
      settings: ['max_wal_size=256MB', 'max_connections=50'],
      ...(postgres ? { port: postgres.port } : {}),
    });
    return postgres;
  });
  let temporal: RunningTemporal | undefined;
  const temporalFolder = join(folder, 'temporal');
  await keepUp('temporal', async () => {
    temporal = await startTemporal({
      executable,
      dbFile: join(temporalFolder, 'temporal.db'),
      searchAttributes: SEARCH_ATTRIBUTES,
      ...(temporal ? { port: temporal.port, uiPort: temporal.uiPort } : {}),
    });
    return temporal;
  });
  const databaseUrl = postgres!.url;
  const system = openSystem(databaseUrl, () => {}, KEY);
  await migrate(system.db);
  await initMode(system.db, {
    mode: 'demo',
    offsetMs: Date.parse(START) - Date.now(),
    startedAt: START,
  });

  const postgresProxy = await startProxy(postgres!.port);
  const temporalProxy = await startProxy(temporal!.port);
  const port = await freePort();
  const env = {
    ...process.env,
    DATABASE_URL: postgres!.appUrl.replace(`:${postgres!.port}/`, `:${postgresProxy.port}/`),
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalProxy.port}`,
    ...{ QUANCHENG_TOKEN: TOKEN, QUANCHENG_KEY: KEY, QUANCHENG_CHANNELS: channels },
    PORT: String(port),
  };
  const running = new Map<Program, ChildProcess>();
  const skewOf: Record<Program, number> = { worker: 0, api: 0 };

  function launch(root: string, file: string, skewMs = 0): { child: ChildProcess; ready: Promise<void> } {
    const preload = skewMs === 0 ? [] : ['--import', SKEWED];
    const child = spawn(process.execPath, [...preload, '--import', 'tsx', join(root, file)], {
      cwd: root,
      env: { ...env, SKEW_MS: String(skewMs) },
      stdio: ['ignore', log, log, 'ipc'],
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () => reject(new Error(`${file} ended`)));
    });
    return { child, ready };
  }
  const keepProgram = (name: Program): Promise<void> =>
    keepUp(name, async () => {
      const { child, ready } = launch(ROOT, `${name}/main.ts`, skewOf[name]);
      skewOf[name] = 0;
      running.set(name, child);
      const exited = once(child, 'exit');
      await ready;
      return { exited };
    });
  await Promise.all([keepProgram('worker'), keepProgram('api')]);

  const kill = (what: Program | 'postgres' | 'temporal'): void => {
    if (what === 'postgres') process.kill(postgres!.pid, 'SIGKILL');
    else if (what === 'temporal') process.kill(temporal!.pid, 'SIGKILL');
    else running.get(what)!.kill('SIGKILL');
  };
  return {
    ...{ folder, system, databaseUrl, token: TOKEN, postgresProxy, temporalProxy, disk },
    apiUrl: `http://127.0.0.1:${port}`,
    received: receiver.keys,
    kill: (what) => {
      // Perhaps it has just ended by itself.
      try {
        kill(what);
      } catch {}
    },
    signal: (what, signal) => void running.get(what)!.kill(signal),
    skew(what, ms) {
      skewOf[what] = ms;
      kill(what);
    },
    wipeTemporal() {
      kill('temporal');
      rmSync(temporalFolder, { recursive: true, force: true });
      mkdirSync(temporalFolder);
    },
    secondWorker(root) {
      const { child, ready } = launch(root, 'worker/main.ts');
      ready.catch(() => {});
      return () => void child.kill('SIGKILL');
    },
    async allUp() {
      for (const name of ['postgres', 'temporal', 'worker', 'api']) await up.get(name);
    },
    async stop() {
      stopping = true;
      await system.close().catch(() => {});
      for (const child of running.values()) child.kill('SIGKILL');
      await temporal?.stop();
      await postgres?.stop();
      await Promise.all([postgresProxy.close(), temporalProxy.close(), receiver.close()]);
      if ('folder' in disk) execFileSync('umount', ['-l', disk.folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function smallDisk(folder: string): FaultySystem['disk'] {
  mkdirSync(folder);
  if (process.platform !== 'linux') return { skipped: 'only Linux has tmpfs' };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', folder], { stdio: 'pipe' });
    return { folder };
  } catch (error) {
    return {
      skipped: `a small file system can't be mounted here: ${(error as Error).message.split('\n')[0]}`,
    };
  }
}

/** Hears notices as a webhook's receiver does, and remembers the key of each. */
async function startReceiver(): Promise<{ port: number; keys: string[]; close(): Promise<void> }> {
  const keys: string[] = [];
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      keys.push(String(request.headers['webhook-id']));
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    keys,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const channelSettings = (port: number) => ({
  default: [{ channel: 'webhook', address: 'hook' }],
  webhook: {
    sendsPerSecond: 200,
    webhooks: {
      hook: {
        url: `http://127.0.0.1:${port}/`,
        secrets: ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='],
      },
    },
  },
});
