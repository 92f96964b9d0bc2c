/** The way of the commands that tend the log to its database, whether the system runs or not. */
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { FileError } from '../contracts/file.ts';
import { SetupError } from '../dev/errors.ts';
import { makeKey } from '../dev/key.ts';
import { acquireDataFolder, readRunInfo, type RunInfo } from '../dev/lock.ts';
import { startPostgres } from '../dev/postgres.ts';
import { BrokenLog } from '../store/check-log.ts';
import { migrate } from '../store/database.ts';
import { UnknownPerson } from '../store/erase.ts';
import { NotEmpty } from '../store/import.ts';
import { LogFileError } from '../store/log-file.ts';
import { RebuildRunning } from '../store/rebuild.ts';
import { openSystem, type System } from '../store/system.ts';
import { KeyError } from '../store/vault.ts';
import { AnchorMissing } from '../store/verify.ts';
import { tell } from './output.ts';

/**
 * Runs `work` on the system's database as its owner: the one of `DATABASE_URL`, that of the running system,
 * or the embedded Postgres, brought up for as long as the work takes. Progress goes to the error output.
 */
export async function withSystem<T>(
  work: (system: System, running: RunInfo | undefined) => Promise<T>,
): Promise<T> {
  const config = readConfig();
  const running = readRunInfo(config.dataDir);
  if (config.databaseUrl === undefined && running?.databaseUrl === undefined) {
    const folder = await acquireDataFolder(config.dataDir, 'quancheng');
    try {
      const postgres = await startPostgres({ dataDir: join(config.dataDir, 'postgres'), log: tell });
      folder.update({ children: { postgres: postgres.pid } });
      try {
        return await onDatabase(postgres.url, config.key ?? makeKey(config.dataDir, tell), (s) =>
          work(s, undefined),
        );
      } finally {
        await postgres.stop();
      }
    } finally {
      folder.release();
    }
  }
  return onDatabase(config.databaseUrl ?? running!.databaseUrl!, config.key, (s) => work(s, running));
}

async function onDatabase<T>(
  url: string,
  key: string | undefined,
  work: (system: System) => Promise<T>,
): Promise<T> {
  const system = openSystem(url, () => {}, key);
  try {
    await migrate(system.db, tell);
    return await work(system);
  } catch (error) {
    throw plain(error);
  } finally {
    await system.close();
  }
}

/** What is wrong with the log, a file or a name, as one line and what to do about it. */
export function plain(error: unknown): unknown {
  if (error instanceof LogFileError) return new FileError([error.message]);
  if (error instanceof BrokenLog || error instanceof AnchorMissing) {
    return new SetupError(
      error.message,
      '不要修改数据库；用最近的导出或备份核对 / leave the database as it is and compare it with the last export or backup',
    );
  }
  if (error instanceof KeyError) {
    return new SetupError(
      error.message,
      '使用数据目录中的 key 文件的内容 / take the content of the file `key` of the data folder: QUANCHENG_KEY=…',
    );
  }
  if (error instanceof NotEmpty)
    return new SetupError(error.message, '换一个空的 / use an empty one: QUANCHENG_DATA=./other');
  if (error instanceof RebuildRunning) return new SetupError(error.message, '等它结束 / wait for it');
  if (error instanceof UnknownPerson)
    return new SetupError(
      error.message,
      '姓名须与登记时完全一致 / the name must be written exactly as it was entered',
    );
  return error;
}
