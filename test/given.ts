/** Given events, when a command, then exactly these events in this order, or exactly this refusal. */
import { expect } from 'vitest';
import { withNotice, type Calendar } from '../domain/calendar.ts';
import { instantAt } from '../domain/dates.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import { decideAll, decideProject, foldProject } from '../domain/project/decide.ts';
import type { ProjectEvent, ProjectPlan } from '../domain/project/events.ts';
import type { Context } from '../domain/project/slice.ts';
import type { Project } from '../domain/project/state.ts';
import { decideRules, evolveRules, RULES, type AddedRules, type RulesCommand } from '../domain/rules.ts';

/** The rules at `date` `time` in Shanghai. */
export function on(date: string, time = '09:00'): Context {
  return { ...RULES, now: instantAt(date, time, RULES.calendar.zone) };
}

export const PLANT: ProjectPlan = {
  id: 'plant',
  name: '示例工厂',
  county: '示例县',
  template: { id: 'industrial', version: 1 },
  signedOn: '2024-01-08',
  people: [
    { role: 'projectChief', person: '赵项目长', from: '2024-01-08' },
    { role: 'leaderInCharge', person: '孙副县长', from: '2024-01-08' },
    { role: 'office', person: '县调度办', from: '2024-01-08' },
  ],
  lines: [
    { id: 'a', name: '甲线', kind: 'main' },
    { id: 'b', name: '乙线', kind: 'main' },
    { id: 'power', name: '供电', kind: 'supporting', serves: ['a', 'b'] },
  ],
  milestones: [
    { id: 'a-start', name: '甲线开工', line: 'a', enters: 'construction' },
    {
      id: 'a-trial',
      name: '甲线试生产',
      line: 'a',
      enters: 'trialProduction',
      committedOn: '2024-03-26',
      department: '县工信局',
    },
    { id: 'a-full', name: '甲线达产', line: 'a', enters: 'fullCommissioning' },
    { id: 'b-full', name: '乙线达产', line: 'b', enters: 'fullCommissioning' },
  ],
  approvalItems: [{ id: 'eia', name: '环评', department: '生态环境局', limitWorkdays: 15 }],
  factors: [{ factor: 'land', owner: '自然资源局', dueOn: '2024-06-28' }],
  windows: [
    {
      id: 'overhaul',
      party: '化工厂',
      name: '停产检修',
      opensOn: '2024-04-01',
      closesOn: '2024-04-30',
      nextOpensOn: '2024-10-08',
      leadWorkdays: 10,
      prerequisites: ['材料到场'],
    },
  ],
};

/** The plant with something of everything: what random lives are led by. */
export const RICH: ProjectPlan = {
  ...PLANT,
  id: 'rich',
  people: [...PLANT.people, { role: 'approvalChief', person: '钱审批长', from: '2024-01-08' }],
  lines: [...PLANT.lines, { id: 'water', name: '供水', kind: 'supporting', serves: ['a'] }],
  milestones: [
    { id: 'a-start', name: '甲线开工', line: 'a', enters: 'construction', committedOn: '2024-02-20' },
    ...PLANT.milestones.slice(1, 3),
    { id: 'b-full', name: '乙线达产', line: 'b', enters: 'fullCommissioning', committedOn: '2024-09-30' },
    { id: 'power-on', name: '供电接入', line: 'power', committedOn: '2024-03-15', department: '供电公司' },
    { id: 'water-on', name: '供水接入', line: 'water' },
    { id: 'road', name: '进厂道路', committedOn: '2024-03-30' },
  ],
  approvalItems: [
    { id: 'filing', name: '备案', department: '行政审批局', limitWorkdays: 3 },
    {
      id: 'eia',
      name: '环评',
      department: '生态环境局',
      limitWorkdays: 15,
      after: ['filing'],
      documents: ['报告表'],
    },
    { id: 'saving', name: '节能审查', department: '行政审批局', limitWorkdays: 10, onCommitment: true },
    { id: 'permit', name: '施工许可', department: '住建局', limitWorkdays: 5, after: ['eia', 'saving'] },
  ],
  factors: [...PLANT.factors, { factor: 'energy', owner: '发改局', dueOn: '2024-03-29' }],
  windows: [
    ...PLANT.windows,
    {
      id: 'tie-in',
      party: '供电公司',
      name: '停电接入',
      opensOn: '2024-03-04',
      closesOn: '2024-03-08',
      leadWorkdays: 5,
      prerequisites: ['停电申请', '队伍进场'],
    },
  ],
  onSiteOffice: { everyMonths: 1, heldBefore: 2, nextOn: '2024-02-05' },
};

