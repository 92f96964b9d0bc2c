/**
 * What the system tells of its ways, as spans of a trace. The SDK of OpenTelemetry is loaded by `otel.ts`, and only
 * when traces are on; off, each of these only does the work.
 */
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
} from '@opentelemetry/api';

/** Runs work where something else has come from. */
export type Within = <T>(work: () => T) => T;

export interface SpanOptions {
  kind?: 'server' | 'consumer';
  /** Only what `otel.ts` lets through leaves: never a value of a field, nor what names a person. */
  attributes?: Attributes;
  /** The W3C `traceparent` that it continues, and `tracestate`; by itself the span at work. */
  continues?: { traceparent?: string | undefined; tracestate?: string | undefined };
}

const KINDS = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER };
/** A statement is cut off here. */
const MAX_STATEMENT = 2_000;
const ANYWHERE: Within = (work) => work();
let on = false;

export const switchTracing = (to: boolean): void => void (on = to);
export const isTracing = (): boolean => on;
const tracer = () => trace.getTracer('quancheng');

/** Does the work in a span that ends with it, as failed when it rejects. */
export function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!on) return work();
  const { kind, attributes = {}, continues } = options;
  const from = continues ? propagation.extract(ROOT_CONTEXT, continues) : context.active();
  return tracer().startActiveSpan(
    name,
    { attributes, kind: kind ? KINDS[kind] : SpanKind.INTERNAL },
    from,
    async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kindOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
  );
}

/** Adds to the span at work what came of it, and what it is better named. */
export function note(attributes: Attributes, name?: string): void {
  if (!on) return;
  const span = trace.getActiveSpan()?.setAttributes(attributes);
  if (name !== undefined) span?.updateName(name);
  if (Number(attributes['http.response.status_code'] ?? 0) >= 500)
    span?.setStatus({ code: SpanStatusCode.ERROR });
}

/** A statement that the database has just answered, or failed; told only of work that is in a span. */
export function noteStatement(text: string, milliseconds: number, error?: unknown): void {
  if (!on || !trace.getActiveSpan()?.isRecording()) return;
  const endTime = Date.now();
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, MAX_STATEMENT) };
  const [verb = ''] = /\w+/.exec(text) ?? [];
  const options = { attributes, startTime: endTime - milliseconds, kind: SpanKind.CLIENT };
  const span = tracer().startSpan(`sql ${verb}`, options);
  if (error !== undefined)
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kindOf(error));
  span.end(endTime);
}

/** The span at work as W3C `traceparent`; undefined without one, or when its trace is not kept. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  if (on && trace.getActiveSpan()?.isRecording()) propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** The id of the trace at work: 32 hexadecimal digits. */
export const traceId = (): string | undefined => traceparent()?.split('-')[1];

/** Where this is called: work that waits in a queue is done there, not where the queue happens to be emptied. */
export function here(): Within {
  if (!on) return ANYWHERE;
  const at = context.active();
  return (work) => context.with(at, work);
}

/** Of an error only what it is: what it says may hold a value. */
function kindOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const kind = typeof code === 'string' ? code : name;
  return typeof kind === 'string' ? kind.slice(0, 60) : 'Error';
}
