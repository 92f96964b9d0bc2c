/**
 * The clock of an obligation: paused, resumed, extended, counted again by another calendar, acknowledged.
 *
 * 1. A pause keeps the working days that are left; the clock goes on with them from the day it resumes.
 * 2. A clock that has run out is late, and no pause or extension makes it young again.
 * 3. A second pause of the same clock holds it until both have ended.
 * 4. A deadline that moves begins the ladder anew, with the next deadline version.
 */
import { addWorkdays, whereCovered, workdayFrom, workdaysBetween, type Calendar } from '../calendar.ts';
import { isLocalDate, type LocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import { MARKS_KEPT } from '../policy.ts';
import type { Text } from '../text.ts';
import type { DueCount, PauseCause, ProjectEvent } from './events.ts';
import { event, pick, unknown, type At, type Context, type Decide, type Evolve } from './slice.ts';
import {
  byKey,
  changed,
  idOf,
  isOpen,
  isPaused,
  moved,
  openPauses,
  own,
  patch,
  type Obligation,
  type Pause,
  type Project,
} from './state.ts';

export const sameCause = (a: PauseCause, b: PauseCause): boolean => a.kind === b.kind && a.id === b.id;

export const evolveClocks: Evolve<
  | 'clockPaused'
  | 'clockResumed'
  | 'clockExtended'
  | 'extensionRequested'
  | 'extensionRefused'
  | 'calendarAdopted'
  | 'deadlineMoved'
  | 'rungReached'
  | 'rungAcknowledged'
  | 'lightMarked'
> = {
  clockPaused: (state, { obligation, remainingWorkdays, cause, ...why }, on) =>
    patch(state, obligation, (o) => {
      const pause: Pause = { cause, from: on, ...pick(why, 'basis', 'reason') };
      return { ...o, pauses: [...o.pauses, pause], ...(isPaused(o) ? {} : { remainingWorkdays }) };
    }),
  clockResumed: (state, { obligation, cause, dueOn, count }, on) =>
    patch(state, obligation, (o) => {
      const pauses = o.pauses.map((p) =>
        p.to === undefined && sameCause(p.cause, cause) ? { ...p, to: on } : p,
      );
      const next = { ...o, pauses };
      return isPaused(next) ? next : moved(changed(next, { remainingWorkdays: undefined }), dueOn, count);
    }),
  clockExtended: (state, { obligation, dueOn, count }) =>
    patch(state, obligation, (o) => ({ ...moved(o, dueOn, count), extensions: o.extensions + 1 })),
  extensionRequested: (state, { obligation, ...asked }, on) =>
    patch(state, obligation, (o) => ({
      ...o,
      extensionRequest: { on, ...pick(asked, 'by', 'reason', 'workdays', 'dueOn') },
    })),
  extensionRefused: (state, { obligation }) =>
    patch(state, obligation, (o) => changed(o, { extensionRequest: undefined })),
  calendarAdopted: (state, { calendar }) => ({ ...state, calendar }),
  deadlineMoved: (state, { obligation, dueOn }) => patch(state, obligation, (o) => moved(o, dueOn, o.count)),
  rungReached: (state, { obligation, rung, recipients: to }, on) =>
    patch(state, obligation, (o) => ({
      ...o,
      ...{ rungs: [...o.rungs, rung], told: [...o.told, { rung, on, to }] },
    })),
  rungAcknowledged: (state, { obligation, rung, by, until }, on) =>
    patch(state, obligation, (o) => ({ ...o, acknowledgement: { rung, by, on, until } })),
  lightMarked: (state, { light }, on) => ({
    ...state,
    marks: [...state.marks.slice(1 - MARKS_KEPT), { on, light }],
  }),
};

/** Holds a running clock. One that has run out already is not forgiven by a late pause. */
export function pauseClock(
  state: Project,
  key: string,
  cause: PauseCause,
  on: LocalDate,
  { calendar }: Pick<Context, 'calendar'>,
  why: { by?: string; basis?: string; reason?: string } = {},
): ProjectEvent[] {
  const o = own(state.obligations, key);
  if (!o || !isOpen(o)) return [];
  const from = later(on, runsSince(o));
  if (o.dueOn < from && !isPaused(o)) return [];
  if (openPauses(o).some((p) => sameCause(p.cause, cause))) return [];
  const left = isPaused(o) ? o.remainingWorkdays : undefined;
  const remainingWorkdays = left ?? workdaysBetween(calendar, from, o.dueOn);
  return [event('clockPaused', from, { obligation: key, remainingWorkdays, cause, ...why })];
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** The day since which a clock has run: nothing that is reported late gives it a day twice. */
const runsSince = (o: Obligation): LocalDate =>
  o.pauses.reduce((day, p) => later(day, p.to ?? o.openedOn), o.openedOn);

/** Lets a clock go on with what it had left when it stopped, counted from the day it resumes. */
export function resumeClock(
  state: Project,
  key: string,
  cause: PauseCause,
  on: LocalDate,
  { calendar }: Pick<Context, 'calendar'>,
  why: { by?: string; reason?: string } = {},
): ProjectEvent[] {
  const o = own(state.obligations, key);
  if (!o || !openPauses(o).some((p) => sameCause(p.cause, cause))) return [];
  return [event('clockResumed', on, { obligation: key, ...counted(o, on, calendar), cause, ...why })];
}

/** The day from which a clock that resumes on `on` goes on: not one on which anything else held it. */
export const stoodStillUntil = (o: Obligation, on: LocalDate): LocalDate =>
  o.pauses.reduce((day, p) => later(day, p.to ?? p.from), on);

/** With no working day left it is due on the day it resumes, or the first working day after. */
function counted(o: Obligation, on: LocalDate, calendar: Calendar): { dueOn: LocalDate; count: DueCount } {
  const workdays = o.remainingWorkdays ?? 0;
  const count = { from: stoodStillUntil(o, on), workdays };
  return { dueOn: dueBy(calendar, count), count };
}

const dueBy = (calendar: Calendar, { from, workdays }: DueCount): LocalDate =>
  workdays === 0 ? workdayFrom(calendar, from) : addWorkdays(calendar, from, workdays);

/**
 * An obligation that was reported done and was not. If its clock stood still when it was reported, it has
 * what was left then: held again by every cause that still holds, or running from now on.
 */
export function resumeAfterCorrection(
  state: Project,
  key: string,
  on: LocalDate,
  context: Pick<Context, 'calendar'>,
): ProjectEvent[] {
  const o = own(state.obligations, key);
  if (o?.doneOn === undefined) return [];
  const causes = causesOf(state, key);
  const left = o.remainingWorkdays;
  if (causes.length === 0) {
    const cause = (o.pauses.findLast((p) => p.to === o.doneOn) ?? o.pauses.at(-1))?.cause;
    if (left === undefined || cause === undefined) return [];
    return [event('clockResumed', on, { obligation: key, ...counted(o, on, context.calendar), cause })];
  }
  if (left === undefined && o.dueOn < on) return [];
  const remainingWorkdays = left ?? workdaysBetween(context.calendar, on, o.dueOn);
  return causes.map((cause) => event('clockPaused', on, { obligation: key, remainingWorkdays, cause }));
}

/** What holds an obligation's clock by the facts, whether or not it is paused. */
function causesOf(state: Project, key: string): PauseCause[] {
  const causes: PauseCause[] = [];
  for (const [id, blocker] of byKey(state.blockers)) {
    if (blocker.clearedOn === undefined && blocker.covers.includes(key)) causes.push({ kind: 'blocker', id });
  }
  for (const [id, window] of byKey(state.windows)) {
    if (!window.open && window.milestone !== undefined && key === `milestone:${window.milestone}`) {
      causes.push({ kind: 'window', id });
    }
  }
  if (state.status.is === 'suspended') causes.push({ kind: 'suspension', id: state.status.suspension });
  return causes;
}

/**
 * What another calendar changes: each open clock that was counted in working days is counted again, and each
 * deadline that moves has its own reason. A clock that has run out, or stands still, keeps its date; so does one
 * that the other calendar cannot count.
 */
export function adoptCalendar(state: Project, context: Context, on: LocalDate): ProjectEvent[] {
  const { calendar } = context;
  const { id, version } = calendar;
  const events = [event('calendarAdopted', on, { calendar: { id, version } })];
  for (const move of calendarMoves(state, calendar, on)) events.push(event('deadlineMoved', on, move));
  return events;
}

export interface CalendarMove {
  obligation: string;
  from: LocalDate;
  dueOn: LocalDate;
  reason: Text;
}

/** The deadlines of a project that a calendar would move on a day; a preview when nothing is done with it. */
export function calendarMoves(state: Project, calendar: Calendar, on: LocalDate): CalendarMove[] {
  return byKey(state.obligations).flatMap(([obligation, o]) => {
    if (!isOpen(o) || isPaused(o) || o.count === undefined || o.dueOn < on) return [];
    const { from, workdays } = o.count;
    const dueOn = whereCovered(() => dueBy(calendar, { from, workdays }));
    if (dueOn === undefined || dueOn === o.dueOn) return [];
    const span =
      workdays < 0
        ? { zh: `${from} 前 ${-workdays} 个工作日`, en: `${-workdays} working days before ${from} are` }
        : { zh: `自 ${from} 起 ${workdays} 个工作日`, en: `${workdays} working days from ${from} end on` };
    const reason = {
      zh: `工作日历第 ${calendar.version} 版：${span.zh}，到期日由 ${o.dueOn} 改为 ${dueOn}`,
      en: `calendar v${calendar.version}: ${span.en} ${dueOn}, not ${o.dueOn}`,
    };
    return [{ obligation, from: o.dueOn, dueOn, reason }];
  });
}

const ORDER: PauseCause = { kind: 'order', id: 'order' };

export const decideClocks: Decide<
  'pauseClock' | 'resumeClock' | 'extendClock' | 'requestExtension' | 'refuseExtension' | 'acknowledge'
> = {
  pauseClock(command, state, { on, context }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    if (openPauses(found).some((p) => sameCause(p.cause, ORDER))) {
      return refuse(
        'alreadyPaused',
        `${found.title}已暂停`,
        `${found.title} is paused already`,
        'obligation',
      );
    }
    if (found.dueOn < on && !isPaused(found)) return expired(found, 'paused', '暂停');
    const why = pick(command, 'by', 'basis', 'reason');
    return accept(...pauseClock(state, command.obligation, ORDER, on, context, why));
  },

  resumeClock(command, state, { on, context }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    const pause = openPauses(found).find((p) => sameCause(p.cause, ORDER));
    if (!pause) {
      const others = openPauses(found).map((p) => `${p.cause.kind} ${p.cause.id}`);
      return refuse(
        'notPaused',
        `${found.title}没有可恢复的人工暂停${others.length > 0 ? `，现由 ${others.join('、')} 暂停` : ''}`,
        `${found.title} is not paused by an order${others.length > 0 ? `; it is held by ${others.join(', ')}` : ''}`,
        'obligation',
      );
    }
    if (on < pause.from)
      return refuse('badDate', '恢复早于暂停', 'it resumes before its pause', 'occurredOn');
    const why = pick(command, 'by', 'reason');
    return accept(...resumeClock(state, command.obligation, ORDER, on, context, why));
  },

  extendClock(command, state, { on, context }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    if (found.kind === 'milestone') {
      return refuse(
        'signABaseline',
        '节点的承诺日期只能以新的签字计划（signBaseline）改变',
        "a milestone's date moves by a newly signed baseline: signBaseline",
        'obligation',
      );
    }
    if (isPaused(found)) {
      return refuse(
        'clockPaused',
        `${found.title}已暂停，请先恢复`,
        `${found.title} is paused`,
        'obligation',
      );
    }
    if (found.dueOn < on) return expired(found, 'extended', '延期');
    return extended(command, found, { on, context });
  },

  requestExtension(command, state, { on }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    const { workdays, dueOn } = command;
    if ((workdays === undefined) === (dueOn === undefined)) return oneOf();
    if (dueOn !== undefined && !isLocalDate(dueOn))
      return refuse('badDate', '日期无效', 'not a date', 'dueOn');
    if (dueOn !== undefined && (dueOn <= found.dueOn || dueOn < on)) {
      return refuse(
        'badExtension',
        `延期应晚于 ${found.dueOn}，且不早于今天`,
        `it must end after ${found.dueOn}, and not before today`,
        'dueOn',
      );
    }
    const asked = pick(command, 'obligation', 'workdays', 'dueOn', 'by', 'reason');
    return accept(event('extensionRequested', on, asked));
  },

  refuseExtension(command, state, { on }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    if (!found.extensionRequest) {
      return refuse('nothingRequested', '没有待批的延期申请', 'no extension was asked for', 'obligation');
    }
    return accept(event('extensionRefused', on, pick(command, 'obligation', 'by', 'reason')));
  },

  acknowledge(command, state, { today: now, context }) {
    const found = openObligation(command.obligation, state);
    if ('ok' in found) return found;
    const rung = found.rungs.at(-1);
    if (rung === undefined) {
      return refuse('nothingToAcknowledge', '该事项尚无通知', 'no notice of it has gone out', 'obligation');
    }
    if (found.acknowledgement?.rung === rung) {
      return refuse(
        'alreadyAcknowledged',
        `本级通知已确认，下一级最迟 ${found.acknowledgement.until} 之后发出`,
        `this rung is acknowledged; the next one is held until ${found.acknowledgement.until}`,
        'obligation',
      );
    }
    const until = addWorkdays(context.calendar, now, context.policy.acknowledgementWorkdays);
    const { obligation, by } = command;
    return accept(event('rungAcknowledged', now, { obligation, rung, by, until }));
  },
};

function extended(
  command: Parameters<typeof decideClocks.extendClock>[0],
  o: Obligation,
  { on, context }: Pick<At, 'on' | 'context'>,
) {
  const { calendar, policy } = context;
  const { obligation, workdays, dueOn } = command;
  if ((workdays === undefined) === (dueOn === undefined)) return oneOf();
  if (dueOn !== undefined && !isLocalDate(dueOn)) return refuse('badDate', '日期无效', 'not a date', 'dueOn');
  const field = dueOn === undefined ? 'workdays' : 'dueOn';
  const until = dueOn ?? addWorkdays(calendar, o.dueOn, workdays!);
  if (until <= o.dueOn) {
    return refuse('badExtension', `延期应晚于原到期日 ${o.dueOn}`, `it must end after ${o.dueOn}`, field);
  }
  const rule = policy.extensions[o.clock];
  if (rule && o.extensions >= rule.times) {
    return refuse(
      'extendedAlready',
      `此类时限最多延长 ${rule.times} 次`,
      `a clock of this kind is extended ${rule.times} times at most`,
      'obligation',
    );
  }
  const by = workdaysBetween(calendar, o.dueOn, until);
  if (rule && by > rule.workdays) {
    return refuse(
      'extendedTooFar',
      `此类时限每次最多延长 ${rule.workdays} 个工作日`,
      `a clock of this kind is extended by ${rule.workdays} working days at most`,
      field,
    );
  }
  const count =
    o.count && workdays !== undefined ? { ...o.count, workdays: o.count.workdays + workdays } : undefined;
  return accept(
    event('clockExtended', on, {
      obligation,
      dueOn: until,
      ...(count ? { count } : {}),
      ...pick(command, 'by', 'basis', 'reason'),
    }),
  );
}

const oneOf = () =>
  refuse(
    'badExtension',
    '请填写延长的工作日数或新的到期日（只填一项）',
    'give working days or a date, one of the two',
    'workdays',
  );

function openObligation(key: string, state: Project) {
  const o = own(state.obligations, key);
  if (!o) return unknown('Obligation', '事项', key, 'obligation');
  if (isOpen(o)) return o;
  return refuse('alreadyDone', `${o.title}已完成或已撤销`, `${o.title} is done or withdrawn`, 'obligation');
}

export const expired = (
  o: Pick<Obligation, 'title' | 'dueOn'>,
  en: string,
  zh: string,
  field = 'obligation',
) =>
  refuse(
    'expired',
    `${o.title}已于 ${o.dueOn} 到期，不能再${zh}`,
    `${o.title} was due on ${o.dueOn}: it can't be ${en} any more`,
    field,
  );

/** The name behind a pause, for a reader: the blocker's title, the window's, or the reason of the order. */
export function pauseText(state: Project, { cause, reason }: Pause): Text {
  if (cause.kind === 'window') {
    const w = own(state.windows, cause.id);
    if (w) {
      return {
        zh: `等待窗口期：${w.party}${w.name}（${w.opensOn} 至 ${w.closesOn}）`,
        en: `waiting for the window of ${w.party}, ${w.opensOn} to ${w.closesOn}`,
      };
    }
  }
  if (cause.kind === 'blocker') {
    const b = own(state.blockers, cause.id);
    if (b) return { zh: `堵点：${b.title}（${b.party}）`, en: `blocked: ${b.title} (${b.party})` };
  }
  if (cause.kind === 'suspension') {
    return {
      zh: `项目暂停：${suspensionReason(state)}`,
      en: `the project is suspended: ${suspensionReason(state)}`,
    };
  }
  return { zh: `时钟暂停：${reason ?? idOf(cause.id)}`, en: `clock paused: ${reason ?? cause.id}` };
}

const suspensionReason = (state: Project): string =>
  state.status.is === 'suspended' ? state.status.reason : '';
