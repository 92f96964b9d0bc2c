/**
 * `decide` and `evolve` of a project, put together from its subjects. Never throws for a reason of business:
 * a refusal is a `Rejection` with a stable code.
 */
import { CalendarGap } from '../calendar.ts';
import { isLocalDate } from '../dates.ts';
import { accept, refuse, type Decision } from '../decision.ts';
import { decideApprovals, evolveApprovals } from './approvals.ts';
import { decideAttachments, evolveAttachments } from './attachments.ts';
import { decideBlockers, evolveBlockers } from './blockers.ts';
import { decideClocks, evolveClocks } from './clocks.ts';
import type { CommandType, ProjectCommand } from './commands.ts';
import { decideDirectives, evolveDirectives } from './directives.ts';
import type { ProjectEvent, ProjectEventType } from './events.ts';
import { decideLife, evolveLife, refusedByStatus } from './life.ts';
import { decideLines, evolveLines } from './lines.ts';
import { decideMilestones, evolveMilestones } from './milestones.ts';
import { decidePeople, evolvePeople } from './people.ts';
import { decideSigning, decideTemplateMove, evolveSigning, signed } from './signing.ts';
import { today, type At, type Context, type Decide, type Evolve } from './slice.ts';
import { decideSlips, evolveSlips } from './slips.ts';
import type { Project } from './state.ts';
import { passTime } from './time.ts';

const EVOLVE: Evolve<Exclude<ProjectEventType, 'projectSigned'>> = {
  ...evolveApprovals,
  ...evolveAttachments,
  ...evolveBlockers,
  ...evolveClocks,
  ...evolveDirectives,
  ...evolveLife,
  ...evolveLines,
  ...evolveMilestones,
  ...evolvePeople,
  ...evolveSigning,
  ...evolveSlips,
};

const DECIDE: Decide<CommandType> = {
  ...decideApprovals,
  ...decideAttachments,
  ...decideBlockers,
  ...decideClocks,
  ...decideDirectives,
  ...decideLife,
  ...decideLines,
  ...decideMilestones,
  ...decidePeople,
  ...decideSlips,
  ...decideTemplateMove,
};

/** The project after `event`. Pure; returns a new object and shares what did not change. */
export function evolveProject(state: Project | null, event: ProjectEvent): Project {
  if (event.type === 'projectSigned') return signed(event.data);
  if (!state) throw new Error(`event ${event.type} before projectSigned`);
  const apply = EVOLVE[event.type] as (state: Project, data: unknown, on: string) => Project;
  return apply(state, event.data, event.occurredOn);
}

/** The state after a list of events, from nothing. */
export function foldProject(events: Iterable<ProjectEvent>): Project | null {
  let state: Project | null = null;
  for (const event of events) state = evolveProject(state, event);
  return state;
}

/** Decides one command on the state of its project (null before signing). */
export function decideProject(
  command: ProjectCommand,
  state: Project | null,
  context: Context,
): Decision<ProjectEvent> {
  try {
    return decide(command, state, context);
  } catch (error) {
    if (!(error instanceof CalendarGap)) throw error;
    return refuse(
      'calendarNotCovered',
      `工作日历不含 ${error.date} 所在年份，请先导入该年安排`,
      `the calendar does not cover ${error.date}: import that year first`,
    );
  }
}

function decide(command: ProjectCommand, state: Project | null, context: Context): Decision<ProjectEvent> {
  if (command.type === 'signProject') {
    return state
      ? refuse('alreadySigned', `项目 ${state.id} 已签约`, `project ${state.id} is signed already`, 'id')
      : decideSigning(command, context);
  }
  if (!state) return refuse('notSigned', '项目尚未签约', 'the project is not signed');
  if (command.type === 'passTime') return accept(...passTime(state, { ...context, now: command.now }));

  const now = today(context);
  const on = command.occurredOn ?? now;
  if (!isLocalDate(on)) return refuse('badDate', `日期无效：${on}`, `not a date: ${on}`, 'occurredOn');
  if (on > now) return refuse('inTheFuture', `${on} 尚未到来`, `${on} is in the future`, 'occurredOn');
  if (on < state.signedOn) {
    return refuse(
      'beforeSigning',
      `${on} 早于签约日 ${state.signedOn}`,
      `${on} is before the signing`,
      'occurredOn',
    );
  }
  const refused = refusedByStatus(command.type, state);
  if (refused) return refused;
  const decideOne = DECIDE[command.type] as (c: unknown, s: Project, at: At) => Decision<ProjectEvent>;
  return decideOne(command, state, { on, today: now, context });
}

/** Decides several commands as one: each on the state the ones before it leave; one refusal refuses all. */
export function decideAll(
  commands: ProjectCommand[],
  state: Project | null,
  context: Context,
): Decision<ProjectEvent> {
  const events: ProjectEvent[] = [];
  let current = state;
  for (const [index, command] of commands.entries()) {
    const decision = decideProject(command, current, context);
    if (!decision.ok) {
      if (commands.length === 1) return decision;
      const field = [`commands[${index}]`, decision.rejection.field].filter(Boolean).join('.');
      return { ok: false, rejection: { ...decision.rejection, field } };
    }
    for (const event of decision.events) {
      events.push(event);
      current = evolveProject(current, event);
    }
  }
  return { ok: true, events };
}
