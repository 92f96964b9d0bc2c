/**
 * `channel/<name>`: sends what is due on one channel, message by message, and ends when nothing is. The relay
 * starts it again when something is due. Each message is an activity on the channel's own task queue, whose
 * rate Temporal limits for the whole cluster; so a channel that is slow or dead holds no other.
 */
import {
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { DeliveryActivities, QueueActivities } from '../activities/delivery.ts';
import { channelQueue } from './messages.ts';

const { dueOnChannel } = proxyLocalActivities<QueueActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

export async function deliverChannel(channel: string): Promise<void> {
  const { deliver } = proxyActivities<DeliveryActivities>({
    taskQueue: channelQueue(channel),
    startToCloseTimeout: '3 minutes',
    // A worker that died is noticed soon; how long a message waits for its turn is not limited.
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 5 },
  });
  for (;;) {
    const groups = await dueOnChannel({ channel, at: new Date().toISOString() });
    if (groups.length === 0) return;
    const sent = await Promise.allSettled(groups.map((group) => deliver(group)));
    // What the channel said is in the log. This is something else, the database away for instance.
    if (sent.some((s) => s.status === 'rejected')) await sleep('30s');
    if (workflowInfo().historyLength > 2_000) await continueAsNew<typeof deliverChannel>(channel);
  }
}
