/**
 * `decide`: may this be done, and what then happened. Never throws for a reason of business: a refusal is a
 * `Rejection` with a stable code.
 */
import { addWorkdays, CalendarGap, workdaysBetween } from '../calendar.ts';
import { addDays, isLocalDate, type LocalDate } from '../dates.ts';
import { findTemplate } from '../templates.ts';
import { reject, type Rejection } from '../text.ts';
import type { ProjectCommand } from './commands.ts';
import type { PauseCause, ProjectEvent, ProjectSpec } from './events.ts';
import { today, unmetForStart, templateOf, type Context } from './facts.ts';
import { evolveProject, keyOf, type Project } from './state.ts';
import { passTime } from './time.ts';

export type Decision<E> = { ok: true; events: E[] } | { ok: false; rejection: Rejection };

const done = (...events: ProjectEvent[]): Decision<ProjectEvent> => ({ ok: true, events });
const no = (...args: Parameters<typeof reject>): Decision<ProjectEvent> => ({
  ok: false,
  rejection: reject(...args),
});
const unknown = (what: string, zh: string, id: string, field: string): Decision<ProjectEvent> =>
  no(`unknown${what}`, `没有这个${zh}：${id}`, `there is no such ${field}: ${id}`, field);

/** Decides one command on the state of its project (null before signing). */
export function decideProject(
  command: ProjectCommand,
  state: Project | null,
  context: Context,
): Decision<ProjectEvent> {
  try {
    return decide(command, state, context);
  } catch (error) {
    if (!(error instanceof CalendarGap)) throw error;
    return no(
      'calendarNotCovered',
      `工作日历不含 ${error.date} 所在年份，请先导入该年安排`,
      `the calendar does not cover ${error.date}: import that year first`,
    );
  }
}

