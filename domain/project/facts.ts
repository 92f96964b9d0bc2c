/** How a project stands, derived: the light of each obligation and of the whole, with the reason. */
import { isProvisional, withinCover, workdaysBetween } from '../calendar.ts';
import { daysBetween, type Instant, type LocalDate } from '../dates.ts';
import { judge, judgeProject, RANK, worse, type Light, type Verdict } from '../lights.ts';
import type { Text } from '../text.ts';
import { pauseText } from './clocks.ts';
import { responsibleOn } from './people.ts';
import { today, type Context } from './slice.ts';
import { activeLines, countsOn, isFinished, lineStage, stageOf } from './stages.ts';
import { idOf, openPauses, own, type Obligation, type Project } from './state.ts';

export type Status = 'done' | 'onTrack' | 'nearDue' | 'late' | 'waiting';

export interface Standing extends Verdict {
  obligation: string;
  title: string;
  status: Status;
  dueOn: LocalDate;
  /** Working days late, 0 when it is not. */
  workdaysLate: number;
  /** The due date lies in a year that is not announced yet and may still move. */
  provisional: boolean;
}

/**
 * How one obligation stands on the day of `context.now`, or on the last one that the calendar covers. A paused
 * clock is never late.
 */
export function standing(state: Project, key: string, context: Context): Standing {
  const o = state.obligations[key]!;
  const on = withinCover(context.calendar, today(context));
  const { calendar, policy } = context;
  const milestone = o.kind === 'milestone' ? own(state.milestones, idOf(key)) : undefined;
  const [pause] = openPauses(o);
  const verdict = judge(
    {
      openedOn: o.openedOn,
      dueOn: o.dueOn,
      doneOn: o.doneOn,
      forecastOn: milestone?.forecastOn,
      progress: milestone?.progress?.percent,
      waiting: pause && pauseText(state, pause),
    },
    policy.lights.obligation,
    on,
    calendar,
  );
  const late = o.doneOn === undefined && !pause && o.dueOn < on;
  return {
    ...verdict,
    obligation: key,
    title: o.title,
    dueOn: o.dueOn,
    status: statusOf(o, pause !== undefined, late, verdict.light),
    workdaysLate: late ? workdaysBetween(calendar, o.dueOn, on) : 0,
    provisional: isProvisional(calendar, o.dueOn),
  };
}

function statusOf(o: Obligation, waiting: boolean, late: boolean, light: Light): Status {
  if (o.doneOn !== undefined) return 'done';
  if (waiting) return 'waiting';
  if (late) return 'late';
  return light === 'green' ? 'onTrack' : 'nearDue';
}

/** Every open obligation, and the done ones that a rule still shows; the worst and earliest first. */
export function standings(state: Project, context: Context): Standing[] {
  // In no order until the end: the last sort has no ties.
  return Object.keys(state.obligations)
    .filter((key) => state.obligations[key]!.withdrawnOn === undefined)
    .map((key) => standing(state, key, context))
    .filter((s) => s.status !== 'done' || s.light !== 'green')
    .toSorted(
      (a, b) =>
        RANK[b.light] - RANK[a.light] ||
        daysBetween(b.dueOn, a.dueOn) ||
        (a.obligation < b.obligation ? -1 : 1),
    );
}

const NOTHING: Verdict = { light: 'green', why: { zh: '没有未完成事项', en: 'nothing is open' } };

/** The light of a project: the worst of its obligations' and of the rules about it as a whole, with the reason. */
export function projectVerdict(state: Project, context: Context, open = standings(state, context)): Verdict {
  const worst = open.reduce<Verdict>(
    (a, b) => worse(a, { light: b.light, why: titled(b), ...rule(b) }),
    NOTHING,
  );
  const on = today(context);
  return judgeProject(
    {
      signedOn: state.signedOn,
      // Where no stage counts as started, there is nothing to start.
      startedOn: state.stages.some((s) => s.counts === 'started')
        ? countsOn(state, 'started')
        : state.signedOn,
      marks: state.marks.filter((m) => m.on <= on).map((m) => m.light),
      worst,
    },
    state.status.is === 'active' ? context.policy.lights.project : [],
    on,
  );
}

const titled = ({ title, why }: Standing): Text => ({ zh: `${title}：${why.zh}`, en: `${title}: ${why.en}` });
const rule = (v: Verdict) => (v.rule === undefined ? {} : { rule: v.rule });

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

export function faceOf(state: Project, context: Context, nextDueAt: Instant | null): Face {
  const stage = stageOf(state);
  const open = standings(state, context);
  return {
    id: state.id,
    name: state.name,
    county: state.county,
    stage: stage.id,
    stageName: stage.name,
    light: projectVerdict(state, context, open).light,
    chief: responsibleOn(state, 'projectChief', today(context)).person,
    lines: activeLines(state).map((l) => ({
      id: l.id,
      name: l.name,
      kind: l.kind,
      stage: lineStage(state, l.id).id,
    })),
    open: open
      .slice(0, 8)
      .map(({ obligation, title, dueOn, status }) => ({ obligation, title, dueOn, status })),
    finished: isFinished(state),
    nextDueAt,
  };
}
