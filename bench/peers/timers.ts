/** The least that a workflow with a deadline can be: one timer, one empty local activity. */
import { proxyLocalActivities, sleep } from '@temporalio/workflow';

const { fired } = proxyLocalActivities<{ fired(round: number): Promise<void> }>({
  startToCloseTimeout: '1 minute',
});

export async function timer(round: number, dueAt: number): Promise<void> {
  await sleep(Math.max(dueAt - Date.now(), 1));
  await fired(round);
}
