/**
 * Prints each message, its first line with the time and the person. Of a link, which lets in whoever has it, only
 * where `showLinks`: what is printed is a log, and others read logs.
 */
import { localTime, type Zone } from '../domain/dates.ts';
import type { Channel } from './channel.ts';
import { fit } from './shorten.ts';

const MAX_BYTES = 4000;

export function consoleChannel(print: (line: string) => void, zone: Zone, showLinks: boolean): Channel {
  return {
    name: 'console',
    sendsPerSecond: 1000,
    maxBytes: MAX_BYTES,
    dropsRepeats: false,
    send({ title, body, link, createdAt }, { to }) {
      const text = fit(
        { title, body, ...(showLinks && link !== undefined ? { link } : {}) },
        MAX_BYTES,
      ).replaceAll('\n', '\n   ');
      print(`🔔 ${localTime(createdAt, zone)} → ${to}: ${text}`);
      return Promise.resolve({ outcome: 'sent' });
    },
  };
}
