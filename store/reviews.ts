/**
 * The weekly review from the log: as it is now, as of a day, frozen, and printed again. Projects are read page
 * by page and only their entries are kept.
 */
import { sql } from 'kysely';
import { addDays, instantAt, localDate, weekday, type LocalDate } from '../domain/dates.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { today, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { changesOf, type Change, type ForecastMove } from '../domain/review/changes.ts';
import { entryOf, type Entry } from '../domain/review/entry.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import { weeklyReview, type Review } from '../domain/review/weekly.ts';
import type { Target } from '../domain/target.ts';
import { projectStream, reviewStream } from './aggregates.ts';
import { pagesAsOf, type Basis } from './as-of.ts';
import { readEntries } from './entries.ts';
import { load, readOccurred, statePages, statesOf, whole } from './read.ts';
import type { System } from './system.ts';

/** What every review and report is made from: each project once, small, and what happened in the period. */
export interface Portfolio {
  entries: Entry[];
  /** Of the days after `since`, up to the day itself. */
  changes: Change[];
  forecasts: ForecastMove[];
  targets: Target[];
  since: LocalDate;
  /** The rules it was counted by, at the instant it was counted for. */
  context: Context;
}

/** Which day is asked for; without one, this moment. */
export interface AsOf {
  on: LocalDate;
  /** `true`: what had happened by the end of that day; `known`: what had been recorded by then. */
  basis: Basis;
}

/**
 * The portfolio at `now`, or as of the end of a day, with what happened after `since`. `county` leaves the
 * others out.
 */
export async function portfolio(
  system: System,
  now: string,
  options: { since: LocalDate; asOf?: AsOf | undefined; county?: string | undefined },
): Promise<Portfolio> {
  const { since, asOf, county } = options;
  const rules = await system.freshRules();
  const end = asOf && instantAt(addDays(asOf.on, 1), '00:00', rules.calendar.zone);
  const context = { ...rules, now: end === undefined ? now : new Date(Date.parse(end) - 1).toISOString() };
  const until = asOf?.basis === 'known' ? end : undefined;
  const recent = new Map<string, ProjectEvent[]>();
  for (const event of await readOccurred(system.db, since, today(context), until)) {
    const found = recent.get(event.stream);
    if (found) found.push(event as ProjectEvent);
    else recent.set(event.stream, [event as ProjectEvent]);
  }
  const found: Portfolio = { entries: [], changes: [], forecasts: [], targets: [], since, context };
  const wanted = ({ county: of }: { county: string }) => county === undefined || of === county;
  const tell = (project: Project): void => {
    const { changes, moves } = changesOf(project, recent.get(projectStream(project.id)) ?? []);
    found.changes.push(...changes);
    found.forecasts.push(...moves);
  };
  if (asOf) {
    for await (const page of pagesAsOf<Project>(system, 'project', asOf.on, asOf.basis)) {
      for (const project of page.filter(wanted)) {
        found.entries.push(entryOf(project, context));
        tell(project);
      }
    }
  } else {
    found.entries = await readEntries(system, context.now, county);
    for await (const page of statesOf<Project>(system.db, [...recent.keys()]))
      page.filter(wanted).forEach(tell);
  }
  const targets = asOf
    ? pagesAsOf<Target>(system, 'target', asOf.on, asOf.basis)
    : statePages<Target>(system.db, 'target');
  found.targets = (await whole(targets)).filter(wanted);
  return found;
}

/** The review of this moment, `now` being the system's time. */
export function reviewNow(system: System, now: string, county?: string): Promise<Review> {
  return review(system, now, undefined, county);
}

/** The review of a day at its end, from what had happened or what had been recorded by then. */
export function reviewAsOf(system: System, on: LocalDate, basis: Basis, county?: string): Promise<Review> {
  return review(system, '', { on, basis }, county);
}

async function review(
  system: System,
  now: string,
  asOf: AsOf | undefined,
  county: string | undefined,
): Promise<Review> {
  const on = asOf?.on ?? localDate(now, system.rules.calendar.zone);
  const previous = await lastFrozen(system, on);
  const since = previous?.asOf ?? addDays(on, -7);
  const found = await portfolio(system, now, { since, asOf, county });
  return weeklyReview({ ...found, previous }, found.context);
}

/** The last review that was held before a day. */
async function lastFrozen(system: System, before: LocalDate): Promise<FrozenReview | undefined> {
  const { rows } = await sql<{ stream: string }>`
    select stream from stream_state where category = 'review' and stream < ${reviewStream(before)}
    order by stream desc limit 1`.execute(system.db);
  return rows[0] && ((await load(system.db, rows[0].stream))!.state as FrozenReview);
}

/** A review that was held on `asOf`, as it was printed then, and what was corrected since. */
export async function frozenReview(system: System, asOf: LocalDate): Promise<FrozenReview | undefined> {
  return (await load(system.db, reviewStream(asOf)))?.state as FrozenReview | undefined;
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
