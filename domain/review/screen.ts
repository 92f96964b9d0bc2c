/**
 * What a big screen (大屏) shows of a portfolio: a funnel, the three lists, a ranking. Nobody is named in it.
 */
import type { Light } from '../lights.ts';
import { byText, type Text } from '../text.ts';
import type { Entry } from './entry.ts';

/** The steps of a project's life that are counted, in their order. */
const STEPS: { id: keyof Entry['counts'] | 'signed'; name: Text }[] = [
  { id: 'signed', name: { zh: '签约', en: 'signed' } },
  { id: 'performed', name: { zh: '履约', en: 'performed' } },
  { id: 'started', name: { zh: '开工', en: 'started' } },
  { id: 'producing', name: { zh: '投产', en: 'producing' } },
  { id: 'commissioned', name: { zh: '达产', en: 'commissioned' } },
];

export interface FunnelStep {
  name: Text;
  /** Projects that have come at least so far. */
  projects: number;
}

/** How many of the projects that were not given up have come how far; nobody who came further is left out. */
export function funnelOf(entries: readonly Entry[]): FunnelStep[] {
  const kept = entries.filter((e) => e.status !== 'terminated');
  const reached = kept.map((e) =>
    STEPS.findLastIndex(({ id }) => id === 'signed' || e.counts[id] !== undefined),
  );
  return STEPS.map(({ name }, i) => ({ name, projects: reached.filter((r) => r >= i).length }));
}

/**
 * 未开工、未建设、未竣工: each open project stands in exactly one.
 * - `notStarted`: signed, and has not started;
 * - `notBuilding`: has started, but does not go on: suspended, or something of it waits for a blocker or a window;
 * - `notCompleted`: is being built, and is not commissioned.
 */
export const LISTS = ['notStarted', 'notBuilding', 'notCompleted'] as const;
export type ListName = (typeof LISTS)[number];
export const LIST_NAMES: Record<ListName, { name: Text; means: Text }> = {
  notStarted: {
    name: { zh: '未开工', en: 'Not started' },
    means: { zh: '已签约，尚未开工', en: 'signed, and has not started' },
  },
  notBuilding: {
    name: { zh: '未建设', en: 'Not building' },
    means: {
      zh: '已开工，但中止或在等堵点、窗口期',
      en: 'has started, but is suspended or waits for a blocker or a window',
    },
  },
  notCompleted: {
    name: { zh: '未竣工', en: 'Not completed' },
    means: { zh: '正在建设，尚未竣工达产', en: 'is being built, and is not commissioned' },
  },
};

export interface ListedProject {
  project: string;
  name: string;
  county: string;
  light: Light;
  stage: Text;
}

/** The three lists, the red first, then the longest signed. */
export function threeLists(entries: readonly Entry[]): Record<ListName, ListedProject[]> {
  const lists: Record<ListName, ListedProject[]> = { notStarted: [], notBuilding: [], notCompleted: [] };
  const rank: Record<Light, number> = { red: 0, yellow: 1, green: 2 };
  const sorted = entries
    .filter((e) => !e.finished)
    .toSorted(
      (a, b) =>
        rank[a.light] - rank[b.light] || byText(a.signedOn, b.signedOn) || byText(a.project, b.project),
    );
  for (const entry of sorted) {
    const { project, name, county, light, stage } = entry;
    const list = listOf(entry);
    if (list) lists[list].push({ project, name, county, light, stage: stage.name });
  }
  return lists;
}

function listOf({ counts, status, items }: Entry): ListName | undefined {
  if (counts.commissioned !== undefined) return undefined;
  const started = counts.started !== undefined || counts.producing !== undefined;
  if (!started) return 'notStarted';
  if (status === 'suspended' || items.some((i) => i.status === 'waiting')) return 'notBuilding';
  return 'notCompleted';
}

/** How places are ranked: as data, for places differ in what they want to be measured by. */
export interface RankingPolicy {
  id: string;
  version: number;
  by: 'county' | 'zone';
  /** Points for the whole share of projects that is green, has started, is commissioned. */
  points: { green: number; started: number; commissioned: number };
}

export const RANKING: RankingPolicy = {
  ...{ id: 'county', version: 1, by: 'county' },
  points: { green: 50, started: 30, commissioned: 20 },
};

export interface Ranked {
  rank: number;
  place: string;
  projects: number;
  /** 0 to the sum of the policy's points, to a tenth. */
  score: number;
}

/** The places by their score, the best first; equal scores share a rank. What has no such place is left out. */
export function rankingOf(entries: readonly Entry[], { by, points }: RankingPolicy): Ranked[] {
  const places = new Map<string, Entry[]>();
  for (const entry of entries) {
    const place = entry[by];
    if (place === undefined || entry.status === 'terminated') continue;
    places.set(place, [...(places.get(place) ?? []), entry]);
  }
  const scored = [...places]
    .map(([place, list]) => {
      const share = (of: (e: Entry) => boolean): number => list.filter(of).length / list.length;
      const score =
        points.green * share((e) => e.light === 'green') +
        points.started * share((e) => e.counts.started !== undefined) +
        points.commissioned * share((e) => e.counts.commissioned !== undefined);
      return { place, projects: list.length, score: Math.round(score * 10) / 10 };
    })
    .toSorted((a, b) => b.score - a.score || byText(a.place, b.place));
  return scored.map((s) => ({ rank: scored.findIndex((o) => o.score === s.score) + 1, ...s }));
}
