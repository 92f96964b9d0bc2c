/**
 * The weekly scheduling review (周调度), derived: nobody fills in a form. The agenda is what is out of the
 * ordinary, in sections; every line answers why it is there, every figure names what it was counted from.
 */
import type { LocalDate } from '../dates.ts';
import { RANK, type Light } from '../lights.ts';
import { pick, today, type Context } from '../project/slice.ts';
import { targetLight, type Target } from '../target.ts';
import { byText, type Text } from '../text.ts';
import type { Change, ForecastMove } from './changes.ts';
import type { Claim, Entry, Finished, Item } from './entry.ts';
import { byCounty, countyFigures, type CountyReview } from './figures.ts';

/** The sections of the agenda, in the order in which they are taken. */
export const SECTIONS = ['newlyRed', 'stillRed', 'watch', 'waiting', 'dueSoon', 'directives'] as const;
export type Section = (typeof SECTIONS)[number];
const PLACE = Object.fromEntries(SECTIONS.map((s, i) => [s, i])) as Record<Section, number>;

export const SECTION_NAMES: Record<Section | 'caughtUp', Text> = {
  newlyRed: { zh: '新增红灯', en: 'newly red' },
  stillRed: { zh: '持续红灯', en: 'still red' },
  caughtUp: { zh: '已赶上', en: 'caught up' },
  watch: { zh: '黄灯预警', en: 'in danger' },
  waiting: { zh: '等待窗口或堵点', en: 'waiting' },
  dueSoon: { zh: '7 个工作日内到期', en: 'due in the next 7 working days' },
  directives: { zh: '督办事项', en: 'open directives' },
};

/** Whose an agenda line is. */
export interface Whose {
  project: string;
  name: string;
  county: string;
  zone?: string;
  industry?: string;
  investmentWan?: number;
  chief: string;
  leader: string;
}

export interface AgendaLine extends Item, Whose {
  section: Section;
  /** For a red line: at how many weekly reviews in a row, this one counted. */
  weeks: number;
}

/** Red at the last review, and no longer: done, withdrawn or given another date. */
export interface CaughtUp extends Whose {
  obligation: string;
  title: string;
  weeks: number;
  how: Text;
}

