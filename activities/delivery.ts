/** Delivers what waits for a channel. At least once: a notice is sent, then recorded as sent. */
import type { Channel } from '../channels/channel.ts';
import { countPending, pendingDeliveries, recordDelivered, recordFailed } from '../store/deliveries.ts';
import type { System } from '../store/system.ts';

export interface DeliveryActivities {
  /** Sends up to a batch of waiting notices; returns how many still wait. Throws when one fails. */
  deliverPending(channel: string): Promise<number>;
}

const BATCH = 50;
const TIMEOUT_MS = 30_000;

export function createDeliveryActivities(system: System, channels: readonly Channel[]): DeliveryActivities {
  return {
    async deliverPending(name) {
      const channel = channels.find((c) => c.name === name);
      if (!channel) throw new Error(`no channel named ${name} in this worker`);
      for (const notice of await pendingDeliveries(system.db, name, BATCH)) {
        const receipt = await channel.send(
          {
            id: notice.id,
            title: notice.text.zh,
            body: '',
            language: 'zh',
            urgent: false,
            createdAt: notice.createdAt,
          },
          { to: notice.person },
          AbortSignal.timeout(TIMEOUT_MS),
        );
        if (receipt.outcome !== 'sent') {
          await recordFailed(system.db, name, notice.id, receipt.message);
          throw new Error(receipt.message);
        }
        await recordDelivered(system.db, name, notice.id, new Date().toISOString());
      }
      return countPending(system.db, name);
    },
  };
}
