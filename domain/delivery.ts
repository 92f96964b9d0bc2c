/**
 * The way of one notice to one person, as events: each attempt is begun before it is sent and recorded after,
 * so what happened in between is never hidden.
 *
 * 1. A notice is sent on the person's channels in their order: the next one when a channel refuses for good,
 *    or has refused for `UNDELIVERABLE_DAYS`. When none is left it stands on the office's list.
 * 2. An attempt that was begun and whose outcome nobody knows was perhaps sent: it is sent again under the
 *    same id, and shows as "perhaps sent twice".
 * 3. Nothing goes out outside the person's hours. What is not urgent waits for the daily digest, if there is one.
 * 4. A notice whose obligation is done, or whose ladder began anew, before it went out is withdrawn.
 */
import { addDays, instantAt, localDate, plusMs, type Instant, type LocalDate, type Zone } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import type { ContactChannel, Preferences } from './contact.ts';
import type { ProjectEvents, Recipient } from './project/events.ts';
import type { Context } from './project/slice.ts';
import type { Text } from './text.ts';

/** Days of failure on one channel after which the next is tried. */
export const UNDELIVERABLE_DAYS = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** What is told, to whom, and how: fixed when the notice comes up. */
export interface NoticeSpec {
  project: string;
  projectName: string;
  rung: ProjectEvents['rungReached'];
  /** The day of telling. */
  on: LocalDate;
  recipient: Recipient;
  preferences: Preferences;
}

export interface NoticeEvents {
  noticeOpened: NoticeSpec & { openedAt: Instant };
  attemptBegun: { attempt: number; channel: string; at: Instant; digest?: string | undefined };
  attemptSent: { attempt: number; at: Instant; reference?: string | undefined };
  attemptRefused: { attempt: number; at: Instant; code: string; message: string; notBefore: Instant };
  attemptUncertain: { attempt: number; at: Instant; message: string; notBefore?: Instant | undefined };
  channelGivenUp: { channel: string; reason: Text };
  noticeUndeliverable: { reason: Text };
  noticeMuted: { by: string; reason: string };
  noticeRetried: { by: string; at: Instant };
  noticeWithdrawn: { reason: Text };
}

export type NoticeEvent = {
  [T in keyof NoticeEvents]: { type: T; occurredOn: LocalDate; data: NoticeEvents[T] };
}[keyof NoticeEvents];

export interface Attempt {
  channel: string;
  at: Instant;
  digest?: string;
  outcome: 'open' | 'sent' | 'refused' | 'uncertain';
  message?: string;
}

export interface Notice extends NoticeSpec {
  openedAt: Instant;
  status: 'open' | 'sent' | 'undeliverable' | 'muted' | 'withdrawn';
  attempts: Attempt[];
  givenUp: string[];
  /** Not before that: a refusal's pause, or a retry by hand. */
  notBefore?: Instant;
  /** Sent again after an attempt of which nobody knows whether it arrived. */
  perhapsTwice: boolean;
  reason?: Text;
}

/** What a channel answered, as its adapter tells it. */
export type Outcome =
  | { outcome: 'sent'; reference?: string | undefined }
  | {
      outcome: 'refused';
      code: string;
      message: string;
      permanent: boolean;
      retryAfterMs?: number | undefined;
    }
  | { outcome: 'unknown'; message: string };

export type NoticeCommand =
  | ({ type: 'openNotice' } & NoticeSpec)
  | { type: 'beginAttempt'; channel: string; digest?: string | undefined }
  | { type: 'recordOutcome'; attempt: number; outcome: Outcome }
  | { type: 'muteNotice'; by: string; reason: string }
  | { type: 'retryNotice'; by: string }
  | { type: 'withdrawNotice'; reason: Text };

