/**
 * A project as its events leave it. `evolve` needs no clock, calendar or policy: whatever was counted in
 * working days was counted by `decide` and stands in the event.
 *
 * Everything with a due date is an `Obligation`, whatever its kind, so that one ladder serves them all.
 * That it is late is never stored: it follows from `dueOn` and the day of asking.
 */
import type { LocalDate } from '../dates.ts';
import type { ClockKind, RungName } from '../policy.ts';
import type {
  ApprovalItemSpec,
  Appointment,
  MilestoneSpec,
  ObligationKind,
  PauseCause,
  ProjectEvent,
  ProjectSpec,
  WindowSpec,
} from './events.ts';

export interface Obligation {
  kind: ObligationKind;
  title: string;
  clock: ClockKind;
  /** A department's or party's name where it is not the chief's own. */
  department?: string;
  openedOn: LocalDate;
  dueOn: LocalDate;
  /** Rises when the deadline moves; a rung fires once per version. */
  version: number;
  doneOn?: LocalDate;
  pauses: PauseCause[];
  /** Working days that were left when the first pause began. */
  remainingWorkdays?: number;
  rungs: RungName[];
  acknowledgedUntil?: LocalDate;
}

export interface Milestone extends MilestoneSpec {
  forecastOn?: LocalDate;
  actualOn?: LocalDate;
}

export interface ApprovalItem extends ApprovalItemSpec {
  startedOn?: LocalDate;
  finishedOn?: LocalDate;
}

export interface Window extends WindowSpec {
  milestone?: string;
  prepared: string[];
  open: boolean;
}

export interface Project extends Omit<ProjectSpec, 'milestones' | 'approvalItems' | 'windows' | 'people'> {
  appointments: Appointment[];
  milestones: Record<string, Milestone>;
  approvalItems: Record<string, ApprovalItem>;
  windows: Record<string, Window>;
  checklistConfirmedOn?: LocalDate;
  factorsMet: Record<string, LocalDate>;
  blockers: Record<
    string,
    { title: string; party: string; covers: string[]; raisedOn: LocalDate; clearedOn?: LocalDate }
  >;
  visits: number;
  obligations: Record<string, Obligation>;
}

/** Nothing is known of a project before it is signed. */
export const initialProject: Project | null = null;

export const keyOf = (kind: ObligationKind, id: string): string => `${kind}:${id}`;

