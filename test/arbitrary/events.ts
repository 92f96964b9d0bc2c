/** Random events of every type, whether or not anything of what they name exists. */
import fc from 'fast-check';
import type {
  ProjectEvent,
  ProjectEvents,
  ProjectEventType,
  ProjectPlan,
} from '../../domain/project/events.ts';
import { TEMPLATES } from '../../domain/templates.ts';
import { RICH } from '../given.ts';
import * as c from './commands.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = c.person;
const id = c.obligationId;
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 2 });
const version = fc.constant({ id: 'industrial', version: 2 });
const count = fc.record({ from: c.day, workdays: fc.nat(20) });
const pauseCause = fc.record({
  kind: fc.constantFrom<'blocker' | 'window' | 'order' | 'suspension'>(
    'blocker',
    'window',
    'order',
    'suspension',
  ),
  id: fc.oneof(c.windowId, fc.constantFrom('b1', '1', 'order')),
});
const slips = few(
  fc.record({
    id: fc.constantFrom('s1', 's2'),
    days: fc.integer({ min: -9, max: 9 }),
    cause: c.cause,
    owner: c.person,
    source: fc.constantFrom<'baseline' | 'forecast' | 'actual'>('baseline', 'forecast', 'actual'),
  }),
);
const line = fc.record({
  id: c.lineId,
  name: text,
  kind: fc.constantFrom<'main' | 'supporting'>('main', 'supporting'),
  serves: maybe(few(c.lineId)),
});
const milestone = fc.record({
  id: c.milestoneId,
  name: text,
  line: maybe(c.lineId),
  committedOn: maybe(c.day),
});
const item = fc.record({ id: c.itemId, name: text, department: text, limitWorkdays: fc.nat(20) });
const dates = { opensOn: c.day, closesOn: c.day, nextOpensOn: maybe(c.day) };
const prepareBy = maybe(c.day);
const by = { by: text, basis: text, reason: text };
const rung = fc.constantFrom<'remind' | 'due' | 'leader'>('remind', 'due', 'leader');
const recipient = fc.record({ role: c.role, person: c.person });
const told = fc.record({ zh: text, en: text });
const stages = fc.constantFrom(...TEMPLATES.map((t) => t.stages));

