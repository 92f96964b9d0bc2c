/** What carries a trace into Temporal and out of it again; loaded only when traces are on. */
import { trace } from '@opentelemetry/api';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { Sinks } from '@temporalio/workflow';
import type { RunningTracing } from './otel.ts';

export interface TemporalTracing {
  client: WorkflowClientInterceptor;
  activity: ActivityInterceptorsFactory;
  sinks: InjectedSinks<Sinks>;
}

/** The relay asks again and again for what may be running already: only what is done in a span is told. */
class InSpans extends OpenTelemetryWorkflowClientInterceptor {
  override start: OpenTelemetryWorkflowClientInterceptor['start'] = (input, next) =>
    trace.getActiveSpan() ? super.start(input, next) : next(input);
}

export const temporalTracing = ({ processor, resource }: RunningTracing): TemporalTracing => ({
  client: new InSpans(),
  activity: (context) => ({
    inbound: new OpenTelemetryActivityInboundInterceptor(context),
    outbound: new OpenTelemetryActivityOutboundInterceptor(context),
  }),
  sinks: { exporter: makeWorkflowExporter(processor, resource) },
});