/** The project after `event`. Pure; returns a new object and shares what did not change. */
export function evolveProject(state: Project | null, event: ProjectEvent): Project {
  if (event.type === 'projectSigned') return signed(event.data);
  if (!state) throw new Error(`event ${event.type} before projectSigned`);
  const on = event.occurredOn;
  switch (event.type) {
    case 'personAppointed':
      return { ...state, appointments: [...state.appointments, event.data] };
    case 'milestoneCompleted':
      return finish(
        setMilestone(state, event.data.milestone, { actualOn: on }),
        'milestone',
        event.data.milestone,
        on,
      );
    case 'milestoneCorrected':
      return reopen(
        setMilestone(state, event.data.milestone, { actualOn: undefined }),
        'milestone',
        event.data.milestone,
      );
    case 'milestoneReforecast':
      return setMilestone(state, event.data.milestone, { forecastOn: event.data.forecastOn });
    case 'approvalItemAdded':
      return { ...state, approvalItems: { ...state.approvalItems, [event.data.id]: { ...event.data } } };
    case 'approvalItemStarted': {
      const item = state.approvalItems[event.data.item];
      if (!item) return state;
      return open(setItem(state, event.data.item, { startedOn: on }), keyOf('approvalItem', item.id), {
        kind: 'approvalItem',
        title: item.name,
        clock: 'statutory',
        department: item.department,
        openedOn: on,
        dueOn: event.data.dueOn,
      });
    }
    case 'approvalItemFinished':
      return finish(setItem(state, event.data.item, { finishedOn: on }), 'approvalItem', event.data.item, on);
    case 'approvalItemReopened':
      return reopen(
        setItem(state, event.data.item, { finishedOn: undefined }),
        'approvalItem',
        event.data.item,
      );
    case 'checklistConfirmed':
      return { ...state, checklistConfirmedOn: on };
    case 'factorMet':
      return finish(
        { ...state, factorsMet: { ...state.factorsMet, [event.data.factor]: on } },
        'factor',
        event.data.factor,
        on,
      );
    case 'blockerRaised': {
      const { blocker, title, party, covers, dueOn } = event.data;
      const blockers = { ...state.blockers, [blocker]: { title, party, covers, raisedOn: on } };
      return open({ ...state, blockers }, keyOf('blocker', blocker), {
        kind: 'blocker',
        title,
        clock: 'internal',
        department: party,
        openedOn: on,
        dueOn,
      });
    }
    case 'blockerCleared': {
      const blocker = state.blockers[event.data.blocker];
      if (!blocker) return state;
      const blockers = { ...state.blockers, [event.data.blocker]: { ...blocker, clearedOn: on } };
      return finish({ ...state, blockers }, 'blocker', event.data.blocker, on);
    }
    case 'windowAwaited': {
      const window = state.windows[event.data.window];
      if (!window) return state;
      const next = setWindow(state, window.id, { milestone: event.data.milestone });
      return prepareBy(next, window, on, event.data.prepareBy);
    }
    case 'windowPrepared': {
      const window = state.windows[event.data.window];
      if (!window) return state;
      const prepared = [...window.prepared, event.data.prerequisite];
      const next = setWindow(state, window.id, { prepared });
      const all = window.prerequisites.every((p) => prepared.includes(p));
      return all ? finish(next, 'windowPreparation', window.id, on) : next;
    }
    case 'windowOpened':
      return setWindow(state, event.data.window, { open: true });
    case 'windowMissed': {
      const window = state.windows[event.data.window];
      if (!window) return state;
      const { opensOn, closesOn } = event.data;
      if (!opensOn || !closesOn) return setWindow(state, window.id, { open: false, milestone: undefined });
      const next = setWindow(state, window.id, { open: false, opensOn, closesOn, nextOpensOn: undefined });
      return prepareBy(next, window, on, event.data.prepareBy);
    }
    case 'clockPaused': {
      const { obligation, cause, remainingWorkdays } = event.data;
      return patch(state, obligation, (o) => ({
        ...o,
        pauses: [...o.pauses, cause],
        ...(o.pauses.length === 0 ? { remainingWorkdays } : {}),
      }));
    }
    case 'clockResumed': {
      const { obligation, cause, dueOn } = event.data;
      return patch(state, obligation, (o) => {
        const pauses = o.pauses.filter((p) => p.kind !== cause.kind || p.id !== cause.id);
        return pauses.length > 0 ? { ...o, pauses } : moved({ ...o, pauses }, dueOn);
      });
    }
    case 'onSiteOfficeHeld': {
      const next = { ...state, visits: event.data.visit };
      return open(
        next,
        keyOf('onSiteOffice', 'visit'),
        onSiteOffice(event.data.visit + 1, on, event.data.nextOn),
      );
    }
    case 'directiveIssued':
      return open(state, keyOf('directive', event.data.directive), {
        kind: 'directive',
        title: event.data.title,
        clock: 'commitment',
        department: event.data.owner,
        openedOn: on,
        dueOn: event.data.dueOn,
      });
    case 'directiveClosed':
      return finish(state, 'directive', event.data.directive, on);
    case 'rungReached': {
      const { obligation, rung } = event.data;
      return patch(state, obligation, (o) => ({ ...o, rungs: [...o.rungs, rung] }));
    }
    case 'rungAcknowledged': {
      const { obligation, until } = event.data;
      return patch(state, obligation, (o) => ({ ...o, acknowledgedUntil: until }));
    }
  }
}

/** The state after a list of events, from nothing. */
export function foldProject(events: Iterable<ProjectEvent>): Project | null {
  let state: Project | null = initialProject;
  for (const event of events) state = evolveProject(state, event);
  return state;
}

type Opening = Omit<Obligation, 'version' | 'pauses' | 'rungs'>;

