/**
 * Workflows brought back from the log. The worker compares what runs in Temporal with the open projects, now
 * and then; `quancheng recover` does it by hand. A project that is woken without need does nothing, so both
 * may be stopped and repeated at any point, and a rung that has fired does not fire again.
 */
import type { Client } from '@temporalio/client';
import { projectOf } from '../store/aggregates.ts';
import type { Progress } from '../store/progress.ts';
import type { System } from '../store/system.ts';
import { confirmedStreams, forgetShownOf, openStreams } from '../store/wake.ts';
import { projectWorkflowId } from '../workflows/messages.ts';
import { wakeProject } from './relay.ts';

const AT_ONCE = 50;

/** Ids of the project workflows that run, as Temporal's visibility tells: one started a moment ago may lack. */
async function running(client: Client): Promise<Set<string>> {
  const ids = new Set<string>();
  const query = "WorkflowType = 'project' AND ExecutionStatus = 'Running'";
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) ids.add(workflowId);
  return ids;
}

/** Has open projects woken whose workflow has confirmed itself and does not run any more. Returns how many. */
export async function reconcile(
  system: System,
  client: Client,
  log: (line: string) => void,
): Promise<number> {
  // First what is believed, then what is: a workflow that starts in between is woken once too often at worst.
  const believed = await confirmedStreams(system.db);
  const ids = await running(client);
  const lost = believed.filter((stream) => !ids.has(projectWorkflowId(projectOf(stream))));
  if (lost.length === 0) return 0;
  await forgetShownOf(system.db, lost);
  log(
    `${lost.length} 个项目的工作流已不在运行，重新唤醒 / ${lost.length} workflows no longer run: waking them`,
  );
  return lost.length;
}

export interface Recovered {
  open: number;
  running: number;
  started: number;
}

/** Starts the workflow of every open project that has none. */
export async function recoverAll(
  system: System,
  client: Client,
  progress: (total: number) => Progress,
): Promise<Recovered> {
  const open = await openStreams(system.db);
  const ids = await running(client);
  const lost = open.filter((stream) => !ids.has(projectWorkflowId(projectOf(stream))));
  const shown = progress(lost.length);
  for (let i = 0; i < lost.length; i += AT_ONCE) {
    const page = lost.slice(i, i + AT_ONCE);
    // Forgotten first: should this be killed between the two, the worker wakes them.
    await forgetShownOf(system.db, page);
    await Promise.all(page.map((stream) => wakeProject(client, projectOf(stream))));
    shown.step(page.length);
  }
  shown.done();
  return { open: open.length, running: open.length - lost.length, started: lost.length };
}
