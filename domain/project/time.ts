/**
 * Time as a command: when something must next happen to a project, and what happens then.
 *
 * Ladder rules:
 * 1. A rung fires once for each deadline version.
 * 2. Rungs fire in order, also those that were slept through; each stands on a working day.
 * 3. A paused clock fires nothing, nor does a suspended or terminated project.
 * 4. An acknowledgement holds the next rung for a bounded time, once a rung.
 * 5. A reminder whose day had passed when the obligation began is left out.
 * 6. What no calendar covers waits until one does, be it a rung, a window or a mark; it is never guessed.
 */
import { addWorkdays, nextWeekday, whereCovered, workdayFrom } from '../calendar.ts';
import { addDays, instantAt, type Instant, type LocalDate } from '../dates.ts';
import type { Rung, RungName } from '../policy.ts';
import type { Text } from '../text.ts';
import { isAwaited, windowCloses, windowOpens } from './blockers.ts';
import { adoptCalendar } from './clocks.ts';
import { evolveProject } from './decide.ts';
import type { ProjectEvent, Recipient } from './events.ts';
import { projectVerdict } from './facts.ts';
import { agentOf, ownerOf, who } from './people.ts';
import { event, pick, today, type Context } from './slice.ts';
import { isOpen, isPaused, type Obligation, type Project, type Window } from './state.ts';

interface Due {
  on: LocalDate;
  /** `HH:MM`, office zone. */
  time: string;
  /** Breaks ties at one time, so that the order is always the same. */
  order: string;
  events: () => ProjectEvent[];
}

/** The next instant at which `passTime` will have something to say; null when nothing is pending. */
export function nextDueAt(state: Project, context: Context): Instant | null {
  const due = nextDue(state, context);
  return due ? instantOf(due, context) : null;
}

const instantOf = (due: Due, { calendar }: Context): Instant => instantAt(due.on, due.time, calendar.zone);

/** Everything that has become due by `context.now`, in the order in which it was due. */
export function passTime(project: Project, context: Context): ProjectEvent[] {
  const events: ProjectEvent[] = [];
  let state = project;
  for (;;) {
    const due = nextDue(state, context);
    if (!due || instantOf(due, context) > context.now) return events;
    for (const one of due.events()) {
      events.push(one);
      state = evolveProject(state, one);
    }
  }
}

function nextDue(state: Project, context: Context): Due | undefined {
  if (state.status.is !== 'active') return undefined;
  let first = earlier(calendarDue(state, context), markDue(state, context));
  for (const window of Object.values(state.windows))
    first = earlier(first, windowDue(state, window, context));
  for (const key of Object.keys(state.obligations))
    first = earlier(first, rungDue(state, key, state.obligations[key]!, context));
  return first;
}

/** The earlier one; of those at one time the same one, in whatever order they are asked for. */
function earlier(a: Due | undefined, b: Due | undefined): Due | undefined {
  if (!a || !b) return a ?? b;
  const aFirst = a.on !== b.on ? a.on < b.on : a.time !== b.time ? a.time < b.time : a.order < b.order;
  return aFirst ? a : b;
}

/** Another version of the calendar is adopted before anything else is counted by it. */
function calendarDue(state: Project, context: Context): Due | undefined {
  const { id, version, effectiveOn } = context.calendar;
  if (state.calendar.id === id && state.calendar.version >= version) return undefined;
  const on = effectiveOn > state.signedOn ? effectiveOn : state.signedOn;
  return {
    on,
    time: '00:00',
    order: '0 calendar',
    events: () => adoptCalendar(state, context, today(context)),
  };
}

function windowDue(state: Project, window: Window, context: Context): Due | undefined {
  if (!isAwaited(state, window)) return undefined;
  const on = window.open ? addDays(window.closesOn, 1) : window.opensOn;
  const events = whereCovered(() =>
    window.open ? windowCloses(window, on, context) : windowOpens(state, window, context),
  );
  return events && { on, time: '00:00', order: `1 window ${window.id}`, events: () => events };
}

