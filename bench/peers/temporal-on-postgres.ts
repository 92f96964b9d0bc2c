/**
 * A Temporal server on the bench's own Postgres, built with Go: its four services in one process, each store in a
 * database of its own. Of the release in the dev server that Go builds, and with its limits, so that only the store differs.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import getPort, { portNumbers } from 'get-port';
import { readConfig } from '../../config.ts';
import { freePort } from '../../dev/ports.ts';
import { buildWithGo, startServer } from '../../dev/temporal.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { freshDatabase, type Bench } from '../harness.ts';

const RELEASE = 'v1.29.1';
const SERVER = 'temporal-server';
const SCHEMA_TOOL = 'temporal-sql-tool';
const PACKAGES = {
  [`go.temporal.io/server/cmd/server@${RELEASE}`]: SERVER,
  [`go.temporal.io/server/cmd/tools/sql@${RELEASE}`]: SCHEMA_TOOL,
};
const TOLD = {
  zh: 'Temporal 服务器（Postgres 用）：用 Go 编译，首次约需 4 分钟（两核）',
  en: 'building the server for Postgres with Go, 4 minutes on 2 cores, the first time only',
};
/** One write at a time goes through a shard: as many as its Helm chart has, which were no slower than the 4 of its samples. */
const SHARDS = 512;
/** What the dev server sets for itself, but for the addresses of callbacks. */
const LIMITS = {
  'system.forceSearchAttributesCacheRefreshOnRead': true,
  'frontend.persistenceMaxQPS': 10_000,
  'history.persistenceMaxQPS': 45_000,
  'history.hostLevelCacheMaxSize': 8_096,
  'frontend.namespaceRPS.visibility': 100,
};
const NAMESPACE = 'default';
const ALREADY_EXISTS = 6;

export async function startTemporalOnPostgres(
  bench: Bench,
  log: (line: string) => void,
): Promise<{ address: string; stop(): Promise<void> }> {
  const { cacheDir, path } = readConfig();
  const program = (name: string): string => join(cacheDir, name);
  if (![SERVER, SCHEMA_TOOL].every((name) => existsSync(program(name))))
    await buildWithGo({ cacheDir, path, log }, TOLD, PACKAGES);
  const [state, visibility] = [await freshDatabase(bench), await freshDatabase(bench)];
  const drop = async (): Promise<void> => {
    await state.drop();
    await visibility.drop();
  };
  try {
    await makeSchema(program(SCHEMA_TOOL), state.url, 'temporal');
    await makeSchema(program(SCHEMA_TOOL), visibility.url, 'visibility');
    const folder = mkdtempSync(join(bench.folder, 'temporal-postgres-'));
    const port = await freePort();
    await writeSettings(folder, port, state.url, visibility.url);
    const server = await startServer({
      ...{ executable: program(SERVER), address: `127.0.0.1:${port}`, logFile: join(folder, 'server.log') },
      args: ['--root', folder, '--config', 'config', '--env', 'bench', '--allow-no-auth', 'start'],
      ready: prepared,
    });
    return {
      address: server.address,
      async stop() {
        await server.stop();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function makeSchema(tool: string, url: string, name: 'temporal' | 'visibility'): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const to = ['--plugin', 'postgres12', '--ep', hostname, '-p', port, '-u', username];
  const run = (...args: string[]) =>
    promisify(execFile)(tool, [...to, '--db', pathname.slice(1), ...args], {
      env: { SQL_PASSWORD: decodeURIComponent(password) },
    });
  await run('setup-schema', '-v', '0.0');
  await run('update-schema', '--schema-name', `postgresql/v12/${name}`);
}

/** JSON is YAML. Only this user may read it: it holds the password of the database. */
async function writeSettings(folder: string, port: number, state: string, visibility: string): Promise<void> {
  const on = '127.0.0.1';
  // Its schema keeps this one as a smallint.
  const lowPort = (): Promise<number> => getPort({ port: portNumbers(16_933, 17_999), host: on });
  const service = async (grpcPort?: number) => ({
    rpc: { grpcPort: grpcPort ?? (await freePort()), membershipPort: await lowPort(), bindOnIP: on },
  });
  const store = (url: string, maxConns: number) => {
    const { host, username, password, pathname } = new URL(url);
    return {
      sql: {
        ...{ pluginName: 'postgres12', databaseName: pathname.slice(1), connectAddr: host },
        ...{ connectProtocol: 'tcp', user: username, password: decodeURIComponent(password) },
        ...{ maxConns, maxIdleConns: maxConns, maxConnLifetime: '1h' },
      },
    };
  };
  const settings = {
    log: { stdout: true, level: 'error' },
    persistence: {
      ...{ defaultStore: 'state', visibilityStore: 'visibility', numHistoryShards: SHARDS },
      datastores: { state: store(state, 20), visibility: store(visibility, 2) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: on } },
    services: {
      frontend: await service(port),
      ...{ history: await service(), matching: await service(), worker: await service() },
    },
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
      ...{ masterClusterName: 'active', currentClusterName: 'active' },
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcAddress: `${on}:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: join(folder, 'limits.yaml'), pollInterval: '60s' },
  };
  const limits = Object.fromEntries(Object.entries(LIMITS).map(([key, value]) => [key, [{ value }]]));
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'limits.yaml'), JSON.stringify(limits));
  writeFileSync(join(folder, 'config', 'bench.yaml'), JSON.stringify(settings), { mode: 0o600 });
}

/** Rejects until the namespace is there with our search attributes and can be searched by them. */
async function prepared({ workflowService, operatorService }: Connection): Promise<void> {
  await once(
    workflowService.registerNamespace({
      namespace: NAMESPACE,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    }),
  );
  await once(
    operatorService.addSearchAttributes({ namespace: NAMESPACE, searchAttributes: searchAttributeTypes }),
  );
  await workflowService.listWorkflowExecutions({ namespace: NAMESPACE, query: 'QcStage = "any"' });
}

async function once(registering: Promise<unknown>): Promise<void> {
  await registering.catch((error: { code?: number }) => {
    if (error.code !== ALREADY_EXISTS) throw error;
  });
}
