/**
 * Another system that is told of events: where, of which, and whether by name. Only the number of its secret
 * stands in the log; the secret itself follows from the master key.
 */
import { localDate, type Instant, type LocalDate } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import type { Context } from './project/slice.ts';
import type { Text } from './text.ts';

export interface Webhook {
  label: string;
  url: string;
  /** Only the projects of this county; without it everything but people's accounts and contacts. */
  county?: string | undefined;
  /** Types of event; all by itself. */
  types?: string[] | undefined;
  /** Whether persons are named. */
  names: boolean;
}

export interface WebhookState extends Webhook {
  /** The secret that signs, and until when the one before it signs as well. */
  secret: { newest: number; previousUntil?: Instant | undefined };
  /** Counts how often it was set going again: what had failed before counts no more. */
  turn: number;
  /** The last turn that began at a position of its own: everything after it is sent, again if need be. */
  from?: { turn: number; after: string } | undefined;
  disabled?: { on: LocalDate; reason: Text } | undefined;
  goneOn?: LocalDate | undefined;
}

export type WebhookCommand =
  | ({ type: 'createWebhook' } & Webhook)
  /** `voidOld`: the secret before it is void at once; by itself it signs for another day. */
  | { type: 'rotateWebhookSecret'; voidOld: boolean }
  | { type: 'disableWebhook'; reason: Text }
  | { type: 'resumeWebhook'; after?: string | undefined }
  | { type: 'removeWebhook'; reason: string };

interface Event<T, D> {
  type: T;
  occurredOn: LocalDate;
  data: D;
}
export type WebhookEvent =
  | Event<'webhookCreated', Webhook>
  | Event<'webhookSecretRotated', { newest: number; previousUntil?: Instant | undefined }>
  | Event<'webhookDisabled', { reason: Text }>
  | Event<'webhookResumed', { turn: number; after?: string | undefined }>
  | Event<'webhookRemoved', { reason: string }>;

/** Time for the other side to learn the new secret (Standard Webhooks advises an overlap). */
const OVERLAP_MS = 24 * 3_600_000;

export function evolveWebhook(state: WebhookState | null, event: WebhookEvent): WebhookState {
  if (event.type === 'webhookCreated') return { ...event.data, secret: { newest: 1 }, turn: 1 };
  const now = state!;
  switch (event.type) {
    case 'webhookSecretRotated':
      return { ...now, secret: event.data };
    case 'webhookDisabled':
      return { ...now, disabled: { on: event.occurredOn, reason: event.data.reason } };
    case 'webhookResumed': {
      const { disabled: _, ...rest } = now;
      const { turn, after } = event.data;
      return { ...rest, turn, ...(after === undefined ? {} : { from: { turn, after } }) };
    }
    case 'webhookRemoved':
      return { ...now, goneOn: event.occurredOn };
  }
}

/** Refuses what is about a webhook that there is not, or not any more. */
export function decideWebhook(
  command: WebhookCommand,
  state: WebhookState | null,
  { now, calendar }: Pick<Context, 'calendar'> & { now: Instant },
): Decision<WebhookEvent> {
  const occurredOn = localDate(now, calendar.zone);
  if (command.type === 'createWebhook') {
    if (state) return refuse('webhookExists', '回调已存在', 'there is such a webhook');
    const { type: _, ...data } = command;
    return accept({ type: 'webhookCreated', occurredOn, data });
  }
  if (!state || state.goneOn !== undefined)
    return refuse('notFound', '没有这个回调', 'there is no such webhook');
  switch (command.type) {
    case 'rotateWebhookSecret': {
      const newest = state.secret.newest + 1;
      const until = new Date(Date.parse(now) + OVERLAP_MS).toISOString();
      const data = { newest, ...(command.voidOld ? {} : { previousUntil: until }) };
      return accept({ type: 'webhookSecretRotated', occurredOn, data });
    }
    case 'disableWebhook':
      if (state.disabled) return refuse('alreadyDisabled', '回调已停用', 'the webhook is disabled already');
      return accept({ type: 'webhookDisabled', occurredOn, data: { reason: command.reason } });
    case 'resumeWebhook': {
      const { after } = command;
      const data = { turn: state.turn + 1, ...(after === undefined ? {} : { after }) };
      return accept({ type: 'webhookResumed', occurredOn, data });
    }
    case 'removeWebhook':
      return accept({ type: 'webhookRemoved', occurredOn, data: { reason: command.reason } });
  }
}

/** What other systems may be told of; people's accounts, contacts and notices are not. */
const TOLD: ReadonlySet<string> = new Set(['project', 'target', 'rules', 'review', 'report']);

/** Whether a webhook is told of an event; `county` is that of the project, if it is one's. */
export function isToldOf(
  { county: own, types }: Webhook,
  { stream, type }: { stream: string; type: string },
  county: string | undefined,
): boolean {
  const [category] = stream.split('/') as [string];
  if (!TOLD.has(category) || (types !== undefined && !types.includes(type))) return false;
  return own === undefined || (category === 'project' && own === county);
}
