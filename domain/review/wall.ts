/** What a wall chart (挂图作战) says of each project: plan, forecast and actual, in sheets that fit on a wall. */
import type { LocalDate } from '../dates.ts';
import { RANK, type Light } from '../lights.ts';
import { committedOn, expectedOn, type Project } from '../project/state.ts';
import { byText, type Text } from '../text.ts';
import type { Entry } from './entry.ts';

export const WALL_GROUPINGS = ['county', 'leader', 'stage'] as const;
export type WallGrouping = (typeof WALL_GROUPINGS)[number];

export const WALL_GROUPING_NAMES: Record<WallGrouping, Text> = {
  county: { zh: '县区', en: 'county' },
  leader: { zh: '包联领导', en: 'leader in charge' },
  stage: { zh: '阶段', en: 'stage' },
};

/** More projects than these cannot be read on one sheet. */
export const PROJECTS_PER_SHEET = 100;

export interface WallRow {
  project: string;
  name: string;
  group: Text;
  leader: string;
  stage: Text;
  light: Light;
  signedOn: LocalDate;
  /** The last date that was promised, that is expected, that was reached. */
  plannedTo?: LocalDate;
  forecastTo?: LocalDate;
  actualTo?: LocalDate;
  /** Each promised milestone. */
  marks: { name: string; plannedOn: LocalDate; actualOn?: LocalDate }[];
}

const NO_LEADER: Text = { zh: '未明确包联领导', en: 'no leader in charge' };

/** The heading under which a project stands. */
export function wallGroup(entry: Pick<Entry, 'county' | 'leader' | 'stage'>, by: WallGrouping): Text {
  if (by === 'stage') return entry.stage.name;
  const name = entry[by];
  return name === '' ? NO_LEADER : { zh: name, en: name };
}

const progressOf = (e: Entry): number => Object.keys(e.counts).length;

/** Every project under way, by group, the worst light first, cut into sheets; none gives one empty sheet. */
export function wallSheets(entries: readonly Entry[], by: WallGrouping): Entry[][] {
  const sorted = entries
    .filter((e) => !e.finished)
    .toSorted(
      (a, b) =>
        (by === 'stage' ? progressOf(a) - progressOf(b) : 0) ||
        byText(wallGroup(a, by).zh, wallGroup(b, by).zh) ||
        RANK[b.light] - RANK[a.light] ||
        byText(a.project, b.project),
    );
  const sheets: Entry[][] = [];
  for (let i = 0; i === 0 || i < sorted.length; i += PROJECTS_PER_SHEET)
    sheets.push(sorted.slice(i, i + PROJECTS_PER_SHEET));
  return sheets;
}

/** The row of a project, from its entry and its milestones. */
export function wallRow(
  entry: Entry,
  { milestones }: Pick<Project, 'milestones'>,
  by: WallGrouping,
): WallRow {
  const active = Object.values(milestones).filter((m) => m.retiredOn === undefined);
  const last = (days: (LocalDate | undefined)[]): LocalDate | undefined =>
    days
      .filter((d) => d !== undefined)
      .toSorted(byText)
      .at(-1);
  const plannedTo = last(active.map(committedOn));
  const forecastTo = last(active.map(expectedOn));
  const actualTo = last(active.map((m) => m.actualOn));
  return {
    ...{ project: entry.project, name: entry.name, group: wallGroup(entry, by), leader: entry.leader },
    ...{ stage: entry.stage.name, light: entry.light, signedOn: entry.signedOn },
    ...(plannedTo === undefined ? {} : { plannedTo }),
    ...(forecastTo === undefined ? {} : { forecastTo }),
    ...(actualTo === undefined ? {} : { actualTo }),
    marks: active.flatMap((m) => {
      const plannedOn = committedOn(m);
      if (plannedOn === undefined) return [];
      return [{ name: m.name, plannedOn, ...(m.actualOn === undefined ? {} : { actualOn: m.actualOn }) }];
    }),
  };
}
