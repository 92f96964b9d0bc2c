/** The minutes of the weekly scheduling review (周调度纪要), and the sheet of what was corrected since. */
import { LIGHT_SIGNS } from '../domain/lights.ts';
import type { Difference } from '../domain/review/differences.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import {
  GROUPING_NAMES,
  SECTION_NAMES,
  SECTIONS,
  type AgendaLine,
  type Grouping,
  type Review,
} from '../domain/review/weekly.ts';
import { heading, paragraph, table, type Block, type Document } from './document.ts';
import {
  changesTable,
  claimsBlocks,
  countyTable,
  longDate,
  nextText,
  projectText,
  shortDate,
  targetsTable,
  toldText,
} from './words.ts';

/** The minutes of a review, held or as it would be now. */
export function weeklyMinutes(review: Review | FrozenReview): Document {
  const remarks = 'remarks' in review ? review.remarks : [];
  return {
    title: '重点项目周调度纪要',
    subtitle: longDate(review.asOf),
    on: review.asOf,
    sections: [
      {
        landscape: false,
        blocks: [
          heading(1, '总体情况'),
          paragraph(summary(review)),
          countyTable(review.counties),
          ...(remarks.length === 0
            ? []
            : [heading(1, '议定事项'), ...remarks.map((r, i) => paragraph(`${i + 1}. ${r}`))]),
        ],
      },
      {
        landscape: true,
        blocks: [heading(1, '议题'), ...agendaBlocks(review.agenda)],
      },
      {
        landscape: false,
        blocks: [
          heading(1, '已赶上事项'),
          table(
            ['项目', '事项', '情况'],
            [3, 3, 4],
            review.caughtUp.map((c) => [projectText(c), c.title, c.how.zh]),
          ),
          heading(1, '督办销号'),
          table(
            ['项目', '督办事项', '办结日期', '办结依据'],
            [3, 3, 1.4, 3],
            review.directivesClosed.map((d) => [
              projectText(d),
              d.title,
              shortDate(d.doneOn),
              d.evidence ?? '—',
            ]),
          ),
          heading(1, '填报矛盾'),
          ...claimsBlocks(review.claims),
          heading(1, '预计日期变动'),
          table(
            ['项目', '节点', '原预计', '现预计', '变动'],
            [3, 3, 1.6, 1.6, 1],
            review.forecasts.map((f) => [
              projectText(f),
              f.title,
              f.from,
              f.to,
              `${f.days > 0 ? '+' : ''}${f.days}天`,
            ]),
          ),
          heading(1, `${shortDate(review.since)}以来的变化`),
          changesTable(review.changes),
          heading(1, '分工情况'),
          ...groupBlocks(review, 'leader'),
          ...groupBlocks(review, 'department'),
          heading(1, '年度目标'),
          targetsTable(review.targets),
        ],
      },
    ],
  };
}

function summary({ asOf, counties, agenda, caughtUp, claims, previous }: Review): string {
  const projects = counties.reduce((sum, c) => sum + c.figures[0]!.value, 0);
  const of = (section: AgendaLine['section']) => agenda.filter((l) => l.section === section).length;
  return (
    `截至${longDate(asOf)}，调度项目${projects}个，列入议题${agenda.length}项：新增红灯${of('newlyRed')}项，持续红灯${of('stillRed')}项，` +
    `黄灯预警${of('watch')}项，等待窗口或堵点${of('waiting')}项，7个工作日内到期${of('dueSoon')}项，督办事项${of('directives')}项。` +
    (previous === null ? '' : `上次调度（${longDate(previous)}）红灯事项已赶上${caughtUp.length}项。`) +
    (claims.length === 0 ? '' : `另有${claims.length}个项目填报矛盾。`)
  );
}

function agendaBlocks(agenda: readonly AgendaLine[]): Block[] {
  if (agenda.length === 0) return [paragraph('无例外事项。')];
  return SECTIONS.flatMap((section) => {
    const lines = agenda.filter((l) => l.section === section);
    if (lines.length === 0) return [];
    return [
      heading(2, `${SECTION_NAMES[section].zh}（${lines.length}项）`),
      table(
        ['灯', '项目', '事项', '到期', '原因', '责任人', '已通知', '下一级'],
        [0.8, 3.2, 2.6, 1.5, 3.6, 1.7, 2.7, 1.6],
        lines.map((l) => [
          l.weeks > 1 ? `${LIGHT_SIGNS[l.light].zh}\n${l.weeks}周` : LIGHT_SIGNS[l.light].zh,
          projectText(l),
          l.title,
          shortDate(l.dueOn),
          l.why.zh,
          [l.accountable.person, l.department].filter(Boolean).join('\n'),
          toldText(l),
          nextText(l),
        ]),
      ),
    ];
  });
}

function groupBlocks({ groups }: Review, grouping: Grouping): Block[] {
  const rows = groups[grouping].filter((g) => g.lines > 0);
  if (rows.length === 0) return [];
  const name = GROUPING_NAMES[grouping].zh;
  return [
    heading(2, `按${name}`),
    table(
      [name, '项目', '红灯', '黄灯', '议题'],
      [4, 1, 1, 1, 1],
      rows.map((g) => [g[grouping] ?? '', ...[g.projects, g.red, g.yellow, g.lines].map(String)]),
    ),
  ];
}

const KINDS = { figure: '数字', agenda: '议题', claim: '填报矛盾' } as const;

/** What was corrected after a review was held; the minutes themselves never change. */
export function correctionSheet(
  review: Pick<FrozenReview, 'asOf' | 'corrections'>,
  differences: readonly Difference[],
): Document {
  return {
    title: '重点项目周调度纪要更正单',
    subtitle: longDate(review.asOf),
    on: review.asOf,
    sections: [
      {
        landscape: false,
        blocks: [
          heading(1, '更正事项'),
          table(
            ['日期', '更正内容', '更正人'],
            [1.4, 6, 1.6],
            review.corrections.map((c) => [c.on, c.text, c.by]),
          ),
          heading(1, '定稿后更正的数据'),
          paragraph(
            `以下为当日实情与定稿的差异，均由${longDate(review.asOf)}后补录的事件得出；纪要正文不改动。`,
          ),
          table(
            ['类别', '县区', '内容', '定稿', '现知'],
            [1.2, 1.2, 3, 2.6, 2.6],
            differences.map((d) => [
              KINDS[d.kind],
              d.county,
              d.subject.zh,
              d.before ?? '无',
              d.after ?? '无',
            ]),
          ),
        ],
      },
    ],
  };
}
