/** The runs of a workflow that continued as new. */
import type { Client } from '@temporalio/client';

export interface Run {
  events: number;
  /** Bytes that it was started with. */
  input: number;
  /** Patches that it began with. */
  patches: number;
}

/** From the first to the last. */
export async function runsOf(client: Client, workflowId: string): Promise<Run[]> {
  const runs: Run[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  while (runId) {
    const events = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events!;
    const started = events[0]!.workflowExecutionStartedEventAttributes!;
    runs.unshift({
      events: events.length,
      input: (started.input?.payloads ?? []).reduce((bytes, p) => bytes + (p.data?.length ?? 0), 0),
      patches: events.filter((e) => e.markerRecordedEventAttributes?.markerName === 'core_patch').length,
    });
    runId = started.continuedExecutionRunId ?? '';
  }
  return runs;
}
