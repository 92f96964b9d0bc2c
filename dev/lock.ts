/** One running system a data folder: `run.json` says which process holds it and where its servers are. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.ts';
import { endProcess, isAlive } from './processes.ts';

export interface RunInfo {
  pid: number;
  /** A word of the holder's command line. */
  mark: string;
  apiUrl?: string;
  databaseUrl?: string;
  temporalAddress?: string;
  temporalUiUrl?: string;
  /** Servers it has started, by a word of their command line. */
  children: Record<string, number>;
}

const fileOf = (dataDir: string): string => join(dataDir, 'run.json');

function read(dataDir: string): RunInfo | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as RunInfo;
  } catch {
    return undefined;
  }
}

/** What the living holder of a data folder has written; undefined when nobody holds it. */
export function readRunInfo(dataDir: string): RunInfo | undefined {
  const info = read(dataDir);
  return info && isAlive(info.pid, info.mark) ? info : undefined;
}

/**
 * Takes the data folder for this process. Servers that a killed holder has left behind are ended first.
 * Throws `SetupError` when a living process holds it.
 */
export async function acquireDataFolder(
  dataDir: string,
  mark: string,
): Promise<{ update(change: Partial<RunInfo>): void; release(): void }> {
  mkdirSync(dataDir, { recursive: true });
  const before = read(dataDir);
  if (before && before.pid !== process.pid && isAlive(before.pid, before.mark)) {
    throw new SetupError(
      `数据目录正由进程 ${before.pid} 使用 / the data folder is in use by process ${before.pid}: ${dataDir}`,
      `停止它（Ctrl-C），或换目录 / stop it, or use another folder: QUANCHENG_DATA=./other PORT=3001 npm start`,
    );
  }
  if (before) {
    await Promise.all(
      Object.entries(before.children).map(([child, pid]) =>
        endProcess(pid, child, child === 'postgres' ? 'SIGINT' : 'SIGTERM'),
      ),
    );
  }
  let info: RunInfo = { pid: process.pid, mark, children: {} };
  const write = (): void => {
    writeFileSync(`${fileOf(dataDir)}.tmp`, JSON.stringify(info, null, 2), { mode: 0o600 });
    renameSync(`${fileOf(dataDir)}.tmp`, fileOf(dataDir));
  };
  write();
  return {
    update(change) {
      info = { ...info, ...change, children: { ...info.children, ...change.children } };
      write();
    },
    release: () => rmSync(fileOf(dataDir), { force: true }),
  };
}
