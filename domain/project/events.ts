/**
 * What can happen to a project. These shapes are the stored format: a change of one needs a new schema
 * version and an upcast. Dates are days in the office's zone; amounts are 万元 (10,000 yuan), areas 亩; slips
 * and windows are counted in calendar days, clocks in working days.
 *
 * Whatever needed a calendar, a policy or a template was worked out by `decide` and stands in the event.
 */
import type { LocalDate } from '../dates.ts';
import type { Light } from '../lights.ts';
import type { ClockKind, Role, RungName } from '../policy.ts';
import type { Factor, StageSpec } from '../templates.ts';
import type { Text } from '../text.ts';

export interface Appointment {
  role: Role;
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
  /** The milestone of the template that it is. */
  kind?: string | undefined;
}

export interface ApprovalItemSpec {
  id: string;
  name: string;
  department: string;
  /** Statutory limit in working days, counted from the day after acceptance (受理). */
  limitWorkdays: number;
  /** Items that must be finished before this one is accepted. */
  after?: string[] | undefined;
  /** Documents without which it is not accepted. */
  documents?: string[] | undefined;
  /** 承诺制: may be accepted on a commitment and verified later. */
  onCommitment?: boolean | undefined;
}

export interface FactorSpec {
  factor: Factor;
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

export interface VersionOf {
  id: string;
  version: number;
}

/** What admission to the three batches asks for: `batches.ts`. */
export type ProjectCategory = 'manufacturing' | 'infrastructure' | 'modernServices' | 'social';

export interface ProjectPlan {
  id: string;
  name: string;
  county: string;
  /** The development zone or park (开发区, 园区) it stands in. */
  zone?: string | undefined;
  template: VersionOf;
  signedOn: LocalDate;
  industry?: string | undefined;
  category?: ProjectCategory | undefined;
  /** Attracted investment (招商引资) or a strategic emerging industry: a lower threshold. */
  attracted?: boolean | undefined;
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

/** What is said of a project beside its plan: it may be amended, with a reason. */
export type ProjectFacts = {
  [K in 'name' | 'zone' | 'industry' | 'category' | 'attracted' | 'investmentWan' | 'landMu']?:
    ProjectPlan[K] | undefined;
};

/** What holds a clock. */
export type PauseCause = { kind: 'blocker' | 'window' | 'order' | 'suspension'; id: string };

export type ObligationKind =
  | 'milestone'
  | 'approvalItem'
  | 'verification'
  | 'factor'
  | 'windowPreparation'
  | 'onSiteOffice'
  | 'directive'
  | 'blocker';

/** A person in the role in which they are told. `absent` is the one whose place they take. */
export interface Recipient {
  role: Role;
  person: string;
  absent?: string | undefined;
}

export const SLIP_CAUSES = [
  'enterprise',
  'department',
  'financing',
  'land',
  'energy',
  'outsideWindow',
  'weather',
  'forceMajeure',
  'recovered',
  'unexplained',
] as const;
export type SlipCause = (typeof SLIP_CAUSES)[number];

/** A share of a milestone's slip, in calendar days (negative: made good), with who answers for it. */
export interface SlipShare {
  id: string;
  days: number;
  cause: SlipCause;
  owner: string;
  /** What moved the expected date. */
  source: 'baseline' | 'forecast' | 'actual';
  /** The pause it was taken from, `kind:id`, where it follows from one. */
  pause?: string | undefined;
  note?: string | undefined;
}

/** How a due date was counted, so that it can be counted again by another calendar. */
export interface DueCount {
  from: LocalDate;
  workdays: number;
}

/** A file as it was received. */
export interface AttachmentSpec {
  sha256: string;
  name: string;
  media: string;
  bytes: number;
  /** What it shows or proves: the key of a milestone, an approval item, a directive …; none is the project. */
  about?: string | undefined;
}

export interface ProjectEvents {
  projectSigned: ProjectPlan & { stages: StageSpec[]; calendar: VersionOf };
  templateMoved: {
    from: VersionOf;
    to: VersionOf;
    stages: StageSpec[];
    milestonesAdded: MilestoneSpec[];
    milestonesRetired: string[];
    itemsAdded: ApprovalItemSpec[];
    itemsRetired: string[];
    limitsChanged: { item: string; from: number; to: number }[];
  };
  projectSuspended: { suspension: string; by: string; basis: string; reason: string };
  projectResumed: { suspension: string; by: string; reason: string };
  projectTerminated: { by: string; basis: string; reason: string };
  projectAmended: { changes: ProjectFacts; reason: string };
  batchExcluded: { by: string; basis: string; reason: string };

  personAppointed: Appointment;
  actingAppointed: {
    role: Role;
    person: string;
    absent: string;
    from: LocalDate;
    to: LocalDate;
    reason: string;
  };
  /** `predecessor` gives the role to `person`, with everything of it that is open. */
  handedOver: { role: Role; person: string; predecessor: string; obligations: string[]; note: string };

