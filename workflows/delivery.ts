/**
 * `channel/<name>`: delivers what waits for one channel, batch by batch, and ends when nothing is left. The
 * relay starts it again with the next notice. Its activities run on the channel's own task queue.
 */
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DeliveryActivities } from '../activities/delivery.ts';
import { channelQueue } from './messages.ts';

export async function deliverChannel(channel: string): Promise<void> {
  const { deliverPending } = proxyActivities<DeliveryActivities>({
    taskQueue: channelQueue(channel),
    startToCloseTimeout: '2 minutes',
    retry: { initialInterval: '1s', maximumInterval: '10 minutes' },
  });
  while ((await deliverPending(channel)) > 0) {
    if (workflowInfo().historyLength > 2_000) await continueAsNew<typeof deliverChannel>(channel);
  }
}
