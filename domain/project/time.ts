/**
 * Time as a command: when something must next happen to a project, and what happens then.
 *
 * Ladder rules: a rung fires once for each deadline version; rungs fire in order, also those that were
 * slept through; each stands on a working day; a paused clock fires nothing; an acknowledgement holds the
 * next rung for a bounded time; a reminder whose day had passed when the obligation began is left out.
 */
import { addWorkdays } from '../calendar.ts';
import { addDays, daysBetween, instantAt, type Instant, type LocalDate } from '../dates.ts';
import type { Rung } from '../policy.ts';
import type { ProjectEvent, Recipient } from './events.ts';
import { ownerOf, today, who, workdayFrom, type Context } from './facts.ts';
import { evolveProject, keyOf, type Obligation, type Project, type Window } from './state.ts';

interface Due {
  at: Instant;
  /** Breaks ties at one instant: windows before rungs, then by key, so that the order is always the same. */
  order: string;
  events: () => ProjectEvent[];
}

/** The next instant at which `passTime` will have something to say; null when nothing is pending. */
export function nextDueAt(project: Project, context: Context): Instant | null {
  return nextDue(project, context)?.at ?? null;
}

/** Everything that has become due by `context.now`, in the order in which it was due. */
export function passTime(project: Project, context: Context): ProjectEvent[] {
  const events: ProjectEvent[] = [];
  let state = project;
  for (;;) {
    const due = nextDue(state, context);
    if (!due || due.at > context.now) return events;
    for (const event of due.events()) {
      events.push(event);
      state = evolveProject(state, event);
    }
  }
}

function nextDue(project: Project, context: Context): Due | undefined {
  let best: Due | undefined;
  const offer = (due: Due | undefined) => {
    if (due && (!best || due.at < best.at || (due.at === best.at && due.order < best.order))) best = due;
  };
  for (const window of Object.values(project.windows)) offer(windowDue(project, window, context));
  for (const [key, o] of Object.entries(project.obligations)) offer(rungDue(project, key, o, context));
  return best;
}

function rungDue(project: Project, key: string, o: Obligation, context: Context): Due | undefined {
  if (o.doneOn !== undefined || o.pauses.length > 0) return undefined;
  const rung = nextRung(o, context);
  if (!rung) return undefined;
  const { calendar, policy } = context;
  let day = addWorkdays(calendar, o.dueOn, rung.afterWorkdays);
  if (o.acknowledgedUntil !== undefined && day <= o.acknowledgedUntil) {
    day = addWorkdays(calendar, o.acknowledgedUntil, 1);
  }
  return {
    at: instantAt(day, policy.rungTime, calendar.zone),
    order: `rung ${key}`,
    events: () => [
      {
        type: 'rungReached',
        occurredOn: today(context),
        data: {
          obligation: key,
          kind: o.kind,
          title: o.title,
          clock: o.clock,
          rung: rung.rung,
          dueOn: o.dueOn,
          deadlineVersion: o.version,
          policy: { id: policy.id, version: policy.version },
          accountable: ownerOf(project, o, today(context)),
          recipients: recipients(project, o, rung, today(context)),
        },
      },
    ],
  };
}

/** The first rung of the ladder that has not fired for this deadline. */
function nextRung(o: Obligation, { calendar, policy }: Context): Rung | undefined {
  return policy.ladders[o.clock].find(
    (r) =>
      !o.rungs.includes(r.rung) &&
      !(r.afterWorkdays < 0 && addWorkdays(calendar, o.dueOn, r.afterWorkdays) <= o.openedOn),
  );
}

function recipients(project: Project, o: Obligation, rung: Rung, on: LocalDate): Recipient[] {
  const told: Recipient[] = [];
  for (const role of rung.tell) {
    const one = role === 'owner' ? ownerOf(project, o, on) : who(project, role, o, on);
    if (!told.some((t) => t.person === one.person)) told.push(one);
  }
  return told;
}

function windowDue(project: Project, window: Window, context: Context): Due | undefined {
  if (window.milestone === undefined) return undefined;
  if (project.milestones[window.milestone]?.actualOn !== undefined) return undefined;
  const { zone } = context.calendar;
  if (!window.open) {
    return {
      at: instantAt(window.opensOn, '00:00', zone),
      order: `a window ${window.id}`,
      events: () => windowOpens(project, window, context),
    };
  }
  const after = addDays(window.closesOn, 1);
  return {
    at: instantAt(after, '00:00', zone),
    order: `a window ${window.id}`,
    events: () => windowCloses(window, after, context),
  };
}

/** The clock goes on with the working days it had left, but not beyond the window. */
function windowOpens(project: Project, window: Window, { calendar }: Context): ProjectEvent[] {
  const obligation = keyOf('milestone', window.milestone!);
  const events: ProjectEvent[] = [
    { type: 'windowOpened', occurredOn: window.opensOn, data: { window: window.id } },
  ];
  const o = project.obligations[obligation];
  const cause = { kind: 'window', id: window.id } as const;
  if (o?.pauses.some((p) => p.kind === 'window' && p.id === window.id)) {
    const first = workdayFrom(calendar, window.opensOn);
    const counted = addWorkdays(calendar, first, Math.max(o.remainingWorkdays ?? 0, 1));
    const dueOn = counted < window.closesOn ? counted : window.closesOn;
    events.push({ type: 'clockResumed', occurredOn: window.opensOn, data: { obligation, dueOn, cause } });
  }
  return events;
}

/**
 * The window has closed on unfinished work: the days to the next one are its price. The milestone is late by
 * then and stays so: waiting for the next window forgives nothing.
 */
function windowCloses(window: Window, on: LocalDate, { calendar }: Context): ProjectEvent[] {
  if (window.nextOpensOn === undefined) {
    return [{ type: 'windowMissed', occurredOn: on, data: { window: window.id } }];
  }
  const opensOn = window.nextOpensOn;
  return [
    {
      type: 'windowMissed',
      occurredOn: on,
      data: {
        window: window.id,
        opensOn,
        closesOn: addDays(opensOn, daysBetween(window.opensOn, window.closesOn)),
        daysLost: daysBetween(window.closesOn, opensOn),
        prepareBy: addWorkdays(calendar, opensOn, -window.leadWorkdays),
      },
    },
  ];
}