export function evolveNotice(state: Notice | null, event: NoticeEvent): Notice {
  if (event.type === 'noticeOpened') {
    return { ...event.data, status: 'open', attempts: [], givenUp: [], perhapsTwice: false };
  }
  if (!state) throw new Error(`event ${event.type} before noticeOpened`);
  const outcome = (attempt: number, change: Partial<Attempt>): Attempt[] =>
    state.attempts.map((a, i) => (i === attempt - 1 ? { ...a, ...change } : a));
  switch (event.type) {
    case 'attemptBegun': {
      const { channel, at, digest } = event.data;
      const attempt: Attempt = { channel, at, outcome: 'open', ...(digest === undefined ? {} : { digest }) };
      const doubtful = state.attempts.some((a) => a.outcome === 'uncertain');
      return { ...state, attempts: [...state.attempts, attempt], perhapsTwice: doubtful };
    }
    case 'attemptSent':
      return { ...state, status: 'sent', attempts: outcome(event.data.attempt, { outcome: 'sent' }) };
    case 'attemptRefused': {
      const { attempt, message, notBefore } = event.data;
      return { ...state, notBefore, attempts: outcome(attempt, { outcome: 'refused', message }) };
    }
    case 'attemptUncertain': {
      const { attempt, message, notBefore } = event.data;
      const attempts = outcome(attempt, { outcome: 'uncertain', message });
      return { ...state, attempts, ...(notBefore === undefined ? {} : { notBefore }) };
    }
    case 'channelGivenUp': {
      const { notBefore: _, ...rest } = state;
      return { ...rest, givenUp: [...state.givenUp, event.data.channel] };
    }
    case 'noticeUndeliverable':
      return { ...state, status: 'undeliverable', reason: event.data.reason };
    case 'noticeMuted': {
      const { reason } = event.data;
      return { ...state, status: 'muted', reason: { zh: reason, en: reason } };
    }
    case 'noticeRetried':
      return { ...state, status: 'open', givenUp: [], notBefore: event.data.at };
    case 'noticeWithdrawn':
      return { ...state, status: 'withdrawn', reason: event.data.reason };
  }
}

/** The channel a notice is on now; undefined when none is left. */
export const channelOf = (notice: Notice): ContactChannel | undefined =>
  notice.preferences.channels.find((c) => !notice.givenUp.includes(c.channel));

/** Reminders and the day itself can wait for the digest; what is missed can't. */
export const isUrgent = (notice: NoticeSpec): boolean => notice.rung.afterWorkdays > 0;

/** When the notice is to be sent next; null when it is not. Zone: of the office. */
export function sendAt(notice: Notice, zone: Zone): Instant | null {
  if (notice.status !== 'open' || !channelOf(notice)) return null;
  const ready = notice.notBefore ?? notice.openedAt;
  const { hours, digestAt } = notice.preferences;
  if (digestAt !== undefined && !isUrgent(notice)) return firstAt(digestAt, ready, zone);
  if (!hours) return ready;
  const day = localDate(ready, zone);
  const [opens, closes] = [instantAt(day, hours.from, zone), instantAt(day, hours.to, zone)];
  if (ready < opens) return opens;
  return ready < closes ? ready : instantAt(addDays(day, 1), hours.from, zone);
}

/** The first time that the clocks show `time` at or after `from`. */
function firstAt(time: string, from: Instant, zone: Zone): Instant {
  const day = localDate(from, zone);
  const at = instantAt(day, time, zone);
  return at >= from ? at : instantAt(addDays(day, 1), time, zone);
}

/** The digest that a notice goes into, if it does: the same for all of a person's that go out that day. */
export function digestOf(notice: Notice, zone: Zone): LocalDate | undefined {
  const at = sendAt(notice, zone);
  if (at === null || notice.preferences.digestAt === undefined || isUrgent(notice)) return undefined;
  return localDate(at, zone);
}

