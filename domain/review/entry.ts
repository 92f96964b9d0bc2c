/**
 * One project as every review and report sees it: small, plain JSON, counted once from its state on a day. A
 * portfolio of any size is therefore read project by project, and no report holds a state.
 */
import { addDays, type LocalDate } from '../dates.ts';
import { workdayFrom, workdaysBetween, addWorkdays, whereCovered } from '../calendar.ts';
import { seenBy, type SeenBy } from '../access.ts';
import type { Light } from '../lights.ts';
import type { RungName } from '../policy.ts';
import type { ObligationKind, ProjectCategory, Recipient } from '../project/events.ts';
import { projectVerdict, standings, type Standing } from '../project/facts.ts';
import { VISIT_KEY } from '../project/directives.ts';
import { ownerOf, personOn, responsibleOn } from '../project/people.ts';
import { forCounty, pick, today, type Context } from '../project/slice.ts';
import {
  activeItems,
  activeLines,
  countsOn,
  isFinished,
  lineStage,
  stageOf,
  unmet,
  unmetForStart,
  unmetFormalities,
} from '../project/stages.ts';
import { byKey, isOpen, type Obligation, type Project, type ProjectStatus } from '../project/state.ts';
import { nextRungOf } from '../project/time.ts';
import type { StageCount } from '../templates.ts';
import { byText, type Text } from '../text.ts';

/** What is due within this many working days is on the agenda. */
export const SOON_WORKDAYS = 7;
/** What was done late stays in sight for this many calendar days: a monthly summary sees its whole month. */
export const RECENT_DAYS = 31;

/** One obligation, with everything that answers "why": rule, dates, working days, who was told, what comes next. */
export interface Item extends Standing {
  kind: ObligationKind;
  openedOn: LocalDate;
  /** Working days until it is due; 0 when it is late. */
  workdaysLeft: number;
  /** Whose task it is; the chief stays accountable for the project. */
  accountable: Recipient;
  department?: string;
  told: { rung: RungName; on: LocalDate; to: Recipient[] }[];
  acknowledged?: { by: string; on: LocalDate; until: LocalDate };
  nextRung?: { rung: RungName; name: Text; on: LocalDate; to: Recipient[] };
  extensionRequest?: { on: LocalDate; by: string; reason: string; workdays?: number; dueOn?: LocalDate };
  /** Where a directive was issued. */
  source?: string;
}

/** Something that was finished in the last `RECENT_DAYS`. */
export interface Finished {
  obligation: string;
  kind: ObligationKind;
  title: string;
  dueOn: LocalDate;
  doneOn: LocalDate;
  workdaysLate: number;
  source?: string;
  evidence?: string;
}

/** A stage that was reached while a condition of its gate does not hold. */
export interface Claim {
  stage: Text;
  line?: string;
  unmet: Text[];
}

export interface Entry {
  project: string;
  name: string;
  county: string;
  zone?: string;
  industry?: string;
  category?: ProjectCategory;
  attracted?: boolean;
  investmentWan?: number;
  excludedFromBatches?: { on: LocalDate; reason: string };
  status: ProjectStatus['is'];
  finished: boolean;
  chief: string;
  leader: string;
  seenBy: SeenBy;
  signedOn: LocalDate;
  stage: { id: string; name: Text };
  /** The day on which it first counted as performed, started, producing, commissioned. */
  counts: Partial<Record<StageCount, LocalDate>>;
  lines: { id: string; name: string; kind: 'main' | 'supporting'; stage: Text }[];
  light: Light;
  why: Text;
  /** How many obligations are open, on the agenda or not. */
  open: number;
  /** Open and on the agenda: late, waiting, in danger, or due soon; every open directive. The worst first. */
  items: Item[];
  finishedItems: Finished[];
  next: { title: string; dueOn: LocalDate } | null;
  approval: {
    /** The template has a stage of approval, so formalities are counted. */
    counted: boolean;
    formalitiesFinished: boolean;
    startReady: boolean;
    /** What still stands between the project and its start. */
    unmet: Text[];
    items: { id: string; finished: boolean }[];
  };
  claims: Claim[];
  /** On-site offices held, and the day of the next. */
  visits?: { held: number; nextOn?: LocalDate };
}

const COUNTS: readonly StageCount[] = ['performed', 'started', 'producing', 'commissioned'];

