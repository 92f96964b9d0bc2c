/** The Temporal servers of a run, each started when it is first asked for. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { resolveTemporal, startTemporal } from '../dev/temporal.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import type { Bench } from './harness.ts';
import { startTemporalOnPostgres } from './peers/temporal-on-postgres.ts';

/** What a server keeps its state in: SQLite of the dev server, the same waiting for the disk at every commit, Postgres. */
export type TemporalStore = 'sqlite' | 'sqlite full' | 'postgres';

interface Server {
  address: string;
  stop(): Promise<void>;
}

/** A dev server on a file of its own. */
export async function devServer(dbFile: string, synchronous: 'normal' | 'full' = 'normal'): Promise<Server> {
  const { cacheDir, path } = readConfig();
  const executable = await resolveTemporal({ cacheDir, path, log: () => {} });
  return startTemporal({ executable, dbFile, searchAttributes: SEARCH_ATTRIBUTES, synchronous });
}

export class Temporals {
  readonly #started = new Map<TemporalStore, Promise<Server>>();
  readonly #start: Record<TemporalStore, () => Promise<Server>>;

  constructor(bench: Bench, log: (line: string) => void) {
    const file = (name: string): string => join(mkdtempSync(join(bench.folder, `${name}-`)), 'temporal.db');
    this.#start = {
      sqlite: () => devServer(file('temporal')),
      'sqlite full': () => devServer(file('temporal-full'), 'full'),
      postgres: () => startTemporalOnPostgres(bench, log),
    };
  }

  async address(store: TemporalStore): Promise<string> {
    const server = this.#started.get(store) ?? this.#start[store]();
    this.#started.set(store, server);
    return (await server).address;
  }

  /** Stops those that run; what is asked for after that is started anew, with nothing on it. */
  async stop(): Promise<void> {
    for (const [store, server] of this.#started) {
      this.#started.delete(store);
      await server.then((s) => s.stop()).catch(() => {});
    }
  }
}
