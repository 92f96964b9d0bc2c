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
import type { Channel, Message, Receipt } from './channel.ts';
import type { Allowed } from './endpoint.ts';
import { keyOf } from './identity.ts';
import { noSuch } from './receipts.ts';
import { jsonBytes, shorten } from './shorten.ts';
import { secretKey, sendSigned } from './signed.ts';

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

/** True for a secret as the standard writes it. */
export function isWebhookSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false;
  const { length } = secretKey(secret);
  return length >= 24 && length <= 64;
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
      const id = keyOf(message.id);
      const body = eventOf(message, to, options.source ?? 'quancheng');
      const { url, secrets } = webhook;
      const { timeoutMs } = options;
      return sendSigned({ url, secrets, allowed: webhook }, { id, body, signal, clock, timeoutMs });
    },
  };
}
