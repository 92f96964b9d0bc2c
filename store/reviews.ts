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
import { reviewAgain, type Counted } from '../domain/review/again.ts';
import { weeklyReview, type Review, type ReviewInput } from '../domain/review/weekly.ts';
import type { Target } from '../domain/target.ts';
import { projectStream, reviewStream } from './aggregates.ts';
import { pagesAsOf, type Basis } from './as-of.ts';
import { readEntries } from './entries.ts';
import { Kept } from './kept.ts';
import { load, readOccurred, statePages, whole } from './read.ts';
import { eventsByStream, recentNow, recentOf, type Recent } from './recent.ts';
import type { System } from './system.ts';

/** What every review and report is made from: each project once, small, and what happened in the period. */
export interface Portfolio {
  entries: readonly Entry[];
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
  const found = { changes: [] as Change[], forecasts: [] as ForecastMove[], slips: [] as SlipLine[] };
  let entries: readonly Entry[];
  const wanted = isOf(options);
  const tell = ({ changes, moves, slips }: Recent): void => {
    found.changes.push(...changes);
    found.forecasts.push(...moves);
    found.slips.push(...slips);
  };
  if (asOf) {
    const which = { after: since, upTo: today(context), until };
    const events = eventsByStream(await readOccurred(system.db, which));
    const all: Entry[] = [];
    for await (const page of pagesAsOf<Project>(system, 'project', asOf.on, asOf.basis)) {
      for (const project of page.filter(wanted)) {
        all.push(entryOf(project, context));
        tell(recentOf(project, events.get(projectStream(project.id)) ?? []));
      }
    }
    entries = all;
  } else {
    entries = only(await readEntries(system, context.now, county), options);
    only(await recentNow(system, since, today(context)), options).forEach(tell);
  }
  return { ...found, entries, targets: await targetsOf(system, asOf, options), since, context };
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

const only = <T extends { county: string }>(list: readonly T[], counties: Counties): readonly T[] =>
  counties.county === undefined && !counties.except?.length ? list : list.filter(isOf(counties));

/** Whether something stands in one of these counties. */
const isOf =
  ({ county, except = [] }: Counties) =>
  ({ county: of }: { county: string }): boolean =>
    county === undefined ? !except.includes(of) : of === county;

/** The review of this moment, `now` being the system's time. */
export async function reviewNow(system: System, now: string, counties: Counties = {}): Promise<Review> {
  return (await countReview(system, now, counties, undefined)).review;
}

/** The same, counted from the last one as far as it goes; with what it takes to count the next. */
export async function countReview(
  system: System,
  now: string,
  counties: Counties,
  before: Counted | undefined,
): Promise<Counted> {
  const { input, context } = await inputOf(system, now, undefined, counties);
  return { input, review: reviewAgain(before, input, context) };
}

/** The review of a day at its end, from what had happened or what had been recorded by then. */
export async function reviewAsOf(
  system: System,
  on: LocalDate,
  basis: Basis,
  counties: Counties = {},
): Promise<Review> {
  const { input, context } = await inputOf(system, '', { on, basis }, counties);
  return weeklyReview(input, context);
}

async function inputOf(
  system: System,
  now: string,
  asOf: AsOf | undefined,
  counties: Counties,
): Promise<{ input: ReviewInput; context: Context }> {
  const on = asOf?.on ?? localDate(now, system.rules.calendar.zone);
  const previous = await lastFrozen(system, on, counties.county);
  const since = previous?.asOf ?? addDays(on, -7);
  const { context, slips: _, ...found } = await portfolio(system, now, { since, asOf, ...counties });
  return { input: { ...found, previous }, context };
}

/** The last that was read of each system, by stream: a review that was held changes but for its corrections. */
const HELD = 20;
const lastHeld = new Kept<{ version: number; review: FrozenReview }>(HELD);

/** The last review that was held before a day. */
async function lastFrozen(
  system: System,
  before: LocalDate,
  county: string | undefined,
): Promise<FrozenReview | undefined> {
  const [last] = await rowsHeld(system, { before, county, limit: 1 });
  if (!last) return undefined;
  const stream = reviewStream(last.on, last.county);
  const known = lastHeld.get(system, stream);
  if (known?.version === last.version) return known.review;
  const loaded = await load(system.db, stream);
  if (!loaded) return undefined;
  const review = loaded.state as FrozenReview;
  lastHeld.set(system, stream, { version: loaded.version, review });
  return review;
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
  which: Held,
): Promise<{ on: LocalDate; county?: string }[]> {
  return (await rowsHeld(system, which)).map(({ version: _, ...row }) => row);
}

interface Held {
  before?: LocalDate;
  county?: string | undefined;
  limit: number;
}

async function rowsHeld(
  system: System,
  { before, county, limit }: Held,
): Promise<{ on: LocalDate; county?: string; version: number }[]> {
  const { rows } = await sql<{ on: string; county: string; version: number }>`
    select substr(stream, 8, 10) as on, substr(stream, 19) as county, version from stream_state
    where category = 'review' and substr(stream, 19) in ('', ${county ?? ''})
      and (${before ?? null}::text is null or substr(stream, 8, 10) < ${before ?? null})
    order by 1 desc, 2 desc limit ${limit}`.execute(system.db);
  return rows.map(({ county: of, ...row }) => (of === '' ? row : { ...row, county: of }));
}
