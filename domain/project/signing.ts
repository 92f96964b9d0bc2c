/**
 * Signing: the plan, checked so that every name in it leads somewhere, with what its template gives where it
 * says nothing itself. Moving to another version of the template, with the report of what that changes.
 */
import { isLocalDate } from '../dates.ts';
import { accept, refuse, type Decision } from '../decision.ts';
import { findTemplate, type StageSpec, type Template } from '../templates.ts';
import { addItem, itemsFault } from './approvals.ts';
import { addWindow, releaseWindows, windowFault } from './blockers.ts';
import type { ProjectSpec, SignProject } from './commands.ts';
import { visit, VISIT_KEY } from './directives.ts';
import type { ApprovalItemSpec, LineSpec, MilestoneSpec, ProjectEvent, ProjectEvents } from './events.ts';
import { addMilestone, milestoneFault } from './milestones.ts';
import {
  dateFault,
  duplicate,
  event,
  today,
  unknown,
  type Context,
  type Decide,
  type Evolve,
} from './slice.ts';
import { activeItems, activeLines, stageOf, unmet } from './stages.ts';
import { byKey, isActive, keyOf, open, own, setItem, setMilestone, withdraw, type Project } from './state.ts';

const FACTOR_TITLES = { financing: '融资保障', land: '用地保障', energy: '用能保障' } as const;

/** The state that the signing event begins. */
export function signed(plan: ProjectEvents['projectSigned']): Project {
  const { people, milestones, approvalItems, windows, ...rest } = plan;
  let state: Project = {
    ...rest,
    status: { is: 'active' },
    appointments: people,
    acting: [],
    milestones: {},
    approvalItems: {},
    windows: {},
    blockers: {},
    factorsMet: {},
    conditionsMet: {},
    visits: plan.onSiteOffice?.heldBefore ?? 0,
    suspensions: 0,
    obligations: {},
    marks: [],
  };
  for (const m of milestones) state = addMilestone(state, m, plan.signedOn);
  for (const item of approvalItems) state = addItem(state, item);
  for (const window of windows) state = addWindow(state, window);
  for (const { factor, owner, dueOn } of plan.factors) {
    state = open(state, keyOf('factor', factor), {
      kind: 'factor',
      title: FACTOR_TITLES[factor],
      clock: 'commitment',
      department: owner,
      openedOn: plan.signedOn,
      dueOn,
    });
  }
  const office = plan.onSiteOffice;
  if (office) state = open(state, VISIT_KEY, visit(office.heldBefore + 1, plan.signedOn, office.nextOn));
  return state;
}

/** What the template gives for these lines: milestones with no promise yet, and its approval items. */
function fromTemplate(template: Template, lines: readonly LineSpec[]) {
  const milestones = template.milestones.flatMap((m): MilestoneSpec[] => {
    const base = { ...(m.enters === undefined ? {} : { enters: m.enters }), kind: m.id };
    if (m.on === 'project') return [{ id: m.id, name: m.name.zh, ...base }];
    return lines
      .filter((line) => line.kind === m.on)
      .map((line) => ({ id: `${line.id}-${m.id}`, name: line.name + m.name.zh, line: line.id, ...base }));
  });
  const approvalItems = template.approvalItems.map(({ name, ...item }): ApprovalItemSpec => ({
    ...item,
    name: name.zh,
  }));
  return { milestones, approvalItems };
}

export function decideSigning({ type: _, ...spec }: SignProject, context: Context): Decision<ProjectEvent> {
  const template = findTemplate(context.templates, spec.template);
  if (!template) {
    return unknown('Template', '生命周期模板', `${spec.template.id} v${spec.template.version}`, 'template');
  }
  if (!isLocalDate(spec.signedOn)) {
    return refuse('badDate', `日期无效：${spec.signedOn}`, `not a date: ${spec.signedOn}`, 'signedOn');
  }
  if (spec.signedOn > today(context)) {
    return refuse('inTheFuture', '签约日期尚未到来', 'the signing is in the future', 'signedOn');
  }
  const given = fromTemplate(template, spec.lines);
  const plan = {
    ...spec,
    milestones: spec.milestones ?? given.milestones,
    approvalItems: spec.approvalItems ?? given.approvalItems,
    stages: template.stages,
    calendar: { id: context.calendar.id, version: context.calendar.version },
  };
  return planFault(plan, template.stages, context) ?? accept(event('projectSigned', spec.signedOn, plan));
}

type Complete = ProjectSpec & { milestones: MilestoneSpec[]; approvalItems: ApprovalItemSpec[] };

function planFault(plan: Complete, stages: StageSpec[], context: Context) {
  for (const list of ['lines', 'milestones', 'approvalItems', 'windows'] as const) {
    const seen = new Set<string>();
    for (const [i, { id }] of plan[list].entries()) {
      if (seen.has(id)) return duplicate('', id, `${list}[${i}].id`);
      seen.add(id);
    }
  }
  const lines = new Set(plan.lines.map((l) => l.id));
  for (const [i, line] of plan.lines.entries()) {
    const stray = line.serves?.find((id) => !lines.has(id));
    if (stray !== undefined) return unknown('Line', '生产线', stray, `lines[${i}].serves`);
  }
  for (const [i, m] of plan.milestones.entries()) {
    const fault = milestoneFault(m, { lines: plan.lines, stages }, context, `milestones[${i}].`);
    if (fault) return fault;
  }
  for (const [i, window] of plan.windows.entries()) {
    const fault = windowFault(window, context, `windows[${i}].`);
    if (fault) return fault;
  }
  const factors = new Set<string>();
  for (const [i, { factor, dueOn }] of plan.factors.entries()) {
    if (factors.has(factor)) return duplicate('要素', factor, `factors[${i}].factor`);
    factors.add(factor);
    const fault = dateFault(dueOn, `factors[${i}].dueOn`, context);
    if (fault) return fault;
  }
  const office = plan.onSiteOffice;
  const fault = office && dateFault(office.nextOn, 'onSiteOffice.nextOn', context);
  return fault ?? itemsFault(plan.approvalItems);
}

