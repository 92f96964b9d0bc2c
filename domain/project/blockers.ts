/**
 * Blockers (堵点) and outside windows (停产检修窗口).
 *
 * A blocker holds the clocks it covers and starts the blocking party's own. A window belongs to an outside
 * party: work that can only be done in it waits, prepares by the last responsible moment (the opening less
 * the lead time), and loses the days to the next window when it misses this one. A missed window forgives
 * nothing: its milestone is late and stays so.
 */
import { addWorkdays, workdayFrom, workdaysBetween } from '../calendar.ts';
import { addDays, daysBetween, type LocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import { pauseClock, resumeClock, sameCause, stoodStillUntil } from './clocks.ts';
import type { DueCount, ProjectEvent, WindowSpec } from './events.ts';
import {
  dateFault,
  duplicate,
  event,
  pick,
  unknown,
  type Context,
  type Decide,
  type Evolve,
} from './slice.ts';
import {
  byKey,
  changed,
  finish,
  isActive,
  isOpen,
  keyOf,
  moved,
  open,
  openPauses,
  own,
  patch,
  reopen,
  setBlocker,
  setWindow,
  withdraw,
  type Project,
  type Window,
} from './state.ts';

const blockerKey = (id: string): string => keyOf('blocker', id);
const preparation = (id: string): string => keyOf('windowPreparation', id);

export const addWindow = (state: Project, spec: WindowSpec): Project => ({
  ...state,
  windows: { ...state.windows, [spec.id]: { ...spec, prepared: [], open: false, missed: [] } },
});

export const evolveBlockers: Evolve<
  | 'blockerRaised'
  | 'blockerCleared'
  | 'windowAdded'
  | 'windowRescheduled'
  | 'windowAwaited'
  | 'windowPrepared'
  | 'windowOpened'
  | 'windowMissed'
> = {
  blockerRaised: (state, { blocker, title, party, cause, covers, dueOn }, on) => {
    const blockers = { ...state.blockers, [blocker]: { title, party, cause, covers, raisedOn: on } };
    return open({ ...state, blockers }, blockerKey(blocker), {
      kind: 'blocker',
      title,
      clock: 'internal',
      department: party,
      openedOn: on,
      dueOn,
    });
  },
  blockerCleared: (state, { blocker }, on) =>
    finish(setBlocker(state, blocker, { clearedOn: on }), blockerKey(blocker), on),
  windowAdded: (state, spec) => addWindow(state, spec),
  windowRescheduled: (state, { window, opensOn, closesOn, nextOpensOn, prepareBy }) => {
    const next = setWindow(state, window, { opensOn, closesOn, nextOpensOn, open: false });
    const found = own(next.windows, window);
    return found === undefined || prepareBy === undefined
      ? next
      : patch(next, preparation(window), (o) => moved(o, prepareBy, leadOf(found)));
  },
  windowAwaited: (state, { window, milestone, prepareBy }, on) =>
    prepare(setWindow(state, window, { milestone }), window, on, prepareBy),
  windowPrepared: (state, { window, prerequisite }, on) => {
    const found = own(state.windows, window);
    if (!found) return state;
    const prepared = [...found.prepared, prerequisite];
    const next = setWindow(state, window, { prepared });
    return isPrepared({ ...found, prepared }) ? finish(next, preparation(window), on) : next;
  },
  windowOpened: (state, { window }) => setWindow(state, window, { open: true }),
  windowMissed: (state, { window, opensOn, closesOn, daysLost, prepareBy }, on) => {
    const found = own(state.windows, window);
    if (!found) return state;
    const loss = changed({ closedOn: found.closesOn, daysLost: 0 }, { daysLost });
    const missed = [...found.missed, loss];
    if (opensOn === undefined || closesOn === undefined) {
      const over = setWindow(state, window, { open: false, milestone: undefined, missed });
      return withdraw(over, preparation(window), on);
    }
    const next = setWindow(state, window, { open: false, opensOn, closesOn, nextOpensOn: undefined, missed });
    return prepare(next, window, on, prepareBy);
  },
};

/** Whether unfinished work waits for the window, or is being done in it. */
export function isAwaited(state: Project, window: Window): boolean {
  const m = window.milestone === undefined ? undefined : own(state.milestones, window.milestone);
  return m !== undefined && isActive(m) && m.actualOn === undefined;
}

const windowsOf = (state: Project, milestone: string): Window[] =>
  byKey(state.windows).flatMap(([, w]) => (w.milestone === milestone ? [w] : []));

/** Work that is done needs no preparation any more; work that was not done after all needs it again. */
export const endPreparation = (state: Project, milestone: string, on: LocalDate): Project =>
  windowsOf(state, milestone).reduce((next, { id }) => finish(next, preparation(id), on), state);
export const resumePreparation = (state: Project, milestone: string): Project =>
  windowsOf(state, milestone).reduce(
    (next, window) => (isPrepared(window) ? next : reopen(next, preparation(window.id))),
    state,
  );

/** Work that is given up frees the windows it waited for. */
export const releaseWindows = (state: Project, milestone: string, on: LocalDate): Project =>
  windowsOf(state, milestone).reduce(
    (next, { id }) => withdraw(setWindow(next, id, { milestone: undefined }), preparation(id), on),
    state,
  );

const isPrepared = (w: Window): boolean => w.prerequisites.every((p) => w.prepared.includes(p));

/** What must be ready before a window opens is an obligation of its own, due at the last responsible moment. */
function prepare(state: Project, id: string, openedOn: LocalDate, dueOn?: LocalDate): Project {
  const window = own(state.windows, id);
  if (!window || dueOn === undefined) return state;
  return open(state, preparation(id), {
    kind: 'windowPreparation',
    title: `${window.name}准备工作：${window.prerequisites.join('、')}`,
    clock: 'internal',
    openedOn,
    dueOn,
    count: leadOf(window),
  });
}

/** The lead time is counted in working days back from the opening. */
const leadOf = ({ opensOn, leadWorkdays }: Window): DueCount => ({
  from: opensOn,
  workdays: 0 - leadWorkdays,
});

/** The last day on which preparing can begin and still be ready: none when nothing is left to prepare. */
export function lastResponsibleDay(
  window: Window,
  { calendar }: Pick<Context, 'calendar'>,
): LocalDate | undefined {
  return isPrepared(window) ? undefined : addWorkdays(calendar, window.opensOn, -window.leadWorkdays);
}

const prepareBy = (window: Window, context: Pick<Context, 'calendar'>) => {
  const day = lastResponsibleDay(window, context);
  return day === undefined ? {} : { prepareBy: day };
};

/** The window opens: the clock goes on with the working days it had left, but not beyond the window. */
export function windowOpens(state: Project, window: Window, { calendar }: Context): ProjectEvent[] {
  const on = window.opensOn;
  const obligation = keyOf('milestone', window.milestone!);
  const events = [event('windowOpened', on, { window: window.id })];
  const o = own(state.obligations, obligation);
  const cause = { kind: 'window', id: window.id } as const;
  if (o && openPauses(o).some((p) => sameCause(p.cause, cause))) {
    const left = Math.max(o.remainingWorkdays ?? 0, 1);
    const from = stoodStillUntil(o, on);
    const first = workdayFrom(calendar, from);
    const fits = left < workdaysBetween(calendar, first, window.closesOn);
    const dueOn = fits ? addWorkdays(calendar, first, left) : window.closesOn;
    events.push(event('clockResumed', from, { obligation, dueOn, cause }));
  }
  return events;
}

/** The window has closed on unfinished work, the day before `on`: the days to the next one are its price. */
export function windowCloses(window: Window, on: LocalDate, context: Context): ProjectEvent[] {
  const opensOn = window.nextOpensOn;
  if (opensOn === undefined) return [event('windowMissed', on, { window: window.id })];
  const next = { ...window, opensOn };
  return [
    event('windowMissed', on, {
      window: window.id,
      opensOn,
      closesOn: addDays(opensOn, daysBetween(window.opensOn, window.closesOn)),
      daysLost: daysBetween(window.closesOn, opensOn),
      ...prepareBy(next, context),
    }),
  ];
}

export const decideBlockers: Decide<
  'raiseBlocker' | 'clearBlocker' | 'addWindow' | 'rescheduleWindow' | 'awaitWindow' | 'prepareWindow'
> = {
  raiseBlocker(command, state, { on, context }) {
    if (own(state.blockers, command.blocker)) return duplicate('堵点', command.blocker, 'blocker');
    const missing = command.covers.find((key) => !own(state.obligations, key));
    if (missing !== undefined) return unknown('Obligation', '事项', missing, 'covers');
    const fault = dateFault(command.dueOn, 'dueOn', context);
    if (fault) return fault;
    if (command.dueOn < on)
      return refuse('badDate', '解决期限早于提出日', 'it is due before it is raised', 'dueOn');
    const cause = { kind: 'blocker', id: command.blocker } as const;
    const covers = [...new Set(command.covers)];
    return accept(
      event('blockerRaised', on, {
        ...pick(command, 'blocker', 'title', 'party', 'dueOn'),
        covers,
        cause: command.cause ?? 'department',
      }),
      ...covers.flatMap((key) => pauseClock(state, key, cause, on, context)),
    );
  },

  clearBlocker(command, state, { on, context }) {
    const blocker = own(state.blockers, command.blocker);
    if (!blocker) return unknown('Blocker', '堵点', command.blocker, 'blocker');
    if (blocker.clearedOn !== undefined) {
      return refuse('alreadyCleared', '该堵点已销号', 'it is cleared', 'blocker');
    }
    if (on < blocker.raisedOn)
      return refuse('badDate', '早于堵点提出日', 'it was raised later', 'occurredOn');
    const cause = { kind: 'blocker', id: command.blocker } as const;
    return accept(
      event('blockerCleared', on, { blocker: command.blocker }),
      ...blocker.covers.flatMap((key) => resumeClock(state, key, cause, on, context)),
    );
  },

  addWindow({ type: _, occurredOn: __, ...spec }, state, { on, context }) {
    if (own(state.windows, spec.id)) return duplicate('窗口期', spec.id, 'id');
    return windowFault(spec, context) ?? accept(event('windowAdded', on, spec));
  },

  rescheduleWindow(command, state, { on, context }) {
    const window = own(state.windows, command.window);
    if (!window) return unknown('Window', '窗口期', command.window, 'window');
    if (window.open && (window.closesOn >= on || isAwaited(state, window)))
      return refuse('windowOpen', '窗口期已开始', 'the window is open already', 'window');
    const fault = windowFault(command, context);
    if (fault) return fault;
    const o = own(state.obligations, preparation(window.id));
    const dates = pick(command, 'opensOn', 'closesOn', 'nextOpensOn');
    const prepare = o && isOpen(o) ? prepareBy({ ...window, ...dates }, context) : {};
    return accept(
      event('windowRescheduled', on, { ...pick(command, 'window', 'reason'), ...dates, ...prepare }),
    );
  },

  awaitWindow(command, state, { on, context }) {
    const window = own(state.windows, command.window);
    if (!window) return unknown('Window', '窗口期', command.window, 'window');
    const m = own(state.milestones, command.milestone);
    if (!m || !isActive(m)) return unknown('Milestone', '节点', command.milestone, 'milestone');
    if (m.actualOn !== undefined) {
      return refuse('alreadyCompleted', `${m.name}已完成`, `${m.name} is completed`, 'milestone');
    }
    if (isAwaited(state, window)) {
      return refuse('alreadyWaiting', '已在等待该窗口期', 'it waits already', 'window');
    }
    if (window.closesOn < on) {
      return refuse(
        'windowPast',
        `窗口期已于 ${window.closesOn} 结束`,
        `it closed on ${window.closesOn}`,
        'window',
      );
    }
    const cause = { kind: 'window', id: window.id } as const;
    const waits = { window: window.id, milestone: m.id };
    if (window.open) return accept(event('windowAwaited', on, waits));
    return accept(
      event('windowAwaited', on, { ...waits, ...prepareBy(window, context) }),
      ...pauseClock(state, keyOf('milestone', m.id), cause, on, context),
    );
  },

  prepareWindow(command, state, { on }) {
    const window = own(state.windows, command.window);
    if (!window) return unknown('Window', '窗口期', command.window, 'window');
    if (!window.prerequisites.includes(command.prerequisite)) {
      return unknown('Prerequisite', '准备事项', command.prerequisite, 'prerequisite');
    }
    if (window.prepared.includes(command.prerequisite)) {
      return refuse('alreadyPrepared', '该事项已备好', 'it is ready', 'prerequisite');
    }
    return accept(event('windowPrepared', on, pick(command, 'window', 'prerequisite')));
  },
};

/** What is wrong with the dates of a window, if anything. */
export function windowFault(
  w: Pick<WindowSpec, 'opensOn' | 'closesOn' | 'nextOpensOn'>,
  context: Pick<Context, 'calendar'>,
  path = '',
) {
  for (const field of ['opensOn', 'closesOn', 'nextOpensOn'] as const) {
    const date = w[field];
    const fault = date === undefined ? undefined : dateFault(date, path + field, context);
    if (fault) return fault;
  }
  if (w.closesOn < w.opensOn) {
    return refuse(
      'badWindow',
      '窗口期的结束早于开始',
      'the window closes before it opens',
      `${path}closesOn`,
    );
  }
  if (w.nextOpensOn !== undefined && w.nextOpensOn <= w.closesOn) {
    return refuse(
      'badWindow',
      '下一次窗口期应在本次结束之后',
      'the next window opens before this one closes',
      `${path}nextOpensOn`,
    );
  }
  return undefined;
}
