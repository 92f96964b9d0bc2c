/**
 * Bundled with the workflows only when traces are on. A project's workflow lives for years, in the trace of whoever
 * first woke it: so a pass of time that a wake asked for is told in the trace of that wake, and one that a timer
 * asked for begins a trace of its own.
 */
import { context, type Context } from '@opentelemetry/api';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type { WorkflowInboundCallsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => {
  let woken: Context | undefined;
  let passes = 0;

  const remember: WorkflowInboundCallsInterceptor = {
    handleSignal(input, next) {
      if (input.signalName === 'wake') woken = context.active();
      return next(input);
    },
  };

  class Outbound extends OpenTelemetryOutboundInterceptor {
    override scheduleLocalActivity: OpenTelemetryOutboundInterceptor['scheduleLocalActivity'] = (
      input,
      next,
    ) => {
      if (input.activityType !== 'passTime') return super.scheduleLocalActivity(input, next);
      const wake = woken;
      woken = undefined;
      passes += 1;
      if (wake) return context.with(wake, () => super.scheduleLocalActivity(input, next));
      return passes === 1 ? super.scheduleLocalActivity(input, next) : next(input);
    };
  }

  return {
    inbound: [new OpenTelemetryInboundInterceptor(), remember],
    outbound: [new Outbound()],
    internals: [new OpenTelemetryInternalsInterceptor()],
  };
};
