/**
 * A project as its events leave it, and the few changes that every subject makes to it. Nothing here needs a
 * clock, calendar or policy: whatever was counted was counted by `decide` and stands in the event.
 *
 * Everything with a due date is an `Obligation`, whatever its kind, so that one ladder serves them all.
 * That it is late is never stored: it follows from `dueOn` and the day of asking.
 *
 * The state is plain JSON, and nothing may depend on the order of a record's keys: a database does not keep
 * it. Iterate with `byKey`.
 */
import { daysBetween, type LocalDate } from '../dates.ts';
import type { Light } from '../lights.ts';
import type { ClockKind, Role, RungName } from '../policy.ts';
import type { StageSpec } from '../templates.ts';
import type {
  ApprovalItemSpec,
  AttachmentSpec,
  Appointment,
  DueCount,
  LineSpec,
  MilestoneSpec,
  ObligationKind,
  PauseCause,
  ProjectPlan,
  Recipient,
  SlipShare,
  VersionOf,
  WindowSpec,
} from './events.ts';

/** A time during which a clock stood still; it still does while `to` is missing. */
export interface Pause {
  cause: PauseCause;
  from: LocalDate;
  to?: LocalDate;
  basis?: string;
  reason?: string;
}

export interface Obligation {
  kind: ObligationKind;
  title: string;
  clock: ClockKind;
  /** A department's or party's name where it is not the chief's own. */
  department?: string;
  openedOn: LocalDate;
  dueOn: LocalDate;
  /** How `dueOn` was counted; none for a signed date. */
  count?: DueCount;
  /** Rises when the deadline moves; a rung fires once per version. */
  version: number;
  extensions: number;
  doneOn?: LocalDate;
  /** Taken back without being done: its line, item or project ended. */
  withdrawnOn?: LocalDate;
  pauses: Pause[];
  /** Working days that were left when the first of the open pauses began. */
  remainingWorkdays?: number;
  /** Those that have fired for this deadline, and whom each of them told. */
  rungs: RungName[];
  told: { rung: RungName; on: LocalDate; to: Recipient[] }[];
  acknowledgement?: { rung: RungName; by: string; on: LocalDate; until: LocalDate };
  /** Where a directive was issued: a review, a visit. */
  source?: string;
  /** What a directive was closed on. */
  evidence?: string;
  /** Asked for and not decided yet. */
  extensionRequest?: { on: LocalDate; by: string; reason: string; workdays?: number; dueOn?: LocalDate };
}

export interface Line extends LineSpec {
  /** The stage it had when a split or merger made it. */
  stageFloor?: string;
  /** Split or merged into these lines. */
  became?: { lines: string[]; on: LocalDate };
}

export interface Baseline {
  /** "Contract", "first adjustment" … */
  name: string;
  committedOn: LocalDate;
  signedOn: LocalDate;
}

export interface Slip extends SlipShare {
  on: LocalDate;
  contested?: { by: string; reason: string; on: LocalDate };
}

export interface Milestone extends Omit<MilestoneSpec, 'committedOn'> {
  /** Every date that was ever signed, the newest last. */
  baselines: Baseline[];
  forecastOn?: LocalDate;
  actualOn?: LocalDate;
  evidence?: string;
  progress?: { percent: number; on: LocalDate };
  /** What its next slip is put down to when nothing else is stated. */
  namedCause?: { cause: SlipShare['cause']; by: string; on: LocalDate; owner?: string; note?: string };
  /** Adds up to the days between the first baseline and the date expected now. */
  slips: Slip[];
  retiredOn?: LocalDate;
}

export interface ApprovalItem extends ApprovalItemSpec {
  submitted: string[];
  startedOn?: LocalDate;
  finishedOn?: LocalDate;
  /** 承诺制: accepted on this commitment, verified by that day. */
  commitment?: { by: string; text: string; on: LocalDate; verifyBy: LocalDate; verifiedOn?: LocalDate };
  agent?: string;
  retiredOn?: LocalDate;
}

export interface Window extends WindowSpec {
  milestone?: string;
  prepared: string[];
  open: boolean;
  missed: { closedOn: LocalDate; daysLost?: number }[];
}

export interface Blocker {
  title: string;
  party: string;
  cause: SlipShare['cause'];
  covers: string[];
  raisedOn: LocalDate;
  clearedOn?: LocalDate;
}

/** Someone acts for an absent holder of a role, on these days. */
export interface Acting {
  role: Role;
  person: string;
  absent: string;
  from: LocalDate;
  to: LocalDate;
}

export type ProjectStatus =
  | { is: 'active' }
  | { is: 'suspended'; suspension: string; on: LocalDate; reason: string }
  | { is: 'terminated'; on: LocalDate; reason: string };

export interface Project extends Omit<
  ProjectPlan,
  'people' | 'lines' | 'milestones' | 'approvalItems' | 'windows'
> {
  status: ProjectStatus;
  stages: StageSpec[];
  calendar: VersionOf;
  appointments: Appointment[];
  acting: Acting[];
  /** In the order in which they were named. */
  lines: Line[];
  milestones: Record<string, Milestone>;
  approvalItems: Record<string, ApprovalItem>;
  windows: Record<string, Window>;
  blockers: Record<string, Blocker>;
  checklistConfirmedOn?: LocalDate;
  factorsMet: Record<string, LocalDate>;
  /** Conditions of gates that are proven by evidence. */
  conditionsMet: Record<string, { on: LocalDate; evidence: string }>;
  agent?: string;
  visits: number;
  lastVisitOn?: LocalDate;
  suspensions: number;
  excludedFromBatches?: { on: LocalDate; reason: string };
  obligations: Record<string, Obligation>;
  /** Files by their SHA-256; none until the first. */
  attachments?: Record<string, Omit<AttachmentSpec, 'sha256'> & { on: LocalDate }>;
  /** The lights of the last weekly marks, the newest last; kept only where a rule asks for them. */
  marks: { on: LocalDate; light: Light }[];
}

