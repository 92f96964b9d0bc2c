/** The daily report (日汇报) as a document. */
import type { Daily, DailyLine } from '../domain/reports/daily.ts';
import { RUNG_NAMES } from '../domain/review/changes.ts';
import { heading, paragraph, table, type Block, type Document } from './document.ts';
import {
  changesTable,
  claimsBlocks,
  countyTable,
  longDate,
  people,
  projectText,
  shortDate,
} from './words.ts';

export function dailyDocument(daily: Daily): Document {
  const { asOf, since, tomorrow } = daily;
  return {
    title: '重点项目日汇报',
    subtitle: longDate(asOf),
    on: asOf,
    sections: [
      {
        landscape: false,
        blocks: [
          heading(1, '总体情况'),
          paragraph(
            `${shortDate(since)}以来发生${daily.changes.length}项变化；新增逾期${daily.newlyLate.length}项，今日到期${daily.dueToday.length}项，` +
              `下一工作日（${shortDate(tomorrow)}）前到期${daily.dueTomorrow.length}项；升级督办${daily.escalations.length}次。`,
          ),
          countyTable(daily.counties),
          heading(1, '今日情况'),
          changesTable(daily.changes),
          heading(1, '新增逾期'),
          lines(daily.newlyLate),
          heading(1, '今日到期'),
          lines(daily.dueToday),
          heading(1, `${shortDate(tomorrow)}前到期`),
          lines(daily.dueTomorrow),
          heading(1, '升级督办'),
          table(
            ['项目', '事项', '到期', '级别', '已通知'],
            [3, 2.6, 1.4, 2, 2],
            daily.escalations.map((e) => [
              projectText(e),
              e.title,
              shortDate(e.dueOn),
              RUNG_NAMES[e.rung].zh,
              people(e.to),
            ]),
          ),
          heading(1, '填报矛盾'),
          ...claimsBlocks(daily.claims),
        ],
      },
    ],
  };
}

const lines = (list: readonly DailyLine[]): Block =>
  table(
    ['项目', '事项', '到期', '原因', '责任人'],
    [3, 2.6, 1.4, 3, 1.6],
    list.map((l) => [projectText(l), l.title, shortDate(l.dueOn), l.why.zh, l.accountable.person]),
  );
