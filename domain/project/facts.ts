/** Facts derived from a project's state: stages, start-readiness, who is responsible, lights and why. */
import { isWorkday, workdaysBetween, type Calendar } from '../calendar.ts';
import { localDate, addDays, type Instant, type LocalDate } from '../dates.ts';
import { ROLE_NAMES, type Policy, type Role } from '../policy.ts';
import { findTemplate, type StageSpec, type Template } from '../templates.ts';
import type { Text } from '../text.ts';
import type { Recipient } from './events.ts';
import type { Obligation, Project } from './state.ts';

/** Everything a decision may depend on beside the events. */
export interface Context {
  now: Instant;
  calendar: Calendar;
  policy: Policy;
}

export const today = (context: Context): LocalDate => localDate(context.now, context.calendar.zone);

export function templateOf(project: Project): Template {
  const { id, version } = project.template;
  const template = findTemplate(id, version);
  if (!template) throw new Error(`template ${id} v${version} of project ${project.id} is unknown`);
  return template;
}

export interface Condition {
  code: string;
  text: Text;
}

/** What still stands between the project and finished preliminary formalities; empty when finished. */
export function unmetFormalities(project: Project): Condition[] {
  const unmet: Condition[] = [];
  if (project.checklistConfirmedOn === undefined) {
    unmet.push({
      code: 'checklistOpen',
      text: { zh: '审批清单尚未确认', en: 'the checklist is not confirmed' },
    });
  }
  for (const item of Object.values(project.approvalItems)) {
    if (item.finishedOn !== undefined) continue;
    unmet.push({
      code: `approvalItem:${item.id}`,
      text: {
        zh: `${item.name}（${item.department}）未办结`,
        en: `${item.name} (${item.department}) is not finished`,
      },
    });
  }
  return unmet;
}

/** What still stands between the project and the start of construction (具备开工条件). */
export function unmetForStart(project: Project): Condition[] {
  const unmet = unmetFormalities(project);
  if (project.factors.some((f) => f.factor === 'land') && project.factorsMet.land === undefined) {
    unmet.push({ code: 'factor:land', text: { zh: '用地尚未保障', en: 'land is not secured' } });
  }
  return unmet;
}

function reached(project: Project, template: Template, line: string | undefined): number {
  let furthest = 0;
  for (const m of Object.values(project.milestones)) {
    if (m.line !== line || m.actualOn === undefined || m.enters === undefined) continue;
    furthest = Math.max(
      furthest,
      template.stages.findIndex((s) => s.id === m.enters),
    );
  }
  return furthest;
}

/** The stage of one line. */
export function lineStage(project: Project, line: string): StageSpec {
  const template = templateOf(project);
  return template.stages[reached(project, template, line)]!;
}

/**
 * The project's stage, derived from its own milestones and its main lines: the furthest that any has
 * reached, except a stage marked `whenEvery`, which needs them all.
 */
export function stageOf(project: Project): StageSpec {
  const template = templateOf(project);
  const main = project.lines.filter((l) => l.kind === 'main').map((l) => reached(project, template, l.id));
  let furthest = reached(project, template, undefined);
  for (let i = furthest + 1; i < template.stages.length; i++) {
    const stage = template.stages[i]!;
    const here =
      stage.reachedBy === 'checklistBegun'
        ? Object.values(project.approvalItems).some((a) => a.startedOn ?? a.finishedOn) ||
          project.checklistConfirmedOn !== undefined
        : stage.reachedBy === 'startReady'
          ? unmetForStart(project).length === 0
          : main.length > 0 && (stage.whenEvery ? main.every((r) => r >= i) : main.some((r) => r >= i));
    if (here) furthest = i;
  }
  return template.stages[furthest]!;
}

/** In the last stage with nothing left to do: its workflow may end. */
export function isFinished(project: Project): boolean {
  return (
    stageOf(project).id === templateOf(project).stages.at(-1)!.id &&
    Object.values(project.milestones).every((m) => m.actualOn !== undefined) &&
    Object.values(project.obligations).every((o) => o.doneOn !== undefined || o.kind === 'onSiteOffice')
  );
}

/** Who holds `role` on `on`: the latest appointment from that day or before. */
export function personOn(project: Project, role: Role, on: LocalDate): string | undefined {
  return project.appointments
    .filter((a) => a.role === role && a.from <= on)
    .reduce<(typeof project.appointments)[number] | undefined>(
      (best, a) => (best && best.from > a.from ? best : a),
      undefined,
    )?.person;
}

/** Who answers for an obligation itself, before any rung adds others. */
export function ownerOf(project: Project, obligation: Obligation, on: LocalDate): Recipient {
  switch (obligation.kind) {
    case 'approvalItem':
      return who(
        project,
        personOn(project, 'approvalChief', on) ? 'approvalChief' : 'projectChief',
        obligation,
        on,
      );
    case 'factor':
    case 'directive':
    case 'blocker':
      return who(project, 'department', obligation, on);
    default:
      return who(project, 'projectChief', obligation, on);
  }
}