function decide(command: ProjectCommand, state: Project | null, context: Context): Decision<ProjectEvent> {
  if (command.type === 'signProject') return state ? alreadySigned(state) : sign(command, context);
  if (!state) return no('notSigned', '项目尚未签约', 'the project is not signed');
  if (command.type === 'passTime') return done(...passTime(state, { ...context, now: command.now }));

  const { calendar, policy } = context;
  const now = today(context);
  const on = ('occurredOn' in command ? command.occurredOn : undefined) ?? now;
  if (!isLocalDate(on)) return no('badDate', `日期无效：${on}`, `not a date: ${on}`, 'occurredOn');
  if (on > now) return no('inTheFuture', `${on} 尚未到来`, `${on} is in the future`, 'occurredOn');

  switch (command.type) {
    case 'appointPerson':
      return done({
        type: 'personAppointed',
        occurredOn: on,
        data: { role: command.role, person: command.person, from: on },
      });

    case 'completeMilestone': {
      const m = state.milestones[command.milestone];
      if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
      if (m.actualOn !== undefined) {
        return no(
          'alreadyCompleted',
          `${m.name}已于 ${m.actualOn} 完成`,
          `${m.name} was completed on ${m.actualOn}`,
          'milestone',
        );
      }
      const stage = templateOf(state).stages.find((s) => s.id === m.enters);
      const unmet = stage?.gate === 'startReady' ? unmetForStart(state) : [];
      if (unmet.length > 0) {
        return no(
          'gateBlocked',
          `不能进入${stage!.name.zh}：${unmet.map((u) => u.text.zh).join('；')}`,
          `can't enter ${stage!.name.en}: ${unmet.map((u) => u.text.en).join('; ')}`,
          'milestone',
        );
      }
      return done({
        type: 'milestoneCompleted',
        occurredOn: on,
        data: pick(command, 'milestone', 'evidence'),
      });
    }

    case 'correctMilestone': {
      const m = state.milestones[command.milestone];
      if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
      if (m.actualOn === undefined)
        return no('notCompleted', `${m.name}未曾报完成`, `${m.name} was not reported`, 'milestone');
      return done({ type: 'milestoneCorrected', occurredOn: on, data: pick(command, 'milestone', 'reason') });
    }

    case 'reforecastMilestone': {
      if (!state.milestones[command.milestone])
        return unknown('Milestone', '节点', command.milestone, 'milestone');
      if (!isLocalDate(command.forecastOn)) return no('badDate', '预计日期无效', 'not a date', 'forecastOn');
      return done({
        type: 'milestoneReforecast',
        occurredOn: on,
        data: pick(command, 'milestone', 'forecastOn', 'cause', 'owner'),
      });
    }

    case 'addApprovalItem':
      if (state.approvalItems[command.id])
        return no('duplicateId', '审批事项编号重复', 'the item exists', 'id');
      return done({
        type: 'approvalItemAdded',
        occurredOn: on,
        data: pick(command, 'id', 'name', 'department', 'limitWorkdays'),
      });

    case 'startApprovalItem': {
      const item = state.approvalItems[command.item];
      if (!item) return unknown('Item', '审批事项', command.item, 'item');
      if (item.startedOn !== undefined)
        return no('alreadyStarted', `${item.name}已受理`, `${item.name} is started`, 'item');
      const dueOn = addWorkdays(calendar, on, item.limitWorkdays);
      return done({ type: 'approvalItemStarted', occurredOn: on, data: { item: item.id, dueOn } });
    }

    case 'finishApprovalItem': {
      const item = state.approvalItems[command.item];
      if (!item) return unknown('Item', '审批事项', command.item, 'item');
      if (item.finishedOn !== undefined) {
        return no(
          'alreadyFinished',
          `${item.name}已于 ${item.finishedOn} 办结`,
          `${item.name} was finished on ${item.finishedOn}`,
          'item',
        );
      }
      return done({ type: 'approvalItemFinished', occurredOn: on, data: { item: item.id } });
    }

    case 'reopenApprovalItem': {
      const item = state.approvalItems[command.item];
      if (!item) return unknown('Item', '审批事项', command.item, 'item');
      if (item.finishedOn === undefined)
        return no('notFinished', `${item.name}尚未办结`, `${item.name} is not finished`, 'item');
      return done({ type: 'approvalItemReopened', occurredOn: on, data: pick(command, 'item', 'reason') });
    }

    case 'confirmChecklist':
      return done({
        type: 'checklistConfirmed',
        occurredOn: on,
        data: { items: Object.keys(state.approvalItems).length },
      });

    case 'meetFactor': {
      if (!state.factors.some((f) => f.factor === command.factor))
        return unknown('Factor', '要素', command.factor, 'factor');
      if (state.factorsMet[command.factor] !== undefined)
        return no('alreadyMet', '该要素已保障', 'it is met already', 'factor');
      return done({ type: 'factorMet', occurredOn: on, data: pick(command, 'factor', 'evidence') });
    }

    case 'raiseBlocker': {
      if (state.blockers[command.blocker])
        return no('duplicateId', '堵点编号重复', 'the blocker exists', 'blocker');
      const missing = command.covers.find((key) => !state.obligations[key]);
      if (missing !== undefined) return unknown('Obligation', '事项', missing, 'covers');
      const cause = { kind: 'blocker', id: command.blocker } as const;
      return done(
        {
          type: 'blockerRaised',
          occurredOn: on,
          data: pick(command, 'blocker', 'title', 'party', 'covers', 'dueOn'),
        },
        ...command.covers.flatMap((key) => pause(state, key, cause, on, context)),
      );
    }

    case 'clearBlocker': {
      const blocker = state.blockers[command.blocker];
      if (!blocker) return unknown('Blocker', '堵点', command.blocker, 'blocker');
      if (blocker.clearedOn !== undefined)
        return no('alreadyCleared', '该堵点已销号', 'it is cleared', 'blocker');
      const cause = { kind: 'blocker', id: command.blocker } as const;
      return done(
        { type: 'blockerCleared', occurredOn: on, data: { blocker: command.blocker } },
        ...blocker.covers.flatMap((key) => resume(state, key, cause, on, context)),
      );
    }

    case 'awaitWindow': {
      const window = state.windows[command.window];
      if (!window) return unknown('Window', '窗口期', command.window, 'window');
      const m = state.milestones[command.milestone];
      if (!m) return unknown('Milestone', '节点', command.milestone, 'milestone');
      if (window.milestone !== undefined)
        return no('alreadyWaiting', '已在等待该窗口期', 'it waits already', 'window');
      const prepareBy = addWorkdays(calendar, window.opensOn, -window.leadWorkdays);
      return done(
        {
          type: 'windowAwaited',
          occurredOn: on,
          data: {
            window: window.id,
            milestone: m.id,
            ...(window.prerequisites.length > 0 ? { prepareBy } : {}),
          },
        },
        ...pause(state, keyOf('milestone', m.id), { kind: 'window', id: window.id }, on, context),
      );
    }

    case 'prepareWindow': {
      const window = state.windows[command.window];
      if (!window) return unknown('Window', '窗口期', command.window, 'window');
      if (!window.prerequisites.includes(command.prerequisite)) {
        return unknown('Prerequisite', '准备事项', command.prerequisite, 'prerequisite');
      }
      if (window.prepared.includes(command.prerequisite))
        return no('alreadyPrepared', '该事项已备好', 'it is ready', 'prerequisite');
      return done({ type: 'windowPrepared', occurredOn: on, data: pick(command, 'window', 'prerequisite') });
    }

    case 'holdOnSiteOffice': {
      if (!state.onSiteOffice)
        return no('noOnSiteOffice', '该项目未设现场办公', 'the project has no on-site office');
      return done({
        type: 'onSiteOfficeHeld',
        occurredOn: on,
        data: {
          visit: state.visits + 1,
          nextOn: addMonths(on, state.onSiteOffice.everyMonths),
          ...pick(command, 'note'),
        },
      });
    }

    case 'issueDirective':
      if (state.obligations[keyOf('directive', command.directive)]) {
        return no('duplicateId', '督办编号重复', 'the directive exists', 'directive');
      }
      return done({
        type: 'directiveIssued',
        occurredOn: on,
        data: pick(command, 'directive', 'title', 'owner', 'dueOn'),
      });

    case 'closeDirective': {
      const o = state.obligations[keyOf('directive', command.directive)];
      if (!o) return unknown('Directive', '督办事项', command.directive, 'directive');
      if (o.doneOn !== undefined) return no('alreadyClosed', '该督办事项已销号', 'it is closed', 'directive');
      return done({ type: 'directiveClosed', occurredOn: on, data: pick(command, 'directive', 'evidence') });
    }

    case 'acknowledge': {
      const o = state.obligations[command.obligation];
      if (!o) return unknown('Obligation', '事项', command.obligation, 'obligation');
      if (o.doneOn !== undefined) return no('alreadyDone', '该事项已完成', 'it is done', 'obligation');
      const until = addWorkdays(calendar, now, policy.acknowledgementWorkdays);
      return done({
        type: 'rungAcknowledged',
        occurredOn: now,
        data: { obligation: command.obligation, by: command.by, until },
      });
    }
  }
}

