/**
 * What may be asked of a project. `occurredOn` is the day the thing is true of; without it, today. `by` is
 * who decided it, where the record must name them beside who entered it.
 */
import type { Instant, LocalDate } from '../dates.ts';
import type { Role } from '../policy.ts';
import type {
  ApprovalItemSpec,
  AttachmentSpec,
  LineSpec,
  MilestoneSpec,
  ProjectFacts,
  ProjectPlan,
  SlipCause,
  VersionOf,
  WindowSpec,
} from './events.ts';

/** A decision that must be justified: who, on what basis, why. */
export interface Justified {
  by: string;
  basis: string;
  reason: string;
}

/** A share of a slip as a person states it. */
export interface SlipClaim {
  days: number;
  cause: SlipCause;
  owner: string;
  note?: string | undefined;
}

/** Why an expected date moves: one cause for all days, or shares that add up to them exactly. */
export interface SlipReason {
  cause?: SlipCause | undefined;
  owner?: string | undefined;
  shares?: SlipClaim[] | undefined;
}

/** A plan to sign; what is left out comes from the template. */
export type ProjectSpec = Omit<ProjectPlan, 'milestones' | 'approvalItems'> & {
  milestones?: MilestoneSpec[] | undefined;
  approvalItems?: ApprovalItemSpec[] | undefined;
};

interface Shapes {
  moveTemplate: { to: VersionOf };
  suspendProject: Justified;
  resumeProject: { by: string; reason: string };
  terminateProject: Justified;
  excludeFromBatches: Justified;
  /** What is said of the project is put right; its plan and people have commands of their own. */
  amendProject: { changes: ProjectFacts; reason: string };

  appointPerson: { role: Role; person: string };
  appointActing: { role: Role; person: string; from: LocalDate; to: LocalDate; reason: string };
  handOver: { role: Role; to: string; note: string };

  splitLine: { line: string; into: LineSpec[]; reason: string };
  mergeLines: { lines: string[]; into: LineSpec; reason: string };

  addMilestone: MilestoneSpec;
  signBaseline: { milestone: string; name: string; committedOn: LocalDate } & Justified & SlipReason;
  reforecastMilestone: { milestone: string; forecastOn: LocalDate } & SlipReason;
  reportProgress: { milestone: string; percent: number };
  completeMilestone: { milestone: string; evidence?: string | undefined } & SlipReason;
  correctMilestone: { milestone: string; reason: string; actualOn?: LocalDate | undefined } & SlipReason;
  attributeSlip: { milestone: string; slips: string[]; shares: SlipClaim[]; by: string; reason: string };
  nameCause: {
    milestone: string;
    cause: SlipCause;
    by: string;
    owner?: string | undefined;
    note?: string | undefined;
  };
  contestSlip: { milestone: string; slip: string; by: string; reason: string };

  confirmChecklist: object;
  addApprovalItem: ApprovalItemSpec;
  submitDocument: { item: string; document: string };
  startApprovalItem: { item: string };
  finishApprovalItem: { item: string };
  reopenApprovalItem: { item: string; reason: string };
  acceptOnCommitment: { item: string; by: string; commitment: string; verifyBy?: LocalDate | undefined };
  verifyApprovalItem: { item: string; evidence: string };
  revokeApprovalItem: { item: string; reason: string };
  assignAgency: { item?: string | undefined; agent: string };
  meetFactor: { factor: string; evidence?: string | undefined };
  loseFactor: { factor: string; reason: string };
  meetCondition: { condition: string; evidence: string };
  loseCondition: { condition: string; reason: string };

  raiseBlocker: {
    blocker: string;
    title: string;
    party: string;
    cause?: SlipCause | undefined;
    covers: string[];
    dueOn: LocalDate;
  };
  clearBlocker: { blocker: string };
  addWindow: WindowSpec;
  rescheduleWindow: {
    window: string;
    opensOn: LocalDate;
    closesOn: LocalDate;
    nextOpensOn?: LocalDate | undefined;
    reason: string;
  };
  awaitWindow: { window: string; milestone: string };
  prepareWindow: { window: string; prerequisite: string };

  pauseClock: { obligation: string } & Justified;
  resumeClock: { obligation: string; by: string; reason: string };
  /** By working days, or to a date; a commitment's new date is its new baseline: `signBaseline`. */
  extendClock: {
    obligation: string;
    workdays?: number | undefined;
    dueOn?: LocalDate | undefined;
  } & Justified;
  /** By working days or to a date. Granted by `extendClock` or `signBaseline`. */
  requestExtension: {
    obligation: string;
    workdays?: number | undefined;
    dueOn?: LocalDate | undefined;
    by: string;
    reason: string;
  };
  refuseExtension: { obligation: string; by: string; reason: string };

  holdOnSiteOffice: { note?: string | undefined };
  issueDirective: {
    directive: string;
    title: string;
    owner: string;
    dueOn: LocalDate;
    source?: string | undefined;
  };
  closeDirective: { directive: string; evidence: string };
  reopenDirective: { directive: string; reason: string };
  acknowledge: { obligation: string; by: string };
  /** Sent by the store of attachments alone, when it holds the bytes. */
  addAttachment: AttachmentSpec;
}

export type CommandType = keyof Shapes;

/** One command by its name. */
export type CommandOf<T extends CommandType> = {
  [K in T]: { type: K; occurredOn?: LocalDate | undefined } & Shapes[K];
}[T];

export type SignProject = { type: 'signProject' } & ProjectSpec;

/** Time as a command: do what has become due by `now`. */
export interface PassTime {
  type: 'passTime';
  now: Instant;
}

export type ProjectCommand = SignProject | PassTime | CommandOf<CommandType>;
