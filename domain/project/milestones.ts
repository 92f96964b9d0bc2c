/** Milestones: signed baselines, forecast, progress, completion, correction. */
import { isLocalDate } from '../dates.ts';
import { accept, refuse } from '../decision.ts';
import { endPreparation, resumePreparation } from './blockers.ts';
import { expired, resumeAfterCorrection } from './clocks.ts';
import type { MilestoneSpec, SlipShare } from './events.ts';
import { dateFault, duplicate, event, pick, unknown, type At, type Decide, type Evolve } from './slice.ts';
import { sharesOf } from './slips.ts';
import { lineOf, stageById, unmet } from './stages.ts';
import {
  changed,
  committedOn,
  finish,
  isActive,
  isPaused,
  keyOf,
  moved,
  open,
  own,
  patch,
  reopen,
  setMilestone,
  type Milestone,
  type Project,
} from './state.ts';

const key = (id: string): string => keyOf('milestone', id);

/** The state with the milestone of a plan; a promise makes it an obligation. */
export function addMilestone(state: Project, spec: MilestoneSpec, on: string): Project {
  const { committedOn: promised, ...rest } = spec;
  const baselines = promised === undefined ? [] : [{ name: '签约', committedOn: promised, signedOn: on }];
  const milestone: Milestone = {
    ...pick(rest, 'id', 'name', 'line', 'enters', 'department', 'kind'),
    baselines,
    slips: [],
  };
  const next = { ...state, milestones: { ...state.milestones, [spec.id]: milestone } };
  return promised === undefined ? next : promise(next, milestone, promised, on);
}

function promise(state: Project, m: Milestone, dueOn: string, on: string): Project {
  return open(state, key(m.id), {
    kind: 'milestone',
    title: m.name,
    clock: 'commitment',
    ...pick(m, 'department'),
    openedOn: on,
    dueOn,
  });
}

const slipped = (m: Milestone, shares: SlipShare[], on: string) => [
  ...m.slips,
  ...shares.map((s) => ({ ...s, on })),
];

export const evolveMilestones: Evolve<
  | 'milestoneAdded'
  | 'baselineSigned'
  | 'milestoneReforecast'
  | 'progressReported'
  | 'milestoneCompleted'
  | 'milestoneCorrected'
> = {
  milestoneAdded: (state, spec, on) => addMilestone(state, spec, on),
  baselineSigned: (state, { milestone, name, committedOn: promised, slips }, on) => {
    const m = own(state.milestones, milestone);
    if (!m) return state;
    const baselines = [...m.baselines, { name, committedOn: promised, signedOn: on }];
    const next = setMilestone(state, milestone, {
      baselines,
      forecastOn: undefined,
      slips: slipped(m, slips, on),
    });
    return own(state.obligations, key(milestone))
      ? patch(next, key(milestone), (o) => ({ ...moved(o, promised), extensions: o.extensions + 1 }))
      : promise(next, m, promised, on);
  },
  milestoneReforecast: (state, { milestone, forecastOn, slips }, on) => {
    const m = own(state.milestones, milestone);
    return m ? setMilestone(state, milestone, { forecastOn, slips: slipped(m, slips, on) }) : state;
  },
  progressReported: (state, { milestone, percent }, on) =>
    setMilestone(state, milestone, { progress: { percent, on } }),
  milestoneCompleted: (state, { milestone, evidence, slips }, on) => {
    const m = own(state.milestones, milestone);
    if (!m) return state;
    const next = setMilestone(state, milestone, { actualOn: on, evidence, slips: slipped(m, slips, on) });
    return endPreparation(finish(next, key(milestone), on), milestone, on);
  },
  milestoneCorrected: (state, { milestone, actualOn, slips }, on) => {
    const m = own(state.milestones, milestone);
    if (!m) return state;
    const before = m.slips.filter((s) => s.source !== 'actual');
    const next = setMilestone(state, milestone, {
      actualOn,
      ...(actualOn === undefined ? { evidence: undefined } : {}),
      slips: slipped({ ...m, slips: before }, slips, on),
    });
    return actualOn === undefined
      ? resumePreparation(reopen(next, key(milestone)), milestone)
      : patch(next, key(milestone), (o) => changed(o, { doneOn: actualOn }));
  },
};

export const decideMilestones: Decide<
  | 'addMilestone'
  | 'signBaseline'
  | 'reforecastMilestone'
  | 'reportProgress'
  | 'completeMilestone'
  | 'correctMilestone'
