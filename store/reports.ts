/** Reports from the log: which are owed by the office's settings, how each is made, and how it is filed once. */
import { addDays, localDate, type LocalDate } from '../domain/dates.ts';
import { dueReports, nextReportAt, OFFICE, officesOf, type Run, type RunKind } from '../domain/office.ts';
import type { Rules } from '../domain/project/slice.ts';
import { onSiteBrief, type Brief } from '../domain/reports/brief.ts';
import { dailyReport, type Daily } from '../domain/reports/daily.ts';
import type { Filed } from '../domain/reports/filed.ts';
import { monthlySummary, monthOf, type Monthly } from '../domain/reports/monthly.ts';
import { BATCH_POLICY, threeBatches, type ThreeBatches } from '../domain/batches.ts';
import { targetLines, type Review, type TargetLine } from '../domain/review/weekly.ts';
import { reportStream, reviewStream, type Command } from './aggregates.ts';
import type { Basis } from './as-of.ts';
import { load } from './read.ts';
import {
  frozenReview,
  portfolio,
  reviewAsOf,
  reviewNow,
  reviewsHeld,
  targetsOf,
  type AsOf,
  type Counties,
} from './reviews.ts';
import type { System } from './system.ts';

/** A run of one county that has settings of its own, or of all the others. */
export interface OwedRun extends Run {
  county?: string | undefined;
}

/** What a report is asked for: today's is of this moment, an earlier day's of its end. */
export interface Asked extends Counties {
  on: LocalDate;
  basis: Basis;
}

const officeOf = (rules: Rules, county: string | undefined) =>
  (county === undefined ? rules.office : rules.offices?.[county]) ?? OFFICE;
/** The counties of a report: one, or all that have no settings of their own. */
export const countiesOf = (rules: Rules, county: string | undefined): Counties =>
  county === undefined ? { except: Object.keys(rules.offices ?? {}) } : { county };

/** The stream of a run: its day, or its month. */
export const runStream = ({ kind, on, from, to, county }: OwedRun): string =>
  kind === 'weekly'
    ? reviewStream(on, county)
    : reportStream(kind, kind === 'daily' ? to : from.slice(0, 7), county);

/** The latest run of each kind that is due and has not been held; the log alone says what was. */
export async function owedRuns(system: System, now: string): Promise<OwedRun[]> {
  const rules = await system.freshRules();
  const due = officesOf(rules).flatMap(([county, office]) =>
    dueReports(office, rules.calendar, now).map((run): OwedRun => ({ ...run, county })),
  );
  const held = await system.db
    .selectFrom('stream_state')
    .select('stream')
    .where('stream', 'in', due.map(runStream))
    .execute();
  const streams = new Set(held.map((h) => h.stream));
  return due.filter((run) => !streams.has(runStream(run)));
}

/** The first instant after `now` at which a report of any county is due. */
export function nextRunAt(system: System, now: string): string {
  const { rules } = system;
  return officesOf(rules)
    .map(([, office]) => nextReportAt(office, rules.calendar, now))
    .reduce((a, b) => (a < b ? a : b));
}

/**
 * Files a report as an event. Doing it again changes nothing: the first stays. One that is made on its own day
 * is of that moment; one that was missed is of the end of its day, from what had been recorded by then.
 */
export async function fileRun(
  system: System,
  run: OwedRun,
  by: { at: string; actor: string; remarks?: string[] | undefined },
): Promise<string> {
  const stream = runStream(run);
  if ((await load(system.db, stream)) !== undefined) return stream;
  await system.handle({
    stream,
    commandId: `file/${stream}`,
    ...{ actor: by.actor, at: by.at },
    commands: [await commandOf(system, run, await system.clock.now(by.at), by.remarks)],
  });
  return stream;
}

/** Files the latest run of a kind that is due; returns its stream. */
export async function fileDue(
  system: System,
  which: { kind: RunKind; county?: string | undefined },
  by: { at: string; actor: string },
): Promise<string | null> {
  const { kind, county } = which;
  const rules = await system.freshRules();
  const due = dueReports(officeOf(rules, county), rules.calendar, await system.clock.now(by.at));
  const run = due.find((r) => r.kind === kind);
  return run ? fileRun(system, { ...run, county }, by) : null;
}

