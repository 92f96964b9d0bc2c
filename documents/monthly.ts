/** The monthly summary (月总结) as a document. */
import type { FinishedLine, Monthly, MonthFigure } from '../domain/reports/monthly.ts';
import type { Change } from '../domain/review/changes.ts';
import { figureText } from '../domain/review/figures.ts';
import { batchBlocks } from './batches.ts';
import { heading, paragraph, table, type Block, type Document } from './document.ts';
import { CAUSES, claimsBlocks, longDate, projectText, shortDate, targetsTable } from './words.ts';

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
          ...parts([
            ['按期完成', milestones.onTime, finished(milestones.onTime)],
            ['逾期完成', milestones.late, finished(milestones.late)],
          ]),
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
          ...parts([
            ['新增督办', directives.issued, told(directives.issued)],
            ['督办销号', directives.closed, finished(directives.closed)],
          ]),
          heading(1, '堵点'),
          ...parts([
            ['新增堵点', blockers.raised, told(blockers.raised)],
            ['解决堵点', blockers.cleared, told(blockers.cleared)],
          ]),
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

/** Each figure at the month's end and, where it has moved, by how much. */
function figures({ counties }: Monthly): Block {
  const rows = counties.filter((c) => c.figures[0]!.end.value > 0);
  const columns = rows.reduce<MonthFigure[]>((a, c) => (c.figures.length > a.length ? c.figures : a), []);
  return table(
    ['县区', ...columns.map((f) => f.end.label.zh)],
    [1.3, ...columns.map(() => 1)],
    rows.map(({ county, figures }) => [
      county,
      ...columns.map(({ end: { id } }) => {
        const found = figures.find((f) => f.end.id === id);
        return found ? figureCell(found) : '—';
      }),
    ]),
  );
}

function figureCell({ start, end, difference }: MonthFigure): string {
  const now = figureText(end).replace(/（(.*)）/, '\n$1');
  if (difference === 0) return now;
  return `${now}\n月初${start?.value ?? 0}\n${difference > 0 ? '+' : ''}${difference}`;
}

/** Headings with their lists; one line where all of them are empty. */
function parts(lists: [string, readonly unknown[], Block][]): Block[] {
  if (lists.every(([, list]) => list.length === 0)) return [paragraph('无。')];
  return lists.flatMap(([title, , block]) => [heading(2, title), block]);
}

const finished = (list: readonly FinishedLine[]): Block =>
  table(
    ['项目', '事项', '到期', '完成', '逾期工作日'],
    [3.4, 3.4, 1.3, 1.3, 1.2],
    list.map((f) => [
      projectText(f),
      f.title,
      shortDate(f.dueOn),
      shortDate(f.doneOn),
      f.workdaysLate === 0 ? '—' : String(f.workdaysLate),
    ]),
  );

const told = (list: readonly Change[]): Block =>
  table(
    ['日期', '项目', '情况'],
    [1.1, 3, 5],
    list.map((c) => [shortDate(c.occurredOn), projectText(c), c.text.zh]),
  );
