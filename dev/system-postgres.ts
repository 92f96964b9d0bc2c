/** The machine's own Postgres programs, where there are any: found by `initdb` on PATH. */
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath } from './temporal.ts';

export interface SystemPostgres {
  /** Folder of `postgres`, `initdb`, `pg_dump` and their like. */
  bin: string;
  version: string;
}

export function findSystemPostgres(path: string): SystemPostgres | undefined {
  const initdb = findOnPath('initdb', path);
  if (initdb === undefined) return undefined;
  const bin = dirname(realpathSync(initdb));
  if (!['postgres', 'initdb', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(bin, name))))
    return undefined;
  const said = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return { bin, version: /\d+(\.\d+)?/.exec(said)?.[0] ?? said.trim() };
}
