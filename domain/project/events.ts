/**
 * What can happen to a project. These shapes are the stored format: a change of one needs a new schema
 * version and an upcast. Dates are days in the office's zone; amounts are 万元 (10,000 yuan), areas 亩.
 */
import type { LocalDate } from '../dates.ts';
import type { ClockKind, Role, RungName } from '../policy.ts';

export type PersonRole = Role;

export interface Appointment {
  role: PersonRole;
  person: string;
  from: LocalDate;
}

export interface LineSpec {
  id: string;
  name: string;
  kind: 'main' | 'supporting';
  /** For a supporting work: the main lines it must be in step with. */
  serves?: string[] | undefined;
}

export interface MilestoneSpec {
  id: string;
  name: string;
  /** The line it belongs to; none for a milestone of the whole project. */
  line?: string | undefined;
  /** The stage of the template that its completion enters. */
  enters?: string | undefined;
  /** The signed date. None: a fact to record, with no promise behind it. */
  committedOn?: LocalDate | undefined;
  department?: string | undefined;
}

export interface ApprovalItemSpec {
  id: string;
  name: string;
  department: string;
  /** Statutory limit in working days, counted from the day after acceptance. */
  limitWorkdays: number;
}

export interface FactorSpec {
  factor: 'financing' | 'land' | 'energy';
  owner: string;
  dueOn: LocalDate;
}

export interface WindowSpec {
  id: string;
  /** The outside party whose time it is. */
  party: string;
  name: string;
  opensOn: LocalDate;
  closesOn: LocalDate;
  /** When this one is missed: the next opening, if the party has named one. */
  nextOpensOn?: LocalDate | undefined;
  /** Working days needed to prepare; they fix the last responsible moment. */
  leadWorkdays: number;
  prerequisites: string[];
}

export interface OnSiteOfficeSpec {
  everyMonths: number;
  /** Visits held before this record begins. */
  heldBefore: number;
  nextOn: LocalDate;
}

export interface ProjectSpec {
  id: string;
  name: string;
  county: string;
  template: { id: string; version: number };
  signedOn: LocalDate;
  industry?: string | undefined;
  investmentWan?: number | undefined;
  landMu?: number | undefined;
  people: Appointment[];
  lines: LineSpec[];
  milestones: MilestoneSpec[];
  approvalItems: ApprovalItemSpec[];
  factors: FactorSpec[];
  windows: WindowSpec[];
  onSiteOffice?: OnSiteOfficeSpec | undefined;
}

/** What holds a clock. */
export type PauseCause = { kind: 'blocker'; id: string } | { kind: 'window'; id: string };

export type ObligationKind =
  'milestone' | 'approvalItem' | 'factor' | 'windowPreparation' | 'onSiteOffice' | 'directive' | 'blocker';

/** A person in the role in which they are told. */
export interface Recipient {
  role: PersonRole;
  person: string;
}

export interface ProjectEvents {
  projectSigned: ProjectSpec;
  personAppointed: Appointment;
  milestoneCompleted: { milestone: string; evidence?: string | undefined };
  milestoneCorrected: { milestone: string; reason: string };
  milestoneReforecast: { milestone: string; forecastOn: LocalDate; cause: string; owner: string };
  approvalItemAdded: ApprovalItemSpec;
  approvalItemStarted: { item: string; dueOn: LocalDate };
  approvalItemFinished: { item: string };
  approvalItemReopened: { item: string; reason: string };
  checklistConfirmed: { items: number };
  factorMet: { factor: string; evidence?: string | undefined };
  blockerRaised: { blocker: string; title: string; party: string; covers: string[]; dueOn: LocalDate };
  blockerCleared: { blocker: string };
  windowAwaited: { window: string; milestone: string; prepareBy?: LocalDate | undefined };
  windowPrepared: { window: string; prerequisite: string };
  windowOpened: { window: string };
  windowMissed: {
    window: string;
    opensOn?: LocalDate | undefined;
    closesOn?: LocalDate | undefined;
    daysLost?: number | undefined;
    prepareBy?: LocalDate | undefined;
  };
  clockPaused: { obligation: string; remainingWorkdays: number; cause: PauseCause };
  clockResumed: { obligation: string; dueOn: LocalDate; cause: PauseCause };
  onSiteOfficeHeld: { visit: number; nextOn: LocalDate; note?: string | undefined };
  directiveIssued: { directive: string; title: string; owner: string; dueOn: LocalDate };
  directiveClosed: { directive: string; evidence: string };
  rungReached: {
    obligation: string;
    kind: ObligationKind;
    title: string;
    clock: ClockKind;
    rung: RungName;
    dueOn: LocalDate;
    deadlineVersion: number;
    policy: { id: string; version: number };
    /** Who answers for it, on every rung: an escalation adds and never replaces. */
    accountable: Recipient;
    recipients: Recipient[];
  };
  rungAcknowledged: { obligation: string; by: string; until: LocalDate };
}

export type ProjectEventType = keyof ProjectEvents;

/** An event as decided: what, and the day it is true of. The store adds position, version and actor. */
export type ProjectEvent = {
  [T in ProjectEventType]: { type: T; occurredOn: LocalDate; data: ProjectEvents[T] };
}[ProjectEventType];
