/** One message model for every channel. */
import type { Text } from '../domain/text.ts';

export interface Notice {
  /** The same notice has the same id however often it is sent: receivers may drop it by that. */
  id: string;
  person: string;
  role: string;
  rung: string;
  text: Text;
  /** The system's time at which it arose (a demo's, in a demo). */
  createdAt: string;
}

export interface Channel {
  name: string;
  /** Resolves when the channel has taken the notice; throws otherwise. */
  send(notice: Notice): Promise<void>;
}