export const keyOf = (kind: ObligationKind, id: string): string => `${kind}:${id}`;
/** The id behind an obligation's key: `milestone:first-full-line` → `first-full-line`. */
export const idOf = (key: string): string => key.slice(key.indexOf(':') + 1);

/** The entries of a record in the order of their keys: the same in every process. */
export function byKey<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export const isOpen = (o: Obligation): boolean => o.doneOn === undefined && o.withdrawnOn === undefined;
export const openPauses = (o: Obligation): Pause[] => o.pauses.filter((p) => p.to === undefined);
export const isPaused = (o: Obligation): boolean => o.pauses.some((p) => p.to === undefined);

/** The date promised now; undefined for a milestone that was never promised. */
export const committedOn = (m: Milestone): LocalDate | undefined => m.baselines.at(-1)?.committedOn;

/** When the milestone was or will be reached, as far as is known: actual, else forecast, else the promise. */
export const expectedOn = (m: Milestone): LocalDate | undefined =>
  m.actualOn ?? m.forecastOn ?? committedOn(m);

/** Calendar days by which the expected date lies after the first promise; negative when before it. */
export function totalSlip(m: Milestone): number {
  const [first] = m.baselines;
  const expected = expectedOn(m);
  return first && expected !== undefined ? daysBetween(first.committedOn, expected) : 0;
}

export const isActive = (m: Milestone): boolean => m.retiredOn === undefined;

/** A change in which `undefined` takes the field away, so that the state stays plain JSON. */
type Change<T> = { [K in keyof T]?: T[K] | undefined };

export function changed<T extends object>(record: T, change: Change<T>): T {
  const next = { ...record, ...change };
  for (const key of Object.keys(change) as (keyof T)[]) if (change[key] === undefined) delete next[key];
  return next;
}

/** The state with one entry of one of its records changed; the state itself when there is no such entry. */
function patchIn<K extends 'milestones' | 'approvalItems' | 'windows' | 'blockers' | 'obligations'>(
  state: Project,
  part: K,
  id: string,
  change: (entry: Project[K][string]) => Project[K][string],
): Project {
  const entry = own<Project[K][string]>(state[part] as Record<string, Project[K][string]>, id);
  return entry === undefined ? state : { ...state, [part]: { ...state[part], [id]: change(entry) } };
}

/** The entry `id` of a record, and never what every object inherits. */
export const own = <T>(record: Record<string, T>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

export const setMilestone = (state: Project, id: string, change: Change<Milestone>): Project =>
  patchIn(state, 'milestones', id, (m) => changed(m, change));
export const setItem = (state: Project, id: string, change: Change<ApprovalItem>): Project =>
  patchIn(state, 'approvalItems', id, (i) => changed(i, change));
export const setWindow = (state: Project, id: string, change: Change<Window>): Project =>
  patchIn(state, 'windows', id, (w) => changed(w, change));
export const setBlocker = (state: Project, id: string, change: Change<Blocker>): Project =>
  patchIn(state, 'blockers', id, (b) => changed(b, change));
export const patch = (state: Project, key: string, change: (o: Obligation) => Obligation): Project =>
  patchIn(state, 'obligations', key, change);

export type Opening = Omit<Obligation, 'version' | 'extensions' | 'pauses' | 'rungs' | 'told'>;

/** Opens an obligation, or opens it anew with the next deadline version. */
export function open(state: Project, key: string, opening: Opening): Project {
  const version = (own(state.obligations, key)?.version ?? 0) + 1;
  const obligation: Obligation = { ...opening, version, extensions: 0, pauses: [], rungs: [], told: [] };
  return { ...state, obligations: { ...state.obligations, [key]: obligation } };
}

/** The obligation with another deadline: the next version, whose ladder begins at its foot. */
export function moved(o: Obligation, dueOn: LocalDate, count?: DueCount): Obligation {
  const next = changed(o, { dueOn, count });
  return dueOn === o.dueOn
    ? next
    : changed(next, {
        ...{ version: o.version + 1, rungs: [], told: [] },
        ...{ acknowledgement: undefined, extensionRequest: undefined },
      });
}

/** Done: whatever held its clock holds it no more. */
export const finish = (state: Project, key: string, doneOn: LocalDate): Project =>
  patch(state, key, (o) =>
    isOpen(o) ? changed(endPauses(o, doneOn), { doneOn, extensionRequest: undefined }) : o,
  );

export const reopen = (state: Project, key: string): Project =>
  patch(state, key, (o) => changed(o, { doneOn: undefined }));

export const withdraw = (state: Project, key: string, on: LocalDate): Project =>
  patch(state, key, (o) => (isOpen(o) ? changed(endPauses(o, on), { withdrawnOn: on }) : o));

/** `remainingWorkdays` stays: a report that is corrected finds what was left. */
const endPauses = (o: Obligation, to: LocalDate): Obligation => ({
  ...o,
  pauses: o.pauses.map((p) => (p.to === undefined ? { ...p, to } : p)),
});
