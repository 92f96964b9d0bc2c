/**
 * One message model and one answer for every channel.
 *
 * 1. `send` never throws for a fault of the channel or of the network: it answers.
 * 2. What a receipt says may be shown and stored: it never holds a secret.
 * 3. A message too long for its channel is shortened, never refused.
 * 4. The same message has the same id however often it is sent; each channel sends it along as far as it can.
 */
import type { Instant } from '../domain/dates.ts';
import type { Language } from '../domain/messages.ts';

export interface Message {
  /** What receivers deduplicate by: the notice, not the attempt. */
  id: string;
  title: string;
  /** Already in the reader's language. Lines are separated by `\n`. */
  body: string;
  /** Where the reader can act; kept whole however short the channel is. */
  link?: string;
  language: Language;
  urgent: boolean;
  /** The system's time at which it arose (a demo's, in a demo). */
  createdAt: Instant;
}

/** Where a message goes on a channel. Plain JSON: it is stored with a person's preferences. */
export interface Address {
  /** A robot's or webhook's name in the settings, an e-mail address, or the person (inbox, console). */
  to: string;
  /** Whom a group's robot calls: a phone number (WeCom, DingTalk) or an open_id or user_id (Feishu). */
  mention?: string;
}

export type Receipt =
  | { outcome: 'sent'; reference?: string }
  | Refused
  /** The channel may have taken it: time ran out, or the connection broke, after it had been written. */
  | { outcome: 'unknown'; message: string };

/** It was certainly not taken. */
export interface Refused {
  outcome: 'refused';
  /** The channel's own code (`wecom:45009`, `http:404`) or the network's (`net:ECONNREFUSED`). */
  code: string;
  message: string;
  /** Sending the same again can't help: settings or message must change. */
  permanent: boolean;
  /** Not before that. */
  retryAfterMs?: number;
}

export interface Channel {
  name: string;
  /**
   * For the rate limit of its task queue in the whole cluster. Temporal (server 1.29.1, ratelimit_manager.go)
   * divides it over the queue's partitions, four unless set otherwise, and lets each begin with one at once: so
   * any window may see four more than the rate, and the rates here leave room for them. It is right for one
   * robot; several on one queue are slower than they could be, and never too fast.
   */
  sendsPerSecond: number;
  /** The most that its text may have; longer ones are shortened. */
  maxBytes: number;
  /** The receiver drops a second sending of the same id, so an unknown outcome may be sent again. */
  dropsRepeats: boolean;
  send(message: Message, address: Address, signal: AbortSignal): Promise<Receipt>;
}
