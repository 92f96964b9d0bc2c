/** Receipts that all channels give in the same words. Nothing of a URL stands in them. */
import { CLOSED } from './endpoint.ts';
import type { Receipt, Refused } from './channel.ts';
import type { Reply } from './http.ts';
import { shorten } from './shorten.ts';

/** No network had to be asked: the settings have no such name. */
export const noSuch = (channel: string, name: string): Refused => ({
  outcome: 'refused',
  code: `${channel}:noSuchAddress`,
  message: `设置中没有“${name}”/ the settings have no “${name}”`,
  permanent: true,
});

/** The answer to a POST that got none: the receipt follows from whether it had been written. */
export function unanswered(reply: Exclude<Reply, { kind: 'answered' }>): Receipt {
  if (reply.kind === 'notSent') {
    return {
      outcome: 'refused',
      code: `net:${reply.code}`,
      message: `未能连接（${reply.code}）/ no connection (${reply.code})`,
      permanent: reply.code === CLOSED,
    };
  }
  const why = reply.why === 'timeout' ? '超时未答复 / no answer in time' : '答复中断 / the answer broke off';
  return { outcome: 'unknown', message: why };
}

const ANSWER_BYTES = 300;

/**
 * What the other side said, for people: on one line, short, and without what was secret in the request, as
 * it stands or as a URL writes it. An error message likes to quote what it was sent.
 */
export function saidBy(answer: string, secrets: readonly string[]): string {
  let text = answer;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of [secret, encodeURIComponent(secret)]) text = text.replaceAll(form, '***');
  }
  return shorten(text.replace(/\s+/g, ' ').trim(), ANSWER_BYTES);
}
