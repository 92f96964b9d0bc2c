/** A workflow that lives for years is not one trace: what its timer asks for begins its own. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { startTracing, type RunningTracing } from '../../telemetry/otel.ts';
import { temporalTracing } from '../../telemetry/temporal.ts';
import { inSpan } from '../../telemetry/trace.ts';
import { wakeProject } from '../../worker/relay.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { bundleWorkflows } from '../../worker/worker.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const spans: ReadableSpan[] = [];
let env: TestWorkflowEnvironment;
let system: System;
let tracing: RunningTracing;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const keep = {
    export: (more: ReadableSpan[], done: (result: { code: number }) => void) => {
      spans.push(...more);
      done({ code: 0 });
    },
    shutdown: () => Promise.resolve(),
  };
  tracing = startTracing(keep, 'quancheng-test');
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: inject('testServer') } });
  await env.connection.operatorService.addSearchAttributes({
    ...{ namespace: 'default', searchAttributes: searchAttributeTypes },
  });
  const startedAt = '2024-03-20T01:00:00.000Z';
  const offsetMs = Date.parse(startedAt) - (await env.currentTimeMs());
  system = await freshSystem({ mode: 'demo', offsetMs, startedAt });
  const { activity, sinks } = temporalTracing(tracing);
  worker = await Worker.create({
    ...{ connection: env.nativeConnection, taskQueue: TASK_QUEUE, sinks },
    workflowBundle: await bundleWorkflows({ traced: true }),
    activities: createActivities(system),
    interceptors: { activity: [activity] },
  });
  running = worker.run();
});
afterAll(async () => {
  worker?.shutdown();
  await running;
  await tracing?.stop();
  await system?.close();
  await env?.teardown();
});

test('the first pass is told in the trace of the wake, those of the timer each in their own', async () => {
  const at = new Date(await env.currentTimeMs()).toISOString();
  const stream = projectStream(PLANT.id);
  const commands = [{ type: 'signProject', ...PLANT } as const];
  const signed = await system.handle({ stream, commandId: 'sign', actor: 'test', at, commands });
  expect(signed).toMatchObject({ ok: true });
  const interceptors = { workflow: [temporalTracing(tracing).client] };
  const client = new Client({ connection: env.connection, interceptors });
  await inSpan('wake', {}, () => wakeProject(client, PLANT.id));
  await env.sleep('30 days');
  const reached = (await readStream(system.db, stream)).filter((e) => e.type === 'rungReached');
  expect(new Set(reached.map((e) => e.recordedAt.slice(0, 10))).size).toBeGreaterThan(2);

  await tracing.processor.forceFlush();
  const wakes = spans.filter((s) => s.name === 'wake').map((s) => s.spanContext().traceId);
  expect(wakes).toHaveLength(1);
  const passes = spans.filter((s) => s.name === 'RunActivity:passTime');
  // One pass, however often it was tried.
  const woken = passes.filter((s) => s.spanContext().traceId === wakes[0]);
  expect(new Set(woken.map((s) => s.parentSpanId)).size).toBe(1);
  const others = passes.filter((s) => s.spanContext().traceId !== wakes[0]);
  expect(others.map((s) => s.parentSpanId)).toEqual(others.map(() => undefined));
  expect(new Set(others.map((s) => s.spanContext().traceId)).size).toBe(others.length);
  expect(others.length).toBeGreaterThan(2);
});
