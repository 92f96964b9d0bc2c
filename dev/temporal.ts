/** The Temporal dev server: found, fetched or built; then run on a file. */
import { execFile, spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { SetupError } from './errors.ts';
import { freePort } from './ports.ts';

/** The last release that `go install` can build: later ones carry a replace directive. */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const START_MS = 60_000;

export interface Search {
  /** The folder in which a fetched or built server is kept. */
  cacheDir: string;
  /** The value of PATH. */
  path: string;
  log: (line: string) => void;
}

/**
 * The program: on PATH, in our cache, fetched by the SDK, or built with Go. Throws `SetupError` when there
 * is no way to get it. Says in one line which was taken.
 */
export async function resolveTemporal({ cacheDir, path, log }: Search): Promise<string> {
  const onPath = findOnPath('temporal', path);
  if (onPath) {
    log(`Temporal：PATH 上的 ${onPath} / from PATH`);
    return onPath;
  }
  const cached = join(cacheDir, 'temporal');
  if (existsSync(cached)) {
    log('Temporal：缓存 / from the cache');
    return cached;
  }
  mkdirSync(cacheDir, { recursive: true });
  if (await download(cacheDir, cached, log)) return cached;
  if (findOnPath('go', path)) {
    const told = {
      zh: 'Temporal：用 Go 编译，首次约需 2–4 分钟（两核）',
      en: 'building with Go, 2–4 minutes on 2 cores, the first time only',
    };
    await buildWithGo({ cacheDir, path, log }, told, { [GO_PACKAGE]: 'temporal' });
    return cached;
  }
  throw new SetupError(
    '没有 Temporal 服务器：PATH 上没有，无法下载，也没有 Go 可供编译 / no Temporal server: not on PATH, no download, no Go to build it',
    '任选其一：安装 temporal CLI；连上互联网；安装 Go 1.24+；或设置 TEMPORAL_ADDRESS / do one: install the temporal CLI, go online, install Go, or set TEMPORAL_ADDRESS',
  );
}

export function findOnPath(program: string, path: string): string | undefined {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Lets the SDK fetch its server: it does so by starting one, which is stopped at once. */
async function download(cacheDir: string, cached: string, log: (line: string) => void): Promise<boolean> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const folder = join(cacheDir, 'download');
  mkdirSync(folder, { recursive: true });
  log('Temporal：尝试下载（约 100 MB）… / trying to fetch the server (about 100 MB)');
  try {
    const env = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: folder } },
    });
    await env.teardown();
  } catch {
    log("Temporal：无法下载 / it can't be fetched here");
    return false;
  }
  const fetched = readdirSync(folder).find((name) => name.startsWith('temporal'));
  if (!fetched) return false;
  renameSync(join(folder, fetched), cached);
  log('Temporal：已下载并缓存 / fetched and kept');
  return true;
}

/** Builds programs with Go and keeps each in the cache under a name of ours. Throws `SetupError`. */
export async function buildWithGo(
  { cacheDir, path, log }: Search,
  /** How long it takes. */
  told: { zh: string; en: string },
  kept: Record<string, string>,
): Promise<void> {
  const go = findOnPath('go', path);
  if (!go)
    throw new SetupError('没有 Go 可供编译 / there is no Go to build it', '安装 Go 1.24+ / install Go');
  mkdirSync(cacheDir, { recursive: true });
  log(`${told.zh}… / ${told.en}`);
  const folder = join(cacheDir, `build-${process.pid}`);
  const began = Date.now();
  const progress = setInterval(
    () => log(`  … 编译中 ${Math.round((Date.now() - began) / 1000)} 秒 / building`),
    10_000,
  );
  const packages = Object.keys(kept);
  try {
    await new Promise<void>((resolve, reject) => {
      const options = {
        env: { ...process.env, PATH: path, GOBIN: folder, GOFLAGS: '-ldflags=-s' },
        maxBuffer: 1 << 24,
      };
      execFile(go, ['install', ...packages], options, (error, _, stderr) => {
        if (!error) resolve();
        else
          reject(
            new SetupError(
              `编译 Temporal 失败 / the build failed: ${stderr.trim().split('\n').at(-1)}`,
              `go install ${packages.join(' ')}`,
            ),
          );
      });
    });
    for (const [name, file] of Object.entries(kept))
      renameSync(join(folder, basename(name.split('@')[0]!)), join(cacheDir, file));
  } finally {
    clearInterval(progress);
    rmSync(folder, { recursive: true, force: true });
  }
  log(`Temporal：已编译并缓存（${Math.round((Date.now() - began) / 1000)} 秒）/ built and kept`);
}