const DATA: {
  [T in ProjectEventType]: { [K in keyof ProjectEvents[T]]: fc.Arbitrary<ProjectEvents[T][K]> };
} = {
  projectSigned: {
    ...(Object.fromEntries(Object.entries(RICH).map(([k, v]) => [k, fc.constant(v)])) as Record<
      keyof ProjectPlan,
      fc.Arbitrary<never>
    >),
    stages,
    calendar: version,
  },
  templateMoved: {
    from: version,
    to: version,
    stages,
    milestonesAdded: few(milestone),
    milestonesRetired: few(c.milestoneId),
    itemsAdded: few(item),
    itemsRetired: few(c.itemId),
    limitsChanged: few(fc.record({ item: c.itemId, from: fc.nat(9), to: fc.nat(9) })),
  },
  projectSuspended: { suspension: text, ...by },
  projectResumed: { suspension: text, by: text, reason: text },
  projectTerminated: by,
  batchExcluded: by,
  projectAmended: { changes: fc.record({ name: text }, { requiredKeys: [] }), reason: text },
  personAppointed: { role: c.role, person: c.person, from: c.day },
  actingAppointed: { role: c.role, person: c.person, absent: c.person, from: c.day, to: c.day, reason: text },
  handedOver: { role: c.role, person: text, predecessor: text, obligations: few(id), note: text },
  lineSplit: {
    line: c.lineId,
    into: few(line),
    stage: c.hostileId,
    copies: few(fc.record({ milestone: c.milestoneId, line: c.lineId, id: c.milestoneId, name: text })),
    reason: text,
  },
  linesMerged: { lines: few(c.lineId), into: line, stage: c.hostileId, reason: text },
  milestoneAdded: {
    id: c.milestoneId,
    name: text,
    line: maybe(c.lineId),
    committedOn: maybe(c.day),
  },
  baselineSigned: { milestone: c.milestoneId, name: text, committedOn: c.day, ...by, slips },
  milestoneReforecast: { milestone: c.milestoneId, forecastOn: c.day, slips },
  progressReported: { milestone: c.milestoneId, percent: fc.nat(100) },
  milestoneCompleted: { milestone: c.milestoneId, evidence: maybe(text), slips },
  milestoneCorrected: { milestone: c.milestoneId, reason: text, actualOn: maybe(c.day), slips },
  slipsAttributed: { milestone: c.milestoneId, replaces: few(text), slips, by: text, reason: text },
  slipContested: { milestone: c.milestoneId, slip: fc.constantFrom('s1', 's9'), by: text, reason: text },
  causeNamed: { milestone: c.milestoneId, cause: c.cause, by: text, owner: maybe(text), note: maybe(text) },
  extensionRequested: {
    obligation: id,
    workdays: maybe(fc.nat(9)),
    dueOn: maybe(c.day),
    by: text,
    reason: text,
  },
  extensionRefused: { obligation: id, by: text, reason: text },
  checklistConfirmed: { items: fc.nat(9) },
  approvalItemAdded: { id: c.itemId, name: text, department: text, limitWorkdays: fc.nat(9) },
  documentSubmitted: { item: c.itemId, document: text },
  approvalItemStarted: { item: c.itemId, dueOn: c.day, count },
  approvalItemFinished: { item: c.itemId },
  approvalItemReopened: { item: c.itemId, reason: text },
  approvalItemCommitted: { item: c.itemId, by: text, commitment: text, verifyBy: c.day, count: maybe(count) },
  approvalItemVerified: { item: c.itemId, evidence: text },
  approvalItemRevoked: { item: c.itemId, reason: text },
  agencyAssigned: { item: maybe(c.itemId), agent: text },
  attachmentAdded: { sha256: c.hostileId, name: text, media: text, bytes: fc.nat() },
  factorMet: { factor: c.hostileId, evidence: maybe(text) },
  factorLost: { factor: c.hostileId, reason: text },
  conditionMet: { condition: c.hostileId, evidence: text },
  conditionLost: { condition: c.hostileId, reason: text },
  blockerRaised: { blocker: text, title: text, party: text, cause: c.cause, covers: few(id), dueOn: c.day },
  blockerCleared: { blocker: fc.oneof(text, c.hostileId) },
  windowAdded: {
    id: c.windowId,
    party: text,
    name: text,
    ...dates,
    leadWorkdays: fc.nat(9),
    prerequisites: few(text),
  },
  windowRescheduled: { window: c.windowId, ...dates, prepareBy, reason: text },
  windowAwaited: { window: c.windowId, milestone: c.milestoneId, prepareBy },
  windowPrepared: { window: c.windowId, prerequisite: text },
  windowOpened: { window: c.windowId },
  windowMissed: {
    window: c.windowId,
    opensOn: maybe(c.day),
    closesOn: maybe(c.day),
    daysLost: maybe(fc.nat(99)),
    prepareBy,
  },
  clockPaused: {
    obligation: id,
    remainingWorkdays: fc.nat(9),
    cause: pauseCause,
    by: maybe(text),
    basis: maybe(text),
    reason: maybe(text),
  },
  clockResumed: {
    obligation: id,
    dueOn: c.day,
    count: maybe(count),
    cause: pauseCause,
    by: maybe(text),
    basis: maybe(text),
    reason: maybe(text),
  },
  clockExtended: { obligation: id, dueOn: c.day, count: maybe(count), ...by },
  calendarAdopted: { calendar: version },
  deadlineMoved: { obligation: id, from: c.day, dueOn: c.day, reason: told },
  onSiteOfficeHeld: { visit: fc.nat(9), nextOn: c.day, note: maybe(text) },
  directiveIssued: { directive: text, title: text, owner: text, dueOn: c.day, source: maybe(text) },
  directiveClosed: { directive: fc.oneof(text, c.hostileId), evidence: text },
  directiveReopened: { directive: fc.oneof(text, c.hostileId), reason: text },
  rungReached: {
    obligation: id,
    kind: fc.constant('milestone'),
    title: text,
    clock: fc.constant('commitment'),
    rung,
    name: told,
    afterWorkdays: fc.integer({ min: -5, max: 20 }),
    dueOn: c.day,
    deadlineVersion: fc.nat(3),
    policy: version,
    accountable: recipient,
    recipients: few(recipient),
  },
  rungAcknowledged: { obligation: id, rung, by: text, until: c.day },
  lightMarked: { light: fc.constantFrom('green', 'yellow', 'red'), why: told },
};

export const EVENT_TYPES = Object.keys(DATA) as ProjectEventType[];

export const eventOf = (type: ProjectEventType): fc.Arbitrary<ProjectEvent> =>
  fc.record({
    type: fc.constant(type),
    occurredOn: c.day,
    data: fc.record(DATA[type] as Record<string, fc.Arbitrary<unknown>>),
  }) as unknown as fc.Arbitrary<ProjectEvent>;

export const anyEvent: fc.Arbitrary<ProjectEvent> = fc.oneof(...EVENT_TYPES.map(eventOf));
