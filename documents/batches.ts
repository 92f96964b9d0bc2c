/** The three batches (三个一批) as a document: each number with the projects behind it. */
import type { ThreeBatches } from '../domain/batches.ts';
import { heading, note, paragraph, table, type Block, type Document } from './document.ts';
import { longDate } from './words.ts';

type Names = Readonly<Record<string, string>>;
const named = (ids: readonly string[], names: Names): string =>
  ids.map((id) => names[id] ?? id).join('、') || '—';

/** Batches and rates as tables; `names` of projects by their id. */
export const batchBlocks = (counted: ThreeBatches, names: Names): Block[] => [
  table(
    ['批次', '数量', '项目'],
    [1.6, 0.8, 7],
    counted.batches.map((b) => [b.label.zh, String(b.projects.length), named(b.projects, names)]),
  ),
  table(
    ['比率', '完成数', '百分比', '已达到的项目', '未达到的项目'],
    [2.2, 1, 1.2, 2.9, 2.9],
    counted.rates.map((r) => [
      r.label.zh,
      `${r.reached.length}/${r.of.length}`,
      r.percent === null ? '—' : `${r.percent.toFixed(1)}%`,
      named(r.reached, names),
      named(
        r.of.filter((id) => !r.reached.includes(id)),
        names,
      ),
    ]),
  ),
  note(
    `入库标准：${counted.policy.id} 第 ${counted.policy.version} 版；未入库 ${counted.excluded.length} 个项目。`,
  ),
];

export function batchesDocument(counted: ThreeBatches & { names: Names }): Document {
  const { from, to, excluded, names } = counted;
  return {
    title: '“三个一批”项目统计',
    subtitle: `${longDate(from)}至${longDate(to)}`,
    on: to,
    sections: [
      {
        landscape: false,
        blocks: [
          heading(1, '批次与比率'),
          ...batchBlocks(counted, names),
          heading(1, '未入库项目及原因'),
          ...byReason(excluded, names),
        ],
      },
    ],
  };
}

function byReason(excluded: ThreeBatches['excluded'], names: Names): Block[] {
  const reasons = new Map<string, string[]>();
  for (const { project, why } of excluded) reasons.set(why.zh, [...(reasons.get(why.zh) ?? []), project]);
  if (reasons.size === 0) return [paragraph('无。')];
  return [...reasons].map(([why, ids]) => paragraph(`${why}（${ids.length}个）：${named(ids, names)}。`));
}
