/** One `npm start` for all tests of pages: the whole system with the examples, on the demo's clock. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'operator-of-the-web-tests';

declare module 'vitest' {
  interface ProvidedContext {
    web: { url: string; token: string; folder: string };
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-web-'));
  chmodSync(folder, 0o755);
  const port = await getPort();
  const child = spawn(process.execPath, [join(ROOT, 'cli/quancheng.mjs'), 'start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ QUANCHENG_DATA: folder, PORT: String(port), QUANCHENG_TOKEN: TOKEN },
      ...{ DATABASE_URL: '', TEMPORAL_ADDRESS: '' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: unknown): void => {
      output += String(chunk);
      if (output.includes('Ctrl-C stops')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  provide('web', { url: `http://127.0.0.1:${port}`, token: TOKEN, folder });
  return async () => {
    child.removeAllListeners('exit');
    child.kill('SIGINT');
    await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  };
}
