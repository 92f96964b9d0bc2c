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
 * 5. A channel that leaves it unknown `MAX_UNCERTAIN` times is given up: the same message again and again
 *    would be worse than one on the next channel.
 */
import { addDays, instantAt, localDate, plusMs, type Instant, type LocalDate, type Zone } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import type { ContactChannel, Preferences } from './contact.ts';
import type { ProjectEvent, ProjectEvents, Recipient } from './project/events.ts';
import type { Context } from './project/slice.ts';
import { isOpen, own, type Project } from './project/state.ts';
import type { Text } from './text.ts';

/** Days of failure on one channel after which the next is tried. */
export const UNDELIVERABLE_DAYS = 3;
/** Attempts on one channel of which nobody knows the outcome, before the next channel is tried. */
export const MAX_UNCERTAIN = 3;
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
  /** `person` stands beside the addresses, so that they are encrypted with that person's key. */
  noticeOpened: NoticeSpec & { person: string; openedAt: Instant };
  attemptBegun: { attempt: number; channel: string; at: Instant; digest?: string | undefined };
  attemptSent: { attempt: number; at: Instant; reference?: string | undefined };
  attemptRefused: { attempt: number; at: Instant; code: string; message: string; notBefore: Instant };
  attemptUncertain: { attempt: number; at: Instant; message: string; notBefore?: Instant | undefined };
  channelGivenUp: { channel: string; reason: Text };
  noticeUndeliverable: { reason: Text };
  noticeMuted: { by: string; reason: string };
  noticeRetried: { by: string; at: Instant };
  noticeWithdrawn: { reason: Text };
  linkRevoked: { by: string; reason: string };
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
  person: string;
  openedAt: Instant;
  status: 'open' | 'sent' | 'undeliverable' | 'muted' | 'withdrawn';
  attempts: Attempt[];
  givenUp: string[];
  /** Not before that: a refusal's pause, or a retry by hand. */
  notBefore?: Instant;
  /** Sent again after an attempt of which nobody knows whether it arrived. */
  perhapsTwice: boolean;
  reason?: Text;
  /** Attempts before a retry by hand: they no longer count against a channel. */
  forgiven?: number;
  linkRevoked?: { by: string; reason: string };
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
  | { type: 'withdrawNotice'; reason: Text }
  | { type: 'revokeLink'; by: string; reason: string };

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
      return {
        ...state,
        ...{ status: 'open', givenUp: [], notBefore: event.data.at, forgiven: state.attempts.length },
      };
    case 'noticeWithdrawn':
      return { ...state, status: 'withdrawn', reason: event.data.reason };
    case 'linkRevoked':
      return { ...state, linkRevoked: event.data };
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
  const digest = digestAt(notice, zone);
  const first = digest ?? notice.openedAt;
  const ready = notice.notBefore !== undefined && notice.notBefore > first ? notice.notBefore : first;
  const { hours } = notice.preferences;
  // The digest's own time may be any: it was chosen.
  if (!hours || ready === digest) return ready;
  const day = localDate(ready, zone);
  const [opens, closes] = [instantAt(day, hours.from, zone), instantAt(day, hours.to, zone)];
  if (ready < opens) return opens;
  return ready < closes ? ready : instantAt(addDays(day, 1), hours.from, zone);
}

/** The first time of the digest at or after the notice came up; undefined when it is not to wait for one. */
function digestAt(notice: Notice, zone: Zone): Instant | undefined {
  const time = notice.preferences.digestAt;
  if (time === undefined || isUrgent(notice)) return undefined;
  const day = localDate(notice.openedAt, zone);
  const at = instantAt(day, time, zone);
  return at >= notice.openedAt ? at : instantAt(addDays(day, 1), time, zone);
}

/** The digest that a notice goes into, if it does: the same for all of a person's that go out that day. */
export function digestOf(notice: Notice, zone: Zone): LocalDate | undefined {
  const at = digestAt(notice, zone);
  return at === undefined ? undefined : localDate(at, zone);
}

/** Events after which every notice of their project still stands: by far most of what is written. */
const LEAVES_NOTICES: ReadonlySet<string> = new Set<ProjectEvent['type']>([
  'rungReached',
  'progressReported',
]);

/** Whether notices of the event's project may be `outdated` by it. */
export const mayOutdate = (event: { type: string }): boolean => !LEAVES_NOTICES.has(event.type);

/** What notices of a project may be about and not be `outdated`. */
export const stillTold = (project: Project) =>
  Object.entries(project.obligations)
    .filter(([, o]) => isOpen(o))
    .map(([obligation, { version }]) => ({ project: project.id, obligation, deadlineVersion: version }));

/** Why a notice that has not gone out need not go any more, by its project as it stands; undefined when it must. */
export function outdated(notice: NoticeSpec, project: Project): Text | undefined {
  const { obligation, deadlineVersion, title } = notice.rung;
  const o = own(project.obligations, obligation);
  if (!o || !isOpen(o)) {
    return { zh: `${title}已完成或已撤销`, en: `${title} is done or withdrawn` };
  }
  if (o.version !== deadlineVersion) {
    return { zh: `${title}的期限已改为 ${o.dueOn}`, en: `the date of ${title} is ${o.dueOn} now` };
  }
  return undefined;
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
    return accept(event('noticeOpened', { ...spec, person: spec.recipient.person, openedAt: at }));
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
    case 'revokeLink':
      if (state.linkRevoked) return refuse('alreadyRevoked', '该链接已作废', 'the link is revoked already');
      return accept(event('linkRevoked', { by: command.by, reason: command.reason }));
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
  const before = state.attempts.slice(state.forgiven ?? 0).filter((a) => a.channel === channel);
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(before.length - 1, 10), LONGEST_PAUSE_MS);
  if (outcome.outcome === 'unknown') {
    const { message } = outcome;
    const uncertain = event('attemptUncertain', { attempt, at, message, notBefore: plusMs(at, pause) });
    const times = 1 + before.filter((a) => a.outcome === 'uncertain').length;
    if (times < MAX_UNCERTAIN) return [uncertain];
    return [
      uncertain,
      ...given({
        zh: `${channel} 已发送 ${times} 次，均未确认是否收到：${message}`,
        en: `${channel} was sent it ${times} times and never said whether it arrived: ${message}`,
      }),
    ];
  }
  const { code, message, permanent, retryAfterMs } = outcome;
  const notBefore = plusMs(at, Math.max(pause, retryAfterMs ?? 0));
  const refused = event('attemptRefused', { attempt, at, code, message, notBefore });
  const failing = Date.parse(at) - Date.parse(before[0]!.at) > UNDELIVERABLE_DAYS * 86_400_000;
  if (permanent) {
    return [
      refused,
      ...given({ zh: `${channel} 拒收：${message}`, en: `${channel} refuses it: ${message}` }),
    ];
  }
  if (!failing) return [refused];
  return [
    refused,
    ...given({
      zh: `${channel} 连续 ${UNDELIVERABLE_DAYS} 天无法送达：${message}`,
      en: `${channel} could not deliver it for ${UNDELIVERABLE_DAYS} days: ${message}`,
    }),
  ];

  function given(reason: Text): NoticeEvent[] {
    const next = channelOf({ ...state, givenUp: [...state.givenUp, channel] });
    return [
      event('channelGivenUp', { channel, reason }),
      ...(next ? [] : [event('noticeUndeliverable', { reason })]),
    ];
  }
}
