/** The weekly review from the log: as it is now, as of a day, frozen, and printed again. */
import { addDays, instantAt, localDate, weekday, type LocalDate } from '../domain/dates.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import type { Project } from '../domain/project/state.ts';
import { weeklyReview, type Review } from '../domain/review.ts';
import type { Target } from '../domain/target.ts';
import { today } from '../domain/project/slice.ts';
import { reviewStream } from './aggregates.ts';
import { statesAsOf, type Basis } from './as-of.ts';
import { load, readOccurred, readStates } from './read.ts';
import type { System } from './system.ts';

/** The review of this moment, `now` being the system's time. */
export async function reviewNow(system: System, now: string): Promise<Review> {
  const context = { ...(await system.freshRules()), now };
  const [projects, targets] = await Promise.all([
    readStates<Project>(system.db, 'project'),
    readStates<Target>(system.db, 'target'),
  ]);
  return weeklyReview({ projects, targets, ...(await changes(system, today(context))) }, context);
}

/**
 * The review of a day at its end: with basis `true` from what had happened by then, with `known` from what
 * had been recorded by then.
 */
export async function reviewAsOf(system: System, on: LocalDate, basis: Basis): Promise<Review> {
  const { zone } = system.rules.calendar;
  const end = instantAt(addDays(on, 1), '00:00', zone);
  const [projects, targets] = await Promise.all([
    statesAsOf<Project>(system, 'project', on, basis),
    statesAsOf<Target>(system, 'target', on, basis),
  ]);
  const now = new Date(Date.parse(end) - 1).toISOString();
  const recent = await changes(system, on, basis === 'known' ? end : undefined);
  return weeklyReview({ projects, targets, ...recent }, { ...(await system.freshRules()), now });
}

/** A review that was held on `asOf`, as it was printed then. */
export async function frozenReview(system: System, asOf: LocalDate): Promise<Review | undefined> {
  return (await load(system.db, reviewStream(asOf)))?.state as Review | undefined;
}

/** The latest time at or before `now` at which the weekly review is held: Monday, 09:00 in the office's zone. */
export function reviewDueAt(system: System, now: string): { on: LocalDate; at: string } {
  const { zone } = system.rules.calendar;
  const date = localDate(now, zone);
  const monday = addDays(date, 1 - weekday(date));
  const on = instantAt(monday, REVIEW_TIME, zone) <= now ? monday : addDays(monday, -7);
  return { on, at: instantAt(on, REVIEW_TIME, zone) };
}

export const REVIEW_TIME = '09:00';

/**
 * Freezes the weekly review that is due at `at` as an event and returns the Monday it is for. Doing it again
 * changes nothing.
 */
export async function freezeReview(system: System, at: string, actor: string): Promise<LocalDate> {
  const now = await system.clock.now(at);
  const { on } = reviewDueAt(system, now);
  if ((await frozenReview(system, on)) !== undefined) return on;
  await system.handle({
    stream: reviewStream(on),
    commandId: `freeze/${on}`,
    actor,
    at,
    commands: [{ type: 'freezeReview', review: await reviewNow(system, now) }],
  });
  return on;
}

/** What came about in the week up to `on`; with `until`, only what was recorded before that instant. */
async function changes(system: System, on: LocalDate, until?: string) {
  const since = addDays(on, -7);
  const events = await readOccurred(system.db, since, on, until);
  return {
    since,
    recent: events.map((event) => ({
      project: event.stream.slice('project/'.length),
      event: event as ProjectEvent,
    })),
  };
}
