/** One request of a webhook, signed by Standard Webhooks, and a CloudEvents event as its body: see `webhook.ts`. */
import { createHmac } from 'node:crypto';
import type { Receipt } from './channel.ts';
import { urlFault, type Allowed } from './endpoint.ts';
import { post, retryAfterMs } from './http.ts';
import { saidBy, unanswered } from './receipts.ts';

const TIMEOUT_MS = 15_000;
/** A body that is larger comes without its data: the receiver asks for it. */
const MAX_BYTES = 64_000;

export const secretKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

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

/** An event of the log as CloudEvents 1.0 in structured mode. */
export function eventOf({
  id,
  source,
  type,
  time,
  subject,
  data,
}: Record<'id' | 'source' | 'type' | 'time' | 'subject', string> & {
  data: Record<string, unknown>;
}): string {
  const head = { specversion: '1.0', id, source, type: `quancheng.${type}`, time, subject };
  const whole = JSON.stringify({ ...head, datacontenttype: 'application/json', data });
  if (Buffer.byteLength(whole) <= MAX_BYTES) return whole;
  const { data: _, ...rest } = data;
  return JSON.stringify({ ...head, datacontenttype: 'application/json', data: { ...rest, omitted: true } });
}

export interface Signed {
  id: string;
  body: string;
  signal: AbortSignal;
  /** The real time in ms: receivers compare the timestamp with their own clock, also in a demo. */
  clock: () => number;
  timeoutMs?: number | undefined;
}

/** Posts a signed event. What the receipt says holds neither the address nor a secret. */
export async function sendSigned(
  { url, secrets, allowed }: { url: string; secrets: readonly string[]; allowed: Allowed },
  { id, body, signal, clock, timeoutMs = TIMEOUT_MS }: Signed,
): Promise<Receipt> {
  const fault = urlFault(url, allowed);
  if (fault) {
    const message = `${fault.zh} / ${fault.en}`;
    return { outcome: 'refused', code: 'webhook:badUrl', message, permanent: true };
  }
  const seconds = Math.floor(clock() / 1000);
  const signature = webhookSignature(secrets, id, seconds, body);
  const reply = await post({
    ...{ url, body, allowed, timeoutMs, signal },
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    },
  });
  if (reply.kind !== 'answered') return unanswered(reply);
  if (reply.status >= 200 && reply.status < 300) return { outcome: 'sent', reference: id };
  const said = saidBy(reply.body, [url, ...secrets, ...signature.split(' '), ...keysIn(url)]);
  return refusedBy(reply.status, said, retryAfterMs(reply.headers, clock()));
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
