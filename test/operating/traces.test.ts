/** One trace from a request to the statements of the activity that it woke; and nothing in it that is a person's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { Client, Connection } from '@temporalio/client';
import getPort from 'get-port';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readConfig } from '../../config.ts';
import { resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import type { System } from '../../store/system.ts';
import { countUnshown } from '../../store/wake.ts';
import { startTracing, type RunningTracing } from '../../telemetry/otel.ts';
import { temporalTracing } from '../../telemetry/temporal.ts';
import { bundleWorkflows, runWorkers } from '../../worker/worker.ts';
import { projectWorkflowId, SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { freshDatabase, freshSystem, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const TOKEN = 'a-token-that-nobody-is-to-see';
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const NOW = '2024-02-28T01:00:00.000Z';
const CALLER = '00f067aa0ba902b7';

describe('a request, its command, the wake, the workflow, the activity', () => {
  const spans: ReadableSpan[] = [];
  const refusals: string[] = [];
  let folder: string;
  let temporal: RunningTemporal;
  let tracing: RunningTracing;
  let system: System;
  let app: ReturnType<typeof createApp>;
  let worker: Promise<void>;
  const stop = new AbortController();

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    folder = mkdtempSync(join(tmpdir(), 'traces-'));
    const { cacheDir, path } = readConfig();
    const executable = await resolveTemporal({ cacheDir, path, log: () => {} });
    temporal = await startTemporal({
      ...{ executable, dbFile: join(folder, 'temporal.db'), searchAttributes: SEARCH_ATTRIBUTES },
    });
    const keep = {
      export: (more: ReadableSpan[], done: (result: { code: number }) => void) => {
        spans.push(...more);
        done({ code: 0 });
      },
      shutdown: () => Promise.resolve(),
    };
    tracing = startTracing(keep, 'quancheng-test');
    const offsetMs = Date.parse(NOW) - Date.now();
    system = await freshSystem({ mode: 'demo', offsetMs, startedAt: NOW });
    app = createApp({ system, token: TOKEN, log: (line) => refusals.push(line) });
    worker = runWorkers({
      ...{ system, channels: [], temporalAddress: temporal.address, namespace: 'default' },
      ...{ tracing: temporalTracing(tracing), log: () => {}, signal: stop.signal },
    });
  });
  afterAll(async () => {
    stop.abort();
    await worker;
    await tracing?.stop();
    await temporal?.stop();
    await system?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = (path: string, traceId: string, body: object) =>
    app.request(path, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { ...headers, traceparent: `00-${traceId}-${CALLER}-01` },
    });
  /** The names from a span up to the request, and what stands above that. */
  const wayUp = (span: ReadableSpan): (string | undefined)[] => {
    const above = spans.find((s) => s.spanContext().spanId === span.parentSpanId);
    return [span.name, ...(above ? wayUp(above) : [span.parentSpanId])];
  };
  const inTrace = (id: string) => spans.filter((s) => s.spanContext().traceId === id);
  /** The ways up of what the database was asked to change, so far. */
  const waysOfUpdates = async (id: string) => {
    await tracing.processor.forceFlush();
    return inTrace(id)
      .filter((s) => s.name === 'sql update')
      .map(wayUp);
  };
  const patient = { timeout: 30_000, interval: 200 };
  const WAY = [
    ...['RunActivity:passTime', 'StartActivity:passTime', 'HandleSignal:wake'],
    ...['SignalWithStartWorkflow:project', 'relay wake'],
  ];

  test('are one trace, below the span of the caller; also when the workflow has long been there', async () => {
    const first = 'a'.repeat(32);
    const signed = await send('/v1/projects', first, PLANT);
    expect([signed.status, signed.headers.get('x-trace-id')]).toEqual([200, first]);
    await expect
      .poll(() => waysOfUpdates(first), patient)
      .toContainEqual([...['sql update', ...WAY, 'handle signProject', 'POST /v1/projects', CALLER]]);
    await expect.poll(() => countUnshown(system.db), patient).toBe(0);
    const later = 'b'.repeat(32);
    const command = {
      type: 'issueDirective',
      directive: 'd',
      title: '腾地',
      owner: '王某某',
      dueOn: '2024-03-01',
    };
    const done = await send(`/v1/projects/${PLANT.id}/commands`, later, command);
    expect([done.status, await done.text()]).toEqual([200, expect.anything()]);
    await expect
      .poll(() => waysOfUpdates(later), patient)
      .toContainEqual([
        ...['sql update', ...WAY, 'handle issueDirective', 'POST /v1/projects/{id}/commands', CALLER],
      ]);
    const append = inTrace(later).find((s) => s.name === 'append')!;
    const written = inTrace(later).filter((s) => s.parentSpanId === append.spanContext().spanId);
    expect(written.map((s) => s.attributes['db.query.text'])).toEqual([
      expect.stringContaining('append_events($1::jsonb)'),
    ]);
  });

  test('a refusal is told by its code, in the span and in the line of the log; probes are not told', async () => {
    const again = 'c'.repeat(32);
    expect((await send('/v1/projects', again, PLANT)).status).toBe(409);
    const nobody = 'd'.repeat(32);
    const traceparent = `00-${nobody}-${CALLER}-01`;
    expect((await app.request('/v1/projects', { headers: { traceparent } })).status).toBe(401);
    await app.request('/readyz', { headers: { traceparent: `00-${'e'.repeat(32)}-${CALLER}-01` } });
    await tracing.processor.forceFlush();
    expect(inTrace(again).find((s) => s.name === 'handle signProject')!.attributes).toEqual({
      'quancheng.command': 'signProject',
      'quancheng.stream': `project/${PLANT.id}`,
      'quancheng.outcome': 'refused',
      'quancheng.code': 'alreadySigned',
    });
    expect(refusals.map((line) => (JSON.parse(line) as { trace: string }).trace)).toEqual([nobody]);
    expect(inTrace('e'.repeat(32))).toEqual([]);
  });

  test('what a failed update says, and whom the index names, does not leave; idle looks leave nothing', async () => {
    const connection = await Connection.connect({ address: temporal.address });
    const interceptors = { workflow: [temporalTracing(tracing).client] };
    const handle = new Client({ connection, interceptors }).workflow.getHandle(projectWorkflowId(PLANT.id));
    const refused = { commandId: '王某某', actor: '王某某', milestone: '王某某' };
    await expect(handle.executeUpdate('completeMilestone', { args: [refused] })).rejects.toThrow();
    await expect
      .poll(async () => {
        await tracing.processor.forceFlush();
        return spans.map((s) => s.name);
      }, patient)
      .toContain('HandleUpdate:completeMilestone');
    const history = await handle.fetchHistory();
    await connection.close();
    const told = JSON.stringify(
      spans.map((s) => [s.name, s.attributes, s.events, s.links, s.status, s.resource.attributes]),
    );
    for (const secret of [TOKEN, TEST_KEY, '王某某', ...PLANT.people.map((p) => p.person), PLANT.name])
      expect(told).not.toContain(secret);
    expect(told).toContain(PLANT.id);
    expect(spans.filter((s) => s.name.startsWith('sql') && s.parentSpanId === undefined)).toEqual([]);
    // What ran with traces goes on without them.
    await Worker.runReplayHistory({ workflowBundle: await bundleWorkflows() }, history);
  });
});

