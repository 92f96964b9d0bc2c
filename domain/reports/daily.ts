/** The daily report (日汇报), derived: what happened since the last one, what is newly late, what is due next. */
import { addWorkdays, whereCovered } from '../calendar.ts';
import { addDays, type LocalDate } from '../dates.ts';
import type { RungName } from '../policy.ts';
import type { Recipient } from '../project/events.ts';
import { today, type Context } from '../project/slice.ts';
import { REMINDERS, type Change } from '../review/changes.ts';
import type { Entry, Item } from '../review/entry.ts';
import { byCounty, countyFigures, type CountyReview } from '../review/figures.ts';
import { claimsIn, whose, type ClaimsOf, type Whose } from '../review/weekly.ts';
import { byText } from '../text.ts';

export type DailyLine = Whose & Item;

/** A rung that was reached in the period, and whom it told. */
export interface Escalation extends Whose {
  obligation: string;
  title: string;
  dueOn: LocalDate;
  rung: RungName;
  on: LocalDate;
  to: Recipient[];
}

export interface Daily {
  asOf: LocalDate;
  /** The last day of the report before: everything here is of the days after it. */
  since: LocalDate;
  /** The next working day. */
  tomorrow: LocalDate;
  counties: CountyReview[];
  changes: Change[];
  newlyLate: DailyLine[];
  dueToday: DailyLine[];
  /** After today, up to the next working day. */
  dueTomorrow: DailyLine[];
  escalations: Escalation[];
  claims: ClaimsOf[];
}

/** The daily report of the day of `context.now`. */
export function dailyReport(
  input: { entries: readonly Entry[]; changes: readonly Change[]; since: LocalDate },
  context: Context,
): Daily {
  const { entries, changes, since } = input;
  const asOf = today(context);
  const tomorrow = whereCovered(() => addWorkdays(context.calendar, asOf, 1)) ?? addDays(asOf, 1);
  const lines = entries.flatMap((e) => e.items.map((item): DailyLine => ({ ...whose(e), ...item })));
  const inOrder = (list: DailyLine[]): DailyLine[] =>
    list.toSorted(
      (a, b) => byText(a.dueOn, b.dueOn) || byText(a.county, b.county) || byText(a.project, b.project),
    );
  const running = lines.filter((l) => l.status === 'onTrack' || l.status === 'nearDue');
  return {
    ...{ asOf, since, tomorrow },
    counties: byCounty(entries, [], (list) => ({ figures: countyFigures(list) })),
    changes: changes.toSorted((a, b) => byText(a.occurredOn, b.occurredOn) || byText(a.project, b.project)),
    newlyLate: inOrder(lines.filter((l) => l.status === 'late' && l.dueOn >= since)),
    dueToday: inOrder(running.filter((l) => l.dueOn === asOf)),
    dueTomorrow: inOrder(running.filter((l) => l.dueOn > asOf && l.dueOn <= tomorrow)),
    escalations: inOrder(lines).flatMap((l) =>
      l.told
        .filter(({ rung, on }) => on > since && on <= asOf && !REMINDERS.has(rung))
        .map(({ rung, on, to }) => ({
          ...whose(l),
          ...{ obligation: l.obligation, title: l.title, dueOn: l.dueOn, rung, on, to },
        })),
    ),
    claims: claimsIn(entries),
  };
}