async function commandOf(
  system: System,
  { kind, county, on, from, to }: OwedRun,
  now: string,
  remarks: string[] | undefined,
): Promise<Command> {
  const counties = countiesOf(await system.freshRules(), county);
  if (kind === 'weekly') {
    const isToday = localDate(now, system.rules.calendar.zone) === on;
    const review: Review = isToday
      ? await reviewNow(system, now, counties)
      : await reviewAsOf(system, on, 'known', counties);
    return { type: 'freezeReview', review, ...(remarks ? { remarks } : {}) };
  }
  const whose = { ...(county === undefined ? {} : { county }), from, to };
  return kind === 'daily'
    ? {
        type: 'fileReport',
        kind,
        ...whose,
        report: await daily(system, now, { on: to, basis: 'known', since: addDays(from, -1), ...counties }),
      }
    : {
        type: 'fileReport',
        kind,
        ...whose,
        report: await monthly(system, now, from.slice(0, 7), { basis: 'true', ...counties }),
      };
}

/** Today is seen as it is now, an earlier day at its end. */
const asOf = (system: System, now: string, on: LocalDate, basis: Basis): AsOf | undefined =>
  on >= localDate(now, system.rules.calendar.zone) ? undefined : { on, basis };

/** The daily report of a day, with what happened after `since`. */
export async function daily(
  system: System,
  now: string,
  { on, basis, since, ...counties }: Asked & { since: LocalDate },
): Promise<Daily> {
  const found = await portfolio(system, now, { since, asOf: asOf(system, now, on, basis), ...counties });
  return dailyReport(found, found.context);
}

/** The summary of a month: at its end, or as it stands while it runs. */
export async function monthly(
  system: System,
  now: string,
  month: string,
  { basis, ...counties }: { basis: Basis } & Counties,
): Promise<Monthly> {
  const { from, to } = monthOf(month);
  const start = addDays(from, -1);
  const atEnd = asOf(system, now, to, basis);
  const found = await portfolio(system, now, { since: start, asOf: atEnd, ...counties });
  const before = await portfolio(system, now, { since: start, asOf: { on: start, basis }, ...counties });
  const held = await reviewsHeld(system, { before: addDays(to, 1), county: counties.county, limit: 6 });
  const reviews: Review[] = [];
  for (const { on, county } of held.toReversed()) {
    if (on >= from) reviews.push((await frozenReview(system, on, county))!);
  }
  return monthlySummary({ ...found, before: before.entries, reviews }, month, found.context);
}

/** The brief for a leader's on-site office on a day. */
export async function brief(
  system: System,
  now: string,
  leader: string,
  { on, basis, ...counties }: Asked,
): Promise<Brief> {
  const found = await portfolio(system, now, { since: on, asOf: asOf(system, now, on, basis), ...counties });
  return onSiteBrief(found.entries, leader, found.context);
}

/** The three batches of a period. */
export async function batches(
  system: System,
  now: string,
  from: LocalDate,
  { on: to, basis, ...counties }: Asked,
): Promise<ThreeBatches & { names: Record<string, string> }> {
  const found = await portfolio(system, now, { since: to, asOf: asOf(system, now, to, basis), ...counties });
  const names = Object.fromEntries(found.entries.map((e) => [e.project, e.name]));
  return { ...threeBatches(found.entries, from, to, BATCH_POLICY), names };
}

/** The year's targets with their lights. */
export async function targets(
  system: System,
  now: string,
  { on, basis, ...counties }: Asked,
): Promise<{ asOf: LocalDate; targets: TargetLine[] }> {
  const found = await targetsOf(system, asOf(system, now, on, basis), counties);
  return { asOf: on, targets: targetLines(found, on) };
}

/** A report that was filed, as it was then. */
export async function filedReport(
  system: System,
  kind: 'daily' | 'monthly',
  period: string,
  county?: string,
): Promise<Filed | undefined> {
  return (await load(system.db, reportStream(kind, period, county)))?.state as Filed | undefined;
}