test('traces that are off load nothing of OpenTelemetry; those that are on leave when the process ends', async () => {
  const received: Buffer[] = [];
  const collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push(Buffer.concat(parts));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const off = await runApi({});
  expect(off.loaded.filter(isSdk)).toEqual([]);
  expect(off.loaded.length).toBeGreaterThan(10);
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const on = await runApi({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'county-api' });
  collector.close();
  expect(on.loaded.some(isSdk)).toBe(true);
  expect(off.traceId).toBeNull();
  const all = Buffer.concat(received);
  for (const part of ['GET /v1/projects', 'county-api', 'sql select', Buffer.from(on.traceId!, 'hex')])
    expect(all.includes(part)).toBe(true);
  expect(all.includes(TOKEN)).toBe(false);
});

test('a collector that is away, or does not answer, holds up neither an answer nor the end', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  expect((await runApi({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).traceId).toMatch(/^[0-9a-f]{32}$/);
  silent.closeAllConnections();
  silent.close();
  const away = await runApi({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '10' });
  expect(away.errors.match(/链路未能送出/g)).toHaveLength(1);
  expect(away.errors).toContain('ECONNREFUSED');
});

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'otlp'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' }, 'otlp'],
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'otlp'],
  [{ OTEL_TRACES_EXPORTER: 'console' }, 'console'],
  [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, undefined],
  [{ OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' }, undefined],
])('where traces go: %j', (env, traces) => {
  expect(readConfig(env).traces).toBe(traces);
});

test.each([
  [{ OTEL_TRACES_EXPORTER: 'zipkin' }, /^OTEL_TRACES_EXPORTER=zipkin: 应为 .* \/ must be /],
  [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /=grpc: 只支持 .* \/ only /],
])('what is not spoken is refused: %j', (env, says) => {
  expect(() => readConfig(env)).toThrow(says);
});

/** The bare interface is there anyway: prom-client asks it. */
const isSdk = (file: string): boolean => /opentelemetry\/(?!api\/)/.test(file);

const TELL = `
  import { createRequire } from 'node:module';
  const { cache } = createRequire(${JSON.stringify(import.meta.url)});
  process.on('message', () => process.send(Object.keys(cache)));`;

/** Runs the real program, asks it once, and ends it in the usual way. */
async function runApi(
  env: Record<string, string>,
): Promise<{ loaded: string[]; traceId: string | null; errors: string }> {
  const database = await freshDatabase();
  const port = await getPort();
  const root = join(import.meta.dirname, '../..');
  const child = fork(join(root, 'api/main.ts'), {
    cwd: root,
    execArgv: ['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(TELL)}`],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: database, QUANCHENG_KEY: TEST_KEY, QUANCHENG_TOKEN: TOKEN },
      ...{ PORT: String(port), ...env },
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.on('data', (part: Buffer) => (errors += part.toString()));
  const exit = once(child, 'close');
  await once(child, 'message');
  const answer = await fetch(`http://127.0.0.1:${port}/v1/projects`, { headers });
  expect(answer.status).toBe(200);
  child.send('loaded?');
  const [loaded] = (await once(child, 'message')) as [string[]];
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  return { errors, loaded, traceId: answer.headers.get('x-trace-id') };
}
