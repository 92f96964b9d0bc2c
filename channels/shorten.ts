/** Keeps texts within a channel's limit by shortening, at the boundaries that a reader sees. */

export const END = '…';

/** The size of a text, by some measure that adds up over its parts. */
export type Measure = (text: string) => number;

export const utf8Bytes: Measure = (text) => Buffer.byteLength(text);
/** As a part of a JSON string, without its quotes: what counts where the limit is on the whole request. */
export const jsonBytes: Measure = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Half of a surrogate pair is no text: it becomes U+FFFD, as any UTF-8 encoder would make it. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/**
 * `text` itself when it fits, else as many whole graphemes of it as fit before `…`. Never longer than `max`
 * (which below the size of `…` leaves nothing), and shortening it again changes nothing.
 */
export function shorten(text: string, max: number, size: Measure = utf8Bytes): string {
  // No character is smaller than a byte, so what lies behind the first `max` can't be kept.
  const whole = wellFormed(text.slice(0, max + 1));
  if (text.length <= max && size(whole) <= max) return whole;
  let room = max - size(END);
  if (room < 0) return '';
  let kept = 0;
  for (const { segment } of segmenter.segment(whole)) {
    room -= size(segment);
    if (room < 0) break;
    kept += segment.length;
  }
  return whole.slice(0, kept).trimEnd() + END;
}

/** The parts of a message as text: what may be cut first stands last in this order: tail, link, title, body. */
export interface Parts {
  title: string;
  body: string;
  link?: string | undefined;
  /** A last line that is kept. */
  tail?: string | undefined;
}

const lines = (...parts: (string | undefined)[]): string => parts.filter((p) => p).join('\n');

/**
 * Title, body, link and tail, a line each, within `max`. The link stays whole or, when it alone is longer
 * than the channel allows, is left out: half a link leads nowhere.
 */
export function fit({ title, body, link, tail }: Parts, max: number, size: Measure = utf8Bytes): string {
  const whole = lines(title, body, link, tail);
  if (size(whole) <= max) return wellFormed(whole);
  const keptLink = link !== undefined && size(link) <= max ? link : undefined;
  const end = size(lines(keptLink, tail)) <= max ? lines(keptLink, tail) : (keptLink ?? '');
  const newline = size('\n');
  const room = max - (end ? size(end) + newline : 0);
  const head = shorten(title, room, size);
  const rest = room - size(head) - newline;
  return lines(head, rest > size(END) ? shorten(body, rest, size) : '', end);
}