> = {
  addMilestone({ type: _, occurredOn: __, ...spec }, state, { on, context }) {
    if (own(state.milestones, spec.id)) return duplicate('节点', spec.id, 'id');
    const fault = milestoneFault(spec, state, context);
    return fault ?? accept(event('milestoneAdded', on, spec));
  },

  signBaseline(command, state, { on, today, context }) {
    const m = active(state, command.milestone);
    if ('ok' in m) return m;
    if (m.actualOn !== undefined) return completed(m);
    const fault = dateFault(command.committedOn, 'committedOn', context);
    if (fault) return fault;
    const before = committedOn(m);
    const o = own(state.obligations, key(m.id));
    if (o && before !== undefined) {
      if (isPaused(o)) {
        return refuse(
          'clockPaused',
          `${m.name}的时钟已暂停`,
          `the clock of ${m.name} is paused`,
          'milestone',
        );
      }
      if (o.dueOn < today) return expired(o, 'signed anew', '重新签订', 'milestone');
      if (before === command.committedOn) {
        return refuse('sameDate', '与现有承诺日期相同', 'the promise is that date already', 'committedOn');
      }
    }
    // The promise replaces the forecast, so the shares are those of the change from what was expected.
    const slips = sharesOf(state, m, command.committedOn, 'baseline', command, on);
    if (!Array.isArray(slips)) return slips;
    const data = pick(command, 'milestone', 'name', 'committedOn', 'by', 'basis', 'reason');
    return accept(event('baselineSigned', on, { ...data, slips }));
  },

  reforecastMilestone(command, state, { on }) {
    const m = active(state, command.milestone);
    if ('ok' in m) return m;
    if (m.actualOn !== undefined) return completed(m);
    if (!isLocalDate(command.forecastOn))
      return refuse('badDate', '预计日期无效', 'not a date', 'forecastOn');
    const slips = sharesOf(state, m, command.forecastOn, 'forecast', command, on);
    if (!Array.isArray(slips)) return slips;
    return accept(event('milestoneReforecast', on, { ...pick(command, 'milestone', 'forecastOn'), slips }));
  },

  reportProgress(command, state, { on }) {
    const m = active(state, command.milestone);
    if ('ok' in m) return m;
    if (m.actualOn !== undefined) return completed(m);
    if (!(command.percent >= 0 && command.percent <= 100)) {
      return refuse('badPercent', '进度应在 0 至 100 之间', 'progress is 0 to 100', 'percent');
    }
    if (m.progress && on < m.progress.on) {
      return refuse('badDate', `已有 ${m.progress.on} 的进度`, 'a later report exists', 'occurredOn');
    }
    return accept(event('progressReported', on, pick(command, 'milestone', 'percent')));
  },

  completeMilestone(command, state, at) {
    const m = active(state, command.milestone);
    if ('ok' in m) return m;
    if (m.actualOn !== undefined) return completed(m);
    const blocked = gateRefusal(state, m);
    if (blocked) return blocked;
    const slips = sharesOf(state, m, at.on, 'actual', command, at.on);
    if (!Array.isArray(slips)) return slips;
    return accept(event('milestoneCompleted', at.on, { ...pick(command, 'milestone', 'evidence'), slips }));
  },

  correctMilestone(command, state, { on, today, context }) {
    const m = active(state, command.milestone);
    if ('ok' in m) return m;
    const { milestone, reason, actualOn } = command;
    if (m.actualOn === undefined) {
      return refuse('notCompleted', `${m.name}未曾报完成`, `${m.name} was not reported`, 'milestone');
    }
    if (actualOn === undefined) {
      return accept(
        event('milestoneCorrected', on, { milestone, reason, slips: [] }),
        ...resumeAfterCorrection(state, key(m.id), on, context),
      );
    }
    if (!isLocalDate(actualOn) || actualOn > today || actualOn < state.signedOn) {
      return refuse(
        'badDate',
        `更正后的日期无效：${actualOn}`,
        `not a possible date: ${actualOn}`,
        'actualOn',
      );
    }
    const { actualOn: _, ...before } = m;
    const slips = sharesOf(
      state,
      { ...before, slips: m.slips.filter((s) => s.source !== 'actual') },
      actualOn,
      'actual',
      command,
      actualOn,
    );
    if (!Array.isArray(slips)) return slips;
    return accept(event('milestoneCorrected', on, { milestone, reason, actualOn, slips }));
  },
};

function active(state: Project, id: string) {
  const m = own(state.milestones, id);
  if (!m) return unknown('Milestone', '节点', id, 'milestone');
  if (isActive(m)) return m;
  return refuse('retired', `${m.name}已随其生产线或模板撤销`, `${m.name} is retired`, 'milestone');
}

const completed = (m: Milestone) =>
  refuse(
    'alreadyCompleted',
    `${m.name}已于 ${m.actualOn} 完成`,
    `${m.name} was completed on ${m.actualOn}`,
    'milestone',
  );

/** The refusal of a gate that the milestone would pass, with every unmet condition. */
function gateRefusal(state: Project, m: Milestone) {
  const stage = m.enters === undefined ? undefined : stageById(state, m.enters);
  const open = stage ? unmet(state, stage.gate ?? [], m.line) : [];
  if (!stage || open.length === 0) return undefined;
  return refuse(
    'gateBlocked',
    `不能进入${stage.name.zh}：${open.map((u) => u.text.zh).join('；')}`,
    `can't enter ${stage.name.en}: ${open.map((u) => u.text.en).join('; ')}`,
    'milestone',
  );
}

/** What is wrong with a milestone of a plan, if anything: it must lead somewhere, on a covered date. */
export function milestoneFault(
  spec: MilestoneSpec,
  state: Pick<Project, 'lines' | 'stages'>,
  context: Pick<At['context'], 'calendar'>,
  path = '',
) {
  if (spec.line !== undefined && !lineOf(state, spec.line)) {
    return unknown('Line', '生产线', spec.line, `${path}line`);
  }
  if (spec.enters !== undefined && !stageById(state, spec.enters)) {
    return unknown('Stage', '阶段', spec.enters, `${path}enters`);
  }
  return spec.committedOn === undefined
    ? undefined
    : dateFault(spec.committedOn, `${path}committedOn`, context);
}