export function decideNotice(
  command: NoticeCommand,
  state: Notice | null,
  context: Pick<Context, 'now' | 'calendar'>,
): Decision<NoticeEvent> {
  const at = context.now;
  const on = localDate(at, context.calendar.zone);
  const event = <T extends keyof NoticeEvents>(type: T, data: NoticeEvents[T]): NoticeEvent =>
    ({ type, occurredOn: on, data }) as NoticeEvent;
  if (command.type === 'openNotice') {
    if (state) return refuse('noticeExists', '该通知已存在', 'the notice exists');
    const { type: _, ...spec } = command;
    return accept(event('noticeOpened', { ...spec, openedAt: at }));
  }
  if (!state) return refuse('unknownNotice', '没有这个通知', 'there is no such notice');
  const open = state.attempts.length;
  const last = state.attempts.at(-1);
  switch (command.type) {
    case 'beginAttempt': {
      if (state.status !== 'open') return over(state);
      const { channel, digest } = command;
      const begun = { attempt: open + 1, channel, at, ...(digest === undefined ? {} : { digest }) };
      // Whoever began the last attempt ended before its outcome was known.
      const lost =
        last?.outcome === 'open'
          ? [
              event('attemptUncertain', {
                attempt: open,
                at,
                message: '结果未及记录 / its outcome was not recorded',
              }),
            ]
          : [];
      return accept(...lost, event('attemptBegun', begun));
    }
    case 'recordOutcome': {
      const attempt = state.attempts[command.attempt - 1];
      if (attempt?.outcome !== 'open')
        return refuse('noSuchAttempt', '没有这次发送', 'no such attempt is open');
      return accept(...outcomeEvents(state, command, at, event));
    }
    case 'muteNotice':
      if (state.status !== 'open' && state.status !== 'undeliverable') return over(state);
      return accept(event('noticeMuted', { by: command.by, reason: command.reason }));
    case 'retryNotice':
      if (state.status !== 'open' && state.status !== 'undeliverable') return over(state);
      return accept(event('noticeRetried', { by: command.by, at }));
    case 'withdrawNotice':
      if (state.status !== 'open') return over(state);
      return accept(event('noticeWithdrawn', { reason: command.reason }));
  }
}

const over = ({ status }: Notice) =>
  refuse('noticeOver', `该通知已了结（${status}）`, `the notice is over: ${status}`);

function outcomeEvents(
  state: Notice,
  { attempt, outcome }: Extract<NoticeCommand, { type: 'recordOutcome' }>,
  at: Instant,
  event: <T extends keyof NoticeEvents>(type: T, data: NoticeEvents[T]) => NoticeEvent,
): NoticeEvent[] {
  const { channel } = state.attempts[attempt - 1]!;
  if (outcome.outcome === 'sent') {
    const { reference } = outcome;
    return [event('attemptSent', { attempt, at, ...(reference === undefined ? {} : { reference }) })];
  }
  const before = state.attempts.filter((a) => a.channel === channel);
  const tries = before.length;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 10), LONGEST_PAUSE_MS);
  if (outcome.outcome === 'unknown') {
    return [
      event('attemptUncertain', { attempt, at, message: outcome.message, notBefore: plusMs(at, pause) }),
    ];
  }
  const { code, message, permanent, retryAfterMs } = outcome;
  const notBefore = plusMs(at, Math.max(pause, retryAfterMs ?? 0));
  const refused = event('attemptRefused', { attempt, at, code, message, notBefore });
  const failing = Date.parse(at) - Date.parse(before[0]!.at) > UNDELIVERABLE_DAYS * 86_400_000;
  if (!permanent && !failing) return [refused];
  const reason = permanent
    ? { zh: `${channel} 拒收：${message}`, en: `${channel} refuses it: ${message}` }
    : {
        zh: `${channel} 连续 ${UNDELIVERABLE_DAYS} 天无法送达：${message}`,
        en: `${channel} could not deliver it for ${UNDELIVERABLE_DAYS} days: ${message}`,
      };
  const next = channelOf({ ...state, givenUp: [...state.givenUp, channel] });
  return [
    refused,
    event('channelGivenUp', { channel, reason }),
    ...(next ? [] : [event('noticeUndeliverable', { reason })]),
  ];
}