/** The entry of a project on the day of `context.now`, by the rules of its county. */
export function entryOf(p: Project, rules: Context): Entry {
  const context = forCounty(rules, p.county);
  const on = today(context);
  const open = standings(p, context);
  const { light, why } = projectVerdict(p, context, open);
  const stage = stageOf(p);
  const next = open
    .filter((s) => s.status === 'onTrack' || s.status === 'nearDue')
    .toSorted((a, b) => byText(a.dueOn, b.dueOn))[0];
  const visit = p.obligations[VISIT_KEY];
  const unmetStart = unmetForStart(p);
  const soonUntil = lastSoonDay(on, context);
  return {
    ...{ project: p.id, name: p.name, county: p.county },
    ...pick(p, 'zone', 'industry', 'category', 'attracted', 'investmentWan', 'excludedFromBatches'),
    ...{ status: p.status.is, finished: isFinished(p), signedOn: p.signedOn },
    chief: responsibleOn(p, 'projectChief', on).person,
    leader: personOn(p, 'leaderInCharge', on) ?? '',
    seenBy: seenBy(p, on),
    open: open.length,
    stage: { id: stage.id, name: stage.name },
    counts: Object.fromEntries(
      COUNTS.flatMap((count) => {
        const day = countsOn(p, count);
        return day === undefined ? [] : [[count, day]];
      }),
    ),
    lines: activeLines(p).map((l) => ({
      ...{ id: l.id, name: l.name, kind: l.kind },
      stage: lineStage(p, l.id).name,
    })),
    ...{ light, why },
    items: p.status.is === 'active' ? open.flatMap((s) => onAgenda(s, p, soonUntil, context)) : [],
    finishedItems: finishedSince(p, addDays(on, -RECENT_DAYS), context),
    next: next ? { title: next.title, dueOn: next.dueOn } : null,
    approval: {
      counted: p.stages.some((s) => s.reachedBy === 'checklistBegun'),
      formalitiesFinished: unmetFormalities(p).length === 0,
      startReady: unmetStart.length === 0,
      unmet: unmetStart.map((c) => c.text),
      items: activeItems(p).map((item) => ({ id: item.id, finished: item.finishedOn !== undefined })),
    },
    claims: claimsOf(p),
    ...(p.onSiteOffice
      ? { visits: { held: p.visits, ...(visit && isOpen(visit) ? { nextOn: visit.dueOn } : {}) } }
      : {}),
  };
}

function onAgenda(s: Standing, p: Project, soonUntil: LocalDate, context: Context): Item[] {
  const o = p.obligations[s.obligation]!;
  const on = today(context);
  const workdaysLeft =
    s.dueOn < on ? 0 : (whereCovered(() => workdaysBetween(context.calendar, on, s.dueOn)) ?? 0);
  const soon = s.dueOn >= on && s.dueOn <= soonUntil;
  if (!isOpen(o) || (s.status === 'onTrack' && !soon && o.kind !== 'directive')) return [];
  const { acknowledgement: seen } = o;
  const nextRung = nextRungOf(p, s.obligation, o, context);
  return [
    {
      ...s,
      ...{ kind: o.kind, openedOn: o.openedOn, workdaysLeft },
      accountable: ownerOf(p, s.obligation, o, on),
      ...pick(o, 'department', 'told', 'extensionRequest', 'source'),
      ...(seen ? { acknowledged: { by: seen.by, on: seen.on, until: seen.until } } : {}),
      ...(nextRung ? { nextRung } : {}),
    },
  ];
}

/** The last of the next working days, today not counted; where the calendar ends, its end is not guessed. */
const lastSoonDay = (on: LocalDate, { calendar }: Context): LocalDate =>
  whereCovered(() => addWorkdays(calendar, workdayFrom(calendar, on), SOON_WORKDAYS)) ?? on;

function finishedSince(p: Project, since: LocalDate, context: Context): Finished[] {
  return byKey(p.obligations).flatMap(([obligation, o]: [string, Obligation]) => {
    if (o.doneOn === undefined || o.doneOn <= since) return [];
    const late = o.doneOn > o.dueOn;
    return [
      {
        ...{ obligation, kind: o.kind, title: o.title, dueOn: o.dueOn, doneOn: o.doneOn },
        workdaysLate: late ? workdaysBetween(context.calendar, o.dueOn, o.doneOn) : 0,
        ...pick(o, 'source', 'evidence'),
      },
    ];
  });
}

/**
 * Stages that the project or one of its lines is said to have reached, with the conditions of their gates that
 * do not hold: in production with no power connected, started with an approval open.
 */
function claimsOf(p: Project): Claim[] {
  const reached = p.stages.findIndex((s) => s.id === stageOf(p).id);
  const claims: Claim[] = [];
  const check = (until: number, line?: { id: string; name: string }): void => {
    for (const stage of p.stages.slice(0, until + 1)) {
      // What holds a line up today says nothing about the day on which it passed the gate.
      const gate = (stage.gate ?? []).filter((c) => c.type !== 'noBlocker');
      const open = unmet(p, gate, line?.id);
      if (open.length === 0) continue;
      claims.push({
        stage: stage.name,
        ...(line ? { line: line.name } : {}),
        unmet: open.map((c) => c.text),
      });
    }
  };
  const mains = activeLines(p, 'main');
  for (const line of mains) {
    const stage = lineStage(p, line.id);
    check(
      p.stages.findIndex((s) => s.id === stage.id),
      line,
    );
  }
  if (mains.length === 0) check(reached);
  return claims;
}