function rungDue(state: Project, key: string, o: Obligation, context: Context): Due | undefined {
  if (!isOpen(o) || isPaused(o)) return undefined;
  return whereCovered(() => {
    const rung = nextRung(o, context);
    return (
      rung && {
        on: rungDay(o, rung, context),
        time: context.policy.rungTime,
        order: `2 rung ${key}`,
        events: () => [reached(state, key, o, rung, context)],
      }
    );
  });
}

/** The day of a rung; one that was slept through stands on the first working day from now. */
function rungDay(o: Obligation, rung: Rung, context: Context): LocalDate {
  const { calendar } = context;
  let on = addWorkdays(calendar, o.dueOn, rung.afterWorkdays);
  const until = o.acknowledgement?.until;
  if (until !== undefined && on <= until) on = addWorkdays(calendar, until, 1);
  // Only a day that has begun somewhere can have been slept through: most rungs need not ask what day it is.
  if (on > context.now.slice(0, 10)) return on;
  const now = today(context);
  return on < now ? workdayFrom(calendar, now) : on;
}

function reached(state: Project, key: string, o: Obligation, rung: Rung, context: Context): ProjectEvent {
  const on = today(context);
  const { id, version } = context.policy;
  return event('rungReached', on, {
    obligation: key,
    kind: o.kind,
    title: o.title,
    clock: o.clock,
    ...pick(rung, 'rung', 'name', 'afterWorkdays'),
    dueOn: o.dueOn,
    deadlineVersion: o.version,
    policy: { id, version },
    accountable: ownerOf(state, key, o, on),
    recipients: recipients(state, key, o, rung, on),
  });
}

/** The next rung of an open obligation: its day if nothing changes, and whom it would tell. */
export function nextRungOf(
  state: Project,
  key: string,
  o: Obligation,
  context: Context,
): { rung: RungName; name: Text; on: LocalDate; to: Recipient[] } | undefined {
  if (!isOpen(o) || isPaused(o)) return undefined;
  return whereCovered(() => {
    const rung = nextRung(o, context);
    if (!rung) return undefined;
    const on = rungDay(o, rung, context);
    return { ...pick(rung, 'rung', 'name'), on, to: recipients(state, key, o, rung, on) };
  });
}

/** The rung after the last one that has fired for this deadline. */
function nextRung(o: Obligation, { calendar, policy }: Context): Rung | undefined {
  const ladder = policy.ladders[o.clock];
  const last = ladder.findLastIndex((r) => o.rungs.includes(r.rung));
  return ladder
    .slice(last + 1)
    .find(
      (r) =>
        !o.rungs.includes(r.rung) &&
        !(r.afterWorkdays < 0 && addWorkdays(calendar, o.dueOn, r.afterWorkdays) <= o.openedOn),
    );
}

function recipients(state: Project, key: string, o: Obligation, rung: Rung, on: LocalDate): Recipient[] {
  const told: Recipient[] = [];
  const tell = (one: Recipient): void => {
    if (!told.some((t) => t.person === one.person)) told.push(one);
  };
  for (const role of rung.tell) {
    if (role !== 'owner') tell(who(state, role, o, on));
    else {
      tell(ownerOf(state, key, o, on));
      const agent = agentOf(state, key, o);
      if (agent !== undefined) tell({ role: 'agency', person: agent });
    }
  }
  return told;
}

/** Where a rule asks for lights in a row: the project's light is marked each Monday. */
function markDue(state: Project, context: Context): Due | undefined {
  if (!context.policy.lights.project.some((r) => r.when === 'yellowInARow')) return undefined;
  const last = state.marks.at(-1)?.on ?? state.signedOn;
  const due: Due = {
    on: nextWeekday(last, 1),
    time: context.policy.rungTime,
    order: '3 mark',
    events: () => {
      const { light, why } = projectVerdict(state, context);
      return [event('lightMarked', today(context), { light, why })];
    },
  };
  if (instantOf(due, context) > context.now) return due;
  // A day that no calendar covers gets no mark: it would say of that day what is only known of an earlier one.
  const events = whereCovered(() => {
    addWorkdays(context.calendar, today(context), 0);
    return due.events();
  });
  return events && { ...due, events: () => events };
}
