/** What every page is given about its reader, and how a page says a text in the reader's language. */
import type { Caller } from '../domain/access.ts';
import type { Instant, LocalDate } from '../domain/dates.ts';
import type { Text } from '../domain/text.ts';

export type Language = keyof Text;

export interface View {
  language: Language;
  caller: Caller;
  /** To be sent back with a command; undefined where nobody is signed in by a session. */
  csrf: string | undefined;
  /** Path and query as asked for, without the language. */
  path: string;
  /** The system's time. */
  now: Instant;
  /** The day of `now` in the office's zone. */
  today: LocalDate;
  zone: string;
  /** Of the log, before anything was read for the page: what comes after it is followed. */
  position: string;
  /** A demo's clock is not the real one, and every page says so. */
  demo: boolean;
  /** The counties of which the reader may choose; undefined is all, and every one of them at once. */
  counties: readonly string[] | undefined;
}

/** A text in the reader's language. */
export const say = ({ language }: Pick<View, 'language'>, text: Text): string => text[language];

/** Two languages of one text, written where it is used. */
export const text = (zh: string, en: string): Text => ({ zh, en });

/** Whether the reader has a grant in one of these roles. */
export const hasRole = ({ caller }: Pick<View, 'caller'>, ...roles: string[]): boolean =>
  caller.grants.some((g) => roles.includes(g.role));

/** An address with some parameters of its query set, or taken away where the value is undefined. */
export function withQuery(path: string, changes: Record<string, string | undefined>): string {
  const url = new URL(path, 'http://x');
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  return `${url.pathname}${url.search}`;
}
