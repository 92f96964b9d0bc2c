/** The monthly summary (月总结), derived: where a month began, where it ended, and what made the difference. */
import { BATCH_POLICY, threeBatches, type ThreeBatches } from '../batches.ts';
import { addDays, addMonths, type LocalDate } from '../dates.ts';
import type { SlipCause } from '../project/events.ts';
import { today, type Context } from '../project/slice.ts';
import type { Target } from '../target.ts';
import type { Change, SlipLine } from '../review/changes.ts';
import type { Entry, Finished } from '../review/entry.ts';
import { byCounty, countyFigures, type Figure } from '../review/figures.ts';
import { byText } from '../text.ts';
import {
  claimsIn,
  targetLines,
  whose,
  type ClaimsOf,
  type Review,
  type TargetLine,
  type Whose,
} from '../review/weekly.ts';

/** A figure at the month's end beside what it was at its start; both with what they were counted from. */
export interface MonthFigure {
  start: Figure | null;
  end: Figure;
  difference: number;
}

export type FinishedLine = Whose & Finished;

export interface SlipsByCause {
  cause: SlipCause;
  days: number;
  slips: SlipLine[];
}

/** Red and yellow projects at one weekly review of the month. */
export interface TrendPoint {
  on: LocalDate;
  red: string[];
  yellow: string[];
}

export interface Monthly {
  month: string;
  from: LocalDate;
  to: LocalDate;
  counties: { county: string; figures: MonthFigure[] }[];
  milestones: { onTime: FinishedLine[]; late: FinishedLine[] };
  slips: SlipsByCause[];
  approvalsFinished: FinishedLine[];
  directives: { issued: Change[]; closed: FinishedLine[] };
  blockers: { raised: Change[]; cleared: Change[] };
  batches: ThreeBatches;
  /** Of the projects that the batches name by id. */
  names: Record<string, string>;
  trend: TrendPoint[];
  targets: TargetLine[];
  claims: ClaimsOf[];
}

export interface MonthlyInput {
  /** At the end of the month, or today while it runs. */
  entries: readonly Entry[];
  /** At the end of the month before. */
  before: readonly Entry[];
  changes: readonly Change[];
  slips: readonly SlipLine[];
  targets: readonly Target[];
  /** Weekly reviews that were held in the month. */
  reviews: readonly Pick<Review, 'asOf' | 'projects'>[];
}

/** The first and last day of a month `YYYY-MM`. */
export function monthOf(month: string): { from: LocalDate; to: LocalDate } {
  const from = `${month}-01`;
  return { from, to: addDays(addMonths(from, 1), -1) };
}

/** The summary of `month`, counted at `context.now`: its end, or today while it runs. */
export function monthlySummary(input: MonthlyInput, month: string, context: Context): Monthly {
  const { from, to } = monthOf(month);
  const { entries, before, changes } = input;
  const earlier = new Map(
    byCounty(before, [], (list) => ({ figures: countyFigures(list) })).map((c) => [c.county, c.figures]),
  );
  const finished = entries
    .flatMap((e) => e.finishedItems.map((f): FinishedLine => ({ ...whose(e), ...f })))
    .filter((f) => f.doneOn >= from && f.doneOn <= to)
    .toSorted((a, b) => byText(a.doneOn, b.doneOn) || byText(a.project, b.project));
  const of = (kind: Finished['kind']) => finished.filter((f) => f.kind === kind);
  const told = (type: Change['type']) => changes.filter((c) => c.type === type);
  return {
    ...{ month, from, to },
    counties: byCounty(entries, [], (list) => ({ end: countyFigures(list) })).map(({ county, end }) => ({
      county,
      figures: end.map((figure) => {
        const start = earlier.get(county)?.find((f) => f.id === figure.id) ?? null;
        return { start, end: figure, difference: figure.value - (start?.value ?? 0) };
      }),
    })),
    milestones: {
      onTime: of('milestone').filter((f) => f.workdaysLate === 0),
      late: of('milestone').filter((f) => f.workdaysLate > 0),
    },
    slips: byCause(input.slips),
    approvalsFinished: of('approvalItem'),
    directives: { issued: told('directiveIssued'), closed: of('directive') },
    blockers: { raised: told('blockerRaised'), cleared: told('blockerCleared') },
    batches: threeBatches(entries, from, to, BATCH_POLICY),
    names: Object.fromEntries(entries.map((e) => [e.project, e.name])),
    trend: input.reviews.map(({ asOf, projects }) => ({
      on: asOf,
      red: projects.filter((p) => p.light === 'red').map((p) => p.project),
      yellow: projects.filter((p) => p.light === 'yellow').map((p) => p.project),
    })),
    targets: targetLines(input.targets, today(context)),
    claims: claimsIn(entries),
  };
}

function byCause(slips: readonly SlipLine[]): SlipsByCause[] {
  const causes = new Map<SlipCause, SlipLine[]>();
  for (const slip of slips) causes.set(slip.cause, [...(causes.get(slip.cause) ?? []), slip]);
  return [...causes]
    .map(([cause, list]) => ({ cause, days: list.reduce((sum, s) => sum + s.days, 0), slips: list }))
    .toSorted((a, b) => b.days - a.days || byText(a.cause, b.cause));
}
