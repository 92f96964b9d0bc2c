/**
 * How a person wants to be told: language, channels in order, hours, a daily digest. One stream a person; the
 * name and the addresses in it are personal data and are stored encrypted.
 */
import { isTimeOfDay, localDate, type Instant } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import type { Context } from './project/slice.ts';

export interface ContactChannel {
  channel: string;
  /** A robot's or webhook's name, an e-mail address, or the person. */
  address: string;
  /** Whom a group's robot calls: a phone number or a user id. */
  mobile?: string | undefined;
}

/** Times of day, `HH:MM` in the office's zone. */
export interface Hours {
  from: string;
  to: string;
}

export interface Preferences {
  language: 'zh' | 'en';
  /** In the order in which they are tried. */
  channels: ContactChannel[];
  /** Nothing goes out outside them; what has come up waits for the next opening. */
  hours?: Hours | undefined;
  /** What is not urgent is merged into one message at this time of day. */
  digestAt?: string | undefined;
}

export interface Contact extends Preferences {
  person: string;
}

export type ContactCommand = { type: 'setContact' } & Contact;
export interface ContactEvent {
  type: 'contactSet';
  occurredOn: string;
  data: Contact;
}

export const evolveContact = (_: Contact | null, event: ContactEvent): Contact => event.data;

export function decideContact(
  { type: _, ...contact }: ContactCommand,
  context: Pick<Context, 'calendar'> & { now: Instant },
): Decision<ContactEvent> {
  const { hours, digestAt, channels } = contact;
  const times = [hours?.from, hours?.to, digestAt].filter((t) => t !== undefined);
  const bad = times.find((t) => !isTimeOfDay(t));
  if (bad !== undefined) {
    return refuse('badTime', `时间应写作 09:00：${bad}`, `a time is written 09:00: ${bad}`, 'hours');
  }
  if (hours && hours.from >= hours.to) {
    return refuse('badHours', '工作时段的结束应晚于开始', 'the hours must end after they begin', 'hours.to');
  }
  if (hours && digestAt !== undefined && (digestAt < hours.from || digestAt >= hours.to)) {
    return refuse(
      'badHours',
      `汇总时间 ${digestAt} 应在 ${hours.from}–${hours.to} 之内`,
      `the digest at ${digestAt} must lie within ${hours.from} to ${hours.to}`,
      'digestAt',
    );
  }
  const names = channels.map((c) => c.channel);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    return refuse('duplicateChannel', `通道重复：${twice}`, `the channel ${twice} stands twice`, 'channels');
  }
  const on = localDate(context.now, context.calendar.zone);
  return accept({ type: 'contactSet', occurredOn: on, data: contact });
}
