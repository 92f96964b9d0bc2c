/** Prints each message, its first line with the time and the person. */
import { localTime, type Zone } from '../domain/dates.ts';
import type { Channel } from './channel.ts';
import { fit } from './shorten.ts';

const MAX_BYTES = 4000;

export function consoleChannel(print: (line: string) => void, zone: Zone): Channel {
  return {
    name: 'console',
    sendsPerSecond: 1000,
    maxBytes: MAX_BYTES,
    dropsRepeats: false,
    send({ title, body, link, createdAt }, { to }) {
      const text = fit({ title, body, link }, MAX_BYTES).replaceAll('\n', '\n   ');
      print(`🔔 ${localTime(createdAt, zone)} → ${to}: ${text}`);
      return Promise.resolve({ outcome: 'sent' });
    },
  };
}
