/** The inbox is the table of notices itself: what is recorded is delivered, in the same transaction. */
import type { Channel } from './channel.ts';

export const inboxChannel: Channel = {
  name: 'inbox',
  sendsPerSecond: 1000,
  maxBytes: Number.MAX_SAFE_INTEGER,
  dropsRepeats: true,
  /** Does nothing: there is nothing left to do. */
  send: () => Promise.resolve({ outcome: 'sent', reference: 'inbox' }),
};