/** Decides several commands as one: each on the state the ones before it leave; one refusal refuses all. */
export function decideAll(
  commands: ProjectCommand[],
  state: Project | null,
  context: Context,
): Decision<ProjectEvent> {
  const events: ProjectEvent[] = [];
  let current = state;
  for (const [index, command] of commands.entries()) {
    const decision = decideProject(command, current, context);
    if (!decision.ok) {
      if (commands.length === 1) return decision;
      const field = [`commands[${index}]`, decision.rejection.field].filter(Boolean).join('.');
      return { ok: false, rejection: { ...decision.rejection, field } };
    }
    for (const event of decision.events) {
      events.push(event);
      current = evolveProject(current, event);
    }
  }
  return { ok: true, events };
}

function alreadySigned(state: Project): Decision<ProjectEvent> {
  return no('alreadySigned', `项目 ${state.id} 已签约`, `project ${state.id} is signed already`, 'id');
}

/** Signing checks that the plan holds together: every name in it leads somewhere. */
function sign(
  { type: _, ...spec }: { type: 'signProject' } & ProjectSpec,
  context: Context,
): Decision<ProjectEvent> {
  const template = findTemplate(spec.template.id, spec.template.version);
  if (!template)
    return unknown('Template', '生命周期模板', `${spec.template.id} v${spec.template.version}`, 'template');
  if (!isLocalDate(spec.signedOn))
    return no('badDate', `日期无效：${spec.signedOn}`, `not a date: ${spec.signedOn}`, 'signedOn');
  if (spec.signedOn > today(context))
    return no('inTheFuture', '签约日期尚未到来', 'the signing is in the future', 'signedOn');

  const lines = new Set(spec.lines.map((l) => l.id));
  for (const list of ['lines', 'milestones', 'approvalItems', 'windows'] as const) {
    const seen = new Set<string>();
    for (const [i, { id }] of spec[list].entries()) {
      if (seen.has(id))
        return no('duplicateId', `编号重复：${id}`, `the id ${id} stands twice`, `${list}[${i}].id`);
      seen.add(id);
    }
  }
  for (const [i, line] of spec.lines.entries()) {
    const stray = line.serves?.find((id) => !lines.has(id));
    if (stray !== undefined) return unknown('Line', '生产线', stray, `lines[${i}].serves`);
  }
  for (const [i, m] of spec.milestones.entries()) {
    if (m.line !== undefined && !lines.has(m.line))
      return unknown('Line', '生产线', m.line, `milestones[${i}].line`);
    if (m.enters !== undefined && !template.stages.some((s) => s.id === m.enters)) {
      return unknown('Stage', '阶段', m.enters, `milestones[${i}].enters`);
    }
    if (m.committedOn !== undefined) addWorkdays(context.calendar, m.committedOn, 0);
  }
  for (const [i, w] of spec.windows.entries()) {
    if (w.closesOn < w.opensOn)
      return no(
        'badWindow',
        '窗口期的结束早于开始',
        'the window closes before it opens',
        `windows[${i}].closesOn`,
      );
  }
  return done({ type: 'projectSigned', occurredOn: spec.signedOn, data: spec });
}

