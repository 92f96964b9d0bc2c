/** The brief for a leader's on-site office (现场办公) as a document. */
import { LIGHT_SIGNS } from '../domain/lights.ts';
import type { Brief } from '../domain/reports/brief.ts';
import { heading, paragraph, table, type Document } from './document.ts';
import { longDate, projectText, shortDate, toldText } from './words.ts';

export const briefDocument = ({ asOf, leader, lines, visits }: Brief): Document => ({
  title: '现场办公参阅',
  subtitle: `${leader}　${longDate(asOf)}`,
  on: asOf,
  sections: [
    {
      landscape: true,
      blocks: [
        heading(1, '提请协调事项'),
        paragraph(`共${lines.length}项，按投资额（万元）与天数的乘积排序。`),
        table(
          ['序号', '灯', '项目', '投资', '事项', '天数', '原因', '已通知', '提请决定'],
          [1, 0.7, 3.4, 1.1, 2.4, 0.9, 3, 2.8, 3.2],
          lines.map((l, i) => [
            String(i + 1),
            LIGHT_SIGNS[l.light].zh,
            projectText(l),
            l.investmentWan === undefined ? '—' : String(l.investmentWan),
            l.title,
            String(l.days),
            l.why.zh,
            toldText(l),
            l.decision.zh,
          ]),
        ),
        heading(1, '近期现场办公'),
        table(
          ['项目', '次数', '日期'],
          [6, 2, 2],
          visits.map((v) => [projectText(v), `第${v.number}次`, shortDate(v.dueOn)]),
        ),
      ],
    },
  ],
});
