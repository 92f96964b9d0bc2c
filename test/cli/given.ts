/** The CLI as it is called, in this process, against an API of the test's own on a port. */
import { serve } from '@hono/node-server';
import getPort from 'get-port';
import { vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { run } from '../../cli/program.ts';
import { freshSystem } from '../fresh-system.ts';

export const NOW = '2024-03-27T01:05:00.000Z';
export const TOKEN = 'operator';

/** A system and its API; a refused request is no line of the test's output. */
export async function startApi() {
  const system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  const app = createApp({ system, token: TOKEN, log: () => {} });
  const port = await getPort();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  return {
    ...{ system, url },
    stop: async (): Promise<void> => {
      await new Promise((resolve) => server.close(resolve));
      await system.close();
    },
  };
}

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A function that runs command lines with this environment, and says what each wrote where. */
export const terminal =
  (env: Record<string, string>) =>
  async (...args: string[]): Promise<Ran> => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const out: string[] = [];
    const err: string[] = [];
    const lines = vi.spyOn(console, 'error').mockImplementation((line) => void err.push(String(line)));
    const usage = vi.spyOn(process.stderr, 'write').mockImplementation((text) => !!err.push(String(text)));
    try {
      const code = await run(args, (line) => out.push(line));
      return { code, out: out.join('\n'), err: err.join('\n') };
    } finally {
      lines.mockRestore();
      usage.mockRestore();
      vi.unstubAllEnvs();
    }
  };
