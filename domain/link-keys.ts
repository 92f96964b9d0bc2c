/**
 * The keys that signed links are signed with, by number: the newest signs, and those from the oldest on are
 * accepted. Only numbers stand in the log; the keys themselves follow from the master key.
 */
import { localDate, type Instant, type LocalDate } from './dates.ts';
import { accept, type Decision } from './decision.ts';
import type { Context } from './project/slice.ts';

export interface LinkKeys {
  newest: number;
  oldest: number;
}

export const FIRST_KEYS: LinkKeys = { newest: 1, oldest: 1 };

export interface LinkKeysCommand {
  type: 'rotateLinkKeys';
  by: string;
  reason: string;
  /** Links that went out are void from now on; without it they live out their days. */
  voidOld: boolean;
}

export interface LinkKeysEvent {
  type: 'linkKeysRotated';
  occurredOn: LocalDate;
  data: LinkKeys & { by: string; reason: string };
}

export const evolveLinkKeys = (_: LinkKeys | null, { data }: LinkKeysEvent): LinkKeys => ({
  newest: data.newest,
  oldest: data.oldest,
});

export function decideLinkKeys(
  { by, reason, voidOld }: LinkKeysCommand,
  state: LinkKeys | null,
  { now, calendar }: Pick<Context, 'calendar'> & { now: Instant },
): Decision<LinkKeysEvent> {
  const keys = state ?? FIRST_KEYS;
  const newest = keys.newest + 1;
  return accept({
    type: 'linkKeysRotated',
    occurredOn: localDate(now, calendar.zone),
    data: { newest, oldest: voidOld ? newest : keys.oldest, by, reason },
  });
}