  lineSplit: {
    line: string;
    into: LineSpec[];
    stage: string;
    copies: { milestone: string; line: string; id: string; name: string }[];
    reason: string;
  };
  linesMerged: { lines: string[]; into: LineSpec; stage: string; reason: string };

  milestoneAdded: MilestoneSpec;
  baselineSigned: {
    milestone: string;
    name: string;
    committedOn: LocalDate;
    by: string;
    basis: string;
    reason: string;
    slips: SlipShare[];
  };
  milestoneReforecast: { milestone: string; forecastOn: LocalDate; slips: SlipShare[] };
  progressReported: { milestone: string; percent: number };
  milestoneCompleted: { milestone: string; evidence?: string | undefined; slips: SlipShare[] };
  milestoneCorrected: {
    milestone: string;
    reason: string;
    /** The right date; none when it was not completed at all. */
    actualOn?: LocalDate | undefined;
    slips: SlipShare[];
  };
  slipsAttributed: { milestone: string; replaces: string[]; slips: SlipShare[]; by: string; reason: string };
  /** What holds a milestone up, as somebody close to it says: the cause of its coming slip unless more is said. */
  causeNamed: {
    milestone: string;
    cause: SlipCause;
    by: string;
    owner?: string | undefined;
    note?: string | undefined;
  };
  slipContested: { milestone: string; slip: string; by: string; reason: string };

  checklistConfirmed: { items: number };
  approvalItemAdded: ApprovalItemSpec;
  documentSubmitted: { item: string; document: string };
  approvalItemStarted: { item: string; dueOn: LocalDate; count: DueCount };
  approvalItemFinished: { item: string };
  approvalItemReopened: { item: string; reason: string };
  approvalItemCommitted: {
    item: string;
    by: string;
    commitment: string;
    verifyBy: LocalDate;
    count?: DueCount | undefined;
  };
  approvalItemVerified: { item: string; evidence: string };
  approvalItemRevoked: { item: string; reason: string };
  agencyAssigned: { item?: string | undefined; agent: string };
  factorMet: { factor: string; evidence?: string | undefined };
  factorLost: { factor: string; reason: string };
  conditionMet: { condition: string; evidence: string };
  conditionLost: { condition: string; reason: string };

  blockerRaised: {
    blocker: string;
    title: string;
    party: string;
    cause: SlipCause;
    covers: string[];
    dueOn: LocalDate;
  };
  blockerCleared: { blocker: string };
  windowAdded: WindowSpec;
  windowRescheduled: {
    window: string;
    opensOn: LocalDate;
    closesOn: LocalDate;
    nextOpensOn?: LocalDate | undefined;
    prepareBy?: LocalDate | undefined;
    reason: string;
  };
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

  clockPaused: {
    obligation: string;
    remainingWorkdays: number;
    cause: PauseCause;
    by?: string | undefined;
    basis?: string | undefined;
    reason?: string | undefined;
  };
  clockResumed: {
    obligation: string;
    dueOn: LocalDate;
    count?: DueCount | undefined;
    cause: PauseCause;
    by?: string | undefined;
    basis?: string | undefined;
    reason?: string | undefined;
  };
  clockExtended: {
    obligation: string;
    dueOn: LocalDate;
    count?: DueCount | undefined;
    by: string;
    basis: string;
    reason: string;
  };
  /** Whoever answers for it asks for more time; it changes nothing until somebody decides. */
  extensionRequested: {
    obligation: string;
    workdays?: number | undefined;
    dueOn?: LocalDate | undefined;
    by: string;
    reason: string;
  };
  extensionRefused: { obligation: string; by: string; reason: string };
  calendarAdopted: { calendar: VersionOf };
  deadlineMoved: { obligation: string; from: LocalDate; dueOn: LocalDate; reason: Text };

  onSiteOfficeHeld: { visit: number; nextOn: LocalDate; note?: string | undefined };
  directiveIssued: {
    directive: string;
    title: string;
    owner: string;
    dueOn: LocalDate;
    source?: string | undefined;
  };
  directiveClosed: { directive: string; evidence: string };
  directiveReopened: { directive: string; reason: string };

  rungReached: {
    obligation: string;
    kind: ObligationKind;
    title: string;
    clock: ClockKind;
    rung: RungName;
    name: Text;
    /** Working days from the due date at which the policy has it; negative is before it. */
    afterWorkdays: number;
    dueOn: LocalDate;
    deadlineVersion: number;
    policy: VersionOf;
    /** Who answers for it, on every rung: an escalation adds and never replaces. */
    accountable: Recipient;
    recipients: Recipient[];
  };
  rungAcknowledged: { obligation: string; rung: RungName; by: string; until: LocalDate };
  lightMarked: { light: Light; why: Text };

  /** A file of the project; its bytes lie in the store of attachments under their SHA-256. */
  attachmentAdded: AttachmentSpec;
}

export type ProjectEventType = keyof ProjectEvents;

/** An event as decided: what, and the day it is true of. The store adds position, version and actor. */
export type ProjectEvent = {
  [T in ProjectEventType]: { type: T; occurredOn: LocalDate; data: ProjectEvents[T] };
}[ProjectEventType];
