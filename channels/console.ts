/** Prints each notice as one line. */
import { localTime, type Zone } from '../domain/dates.ts';
import type { Channel } from './channel.ts';

export function consoleChannel(print: (line: string) => void, zone: Zone): Channel {
  return {
    name: 'console',
    send: ({ createdAt, person, text }) => {
      print(`🔔 ${localTime(createdAt, zone)} → ${person}: ${text.zh}`);
      return Promise.resolve();
    },
  };
}