export const evolveSigning: Evolve<'templateMoved'> = {
  templateMoved: (state, data, on) => {
    let next: Project = { ...state, template: data.to, stages: data.stages };
    for (const m of data.milestonesAdded) next = addMilestone(next, m, on);
    for (const id of data.milestonesRetired) {
      next = withdraw(setMilestone(next, id, { retiredOn: on }), keyOf('milestone', id), on);
      next = releaseWindows(next, id, on);
    }
    for (const item of data.itemsAdded) next = addItem(next, item);
    for (const id of data.itemsRetired) next = setItem(next, id, { retiredOn: on });
    for (const { item, to } of data.limitsChanged) next = setItem(next, item, { limitWorkdays: to });
    return next;
  },
};

/** What moving a project to another template changes; nothing of what was reached is touched. */
export interface MoveReport {
  project: string;
  data: ProjectEvents['templateMoved'];
  stageBefore: string;
  stageAfter: string;
  /** Conditions that the gates ahead would ask for and that do not hold. */
  newlyUnmet: string[];
}

/** The dry run of `moveTemplate`: what it would change, without changing it. */
export function templateMove(state: Project, template: Template): MoveReport {
  const wanted = fromTemplate(template, activeLines(state));
  const milestones = byKey(state.milestones).flatMap(([, m]) => (isActive(m) ? [m] : []));
  const has = (kind: string | undefined, line: string | undefined): boolean =>
    milestones.some((m) => m.line === line && (m.kind === kind || m.id === kind));
  const milestonesAdded = wanted.milestones.filter(
    (m) => !own(state.milestones, m.id) && !has(m.kind, m.line) && !entersAlready(state, m),
  );
  const milestonesRetired = milestones.flatMap((m) => {
    const gone =
      (m.kind !== undefined && !template.milestones.some((t) => t.id === m.kind)) ||
      (m.enters !== undefined && !template.stages.some((s) => s.id === m.enters));
    return gone && m.actualOn === undefined ? [m.id] : [];
  });
  // A checklist that was written for the project stays; only one that came from the template follows it.
  const given = new Set(template.approvalItems.map((i) => i.id));
  const follows = activeItems(state).some((item) => given.has(item.id));
  const itemsAdded = follows ? wanted.approvalItems.filter((i) => !own(state.approvalItems, i.id)) : [];
  const limitsChanged = activeItems(state).flatMap((item) => {
    const to = template.approvalItems.find((t) => t.id === item.id)?.limitWorkdays;
    const begun = item.startedOn !== undefined || item.finishedOn !== undefined;
    return to === undefined || to === item.limitWorkdays || begun
      ? []
      : [{ item: item.id, from: item.limitWorkdays, to }];
  });
  const data: ProjectEvents['templateMoved'] = {
    from: state.template,
    to: { id: template.id, version: template.version },
    stages: template.stages,
    milestonesAdded,
    milestonesRetired,
    itemsAdded,
    itemsRetired: [],
    limitsChanged,
  };
  const after = evolveSigning.templateMoved(state, data, state.signedOn);
  const conditions = (s: Project): string[] =>
    s.stages.flatMap((stage) => unmet(s, stage.gate ?? []).map((c) => c.code));
  const before = new Set(conditions(state));
  return {
    project: state.id,
    data,
    stageBefore: stageOf(state).id,
    stageAfter: stageOf(after).id,
    newlyUnmet: [...new Set(conditions(after))].filter((code) => !before.has(code)),
  };
}

const entersAlready = (state: Project, m: MilestoneSpec): boolean =>
  m.enters !== undefined &&
  byKey(state.milestones).some(([, have]) => have.line === m.line && have.enters === m.enters);

export const decideTemplateMove: Decide<'moveTemplate'> = {
  moveTemplate({ to }, state, { on, context }) {
    const template = findTemplate(context.templates, to);
    if (!template) return unknown('Template', '生命周期模板', `${to.id} v${to.version}`, 'to');
    if (state.template.id === to.id && state.template.version === to.version) {
      return refuse('sameTemplate', '项目已在该模板版本上', 'the project has that version already', 'to');
    }
    const report = templateMove(state, template);
    const known = new Set(template.stages.map((s) => s.id));
    const lost = byKey(state.milestones).find(
      ([, m]) => m.actualOn !== undefined && m.enters !== undefined && !known.has(m.enters),
    );
    if (lost) {
      return refuse(
        'stageLost',
        `新模板没有阶段 ${lost[1].enters}，而节点“${lost[1].name}”已进入该阶段`,
        `the new template has no stage ${lost[1].enters}, which ${lost[1].name} has entered`,
        'to',
      );
    }
    return accept(event('templateMoved', on, report.data));
  },
};
