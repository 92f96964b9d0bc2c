/** Daily anchors: once a day the root over the whole log is written down, to be printed and kept elsewhere. */
import { localDate } from '../domain/dates.ts';
import { logEnd } from './read-log.ts';
import type { System } from './system.ts';

export interface Anchor {
  day: string;
  position: string;
  root: string;
}

/** Writes today's anchor unless there is one or nothing was added since the last. Returns a new one. */
export async function anchorDay(system: System, at: string): Promise<Anchor | undefined> {
  const now = await system.clock.now(at);
  const day = localDate(now, system.rules.calendar.zone);
  const [end, last] = await Promise.all([
    logEnd(system.db),
    system.db.selectFrom('anchors').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst(),
  ]);
  if (!end || end.position === last?.position || (last && last.day >= day)) return undefined;
  const made = await system.db
    .insertInto('anchors')
    .values({ day, position: end.position, root: end.root, made_at: now })
    .onConflict((c) => c.doNothing())
    .returning('day')
    .execute();
  return made.length === 0 ? undefined : { day, position: end.position, root: end.root.toString('hex') };
}
