/** A whole way of notices: store, dev server, the real worker as a process, and servers that behave as robots do. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { keyOf, numberOf } from '../../channels/identity.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import type { Notice } from '../../domain/delivery.ts';
import { contactStream, noticeIdOf, projectStream } from '../../store/aggregates.ts';
import type { System } from '../../store/system.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import type { FakeRobot } from '../channels/fake-kinds.ts';
import { startFakes, type Fakes } from '../channels/fakes.ts';
import { freshSystem, TEST_KEY } from '../fresh-system.ts';

/** 26 March 2024, 09:05 in Shanghai: what is due today is due. */
export const TODAY = '2024-03-26T01:05:00.000Z';
const ROOT = join(import.meta.dirname, '../..');
/**
 * The robots' minutes pass four times as fast, and so do the sends. Not faster: the burst that Temporal lets
 * through grows with the rate above one a second, and would prove nothing of the real rate.
 */
const SPEED = 4;
const RATE = 1;

const ROBOTS: FakeRobot[] = [
  { kind: 'wecom', name: 'wecom', token: 'wecom-key-0001' },
  { kind: 'dingtalk', name: 'dingtalk', token: 'dingtalk-token-0001', secret: 'SECdingtalk0001' },
  { kind: 'feishu', name: 'feishu', token: 'feishu-token-0001', secret: 'feishu-secret-0001' },
  {
    kind: 'webhook',
    name: 'webhook',
    token: 'province-hook-0001',
    secrets: ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='],
  },
];
export type RobotName = 'wecom' | 'dingtalk' | 'feishu' | 'webhook';

export interface Way {
  system: System & { url: string };
  fakes: Fakes;
  temporal: RunningTemporal;
  lines: string[];
  startWorker(): Promise<void>;
  /** SIGKILL: nothing is drained. */
  killWorker(): Promise<void>;
  stop(): Promise<void>;
}

export async function openWay(): Promise<Way> {
  const folder = mkdtempSync(join(tmpdir(), 'quancheng-way-'));
  const offsetMs = Date.parse(TODAY) - Date.now();
  const system = await freshSystem({ mode: 'demo', offsetMs, startedAt: TODAY });
  const { cacheDir, path } = readConfig();
  const temporal = await startTemporal({
    executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
    dbFile: join(folder, 'temporal', 'temporal.db'),
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  const start = Date.now();
  const fakes = await startFakes({ robots: ROBOTS, clock: () => start + (Date.now() - start) * SPEED });
  const settings = join(folder, 'channels.json');
  writeFileSync(settings, JSON.stringify(settingsOf(fakes)));
  const lines: string[] = [];
  let worker: ChildProcess | undefined;

  return {
    ...{ system, fakes, temporal, lines },
    async startWorker() {
      const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'worker/main.ts')], {
        cwd: ROOT,
        env: {
          ...process.env,
          ...{ DATABASE_URL: system.url, TEMPORAL_ADDRESS: temporal.address, QUANCHENG_KEY: TEST_KEY },
          ...{ QUANCHENG_CHANNELS: settings, QUANCHENG_PUBLIC_URL: 'https://quancheng.example' },
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk) => lines.push(...String(chunk).trimEnd().split('\n')));
      worker = child;
      const [message] = (await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => ['ended']),
      ])) as unknown[];
      if (message !== 'ready') throw new Error(lines.join('\n'));
    },
    async killWorker() {
      const exit = once(worker!, 'exit');
      worker!.kill('SIGKILL');
      await exit;
    },
    async stop() {
      if (worker && worker.exitCode === null && worker.signalCode === null) {
        const exit = once(worker, 'exit');
        worker.kill('SIGKILL');
        await exit;
      }
      await fakes.close();
      await temporal.stop();
      await system.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settingsOf(fakes: Fakes): object {
  const robot = (name: RobotName) => {
    const { secret } = ROBOTS.find((r) => r.name === name)!;
    return {
      sendsPerSecond: RATE,
      robots: { group: { url: fakes.url(name), ...(secret ? { secret } : {}) } },
    };
  };
  const { secrets } = ROBOTS.find((r) => r.name === 'webhook')!;
  return {
    ...{ wecom: robot('wecom'), dingtalk: robot('dingtalk'), feishu: robot('feishu') },
    webhook: { webhooks: { group: { url: fakes.url('webhook'), secrets } } },
  };
}

/** A project due today whose chief is told on these channels, in this order: one notice. */
export async function dueToday(system: System, id: string, channels: readonly string[]): Promise<void> {
  const person = `项目长${id}`;
  const at = new Date().toISOString();
  const send = async (stream: string, command: object): Promise<void> => {
    const commands = [command as never];
    const outcome = await system.handle({ stream, commandId: 'given', actor: 'office', at, commands });
    if (!outcome.ok) throw new Error(outcome.rejection.message.en);
  };
  await send(contactStream(id), {
    ...{ type: 'setContact', person, language: 'zh' },
    channels: channels.map((channel) => ({ channel, address: 'group' })),
  });
  await send(projectStream(id), {
    ...{ type: 'signProject', id, name: `工厂${id}`, county: '示例县', signedOn: '2024-03-22' },
    template: { id: 'industrial', version: 1 },
    people: [{ role: 'projectChief', person, from: '2024-03-22' }],
    lines: [{ id: 'a', name: '甲线', kind: 'main' }],
    milestones: [{ id: 'start', name: '甲线开工', line: 'a', committedOn: '2024-03-26' }],
    ...{ approvalItems: [], factors: [], windows: [] },
  });
}

/** Every notice of the system, by its id. */
export async function notices(system: System): Promise<{ id: string; notice: Notice }[]> {
  const { rows } = await sql<{ stream: string; state: Notice }>`
    select stream, state from stream_state where category = 'notice' order by stream`.execute(system.db);
  return rows.map(({ stream, state }) => ({ id: noticeIdOf(stream), notice: state }));
}

export async function countOf(system: System, status: Notice['status']): Promise<number> {
  return (await notices(system)).filter((n) => n.notice.status === status).length;
}

/** How often readers of a robot see the notice. */
export const seenAt = (fakes: Fakes, robot: string, id: string): number =>
  fakes.shown(robot).filter(({ key }) => [id, keyOf(id), numberOf(id)].includes(key)).length;
