/**
 * Outbound webhooks: Standard Webhooks around a CloudEvents 1.0 event in structured mode.
 *
 * - Standard Webhooks (spec/standard-webhooks.md): headers `webhook-id` (the same at every attempt),
 *   `webhook-timestamp` (seconds, of the attempt) and `webhook-signature`: `v1,` and the base64 of HMAC-SHA256
 *   over `id.timestamp.body`, one for each secret, with a space between, so that a secret is changed with no
 *   gap: the new one is put first, the old one taken away when the receiver knows the new.
 * - Secrets are `whsec_` and base64 of 24 to 64 bytes.
 * - Any 2xx is success; redirects are not followed; 410 means never again; `Retry-After` is kept; small
 *   payloads (20 KB) and a time-out of 15 to 30 seconds are advised there.
 * - CloudEvents (spec.md, "structured content mode"): `specversion`, `id`, `source`, `type`, `time`, `subject`,
 *   `datacontenttype` and `data`, sent as `application/cloudevents+json`.
 */
import { createHmac } from 'node:crypto';
import type { Channel, Message, Receipt } from './channel.ts';
import { urlFault, type Allowed } from './endpoint.ts';
import { post, retryAfterMs } from './http.ts';
import { keyOf } from './identity.ts';
import { noSuch, saidBy, unanswered } from './receipts.ts';
import { jsonBytes, shorten } from './shorten.ts';

export interface Webhook extends Allowed {
  url: string;
  /** The current one first; the rest are on their way out. */
  secrets: readonly string[];
}

export interface WebhookOptions {
  webhooks: Readonly<Record<string, Webhook>>;
  /** CloudEvents `source`: which system speaks. */
  source?: string | undefined;
  sendsPerSecond?: number | undefined;
  /** The real time in ms: receivers compare the timestamp with their own clock, also in a demo. */
  clock?: (() => number) | undefined;
  timeoutMs?: number | undefined;
}

const MAX_BYTES = 20_000;
const TIMEOUT_MS = 15_000;

const secretKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** True for a secret as the standard writes it. */
export function isWebhookSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false;
  const { length } = secretKey(secret);
  return length >= 24 && length <= 64;
}

export function webhookSignature(
  secrets: readonly string[],
  id: string,
  timestampSeconds: number,
  body: string,
): string {
  return secrets
    .map((secret) => createHmac('sha256', secretKey(secret)).update(`${id}.${timestampSeconds}.${body}`))
    .map((hmac) => `v1,${hmac.digest('base64')}`)
    .join(' ');
}

function eventOf(message: Message, to: string, source: string): string {
  const { id, title, body, link, language, urgent, createdAt } = message;
  const eventWith = (shown: { title: string; body: string }) =>
    JSON.stringify({
      specversion: '1.0',
      id: keyOf(id),
      source,
      type: 'quancheng.notice',
      time: createdAt,
      subject: to,
      datacontenttype: 'application/json',
      data: { key: id, ...shown, ...(link === undefined ? {} : { link }), language, urgent },
    });
  const room = MAX_BYTES - Buffer.byteLength(eventWith({ title: '', body: '' }));
  const shownTitle = shorten(title, Math.min(room, 1000), jsonBytes);
  return eventWith({ title: shownTitle, body: shorten(body, room - jsonBytes(shownTitle), jsonBytes) });
}

export function webhookChannel(options: WebhookOptions): Channel {
  const clock = options.clock ?? Date.now;
  return {
    name: 'webhook',
    sendsPerSecond: options.sendsPerSecond ?? 10,
    maxBytes: MAX_BYTES,
    dropsRepeats: true,
    async send(message, { to }, signal): Promise<Receipt> {
      const webhook = options.webhooks[to];
      if (!webhook) return noSuch('webhook', to);
      const fault = urlFault(webhook.url, webhook);
      if (fault) {
        return {
          outcome: 'refused',
          code: 'webhook:badUrl',
          message: `${fault.zh} / ${fault.en}`,
          permanent: true,
        };
      }
      const id = keyOf(message.id);
      const body = eventOf(message, to, options.source ?? 'quancheng');
      const seconds = Math.floor(clock() / 1000);
      const signature = webhookSignature(webhook.secrets, id, seconds, body);
      const reply = await post({
        url: webhook.url,
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': signature,
        },
        body,
        allowed: webhook,
        timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        signal,
      });
      if (reply.kind !== 'answered') return unanswered(reply);
      if (reply.status >= 200 && reply.status < 300) return { outcome: 'sent', reference: id };
      const said = saidBy(reply.body, [
        webhook.url,
        ...webhook.secrets,
        ...signature.split(' '),
        ...keysIn(webhook.url),
      ]);
      return refusedBy(reply.status, said, retryAfterMs(reply.headers, clock()));
    },
  };
}

/** Where the same again would be answered the same: the address, the signature or the form is wrong, or it is gone. */
const PERMANENT = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/** By the standard all but 2xx was not taken; a repeat is dropped by its id in any case. */
function refusedBy(status: number, said: string, wait: number | undefined): Receipt {
  const permanent = PERMANENT.has(status) || (status >= 300 && status < 400);
  return {
    outcome: 'refused',
    code: `http:${status}`,
    message: said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`,
    permanent,
    ...(permanent || wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function keysIn(url: string): string[] {
  const { pathname, searchParams } = new URL(url);
  return [...searchParams.values(), ...pathname.split('/')].filter((part) => part.length >= 8);
}
