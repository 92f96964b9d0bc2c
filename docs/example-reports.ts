/** Every document from the examples, with no server: what `docs/reviews.md` shows and the tests read back. */
import { readExamples } from '../cli/examples.ts';
import { signCommand, type CountyFile } from '../contracts/project.ts';
import { batchesDocument } from '../documents/batches.ts';
import { briefDocument } from '../documents/brief.ts';
import { dailyDocument } from '../documents/daily.ts';
import type { Document } from '../documents/document.ts';
import { monthlyDocument } from '../documents/monthly.ts';
import { targetsDocument } from '../documents/targets.ts';
import { correctionSheet, weeklyMinutes } from '../documents/weekly.ts';
import { BATCH_POLICY, threeBatches } from '../domain/batches.ts';
import { addDays, instantAt } from '../domain/dates.ts';
import { decideAll, foldProject } from '../domain/project/decide.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import type { Context } from '../domain/project/slice.ts';
import { onSiteBrief } from '../domain/reports/brief.ts';
import { dailyReport } from '../domain/reports/daily.ts';
import { monthlySummary, monthOf } from '../domain/reports/monthly.ts';
import { changesOf } from '../domain/review/changes.ts';
import { differencesOf } from '../domain/review/differences.ts';
import { entryOf } from '../domain/review/entry.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import { targetLines, weeklyReview } from '../domain/review/weekly.ts';
import { RULES } from '../domain/rules.ts';
import { simulate } from '../domain/simulate.ts';
import { evolveTarget, type Target } from '../domain/target.ts';

const { zone } = RULES.calendar;
/** The day of the examples. */
export const EXAMPLES_ON = '2024-02-28';
const LOADED = instantAt(EXAMPLES_ON, '09:00', zone);
/** A month later nobody has reported anything: dates are missed, and the ladder is climbed. */
export const LATER = '2024-04-08';

/** What some of them did report in March, on time and late. */
const did = (day: string, command: ProjectCommand) => ({
  at: instantAt(day, '10:00', zone),
  actor: 'office',
  command,
});
const DONE: Record<string, ReturnType<typeof did>[]> = {
  'lingchuan-34': [
    did('2024-03-05', { type: 'finishApprovalItem', item: 'safety' }),
    did('2024-03-13', { type: 'finishApprovalItem', item: 'water' }),
    did('2024-03-14', {
      ...{ type: 'issueDirective', directive: 'start', title: '报送开工方案', owner: '县工信局' },
      ...{ dueOn: '2024-03-22', source: 'review/2024-03-11' },
    }),
    did('2024-03-21', { type: 'closeDirective', directive: 'start', evidence: '开工方案（县工信局报送）' }),
  ],
  'jinko-56gw': [
    did('2024-03-11', {
      ...{ type: 'raiseBlocker', blocker: 'grid', title: '110千伏线路迁改', party: '供电公司' },
      ...{ covers: [], dueOn: '2024-03-29' },
    }),
    did('2024-03-18', { type: 'completeMilestone', milestone: 'slicing-equipped' }),
    did('2024-03-20', { type: 'completeMilestone', milestone: 'power-done' }),
  ],
};

export const at = (day: string): Context => ({ ...RULES, now: instantAt(day, '18:00', zone) });

export interface Portfolio {
  lives: ProjectEvent[][];
  targets: Target[];
}

/** The lives of all example projects, with time passing until `day`. */
export async function examples(day: string): Promise<Portfolio> {
  const files = await readExamples(new URL('../examples', import.meta.url).pathname);
  return {
    lives: files.flatMap(({ county, projects }) =>
      projects.map((file) => {
        const commands = [signCommand({ ...file, county }), ...file.history] as ProjectCommand[];
        const steps = commands.map((command) => ({ at: LOADED, actor: 'office', command }));
        return simulate(
          [...steps, ...(DONE[file.id] ?? []).filter((s) => s.at <= at(day).now)],
          at(day).now,
          RULES,
        ).flatMap((h) => (h.event ? [h.event] : []));
      }),
    ),
    targets: files.flatMap(targetsOf),
  };
}

