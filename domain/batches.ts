/**
 * The three batches (三个一批): signed, started, commissioned. Admission is a policy as data; a project counts
 * once in each, on evidenced events; everything can be counted again as of any cut-off.
 *
 * Thresholds of the default policy: the trial methods of Zhoukou and Lushi of 2022, after the provincial
 * method of Henan, in 万元.
 */
import type { LocalDate } from './dates.ts';
import type { ProjectCategory } from './project/events.ts';
import type { Entry } from './review/entry.ts';
import { percentOf } from './review/figures.ts';
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
export function admission(
  entry: Pick<Entry, 'excludedFromBatches' | 'category' | 'investmentWan' | 'attracted'>,
  policy: BatchPolicy,
  asOf: LocalDate,
): Admission {
  const no = (zh: string, en: string): Admission => ({ admitted: false, why: { zh, en } });
  if (entry.excludedFromBatches && entry.excludedFromBatches.on <= asOf) {
    const { on, reason } = entry.excludedFromBatches;
    return no(`${on} 移出：${reason}`, `taken out on ${on}: ${reason}`);
  }
  const { category, investmentWan, attracted } = entry;
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
  entries: readonly Entry[],
  from: LocalDate,
  to: LocalDate,
  policy: BatchPolicy,
): ThreeBatches {
  const excluded: ThreeBatches['excluded'] = [];
  const admitted: Entry[] = [];
  for (const entry of entries) {
    if (entry.signedOn > to) continue;
    const answer = admission(entry, policy, to);
    if (answer.admitted) admitted.push(entry);
    else excluded.push({ project: entry.project, why: answer.why });
  }
  const ids = (list: Entry[]): string[] => list.map((e) => e.project).toSorted();
  const within = (on: LocalDate | undefined): boolean => on !== undefined && on >= from && on <= to;
  const reached = (of: Entry[], count: StageCount) =>
    of.filter((e) => {
      const on = e.counts[count];
      return on !== undefined && on <= to;
    });
  const batch = (
    id: Batch['id'],
    zh: string,
    en: string,
    day: (e: Entry) => LocalDate | undefined,
  ): Batch => ({ id, label: { zh, en }, projects: ids(admitted.filter((e) => within(day(e)))) });
  const rate = (id: Rate['id'], zh: string, en: string, of: Entry[], count: StageCount): Rate => {
    const got = reached(of, count);
    return {
      ...{ id, label: { zh, en }, of: ids(of), reached: ids(got) },
      percent: percentOf(got.length, of.length),
    };
  };
  const performed = reached(admitted, 'performed');
  const started = reached(admitted, 'started');
  const producing = reached(admitted, 'producing');
  return {
    from,
    to,
    policy: { id: policy.id, version: policy.version },
    batches: [
      batch('signed', '签约一批', 'signed', (e) => e.signedOn),
      batch('started', '开工一批', 'started', (e) => e.counts.started),
      batch('commissioned', '投产一批', 'commissioned', (e) => e.counts.producing),
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
