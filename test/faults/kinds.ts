/** The faults: how each is brought about, and how it is healed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ROOT, type FaultySystem } from './system.ts';

export interface Context {
  system: FaultySystem;
  /** Sources of another release, with a worker that can be started; why not, where there are none. */
  release: { root: string } | { skipped: string };
}

/** Brings it about; what it returns heals it. A fault that heals by itself returns nothing. */
type Inject = (context: Context, amount: number) => Promise<void | (() => void | Promise<void>)>;

const DAY_MS = 86_400_000;
const skewOf = (amount: number): number => (amount < 0.5 ? -DAY_MS : DAY_MS);

export const KINDS = {
  'kill -9 of the worker': async ({ system }) => system.kill('worker'),
  'kill -9 of the API': async ({ system }) => system.kill('api'),
  'kill -9 of Temporal': async ({ system }) => system.kill('temporal'),
  'kill -9 of Postgres': async ({ system }) => system.kill('postgres'),
  'Temporal wiped': async ({ system }) => system.wipeTemporal(),
  'worker stopped (SIGSTOP)': async ({ system }) => {
    system.signal('worker', 'SIGSTOP');
    return () => system.signal('worker', 'SIGCONT');
  },
  'API stopped (SIGSTOP)': async ({ system }) => {
    system.signal('api', 'SIGSTOP');
    return () => system.signal('api', 'SIGCONT');
  },
  'connections to Postgres cut': async ({ system }) => system.postgresProxy.cut(),
  'connections to Temporal cut': async ({ system }) => system.temporalProxy.cut(),
  'Postgres slow (50–500 ms each way)': async ({ system }, amount) => {
    system.postgresProxy.delay(50 + 450 * amount);
    return () => system.postgresProxy.delay(0);
  },
  'Temporal slow (50–500 ms each way)': async ({ system }, amount) => {
    system.temporalProxy.delay(50 + 450 * amount);
    return () => system.temporalProxy.delay(0);
  },
  'Postgres in a black hole': async ({ system }) => {
    system.postgresProxy.blackHole(true);
    return () => system.postgresProxy.blackHole(false);
  },
  'Temporal in a black hole': async ({ system }) => {
    system.temporalProxy.blackHole(true);
    return () => system.temporalProxy.blackHole(false);
  },
  'Postgres out of connections': ({ system }) => takeConnections(system.databaseUrl),
  'Postgres read-only': async ({ system }) => {
    await readOnly(system.databaseUrl, true);
    return () => readOnly(system.databaseUrl, false);
  },
  'disk full': async ({ system }) => fillDisk(system),
  'system clock a day on': async ({ system: { system } }) => {
    const real = new Date().toISOString();
    const now = Date.parse(await system.clock.now(real));
    await system.clock.moveTo(new Date(now + DAY_MS).toISOString(), real);
  },
  'worker with a clock a day wrong': async ({ system }, amount) => system.skew('worker', skewOf(amount)),
  'API with a clock a day wrong': async ({ system }, amount) => system.skew('api', skewOf(amount)),
  'a worker of another release beside ours': async ({ system, release }) => {
    if ('root' in release) return system.secondWorker(release.root);
  },
} satisfies Record<string, Inject>;

export type Kind = keyof typeof KINDS;

/** Those that can't be had on this machine, and why. */
export function skipped({ system, release }: Context): Partial<Record<Kind, string>> {
  return {
    ...('skipped' in system.disk ? { 'disk full': system.disk.skipped } : {}),
    ...('skipped' in release ? { 'a worker of another release beside ours': release.skipped } : {}),
  };
}

async function owner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function readOnly(url: string, on: boolean): Promise<void> {
  const client = await owner(url);
  try {
    await client.query(`alter system set default_transaction_read_only = ${on ? 'on' : 'off'}`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end().catch(() => {});
  }
}

/** Takes every connection that there is, those of our processes too. */
async function takeConnections(url: string): Promise<() => Promise<void>> {
  const taken: pg.Client[] = [];
  const take = async (): Promise<void> => {
    for (let failed = 0; failed < 3;) {
      try {
        taken.push(await owner(url));
      } catch {
        failed += 1;
      }
    }
  };
  await take();
  await taken[0]
    ?.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'quancheng'`)
    .catch(() => {});
  await take();
  return async () => {
    await Promise.all(taken.map((client) => client.end().catch(() => {})));
  };
}

function fillDisk({ disk }: FaultySystem): void | (() => void) {
  if (!('folder' in disk)) return;
  const file = join(disk.folder, 'filler');
  // What is written meanwhile may take the last of it: then a little less does.
  for (let tries = 0; tries < 5; tries++) {
    const { bavail, bsize } = statfsSync(disk.folder);
    try {
      execFileSync('fallocate', ['-l', String(Math.max(bavail - tries, 1) * bsize), file], { stdio: 'pipe' });
      break;
    } catch {}
  }
  return () => rmSync(file, { force: true });
}

/** The release before the last change of what workers run, from the repository's own history. */
export function otherRelease(folder: string): Context['release'] {
  const git = (...args: string[]): Buffer =>
    execFileSync('git', ['-C', ROOT, ...args], { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  try {
    const last = git('log', '-1', '--format=%H', '--', 'workflows', 'activities').toString().trim();
    const root = join(folder, 'release');
    mkdirSync(root);
    execFileSync('tar', ['-x', '-C', root], { input: git('archive', `${last}^`) });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    return { root };
  } catch (error) {
    return {
      skipped: `no earlier release in the repository here: ${(error as Error).message.split('\n')[0]}`,
    };
  }
}
