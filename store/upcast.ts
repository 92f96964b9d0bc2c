/**
 * Old events, read for ever. The schema version is counted per event type; an event is written with the
 * version below and brought to it when it is read. To change the shape of an event type: raise its version,
 * add the step from the version before, run `npm run samples`, commit the new sample. The sample of the old
 * version stays, and a test reads it.
 */
import type { DomainEvent } from './aggregates.ts';

export type EventType = DomainEvent['type'];

/** The version each type is written with. A type that is missing here does not compile. */
export const SCHEMA_VERSIONS: Record<EventType, number> = {
  projectSigned: 1,
  templateMoved: 1,
  projectSuspended: 1,
  projectResumed: 1,
  projectTerminated: 1,
  batchExcluded: 1,
  projectAmended: 1,
  ledgerMappingSet: 1,
  personAppointed: 1,
  actingAppointed: 1,
  handedOver: 1,
  lineSplit: 1,
  linesMerged: 1,
  milestoneAdded: 1,
  baselineSigned: 1,
  milestoneReforecast: 1,
  progressReported: 1,
  milestoneCompleted: 1,
  milestoneCorrected: 1,
  slipsAttributed: 1,
  slipContested: 1,
  causeNamed: 1,
  checklistConfirmed: 1,
  approvalItemAdded: 1,
  documentSubmitted: 1,
  approvalItemStarted: 1,
  approvalItemFinished: 1,
  approvalItemReopened: 1,
  approvalItemCommitted: 1,
  approvalItemVerified: 1,
  approvalItemRevoked: 1,
  agencyAssigned: 1,
  attachmentAdded: 1,
  factorMet: 1,
  factorLost: 1,
  conditionMet: 1,
  conditionLost: 1,
  blockerRaised: 1,
  blockerCleared: 1,
  windowAdded: 1,
  windowRescheduled: 1,
  windowAwaited: 1,
  windowPrepared: 1,
  windowOpened: 1,
  windowMissed: 1,
  clockPaused: 1,
  clockResumed: 1,
  clockExtended: 1,
  extensionRequested: 1,
  extensionRefused: 1,
  calendarAdopted: 1,
  deadlineMoved: 1,
  onSiteOfficeHeld: 1,
  directiveIssued: 1,
  directiveClosed: 1,
  directiveReopened: 1,
  rungReached: 1,
  rungAcknowledged: 1,
  lightMarked: 1,
  templateAdded: 1,
  policySet: 1,
  calendarPublished: 1,
  officeSet: 1,
  targetSet: 1,
  targetReported: 1,
  reviewFrozen: 2,
  reviewCorrected: 1,
  reportFiled: 1,
  personErased: 1,
  noticeOpened: 1,
  attemptBegun: 1,
  attemptSent: 1,
  attemptRefused: 1,
  attemptUncertain: 1,
  channelGivenUp: 1,
  noticeUndeliverable: 1,
  noticeMuted: 1,
  noticeRetried: 1,
  noticeWithdrawn: 1,
  linkRevoked: 1,
  contactSet: 1,
  linkKeysRotated: 1,
  userSet: 2,
  userRemoved: 1,
  tokenCreated: 1,
  tokenRevoked: 1,
  webhookCreated: 1,
  webhookSecretRotated: 1,
  webhookDisabled: 1,
  webhookResumed: 1,
  webhookRemoved: 1,
};

/** One step up: the data of a version in, of the next one out. */
export type Step = (data: Record<string, unknown>) => Record<string, unknown>;
/** Steps by type, by the version they start from. */
export type Steps = Partial<Record<EventType, Record<number, Step>>>;

const STEPS: Steps = {
  reviewFrozen: { 1: agendaFromExceptions },
  // Version 2 may name the issuer of the subject.
  userSet: { 1: (data) => data },
};

/** The data of an event of `version` as this release reads it. Throws for what a newer release wrote. */
export function upcast(
  type: string,
  version: number,
  data: unknown,
  versions: Readonly<Record<string, number>> = SCHEMA_VERSIONS,
  steps: Steps = STEPS,
): unknown {
  const current = versions[type];
  if (current === undefined || version > current) {
    throw new Error(
      `事件 ${type} 第 ${version} 版由更新的版本写入，请升级 / event ${type} of schema version ${version} was written by a newer release: upgrade`,
    );
  }
  let now = data as Record<string, unknown>;
  for (let from = version; from < current; from++) {
    const step = steps[type as EventType]?.[from];
    if (!step) throw new Error(`store/upcast.ts: ${type} has no step from version ${from} to ${from + 1}`);
    now = step(now);
  }
  return now;
}

/** Version 1 kept exceptions under their projects, and neither sections nor weeks. */
function agendaFromExceptions(data: Record<string, unknown>): Record<string, unknown> {
  type Old = Record<string, unknown> & { exceptions: Record<string, unknown>[] };
  const projects = data.projects as Old[];
  const sections: Record<string, string> = { late: 'newlyRed', waiting: 'waiting' };
  return {
    ...data,
    previous: null,
    agenda: projects.flatMap(({ exceptions, project, name, county, chief, leader }) =>
      exceptions.map((e) => ({
        ...{ project, name, county, chief, leader, ...e },
        kind: String(e.obligation).split(':')[0],
        section: e.light === 'red' ? 'newlyRed' : (sections[String(e.status)] ?? 'watch'),
        weeks: e.light === 'red' ? 1 : 0,
        told: [],
      })),
    ),
    projects: projects.map(({ exceptions: _, ...line }) => ({ ...line, why: { zh: '', en: '' } })),
    ...{ caughtUp: [], forecasts: [], directivesClosed: [], claims: [], remarks: [] },
    groups: { leader: [], department: [], zone: [], industry: [] },
  };
}
