/**
 * OpenTelemetry, loaded only when traces are on. It reads the standard `OTEL_*` variables by itself: where to send,
 * how many to keep, how the service is called.
 *
 * What leaves is only what `LEAVES` names. Libraries put more into a span than is ours to give away: messages of
 * errors, and of a workflow all its search attributes, with the name of the project's chief.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { switchTracing } from './trace.ts';

export interface RunningTracing {
  processor: SpanProcessor;
  resource: Resource;
  /** Sends what is left, and stops. Never rejects. */
  stop: () => Promise<void>;
}

/** A collector that does not answer must not hold up a process that is to end. */
const STOP_MS = 3_000;

const LEAVES = new Set([
  ...['http.request.method', 'http.route', 'http.response.status_code', 'error.type'],
  ...['quancheng.command', 'quancheng.stream', 'quancheng.outcome', 'quancheng.code'],
  ...['db.system.name', 'db.query.text'],
  ...['workflowId', 'runId', 'workflowType', 'taskQueue', 'attempt'],
  ...['temporalWorkflowId', 'temporalActivityId', 'run_id'],
]);

/** Begins to trace this process, as `service` unless `OTEL_SERVICE_NAME` says otherwise. */
export function startTracing(exporter: 'otlp' | 'console' | SpanExporter, service: string): RunningTracing {
  const to =
    exporter === 'otlp'
      ? new OTLPTraceExporter()
      : exporter === 'console'
        ? new ConsoleSpanExporter()
        : exporter;
  const processor = new BatchSpanProcessor(reduced(to));
  const named = new Resource({ 'service.name': service }).merge(
    new Resource(envDetectorSync.detect().attributes),
  );
  const resource = Resource.default().merge(named);
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  // Of what a caller sends along only the trace goes on: no baggage.
  provider.register({ propagator: new W3CTraceContextPropagator() });
  setGlobalErrorHandler(sayOnce());
  switchTracing(true);
  return {
    processor,
    resource: resource,
    stop: async () => {
      switchTracing(false);
      await Promise.race([provider.shutdown().catch(() => {}), sleep(STOP_MS, undefined, { ref: false })]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

/** A collector that is away is said once, not every five seconds; the spans are lost. */
function sayOnce(): (error: unknown) => void {
  let said = '';
  return (error) => {
    const line = `链路未能送出 / traces could not be sent: ${error instanceof Error ? error.message : 'error'}`;
    if (line !== said) console.warn(line);
    said = line;
  };
}

/** An exporter of spans reduced to what may leave. */
function reduced(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(reduce), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

const reduce = (span: ReadableSpan): ReadableSpan =>
  Object.create(span, {
    attributes: { value: Object.fromEntries(Object.entries(span.attributes).filter(([k]) => LEAVES.has(k))) },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
