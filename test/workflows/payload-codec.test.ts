/** Temporal's payloads, encrypted: on a real server, what stands in a history is readable to who has the key only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import { projectStream } from '../../store/aggregates.ts';
import type { System } from '../../store/system.ts';
import { countUnshown } from '../../store/wake.ts';
import { createPayloadCodec, dataConverterOf, type PayloadKey } from '../../worker/payload-codec.ts';
import { runWorkers } from '../../worker/worker.ts';
import {
  completeMilestoneUpdate,
  projectWorkflowId,
  SEARCH_ATTRIBUTES,
  stateQuery,
} from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const keyOf = (id: string, digit: string): PayloadKey => ({ id, key: Buffer.from(digit.repeat(64), 'hex') });
const A = keyOf('2024-a', 'a');
const B = keyOf('2024-b', 'b');
const SECRET = '王某某';

describe('the codec', () => {
  const payloads = [defaultPayloadConverter.toPayload({ person: SECRET })];

  test('encrypts with its first key, each payload in its own way, and reads with any', async () => {
    const old = createPayloadCodec([A]);
    const both = createPayloadCodec([B, A]);
    const [one] = await old.encode(payloads);
    const [two] = await old.encode(payloads);
    expect(one!.data).not.toEqual(two!.data);
    expect(Buffer.from(one!.data!).includes(SECRET)).toBe(false);
    const [three] = await both.encode(payloads);
    expect(Buffer.from(three!.metadata!['encryption-key-id']!).toString()).toBe(B.id);
    const read = await both.decode([one!, three!, payloads[0]!]);
    expect(read.map((p) => defaultPayloadConverter.fromPayload(p))).toEqual(
      Array.from({ length: 3 }, () => ({ person: SECRET })),
    );
  });

  test.each([
    ['no key', [], '密钥', 'does not have'],
    ['another key of another id', [B], '密钥', 'does not have'],
    ['another key of this id', [keyOf(A.id, 'c')], '密钥不对', 'another key'],
  ])('says in both languages what it lacks: %s', async (_, keys, zh, en) => {
    const encrypted = await createPayloadCodec([A]).encode(payloads);
    const refused = await createPayloadCodec(keys)
      .decode(encrypted)
      .catch((error: unknown) => error as Error);
    const { name, message } = refused as Error;
    expect(name).toBe('PayloadKeyError');
    for (const part of [zh, en, A.id]) expect(message).toContain(part);
    for (const { key } of [A, ...keys]) expect(message).not.toContain(key.toString('hex'));
  });

  test('what was changed on the way, or is said to be of another key, is refused', async () => {
    const same = { id: 'same', key: A.key };
    const codec = createPayloadCodec([A, same]);
    const [encrypted] = await codec.encode(payloads);
    const data = Buffer.from(encrypted!.data!);
    data[data.length - 1]! ^= 1;
    await expect(codec.decode([{ ...encrypted, data }])).rejects.toThrow('damaged');
    const metadata = { ...encrypted!.metadata, 'encryption-key-id': Buffer.from(same.id) };
    await expect(codec.decode([{ ...encrypted, metadata }])).rejects.toThrow('damaged');
  });

  test.each([
    ['too short', 'a:12', '64'],
    ['no id', 'a'.repeat(64), '64'],
    ['an id twice', `a:${'A1'.repeat(32)}, a:${'b2'.repeat(32)}`, 'a 出现了两次'],
    ['an id of other signs', `名:${'a1'.repeat(32)}`, '64'],
  ])('a setting that can not be used is refused without being repeated: %s', (_, value, says) => {
    const read = () => readConfig({ TEMPORAL_PAYLOAD_KEYS: value });
    expect(read).toThrow(/^TEMPORAL_PAYLOAD_KEYS: .*[一-鿿].* \/ /);
    expect(read).toThrow(says);
    expect(read).toThrow(expect.not.objectContaining({ message: expect.stringMatching(/[0-9a-f]{20}/i) }));
  });

  test('keys as they are set', () => {
    const value = `2024-a:${'a'.repeat(64)}, 2024-b:${'b'.repeat(64)}`;
    expect(readConfig({ TEMPORAL_PAYLOAD_KEYS: value }).payloadKeys).toEqual([A, B]);
    expect(readConfig({}).payloadKeys).toEqual([]);
  });
});

describe('on a real server', () => {
  const logged: LogEntry[] = [];
  let folder: string;
  let temporal: RunningTemporal;
  let system: System;
  let connection: Connection;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('WARN', (entry) => logged.push(entry)) });
    folder = mkdtempSync(join(tmpdir(), 'payloads-'));
    const { cacheDir, path } = readConfig();
    const executable = await resolveTemporal({ cacheDir, path, log: () => {} });
    temporal = await startTemporal({
      ...{ executable, dbFile: join(folder, 'temporal.db'), searchAttributes: SEARCH_ATTRIBUTES },
    });
    connection = await Connection.connect({ address: temporal.address });
    const startedAt = '2024-02-28T01:00:00.000Z';
    system = await freshSystem({
      mode: 'demo',
      offsetMs: Date.parse(startedAt) - Date.now(),
      startedAt,
    });
  });
  afterAll(async () => {
    await connection?.close();
    await temporal?.stop();
    await system?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A worker with these keys, for as long as the work takes. */
  async function withKeys(payloadKeys: PayloadKey[], work: (client: Client) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const running = runWorkers({
      ...{ system, channels: [], temporalAddress: temporal.address, namespace: 'default' },
      ...{ payloadKeys, log: () => {}, signal: stop.signal },
    });
    try {
      await work(new Client({ connection, dataConverter: dataConverterOf(payloadKeys) }));
    } finally {
      stop.abort();
      await running;
    }
  }
  const patient = { timeout: 30_000, interval: 200 };
  const signPlant = async (id: string): Promise<void> => {
    const command = { type: 'signProject', ...PLANT, id } as const;
    const envelope = {
      stream: projectStream(id),
      commandId: `sign/${id}`,
      actor: SECRET,
      commands: [command],
    };
    expect(await system.handle({ ...envelope, at: new Date().toISOString() })).toMatchObject({ ok: true });
    await expect.poll(() => countUnshown(system.db), patient).toBe(0);
  };
  /** An update with a name in it, and a failure that says what is lacking. */
  const refuse = (handle: WorkflowHandle, commandId: string) => {
    const report = { commandId, actor: 'test', milestone: 'a-start', evidence: SECRET };
    return expect(handle.executeUpdate(completeMilestoneUpdate, { args: [report] })).rejects.toMatchObject({
      cause: { type: 'gateBlocked', message: expect.stringContaining('环评') },
    });
  };
  const READABLE = [SECRET, '环评', '赵项目长', PLANT.name];
  const historyOf = async (handle: WorkflowHandle): Promise<Buffer> =>
    Buffer.from(proto.temporal.api.history.v1.History.encode(await handle.fetchHistory()).finish());
  const handleOf = (client: Client, id: string) => client.workflow.getHandle(projectWorkflowId(id));

  test('the workflow works, its history names nobody; older histories and keys stay readable', async () => {
    await withKeys([], async (client) => {
      await signPlant('before');
      const handle = handleOf(client, 'before');
      await refuse(handle, 'one');
      const history = await historyOf(handle);
      for (const part of READABLE) expect(history.includes(part), part).toBe(true);
    });

    await withKeys([A], async (client) => {
      await signPlant('after');
      const handle = handleOf(client, 'after');
      await refuse(handle, 'two');
      expect((await handle.query(stateQuery)).face).toMatchObject({ name: PLANT.name, chief: '赵项目长' });
      const history = await historyOf(handle);
      for (const part of READABLE) expect(history.includes(part), part).toBe(false);
      expect(history.includes(A.id)).toBe(true);
      // Begun without keys, it is replayed by this worker and goes on.
      await refuse(handleOf(client, 'before'), 'three');
    });

    await withKeys([B, A], async (client) => {
      const handle = handleOf(client, 'after');
      expect((await historyOf(handle)).includes(B.id)).toBe(false);
      await refuse(handle, 'four');
      expect((await historyOf(handle)).includes(B.id)).toBe(true);
    });
  });

  test('a worker that lacks the key says which one; with the key the workflow goes on', async () => {
    await withKeys([A], async (client) => {
      const handle = handleOf(client, 'after');
      await handle.signal('wake');
      // As the program says it, which prints errors only.
      const said = () => logged.filter((l) => l.level === 'ERROR').map((l) => String(l.meta?.error));
      await expect.poll(() => said().join(), patient).toContain('TEMPORAL_PAYLOAD_KEYS 中没有它');
      expect(said().join()).toContain(`"${B.id}", which TEMPORAL_PAYLOAD_KEYS does not have`);
    });
    await withKeys([B, A], async (client) => {
      // The task that failed is tried again after a pause that grows; a query may give up before.
      const name = async () => (await handleOf(client, 'after').query(stateQuery)).face?.name;
      await expect.poll(() => name().catch(() => undefined), patient).toBe(PLANT.name);
    });
  });
});
