/** The runs of a workflow that continued as new. */
import type { Client } from '@temporalio/client';

export interface Run {
  events: number;
  /** Bytes that it was started with. */
  input: number;
  /** Patches that it began with. */
  patches: number;
}

/** From the first to the last; the test server tells no run which it continues, so it must be told itself. */
export async function runsOf(client: Client, workflowId: string, runIds?: Iterable<string>): Promise<Run[]> {
  if (runIds) return Promise.all([...runIds].map(async (id) => (await runOf(client, workflowId, id)).run));
  const runs: Run[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  while (runId) {
    const { run, continues } = await runOf(client, workflowId, runId);
    runs.unshift(run);
    runId = continues;
  }
  return runs;
}

async function runOf(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<{ run: Run; continues: string }> {
  const events = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events!;
  const started = events[0]!.workflowExecutionStartedEventAttributes!;
  const run = {
    events: events.length,
    input: (started.input?.payloads ?? []).reduce((bytes, p) => bytes + (p.data?.length ?? 0), 0),
    patches: events.filter((e) => e.markerRecordedEventAttributes?.markerName === 'core_patch').length,
  };
  return { run, continues: started.continuedExecutionRunId ?? '' };
}
