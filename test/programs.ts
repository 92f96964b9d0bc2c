/** API and worker as the processes that they are in earnest, on a database and a dev server of Temporal of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import getPort from 'get-port';
import { readConfig } from '../config.ts';
import { resolveTemporal, startTemporal } from '../dev/temporal.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

export const ROOT = join(import.meta.dirname, '..');

export interface Programs {
  /** Where the API is reached. */
  url: string;
  /** Where the worker says how it is. */
  workerUrl: string;
  /** What they were started with. */
  env: NodeJS.ProcessEnv;
  /** What each has printed so far. */
  output: { api: string; worker: string };
  /** As a supervisor ends them: SIGTERM, until both are gone. */
  drain(): Promise<void>;
  /** Ends whatever runs, Temporal as well. */
  stop(): Promise<void>;
}

/** `folder` takes Temporal's data; `settings` are variables, `DATABASE_URL` and `QUANCHENG_KEY` among them. */
export async function startPrograms(folder: string, settings: Record<string, string>): Promise<Programs> {
  const { cacheDir, path } = readConfig();
  const temporal = await startTemporal({
    executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
    dbFile: join(folder, 'temporal', 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  const [port, workerPort] = [await getPort(), await getPort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...{ HOST: '127.0.0.1', PORT: String(port), QUANCHENG_WORKER_PORT: String(workerPort) },
    ...{ TEMPORAL_ADDRESS: temporal.address, QUANCHENG_PUBLIC_URL: url, QUANCHENG_DATA: folder },
    ...settings,
  };
  const output = { api: '', worker: '' };
  const children: ChildProcess[] = [];
  const start = async (name: 'api' | 'worker'): Promise<void> => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, name, 'main.ts')], {
      ...{ cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    });
    children.push(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (output[name] += String(chunk)));
    const ended = once(child, 'exit').then(() => ['ended']);
    const [said] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    if (said !== 'ready') throw new Error(output[name]);
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const left = children.filter((c) => c.exitCode === null && c.signalCode === null);
    await Promise.all(
      left.map((child) => {
        const gone = once(child, 'exit');
        child.kill(signal);
        return gone;
      }),
    );
  };
  const stop = async (): Promise<void> => {
    await end('SIGKILL');
    await temporal.stop();
  };
  try {
    await Promise.all([start('api'), start('worker')]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, workerUrl: `http://127.0.0.1:${workerPort}`, env, output, drain: () => end('SIGTERM'), stop };
}
