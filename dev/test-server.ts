/** Temporal's time-skipping test server: the SDK's download, or the Java one fetched by Maven. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TimeSkippingTestWorkflowEnvironmentOptions } from '@temporalio/testing';
import { SetupError } from './errors.ts';
import { findOnPath, type Search } from './temporal.ts';

type Executable = NonNullable<
  NonNullable<TimeSkippingTestWorkflowEnvironmentOptions['server']>['executable']
>;

const VERSION = '1.31.0';

/**
 * What `TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })` takes. With Java at hand the
 * jars are kept in the cache; without it the SDK fetches a binary. Throws `SetupError` when Maven fails.
 */
export async function resolveTestServer({ cacheDir, path, log }: Search): Promise<Executable> {
  const folder = join(cacheDir, `temporal-test-server-${VERSION}`);
  const script = join(folder, 'run.sh');
  const java = findOnPath('java', path);
  if (java && existsSync(script)) return { type: 'existing-path', path: script };
  const maven = findOnPath('mvn', path);
  if (!java || !maven) return { type: 'cached-download' };
  log(
    `测试服务器：用 Maven 获取（约 30 MB，仅首次）/ fetching the time-skipping test server with Maven, the first time only`,
  );
  await fetchJars(maven, cacheDir, folder, java);
  return { type: 'existing-path', path: script };
}

async function fetchJars(maven: string, cacheDir: string, folder: string, java: string): Promise<void> {
  mkdirSync(cacheDir, { recursive: true });
  const half = mkdtempSync(join(cacheDir, 'test-server-'));
  writeFileSync(
    join(half, 'pom.xml'),
    `<project><modelVersion>4.0.0</modelVersion><groupId>quancheng</groupId><artifactId>test-server</artifactId><version>1</version>
<dependencies><dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency></dependencies></project>`,
  );
  try {
    const args = [
      '-q',
      '-B',
      '-f',
      join(half, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(half, 'jars')}`,
    ];
    await promisify(execFile)(maven, args, { maxBuffer: 1 << 24 });
    writeFileSync(
      join(half, 'run.sh'),
      `#!/bin/sh\nexec "${java}" -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$1"\n`,
    );
    chmodSync(join(half, 'run.sh'), 0o755);
    if (!existsSync(folder)) renameSync(half, folder);
  } catch (error) {
    const line = String((error as { stdout?: string }).stdout ?? error)
      .trim()
      .split('\n')[0];
    throw new SetupError(
      `获取测试服务器失败 / the test server can't be fetched: ${line}`,
      'mvn dependency:copy-dependencies',
    );
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