/** Projects of one leader, department, zone or industry by their light, and their lines on the agenda. */
export interface Group extends Partial<Record<Grouping, string>> {
  projects: number;
  red: number;
  yellow: number;
  lines: number;
}
export const GROUPINGS = ['leader', 'department', 'zone', 'industry'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const GROUPING_NAMES: Record<Grouping, Text> = {
  leader: { zh: '包联领导', en: 'leader in charge' },
  department: { zh: '责任单位', en: 'department' },
  zone: { zh: '开发区（园区）', en: 'zone' },
  industry: { zh: '产业', en: 'industry' },
};

/** A project that stands on the agenda or changed in the period. */
export interface ReviewLine extends Whose {
  stage: Text;
  lines: { name: string; kind: 'main' | 'supporting'; stage: Text }[];
  light: Light;
  why: Text;
  next: { title: string; dueOn: LocalDate } | null;
}

export interface TargetLine {
  id: string;
  county: string;
  name: string;
  owner: string;
  goal: string;
  reported: string;
  light: Light | null;
  why: Text;
}

export interface Review {
  asOf: LocalDate;
  /** Changes are counted after this day: that of the last review held, or a week ago. */
  since: LocalDate;
  /** The day of the review that `weeks` and `caughtUp` compare with; null when none was held before. */
  previous: LocalDate | null;
  counties: CountyReview[];
  agenda: AgendaLine[];
  caughtUp: CaughtUp[];
  forecasts: ForecastMove[];
  changes: Change[];
  /** Closed in the period, with what they were closed on. */
  directivesClosed: (Whose & Finished)[];
  claims: ClaimsOf[];
  groups: Record<Grouping, Group[]>;
  projects: ReviewLine[];
  targets: TargetLine[];
}

export interface ReviewInput {
  entries: readonly Entry[];
  targets: readonly Target[];
  /** Of the period after `since`. */
  changes: readonly Change[];
  forecasts: readonly ForecastMove[];
  since: LocalDate;
  /** The last review that was held before this day. */
  previous?: Pick<Review, 'asOf' | 'agenda'> | undefined;
}

/** The review of everything on the day of `context.now`. */
export function weeklyReview(input: ReviewInput, context: Context): Review {
  const asOf = today(context);
  const { entries, previous } = input;
  const weeksBefore = new Map(
    (previous?.agenda ?? []).flatMap((l) => (l.light === 'red' ? [[keyOf(l), l.weeks]] : [])),
  );
  const agenda = entries
    .flatMap((e) => e.items.map((item) => agendaLine(e, item, weeksBefore)))
    .toSorted(byPlace);
  const shown = new Set([...agenda.map((l) => l.project), ...input.changes.map((c) => c.project)]);
  return {
    ...{ asOf, since: input.since, previous: previous?.asOf ?? null },
    counties: countiesIn(input),
    agenda,
    caughtUp: caughtUp(previous, entries),
    forecasts: input.forecasts.toSorted(byDays),
    changes: input.changes.toSorted(byDay),
    directivesClosed: entries.flatMap((e) =>
      e.finishedItems
        .filter((f) => f.kind === 'directive' && f.doneOn > input.since)
        .map((f) => ({ ...whose(e), ...f })),
    ),
    claims: claimsIn(entries),
    groups: groupsOf(entries, agenda),
    projects: entries
      .filter((e) => shown.has(e.project))
      .map(reviewLine)
      .toSorted(worstFirst),
    targets: targetLines(input.targets, asOf),
  };
}

const keyOf = (l: { project: string; obligation: string }): string => `${l.project} ${l.obligation}`;
/** The order of the agenda. */
export const byPlace = (a: AgendaLine, b: AgendaLine): number =>
  PLACE[a.section] - PLACE[b.section] ||
  b.weeks - a.weeks ||
  RANK[b.light] - RANK[a.light] ||
  byText(a.dueOn, b.dueOn) ||
  byText(a.county, b.county) ||
  byText(a.project, b.project) ||
  byText(a.obligation, b.obligation);
export const byDays = (a: ForecastMove, b: ForecastMove): number =>
  b.days - a.days || byText(a.project, b.project);
export const byDay = (a: Change, b: Change): number =>
  byText(a.occurredOn, b.occurredOn) || byText(a.county, b.county) || byText(a.project, b.project);
export const worstFirst = (a: ReviewLine, b: ReviewLine): number =>
  RANK[b.light] - RANK[a.light] || byText(a.county, b.county) || byText(a.project, b.project);

export const countiesIn = ({ entries, targets }: ReviewInput): CountyReview[] =>
  byCounty(
    entries,
    targets.map((t) => t.county),
    (list) => ({ figures: countyFigures(list) }),
  );

/** What a line of a report says about its project. */
export const whose = (e: Whose): Whose =>
  pick(e, 'project', 'name', 'county', 'zone', 'industry', 'investmentWan', 'chief', 'leader');

/** A project that is said to have passed a gate which does not hold (填报矛盾). */
export type ClaimsOf = Whose & { claims: Claim[] };
export const claimsIn = (entries: readonly Entry[]): ClaimsOf[] =>
  entries.flatMap((e) => (e.claims.length > 0 ? [{ ...whose(e), claims: e.claims }] : []));

/** The line of an item that was made last: of ten thousand projects one has changed since, and the rest say the same. */
const made = new WeakMap<Item, AgendaLine>();

function agendaLine(e: Entry, item: Item, weeksBefore: Map<string, number>): AgendaLine {
  const before =
    item.light === 'red'
      ? weeksBefore.get(keyOf({ project: e.project, obligation: item.obligation }))
      : undefined;
  const weeks = item.light === 'red' ? (before ?? 0) + 1 : 0;
  const section = sectionOf(item, before !== undefined);
  const known = made.get(item);
  if (known?.section === section && known.weeks === weeks) return known;
  const line = { ...whose(e), ...item, section, weeks };
  made.set(item, line);
  return line;
}

function sectionOf(item: Item, wasRed: boolean): Section {
  if (item.light === 'red') return wasRed ? 'stillRed' : 'newlyRed';
  if (item.status === 'waiting') return 'waiting';
  // What is near is told as near; in danger is what the rules say of something that is not near yet.
  if (item.light === 'yellow' && item.rule !== 'nearDue') return 'watch';
  if (item.kind === 'directive') return 'directives';
  return 'dueSoon';
}

export function caughtUp(previous: ReviewInput['previous'], entries: readonly Entry[]): CaughtUp[] {
  const found = new Map(entries.map((e) => [e.project, e]));
  return (previous?.agenda ?? []).flatMap((line) => {
    const e = found.get(line.project);
    if (line.light !== 'red' || !e) return [];
    const item = e.items.find((i) => i.obligation === line.obligation);
    if (item?.light === 'red') return [];
    const { obligation, title, weeks } = line;
    return [{ ...whose(e), obligation, title, weeks, how: how(e, obligation, item) }];
  });
}

function how(e: Entry, obligation: string, item: Item | undefined): Text {
  const done = e.finishedItems.find((f) => f.obligation === obligation);
  if (done) {
    return {
      zh: `${done.doneOn} 完成，逾期 ${done.workdaysLate} 个工作日`,
      en: `done on ${done.doneOn}, ${done.workdaysLate} working days late`,
    };
  }
  if (item) return item.why;
  return e.status === 'active'
    ? { zh: '不再逾期：已改期或撤销', en: 'late no more: given another date or withdrawn' }
    : { zh: '项目已中止或终止', en: 'the project is suspended or ended' };
}

function groupsOf(entries: readonly Entry[], agenda: readonly AgendaLine[]): Review['groups'] {
  const groups = {
    leader: group('leader', entries, (e) => [e.leader]),
    zone: group('zone', entries, (e) => [e.zone ?? '']),
    industry: group('industry', entries, (e) => [e.industry ?? '']),
    // A department is there for what it answers for, not for whole projects.
    department: group('department', entries, (e) => e.items.flatMap((i) => i.department ?? [])),
  };
  for (const grouping of GROUPINGS) {
    for (const line of agenda) {
      const found = groups[grouping].get(line[grouping] ?? '');
      if (found) found.lines += 1;
    }
  }
  return eachGrouping((g) => [...groups[g].values()].toSorted(reddestFirst(g)));
}

export const eachGrouping = (of: (grouping: Grouping) => Group[]): Review['groups'] =>
  Object.fromEntries(GROUPINGS.map((g) => [g, of(g)])) as Review['groups'];

export const reddestFirst =
  (grouping: Grouping) =>
  (a: Group, b: Group): number =>
    b.red - a.red || b.yellow - a.yellow || byText(a[grouping] ?? '', b[grouping] ?? '');

function group(
  grouping: Grouping,
  entries: readonly Entry[],
  names: (e: Entry) => string[],
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const e of entries) {
    for (const name of new Set(names(e))) {
      if (name === '') continue;
      const found = groups.get(name) ?? { [grouping]: name, projects: 0, red: 0, yellow: 0, lines: 0 };
      found.projects += 1;
      if (e.light !== 'green') found[e.light] += 1;
      groups.set(name, found);
    }
  }
  return groups;
}

const reviewLine = (e: Entry): ReviewLine => ({
  ...whose(e),
  stage: e.stage.name,
  lines: e.lines.map(({ name, kind, stage }) => ({ name, kind, stage })),
  ...{ light: e.light, why: e.why, next: e.next },
});

/** The targets of a year with their lights on a day. */
export function targetLines(targets: readonly Target[], asOf: LocalDate): TargetLine[] {
  return targets.map((t) => {
    const light = targetLight(t, asOf);
    return {
      ...{ id: t.id, county: t.county, name: t.name, owner: t.owner, goal: `${t.goal} ${t.unit}` },
      reported: t.reported ? `${t.reported.value} ${t.unit} (${t.reported.on})` : '',
      light: light?.light ?? null,
      why: light?.why ?? { zh: '尚未填报', en: 'nothing reported yet' },
    };
  });
}
