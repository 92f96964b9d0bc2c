/** The monthly summary (月总结) as a document. */
import type { FinishedLine, Monthly } from '../domain/reports/monthly.ts';
import type { Change } from '../domain/review/changes.ts';
import { batchBlocks } from './batches.ts';
import { heading, paragraph, table, type Block, type Document } from './document.ts';
import { CAUSES, claimsBlocks, figureText, longDate, projectText, shortDate, targetsTable } from './words.ts';

export function monthlyDocument(m: Monthly): Document {
  const [year, month] = m.month.split('-').map(Number);
  const { milestones, directives, blockers, approvalsFinished } = m;
  const slipped = m.slips.reduce((sum, s) => sum + s.days, 0);
  return {
    title: '重点项目月总结',
    subtitle: `${year}年${month}月`,
    on: m.to,
    sections: [
      {
        landscape: false,
        blocks: [
          heading(1, '总体情况'),
          paragraph(
            `${longDate(m.from)}至${shortDate(m.to)}，按期完成节点${milestones.onTime.length}个，逾期完成${milestones.late.length}个；` +
              `办结审批事项${approvalsFinished.length}项；新增督办${directives.issued.length}项，销号${directives.closed.length}项；` +
              `新增堵点${blockers.raised.length}个，解决${blockers.cleared.length}个；节点合计顺延${slipped}天。`,
          ),
          figures(m),
          heading(1, '节点完成'),
          heading(2, '按期完成'),
          finished(milestones.onTime),
          heading(2, '逾期完成'),
          finished(milestones.late),
          heading(1, '顺延原因'),
          table(
            ['原因', '天数', '节点'],
            [1.4, 0.8, 7],
            m.slips.map((s) => [
              CAUSES[s.cause],
              String(s.days),
              s.slips.map((l) => `${l.name} ${l.title}（${l.owner}，${l.days}天）`).join('\n'),
            ]),
          ),
          heading(1, '审批办结'),
          finished(approvalsFinished),
          heading(1, '督办事项'),
          heading(2, '新增督办'),
          told(directives.issued),
          heading(2, '督办销号'),
          finished(directives.closed),
          heading(1, '堵点'),
          heading(2, '新增堵点'),
          told(blockers.raised),
          heading(2, '解决堵点'),
          told(blockers.cleared),
          heading(1, '三个一批'),
          ...batchBlocks(m.batches, m.names),
          heading(1, '红黄灯走势'),
          table(
            ['周调度', '红灯项目', '黄灯项目'],
            [1, 1, 1],
            m.trend.map((t) => [longDate(t.on), String(t.red.length), String(t.yellow.length)]),
          ),
          heading(1, '填报矛盾'),
          ...claimsBlocks(m.claims),
          heading(1, '年度目标'),
          targetsTable(m.targets),
        ],
      },
    ],
  };
}

function figures({ counties }: Monthly): Block {
  return table(
    ['县区', '指标', '月初', '月末', '增减'],
    [1.4, 2.6, 1.4, 1.4, 1],
    counties.flatMap(({ county, figures }) =>
      figures.map(({ start, end, difference }, i) => [
        i === 0 ? county : '',
        end.label.zh,
        start ? figureText(start) : '—',
        figureText(end),
        difference === 0 ? '—' : `${difference > 0 ? '+' : ''}${difference}`,
      ]),
    ),
  );
}

const finished = (list: readonly FinishedLine[]): Block =>
  table(
    ['项目', '事项', '到期', '完成', '逾期'],
    [3.4, 3.4, 1.3, 1.3, 1.2],
    list.map((f) => [
      projectText(f),
      f.title,
      shortDate(f.dueOn),
      shortDate(f.doneOn),
      f.workdaysLate === 0 ? '—' : `${f.workdaysLate}个工作日`,
    ]),
  );

const told = (list: readonly Change[]): Block =>
  table(
    ['日期', '项目', '情况'],
    [1.1, 3, 5],
    list.map((c) => [shortDate(c.occurredOn), projectText(c), c.text.zh]),
  );