export interface RunningServer {
  address: string;
  pid: number;
  exited: Promise<void>;
  stop(): Promise<void>;
}

export interface RunningTemporal extends RunningServer {
  port: number;
  uiPort: number;
  uiUrl: string;
}

/**
 * Runs the dev server on `dbFile`, on the usual ports where they are free. Resolves when its namespace
 * answers. Throws `SetupError` with the last line of its log otherwise.
 */
export async function startTemporal(options: {
  executable: string;
  dbFile: string;
  searchAttributes: Record<string, string>;
  /** The ports to take, and no others: a restart keeps the addresses that others know. Without them, free ones. */
  port?: number;
  uiPort?: number;
  /** When SQLite waits for the disk: at checkpoints, or with `full` at every commit. */
  synchronous?: 'normal' | 'full';
}): Promise<RunningTemporal> {
  const { executable, dbFile, searchAttributes, synchronous = 'normal' } = options;
  mkdirSync(dirname(dbFile), { recursive: true });
  // Never looked up again on a restart: get-port keeps a port it has given away reserved for a while.
  const port = options.port ?? (await freePort(7233));
  const uiPort = options.uiPort ?? (await freePort(port + 1000));
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
    ...['--db-filename', dbFile, '--log-level', 'error', '--namespace', 'default'],
    // Measured: 2.5 times the starts and twice the wakes of the defaults.
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', `synchronous=${synchronous}`],
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
  const server = await startServer({
    ...{ executable, args, address: `127.0.0.1:${port}`, logFile: `${dbFile}.log` },
    ready: ({ workflowService }) => workflowService.describeNamespace({ namespace: 'default' }),
  });
  return { ...server, port, uiPort, uiUrl: `http://127.0.0.1:${uiPort}` };
}

/** Runs a server of Temporal until `ready` has succeeded once. Throws `SetupError` with the last line of its log. */
export async function startServer(options: {
  executable: string;
  args: readonly string[];
  address: string;
  logFile: string;
  ready: (connection: Connection) => Promise<unknown>;
}): Promise<RunningServer> {
  const { executable, args, address, logFile, ready } = options;
  const out = openSync(logFile, 'w');
  const child = spawn(executable, args, { detached: true, stdio: ['ignore', out, out] });
  let ended = false;
  const exited = new Promise<void>((done) => {
    child.once('exit', () => {
      ended = true;
      done();
    });
    child.once('error', () => {
      ended = true;
      done();
    });
  });
  const stop = async (): Promise<void> => {
    if (!ended) child.kill('SIGTERM');
    await Promise.race([exited, sleep(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
    await exited;
  };
  for (const deadline = Date.now() + START_MS; ; await sleep(100)) {
    if (ended || Date.now() > deadline) {
      await stop();
      const tail = readFileSync(logFile, 'utf8').trim().split('\n').at(-1);
      throw new SetupError(`Temporal 未能启动 / Temporal did not start: ${tail}`, `日志 / log: ${logFile}`);
    }
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      try {
        await ready(connection);
      } finally {
        await connection.close();
      }
      return { address, pid: child.pid!, exited, stop };
    } catch {
      continue;
    }
  }
}
