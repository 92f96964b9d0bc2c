/** The least that a workflow with a deadline can be: one timer, one empty local activity. */
import { proxyLocalActivities, proxySinks, sleep, type Sinks } from '@temporalio/workflow';

const { fired } = proxyLocalActivities<{ fired(round: number): Promise<void> }>({
  startToCloseTimeout: '1 minute',
});
/** Tells the harness that the timer is about to be set; leaves no trace in the history. */
const { bench } = proxySinks<{ bench: { armed(): void } } & Sinks>();

export async function timer(round: number, dueAt: number): Promise<void> {
  bench.armed();
  await sleep(Math.max(dueAt - Date.now(), 1));
  await fired(round);
}