function signed(spec: ProjectSpec): Project {
  const { people, milestones, approvalItems, windows, ...rest } = spec;
  let state: Project = {
    ...rest,
    appointments: people,
    milestones: Object.fromEntries(milestones.map((m) => [m.id, { ...m }])),
    approvalItems: Object.fromEntries(approvalItems.map((i) => [i.id, { ...i }])),
    windows: Object.fromEntries(windows.map((w) => [w.id, { ...w, prepared: [], open: false }])),
    factorsMet: {},
    blockers: {},
    visits: spec.onSiteOffice?.heldBefore ?? 0,
    obligations: {},
  };
  for (const m of milestones) {
    if (m.committedOn === undefined) continue;
    state = open(state, keyOf('milestone', m.id), {
      kind: 'milestone',
      title: m.name,
      clock: 'commitment',
      ...(m.department === undefined ? {} : { department: m.department }),
      openedOn: spec.signedOn,
      dueOn: m.committedOn,
    });
  }
  for (const f of spec.factors) {
    state = open(state, keyOf('factor', f.factor), {
      kind: 'factor',
      title: FACTOR_NAMES[f.factor],
      clock: 'commitment',
      department: f.owner,
      openedOn: spec.signedOn,
      dueOn: f.dueOn,
    });
  }
  const visits = spec.onSiteOffice;
  if (visits) {
    state = open(
      state,
      keyOf('onSiteOffice', 'visit'),
      onSiteOffice(visits.heldBefore + 1, spec.signedOn, visits.nextOn),
    );
  }
  return state;
}

export const FACTOR_NAMES = { financing: '融资保障', land: '用地保障', energy: '用能保障' } as const;

const onSiteOffice = (visit: number, openedOn: LocalDate, dueOn: LocalDate): Opening => ({
  kind: 'onSiteOffice',
  title: `第${visit}次现场办公`,
  clock: 'internal',
  openedOn,
  dueOn,
});

/** Opens an obligation, or opens it anew with the next deadline version. */
function open(state: Project, key: string, opening: Opening): Project {
  const version = (state.obligations[key]?.version ?? 0) + 1;
  return {
    ...state,
    obligations: { ...state.obligations, [key]: { ...opening, version, pauses: [], rungs: [] } },
  };
}

function patch(state: Project, key: string, change: (o: Obligation) => Obligation): Project {
  const o = state.obligations[key];
  return o ? { ...state, obligations: { ...state.obligations, [key]: change(o) } } : state;
}

function moved(o: Obligation, dueOn: LocalDate): Obligation {
  const { remainingWorkdays: _, acknowledgedUntil: __, ...rest } = o;
  return dueOn === o.dueOn ? rest : { ...rest, dueOn, version: o.version + 1, rungs: [] };
}

function finish(state: Project, kind: ObligationKind, id: string, doneOn: LocalDate): Project {
  return patch(state, keyOf(kind, id), (o) => ({ ...o, doneOn }));
}

function reopen(state: Project, kind: ObligationKind, id: string): Project {
  return patch(state, keyOf(kind, id), ({ doneOn: _, ...o }) => o);
}

function prepareBy(state: Project, window: WindowSpec, openedOn: LocalDate, dueOn?: LocalDate): Project {
  if (dueOn === undefined) return state;
  return open(state, keyOf('windowPreparation', window.id), {
    kind: 'windowPreparation',
    title: `${window.name}准备工作：${window.prerequisites.join('、')}`,
    clock: 'internal',
    openedOn,
    dueOn,
  });
}

/** A change in which `undefined` takes the field away, so that the state stays plain JSON. */
type Change<T> = { [K in keyof T]?: T[K] | undefined };

function changed<T extends object>(record: T, change: Change<T>): T {
  const next = { ...record, ...change };
  for (const key of Object.keys(change) as (keyof T)[]) if (change[key] === undefined) delete next[key];
  return next;
}

function setMilestone(state: Project, id: string, change: Change<Milestone>): Project {
  const milestone = state.milestones[id];
  return milestone
    ? { ...state, milestones: { ...state.milestones, [id]: changed(milestone, change) } }
    : state;
}

function setItem(state: Project, id: string, change: Change<ApprovalItem>): Project {
  const item = state.approvalItems[id];
  return item ? { ...state, approvalItems: { ...state.approvalItems, [id]: changed(item, change) } } : state;
}

function setWindow(state: Project, id: string, change: Change<Window>): Project {
  const window = state.windows[id];
  return window ? { ...state, windows: { ...state.windows, [id]: changed(window, change) } } : state;
}
