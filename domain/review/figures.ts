/** The counts of one county. Every figure carries the ids it was counted from. */
import { byText, type Text } from '../text.ts';
import type { Entry } from './entry.ts';

export interface Figure {
  id: string;
  label: Text;
  value: number;
  /** For a rate: the share in per cent, to one decimal. */
  percent?: number;
  /** The projects behind the number. */
  projects: string[];
  /** The approval items behind the number, `project/item`. */
  items?: string[];
}

export interface CountyReview {
  county: string;
  figures: Figure[];
}

/** A figure as documents print it: 34（75.6%）. */
export const figureText = ({ value, percent }: Figure): string =>
  percent === undefined ? String(value) : `${value}（${percent.toFixed(1)}%）`;

/** A share in per cent to one decimal; null of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;

/** The counts of these projects. Formalities are counted where the template has a stage of approval. */
export function countyFigures(entries: readonly Entry[]): Figure[] {
  const counted = entries.filter((e) => e.approval.counted);
  const figure = (id: string, zh: string, en: string, of: readonly Entry[]): Figure => ({
    id,
    label: { zh, en },
    value: of.length,
    projects: of.map((e) => e.project).toSorted(),
  });
  const figures = [figure('projects', '项目', 'projects', entries)];
  if (counted.length === 0) return figures;

  const startReady = counted.filter((e) => e.approval.startReady);
  const withItems = counted.filter((e) => e.approval.items.length > 0);
  const items = withItems.flatMap((e) => e.approval.items.map((item) => ({ project: e.project, item })));
  const itemFigure = (id: string, zh: string, en: string, of: typeof items): Figure => ({
    id,
    label: { zh, en },
    value: of.length,
    projects: [...new Set(of.map((i) => i.project))].toSorted(),
    items: of.map((i) => `${i.project}/${i.item.id}`).toSorted(),
  });
  return [
    ...figures,
    figure(
      'formalitiesFinished',
      '前期手续办结',
      'formalities finished',
      counted.filter((e) => e.approval.formalitiesFinished),
    ),
    {
      ...figure('startReady', '具备开工条件', 'start-ready', startReady),
      percent: percentOf(startReady.length, counted.length)!,
    },
    figure('checklistProjects', '清单项目', 'projects with a checklist', withItems),
    itemFigure('approvalItems', '审批事项', 'approval items', items),
    itemFigure(
      'approvalItemsFinished',
      '审批事项办结',
      'approval items finished',
      items.filter(({ item }) => item.finished),
    ),
  ];
}

/** Counties in the same order on every machine, each with what `of` makes of its part. */
export function byCounty<T extends { county: string }, R>(
  rows: readonly T[],
  more: readonly string[],
  of: (rows: T[]) => R,
): (R & { county: string })[] {
  const counties = new Map<string, T[]>(more.map((county) => [county, []]));
  for (const row of rows) {
    const found = counties.get(row.county);
    if (found) found.push(row);
    else counties.set(row.county, [row]);
  }
  return [...counties]
    .toSorted(([a], [b]) => byText(a, b))
    .map(([county, list]) => ({ county, ...of(list) }));
}
