/**
 * A simulated year of a project: signed from its template with promises over the year, it reports two thirds of its
 * milestones on time, one in six late, and never the rest; items are approved, a blocker holds some clocks.
 */
import { addDays, instantAt } from '../domain/dates.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { Step } from '../domain/simulate.ts';
import { RULES } from '../domain/rules.ts';

export const DAYS = 365;
const FIRST = '2024-01-02';
export const END = instantAt(addDays(FIRST, DAYS), '00:00', RULES.calendar.zone);

/** What is done in the year of project `n`, in order of time. */
export function year(n: number): Step[] {
  const id = `p${n}`;
  const day = (offset: number) => addDays(FIRST, offset);
  const steps: Step[] = [];
  const at = (offset: number, command: ProjectCommand): void => {
    if (offset < DAYS) {
      steps.push({ at: instantAt(day(offset), '10:00', RULES.calendar.zone), actor: 'x', command });
    }
  };
  const lines = ['a', 'b', 'c'].map((line) => ({ id: line, name: `${line} 线`, kind: 'main' as const }));
  const milestones = lines.flatMap((line, i) =>
    ['start', 'equipped', 'trial', 'full'].map((kind, j) => ({
      id: `${line.id}-${kind}`,
      name: `${line.name}${kind}`,
      line: line.id,
      committedOn: day(40 + i * 12 + j * 75 + (n % 20)),
      department: '县工信局',
    })),
  );
  at(0, {
    type: 'signProject',
    id,
    name: `项目 ${n}`,
    county: '示例县',
    template: { id: 'industrial', version: 1 },
    signedOn: FIRST,
    people: [
      { role: 'projectChief', person: '赵项目长', from: FIRST },
      { role: 'leaderInCharge', person: '孙副县长', from: FIRST },
      { role: 'office', person: '县调度办', from: FIRST },
    ],
    lines,
    milestones,
    approvalItems: ['filing', 'eia', 'permit'].map((item) => ({
      id: item,
      name: item,
      department: '县行政审批局',
      limitWorkdays: 10,
    })),
    factors: [{ factor: 'land', owner: '县自然资源局', dueOn: day(60) }],
    windows: [],
    onSiteOffice: { everyMonths: 1, heldBefore: 0, nextOn: day(30) },
  });
  ['filing', 'eia', 'permit'].forEach((item, i) => {
    at(2 + i, { type: 'startApprovalItem', item });
    at(8 + i * 3, { type: 'finishApprovalItem', item });
  });
  at(18, { type: 'confirmChecklist' });
  at(58 + (n % 9), { type: 'meetFactor', factor: 'land' });
  at(90, {
    type: 'raiseBlocker',
    blocker: 'grid',
    title: '供电接入',
    party: '县供电公司',
    covers: [`milestone:a-trial`],
    dueOn: day(110),
  });
  at(115, { type: 'clearBlocker', blocker: 'grid' });
  milestones.forEach((m, i) => {
    const due = 40 + Math.floor(i / 4) * 12 + (i % 4) * 75 + (n % 20);
    if ((i + n) % 6 < 4) at(due - 2, { type: 'completeMilestone', milestone: m.id });
    else if ((i + n) % 6 === 4) at(due + 15, { type: 'completeMilestone', milestone: m.id });
  });
  for (let month = 1; month < 12; month++) at(month * 30 + 1, { type: 'holdOnSiteOffice' });
  return steps.toSorted((x, y) => (x.at < y.at ? -1 : 1));
}