/** Holds a running clock. One that has run out already is not forgiven by a late pause. */
function pause(
  state: Project,
  key: string,
  cause: PauseCause,
  on: LocalDate,
  context: Context,
): ProjectEvent[] {
  const o = state.obligations[key];
  if (!o || o.doneOn !== undefined || (o.dueOn < on && o.pauses.length === 0)) return [];
  const remainingWorkdays = o.remainingWorkdays ?? workdaysBetween(context.calendar, on, o.dueOn);
  return [{ type: 'clockPaused', occurredOn: on, data: { obligation: key, remainingWorkdays, cause } }];
}

/** The clock goes on with what it had left when it stopped, counted from the day it resumes. */
function resume(
  state: Project,
  key: string,
  cause: PauseCause,
  on: LocalDate,
  context: Context,
): ProjectEvent[] {
  const o = state.obligations[key];
  if (!o || !o.pauses.some((p) => p.kind === cause.kind && p.id === cause.id)) return [];
  const dueOn = addWorkdays(context.calendar, on, o.remainingWorkdays ?? 0);
  return [{ type: 'clockResumed', occurredOn: on, data: { obligation: key, dueOn, cause } }];
}

/** The same day `months` later, or the last day of that month when it has none. */
function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const last = Number(
    addDays(new Date(Date.UTC(year, month + months, 1)).toISOString().slice(0, 10), -1).slice(8),
  );
  return addDays(first, Math.min(day, last) - 1);
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  const picked = {} as Pick<T, K>;
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}
