/** What a decider answers: events, or a typed refusal. It never throws for a reason of business. */
import { reject, type Rejection } from './text.ts';

export type Decision<E> = { ok: true; events: E[] } | Refusal;
export interface Refusal {
  ok: false;
  rejection: Rejection;
}

export const accept = <E>(...events: E[]): Decision<E> => ({ ok: true, events });

/** `code` is stable and for programs; the sentences say what to do; `field` is the part of the command to mend. */
export const refuse = (code: string, zh: string, en: string, field?: string): Refusal => ({
  ok: false,
  rejection: reject(code, zh, en, field),
});