/** The person behind a role on that day; the office where nobody is appointed, so that no notice is lost. */
export function who(project: Project, role: Role, obligation: Obligation, on: LocalDate): Recipient {
  const person = role === 'department' ? obligation.department : personOn(project, role, on);
  return person === undefined
    ? { role: 'office', person: personOn(project, 'office', on) ?? ROLE_NAMES.office.zh }
    : { role, person };
}

export type Light = 'green' | 'yellow' | 'red';

export interface Standing {
  obligation: string;
  title: string;
  status: 'done' | 'onTrack' | 'nearDue' | 'late' | 'waiting';
  light: Light;
  dueOn: LocalDate;
  /** Working days late, 0 when it is not. */
  workdaysLate: number;
  why: Text;
}

/** How one obligation stands on the day of `context.now`. A paused clock is never late. */
export function standing(project: Project, key: string, context: Context): Standing {
  const o = project.obligations[key]!;
  const on = today(context);
  const base = { obligation: key, title: o.title, dueOn: o.dueOn, workdaysLate: 0 };
  if (o.doneOn !== undefined) {
    return {
      ...base,
      status: 'done',
      light: 'green',
      why: { zh: `${o.doneOn} 完成`, en: `done on ${o.doneOn}` },
    };
  }
  const pause = o.pauses[0];
  if (pause) return { ...base, status: 'waiting', light: 'yellow', why: waitingFor(project, pause) };
  if (o.dueOn < on) {
    const late = workdaysBetween(context.calendar, o.dueOn, on);
    return {
      ...base,
      status: 'late',
      light: 'red',
      workdaysLate: late,
      why: {
        zh: `应于 ${o.dueOn} 完成，逾期 ${late} 个工作日`,
        en: `due ${o.dueOn}, ${late} working days late`,
      },
    };
  }
  const left = workdaysBetween(context.calendar, on, o.dueOn);
  const forecast =
    o.kind === 'milestone' ? project.milestones[key.slice('milestone:'.length)]?.forecastOn : undefined;
  if (forecast !== undefined && forecast > o.dueOn) {
    const why = {
      zh: `预计 ${forecast}，晚于承诺 ${o.dueOn}`,
      en: `forecast ${forecast}, after the promised ${o.dueOn}`,
    };
    return { ...base, status: 'nearDue', light: 'yellow', why };
  }
  const why = {
    zh: `${o.dueOn} 到期，还有 ${left} 个工作日`,
    en: `due ${o.dueOn}, ${left} working days left`,
  };
  return left <= context.policy.nearDueWorkdays
    ? { ...base, status: 'nearDue', light: 'yellow', why }
    : { ...base, status: 'onTrack', light: 'green', why };
}

function waitingFor(project: Project, pause: Obligation['pauses'][number]): Text {
  if (pause.kind === 'window') {
    const w = project.windows[pause.id]!;
    return {
      zh: `等待窗口期：${w.party}${w.name}（${w.opensOn} 至 ${w.closesOn}）`,
      en: `waiting for the window of ${w.party}, ${w.opensOn} to ${w.closesOn}`,
    };
  }
  const b = project.blockers[pause.id]!;
  return { zh: `堵点：${b.title}（${b.party}）`, en: `blocked: ${b.title} (${b.party})` };
}

const RANK: Record<Light, number> = { green: 0, yellow: 1, red: 2 };

/** Every open obligation, the worst and earliest first. */
export function standings(project: Project, context: Context): Standing[] {
  return Object.keys(project.obligations)
    .map((key) => standing(project, key, context))
    .filter((s) => s.status !== 'done')
    .toSorted(
      (a, b) =>
        RANK[b.light] - RANK[a.light] ||
        a.dueOn.localeCompare(b.dueOn) ||
        a.obligation.localeCompare(b.obligation),
    );
}

/** The light of a project is its worst open obligation's. */
export function lightOf(open: Standing[]): Light {
  return open[0]?.light ?? 'green';
}

/** What the outside sees of a project at a glance; kept beside the state and shown in Temporal. */
export interface Face {
  id: string;
  name: string;
  county: string;
  stage: string;
  stageName: Text;
  light: Light;
  chief: string;
  lines: { id: string; name: string; kind: string; stage: string }[];
  open: { obligation: string; title: string; dueOn: LocalDate; status: string }[];
  finished: boolean;
  nextDueAt: Instant | null;
}

export function faceOf(project: Project, context: Context, nextDueAt: Instant | null): Face {
  const stage = stageOf(project);
  const open = standings(project, context);
  return {
    id: project.id,
    name: project.name,
    county: project.county,
    stage: stage.id,
    stageName: stage.name,
    light: lightOf(open),
    chief: personOn(project, 'projectChief', today(context)) ?? '',
    lines: project.lines.map((l) => ({
      id: l.id,
      name: l.name,
      kind: l.kind,
      stage: lineStage(project, l.id).id,
    })),
    open: open
      .slice(0, 8)
      .map(({ obligation, title, dueOn, status }) => ({ obligation, title, dueOn, status })),
    finished: isFinished(project),
    nextDueAt,
  };
}

/** The next working day's date, `date` itself when it is one. */
export function workdayFrom(calendar: Calendar, date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkday(calendar, day)) day = addDays(day, 1);
  return day;
}