/** Events of commands that must all be accepted. */
export function eventsOf(
  commands: ProjectCommand[],
  context: Context,
  before: ProjectEvent[] = [],
): ProjectEvent[] {
  const decision = decideAll(commands, foldProject(before), context);
  if (!decision.ok) throw new Error(`${decision.rejection.code}: ${decision.rejection.message.en}`);
  return decision.events;
}

/** Signed on 8 January 2024, with what was done since. */
export function signed(...commands: ProjectCommand[]): ProjectEvent[] {
  return eventsOf([{ type: 'signProject', ...PLANT }, ...commands], on('2024-01-08'));
}

/** The rich plant, signed on the same day. */
export function signedRich(...commands: ProjectCommand[]): ProjectEvent[] {
  return eventsOf([{ type: 'signProject', ...RICH }, ...commands], on('2024-01-08'));
}

/** The next version of the calendar, in which these days of 2024 are off as well. */
export function withHolidays(days: string[], effectiveOn: string): Calendar {
  const { status, holidays, makeUpWorkdays } = RULES.calendar.years['2024']!;
  const more = { year: 2024, source: '通知', effectiveOn, status, makeUpWorkdays };
  return withNotice(RULES.calendar, { ...more, holidays: [...holidays, ...days] });
}

/** The project after these events. */
export const project = (events: ProjectEvent[]): Project => foldProject(events)!;

/** These events, and those of what was then done on later days, in order. */
export function after(events: ProjectEvent[], ...done: [Context, ...ProjectCommand[]][]): ProjectEvent[] {
  return done.reduce(
    (before, [context, ...commands]) => [...before, ...eventsOf(commands, context, before)],
    events,
  );
}

/** What the refusal must say beside its code: the field to mend, and what each language must name. */
export interface Refused {
  field?: string;
  names?: { zh: string; en: string } | string;
}

export function given(events: ProjectEvent[]) {
  const state: Project | null = foldProject(events);
  return {
    when: (command: ProjectCommand, context: Context) => {
      const decision = decideProject(command, state, context);
      return {
        /** Exactly these events. */
        then: (...expected: ProjectEvent[]) => expect(decision).toEqual({ ok: true, events: expected }),
        /** Exactly this refusal. */
        refused: (code: string, { field, names }: Refused = {}) => {
          if (decision.ok) throw new Error(`accepted: ${JSON.stringify(decision.events)}`);
          const { rejection } = decision;
          expect([rejection.code, rejection.field]).toEqual([code, field]);
          const { zh, en } =
            typeof names === 'string' ? { zh: names, en: names } : (names ?? { zh: '', en: '' });
          expect(rejection.message.zh).toContain(zh);
          expect(rejection.message.en).toContain(en);
        },
      };
    },
  };
}

/** The rules that stand after commands that are all accepted. */
export function addedRules(context: Context, commands: readonly RulesCommand[]): AddedRules | null {
  let state: AddedRules | null = null;
  for (const command of commands) {
    const decision = decideRules(command, state, context);
    if (!decision.ok) throw new Error(decision.rejection.message.en);
    for (const event of decision.events) state = evolveRules(state, event);
  }
  return state;
}