const targetsOf = ({ county, targets }: CountyFile): Target[] =>
  targets.map(({ reported, ...spec }) => {
    const set = evolveTarget(null, {
      type: 'targetSet',
      occurredOn: EXAMPLES_ON,
      data: { ...spec, county },
    });
    if (!reported) return set;
    const { value, occurredOn } = reported;
    return evolveTarget(set, { type: 'targetReported', occurredOn, data: { value } });
  });

/** Entries on a day, and what happened after `since`. */
export function seen({ lives, targets }: Portfolio, day: string, since: string) {
  const found = lives.map((events) => {
    const known = events.filter((e) => e.occurredOn <= day);
    const project = foldProject(known)!;
    const recent = known.filter((e) => e.occurredOn > since);
    return { entry: entryOf(project, at(day)), ...changesOf(project, recent) };
  });
  return {
    entries: found.map((f) => f.entry),
    changes: found.flatMap((f) => f.changes),
    forecasts: found.flatMap((f) => f.moves),
    slips: found.flatMap((f) => f.slips),
    targets,
    since,
  };
}

const streamOf = ([signed]: ProjectEvent[]): string =>
  signed?.type === 'projectSigned' ? signed.data.id : '';

function withLate(events: ProjectEvent[]): ProjectEvent[] {
  const told = ['safety', 'water'].map((item): ProjectCommand => ({
    type: 'finishApprovalItem',
    item,
    occurredOn: '2024-02-27',
  }));
  const decision = decideAll(told, foldProject(events), at(EXAMPLES_ON));
  if (!decision.ok) throw new Error(decision.rejection.message.en);
  return [...events, ...decision.events];
}

/** The documents by name. */
export async function exampleDocuments(): Promise<Record<string, Document>> {
  const now = await examples(EXAMPLES_ON);
  const later = await examples(LATER);
  const review = weeklyReview(seen(now, EXAMPLES_ON, addDays(EXAMPLES_ON, -7)), at(EXAMPLES_ON));
  const frozen: FrozenReview = {
    ...review,
    remarks: ['由能源局牵头，于3月15日前书面确认停产检修窗口。', '各项目长每周四前更新预计日期。'],
    corrections: [{ on: '2024-03-05', text: '第一项议定事项的牵头单位为县能源局。', by: '县调度办' }],
  };
  // Two approvals were finished the day before, and nobody had said so.
  const late = {
    ...now,
    lives: now.lives.map((events) => (streamOf(events) === 'lingchuan-34' ? withLate(events) : events)),
  };
  const previous = weeklyReview(seen(later, '2024-04-01', '2024-03-25'), at('2024-04-01'));
  const minutes = weeklyReview({ ...seen(later, LATER, '2024-04-01'), previous }, at(LATER));
  const month = '2024-03';
  const { from, to } = monthOf(month);
  const during = {
    ...seen(later, to, addDays(from, -1)),
    before: seen(later, addDays(from, -1), addDays(from, -1)).entries,
    reviews: [review, previous],
  };
  const { entries } = seen(later, LATER, '2024-04-07');
  const names = Object.fromEntries(entries.map((e) => [e.project, e.name]));
  const leader = entries
    .map((e) => e.leader)
    .filter(Boolean)
    .toSorted((a, b) => linesOf(b) - linesOf(a) || (a < b ? -1 : 1))[0]!;
  function linesOf(who: string): number {
    return onSiteBrief(entries, who, at(LATER)).lines.length;
  }
  return {
    weekly: weeklyMinutes(frozen),
    'weekly-later': weeklyMinutes(minutes),
    corrections: correctionSheet(
      frozen,
      differencesOf(review, weeklyReview(seen(late, EXAMPLES_ON, addDays(EXAMPLES_ON, -7)), at(EXAMPLES_ON))),
    ),
    daily: dailyDocument(dailyReport(seen(later, LATER, '2024-04-03'), at(LATER))),
    monthly: monthlyDocument(monthlySummary(during, month, at(to))),
    brief: briefDocument(onSiteBrief(entries, leader, at(LATER))),
    batches: batchesDocument({ ...threeBatches(entries, '2024-01-01', LATER, BATCH_POLICY), names }),
    targets: targetsDocument({ asOf: LATER, targets: targetLines(later.targets, LATER) }),
  };
}
