/**
 * The weekly review from the log: as it is now, as of a day, frozen, and printed again. Projects are read page
 * by page and only their entries are kept.
 */
import { sql } from 'kysely';
import { addDays, instantAt, localDate, type LocalDate } from '../domain/dates.ts';
import { today, type Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import type { Change, ForecastMove, SlipLine } from '../domain/review/changes.ts';
import { entryOf, type Entry } from '../domain/review/entry.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import { weeklyReview, type Review } from '../domain/review/weekly.ts';
import type { Target } from '../domain/target.ts';
import { projectStream, reviewStream } from './aggregates.ts';
import { pagesAsOf, type Basis } from './as-of.ts';
import { readEntries } from './entries.ts';
import { load, readOccurred, statePages, whole } from './read.ts';
import { eventsByStream, recentNow, recentOf, type Recent } from './recent.ts';
import type { System } from './system.ts';

/** What every review and report is made from: each project once, small, and what happened in the period. */
export interface Portfolio {
  entries: Entry[];
  /** Of the days after `since`, up to the day itself. */
  changes: Change[];
  forecasts: ForecastMove[];
  slips: SlipLine[];
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

/** Which counties: one, or all but those of `except`. */
export interface Counties {
  county?: string | undefined;
  except?: readonly string[] | undefined;
}

/** The portfolio at `now`, or as of the end of a day, with what happened after `since`. */
export async function portfolio(
  system: System,
  now: string,
  options: { since: LocalDate; asOf?: AsOf | undefined } & Counties,
): Promise<Portfolio> {
  const { since, asOf, county } = options;
  const rules = await system.freshRules();
  const end = asOf && instantAt(addDays(asOf.on, 1), '00:00', rules.calendar.zone);
  const context = { ...rules, now: end === undefined ? now : new Date(Date.parse(end) - 1).toISOString() };
  const until = asOf?.basis === 'known' ? end : undefined;
  const found: Portfolio = {
    ...{ entries: [], changes: [], forecasts: [], slips: [], targets: [] },
    ...{ since, context },
  };
  const wanted = isOf(options);
  const tell = ({ changes, moves, slips }: Recent): void => {
    found.changes.push(...changes);
    found.forecasts.push(...moves);
    found.slips.push(...slips);
  };
  if (asOf) {
    const which = { after: since, upTo: today(context), until };
    const events = eventsByStream(await readOccurred(system.db, which));
    for await (const page of pagesAsOf<Project>(system, 'project', asOf.on, asOf.basis)) {
      for (const project of page.filter(wanted)) {
        found.entries.push(entryOf(project, context));
        tell(recentOf(project, events.get(projectStream(project.id)) ?? []));
      }
    }
  } else {
    found.entries = (await readEntries(system, context.now, county)).filter(wanted);
    (await recentNow(system, since, today(context))).filter(wanted).forEach(tell);
  }
  found.targets = await targetsOf(system, asOf, options);
  return found;
}

/** The year's targets, now or as of the end of a day. */
export async function targetsOf(
  system: System,
  asOf: AsOf | undefined,
  counties: Counties,
): Promise<Target[]> {
  const pages = asOf
    ? pagesAsOf<Target>(system, 'target', asOf.on, asOf.basis)
    : statePages<Target>(system.db, 'target');
  return (await whole(pages)).filter(isOf(counties));
}

/** Whether something stands in one of these counties. */
const isOf =
  ({ county, except = [] }: Counties) =>
  ({ county: of }: { county: string }): boolean =>
    county === undefined ? !except.includes(of) : of === county;

/** The review of this moment, `now` being the system's time. */
export function reviewNow(system: System, now: string, counties: Counties = {}): Promise<Review> {
  return review(system, now, undefined, counties);
}

/** The review of a day at its end, from what had happened or what had been recorded by then. */
export function reviewAsOf(
  system: System,
  on: LocalDate,
  basis: Basis,
  counties: Counties = {},
): Promise<Review> {
  return review(system, '', { on, basis }, counties);
}

async function review(
  system: System,
  now: string,
  asOf: AsOf | undefined,
  counties: Counties,
): Promise<Review> {
  const on = asOf?.on ?? localDate(now, system.rules.calendar.zone);
  const previous = await lastFrozen(system, on, counties.county);
  const since = previous?.asOf ?? addDays(on, -7);
  const found = await portfolio(system, now, { since, asOf, ...counties });
  return weeklyReview({ ...found, previous }, found.context);
}

/** The last review that was held before a day. */
async function lastFrozen(
  system: System,
  before: LocalDate,
  county: string | undefined,
): Promise<FrozenReview | undefined> {
  const [last] = await reviewsHeld(system, { before, county, limit: 1 });
  return last && frozenReview(system, last.on, last.county);
}

/** A review that was held on `asOf`, as it was printed then, and what was corrected since. */
export async function frozenReview(
  system: System,
  asOf: LocalDate,
  county?: string,
): Promise<FrozenReview | undefined> {
  return (await load(system.db, reviewStream(asOf, county)))?.state as FrozenReview | undefined;
}

/** The reviews that were held, the newest first: the common ones, or those of a county and the common ones. */
export async function reviewsHeld(
  system: System,
  { before, county, limit }: { before?: LocalDate; county?: string | undefined; limit: number },
): Promise<{ on: LocalDate; county?: string }[]> {
  const { rows } = await sql<{ on: string; county: string }>`
    select substr(stream, 8, 10) as on, substr(stream, 19) as county from stream_state
    where category = 'review' and substr(stream, 19) in ('', ${county ?? ''})
      and (${before ?? null}::text is null or substr(stream, 8, 10) < ${before ?? null})
    order by 1 desc, 2 desc limit ${limit}`.execute(system.db);
  return rows.map(({ on, county }) => (county === '' ? { on } : { on, county }));
}
