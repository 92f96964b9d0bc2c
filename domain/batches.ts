/**
 * The three batches (三个一批): signed, started, commissioned. Admission is a policy as data; a project counts
 * once in each, on evidenced events; everything can be counted again as of any cut-off.
 *
 * Thresholds of the default policy: the trial methods of Zhoukou and Lushi of 2022, after the provincial
 * method of Henan, in 万元.
 */
import type { LocalDate } from './dates.ts';
import type { ProjectCategory } from './project/events.ts';
import { countsOn } from './project/stages.ts';
import type { Project } from './project/state.ts';
import type { StageCount } from './templates.ts';
import type { Text } from './text.ts';

export interface BatchPolicy {
  id: string;
  version: number;
  /** Smallest investment by category, 万元. */
  thresholds: Record<ProjectCategory, number>;
  /** For attracted or strategic emerging manufacturing. */
  attractedManufacturing: number;
}

export const BATCH_POLICY: BatchPolicy = {
  id: 'three-batches',
  version: 1,
  thresholds: { manufacturing: 30_000, infrastructure: 100_000, modernServices: 50_000, social: 20_000 },
  attractedManufacturing: 10_000,
};

export type Admission = { admitted: true } | { admitted: false; why: Text };

/** Whether a project counts in the batches by a policy on a day, and if not, why. */
export function admission(project: Project, policy: BatchPolicy, asOf: LocalDate): Admission {
  const no = (zh: string, en: string): Admission => ({ admitted: false, why: { zh, en } });
  if (project.excludedFromBatches && project.excludedFromBatches.on <= asOf) {
    const { on, reason } = project.excludedFromBatches;
    return no(`${on} 移出：${reason}`, `taken out on ${on}: ${reason}`);
  }
  const { category, investmentWan, attracted } = project;
  if (category === undefined) return no('未注明类别', 'its category is not given');
  const threshold =
    category === 'manufacturing' && attracted ? policy.attractedManufacturing : policy.thresholds[category];
  if (investmentWan === undefined) return no('未注明投资额', 'its investment is not given');
  return investmentWan >= threshold
    ? { admitted: true }
    : no(
        `投资 ${investmentWan} 万元，低于 ${threshold} 万元`,
        `${investmentWan} is under ${threshold} (10,000 yuan)`,
      );
}

export interface Batch {
  id: 'signed' | 'started' | 'commissioned';
  label: Text;
  projects: string[];
}

/** A rate with the projects behind both of its numbers; the percentage to one decimal, null of nothing. */
export interface Rate {
  id: 'performance' | 'start' | 'production' | 'capacity';
  label: Text;
  of: string[];
  reached: string[];
  percent: number | null;
}

export interface ThreeBatches {
  from: LocalDate;
  to: LocalDate;
  policy: { id: string; version: number };
  batches: Batch[];
  rates: Rate[];
  excluded: { project: string; why: Text }[];
}

/** The batches of a period (both days included) and the four rates as of its last day, among the admitted. */
export function threeBatches(
  projects: readonly Project[],
  from: LocalDate,
  to: LocalDate,
  policy: BatchPolicy,
): ThreeBatches {
  const excluded: ThreeBatches['excluded'] = [];
  const admitted: Project[] = [];
  for (const project of projects) {
    if (project.signedOn > to) continue;
    const answer = admission(project, policy, to);
    if (answer.admitted) admitted.push(project);
    else excluded.push({ project: project.id, why: answer.why });
  }
  const ids = (list: Project[]): string[] => list.map((p) => p.id).toSorted();
  const reached = (count: StageCount) =>
    admitted.filter((p) => {
      const on = countsOn(p, count);
      return on !== undefined && on <= to;
    });
  const within = (on: LocalDate | undefined): boolean => on !== undefined && on >= from && on <= to;
  const batch = (
    id: Batch['id'],
    zh: string,
    en: string,
    day: (p: Project) => LocalDate | undefined,
  ): Batch => ({
    id,
    label: { zh, en },
    projects: ids(admitted.filter((p) => within(day(p)))),
  });
  const rate = (id: Rate['id'], zh: string, en: string, of: Project[], count: StageCount): Rate => {
    const got = reached(count).filter((p) => of.includes(p));
    return {
      id,
      label: { zh, en },
      of: ids(of),
      reached: ids(got),
      percent: of.length === 0 ? null : Math.round((got.length / of.length) * 1000) / 10,
    };
  };
  const performed = reached('performed');
  const started = reached('started');
  const producing = reached('producing');
  return {
    from,
    to,
    policy: { id: policy.id, version: policy.version },
    batches: [
      batch('signed', '签约一批', 'signed', (p) => p.signedOn),
      batch('started', '开工一批', 'started', (p) => countsOn(p, 'started')),
      batch('commissioned', '投产一批', 'commissioned', (p) => countsOn(p, 'producing')),
    ],
    rates: [
      rate('performance', '签约项目履约率', 'signed projects performed', admitted, 'performed'),
      rate('start', '履约项目开工率', 'performed projects started', performed, 'started'),
      rate('production', '开工项目投产率', 'started projects producing', started, 'producing'),
      rate('capacity', '投产项目达效率', 'producing projects at capacity', producing, 'commissioned'),
    ],
    excluded,
  };
}
