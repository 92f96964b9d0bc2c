/** The weekly review as text for a terminal. */
import type { Item } from '../domain/review/entry.ts';
import type { FrozenReview } from '../domain/review/frozen.ts';
import {
  GROUPING_NAMES,
  GROUPINGS,
  SECTION_NAMES,
  SECTIONS,
  type AgendaLine,
  type Review,
} from '../domain/review/weekly.ts';
import { lightText, tableText } from './table.ts';

const CHANGES_SHOWN = 15;

/** `demo` is the demo's time, for the banner. */
export function reviewText(review: Review | FrozenReview, demo: string | null): string {
  const parts: string[] = [];
  if (demo !== null) parts.push(`【演示时钟 / demo clock: ${demo}】`);
  parts.push(`周调度 ${review.asOf} / weekly scheduling review`);

  for (const { county, figures } of review.counties) {
    if (figures[0]!.value === 0) continue;
    const heads = figures.map((f) => `${f.label.zh}\n${f.label.en}`);
    const values = figures.map((f) =>
      f.percent === undefined ? String(f.value) : `${f.value} (${f.percent.toFixed(1)}%)`,
    );
    parts.push(`\n${county}`, tableText(heads, [values]));
  }

  parts.push(`\n议题：例外事项 / agenda by exception (${review.agenda.length})`);
  for (const section of SECTIONS) {
    const lines = review.agenda.filter((l) => l.section === section);
    if (lines.length === 0) continue;
    const { zh, en } = SECTION_NAMES[section];
    const heads = ['灯', '项目', '事项', '原因 / why', '责任人', '下一级'];
    parts.push(`\n${zh} / ${en} (${lines.length})`, tableText(heads, lines.map(agendaRow)));
  }
  if (review.caughtUp.length > 0) {
    const { zh, en } = SECTION_NAMES.caughtUp;
    parts.push(`\n${zh} / ${en} (${review.caughtUp.length})`);
    for (const c of review.caughtUp) parts.push(`  ${c.name} ${c.title}：${c.how.zh} / ${c.how.en}`);
  }
  if (review.claims.length > 0) {
    parts.push(`\n填报矛盾 / claims that do not hold (${review.claims.length})`);
    for (const { name, claims } of review.claims)
      for (const c of claims)
        parts.push(
          `  ${name}${c.line === undefined ? '' : `（${c.line}）`}：已进入${c.stage.zh}，但${c.unmet.map((t) => t.zh).join('、')}`,
        );
  }

  parts.push(`\n议程上的项目 / projects on the agenda`);
  const stages: string[][] = [];
  for (const p of review.projects) {
    if (p.lines.length === 0 && p.light === 'green') continue;
    const lines = p.lines.map((l) => `${l.name} ${l.stage.zh}`).join('\n');
    const next = p.next ? `${p.next.dueOn} ${p.next.title}` : '—';
    stages.push([lightText(p.light), p.name, p.stage.zh, lines, next, p.leader]);
  }
  parts.push(tableText(['灯', '项目', '阶段', '各线', '下一到期', '包联领导'], stages));

  for (const grouping of GROUPINGS) {
    const groups = review.groups[grouping].filter((g) => g.lines > 0);
    if (groups.length === 0) continue;
    const { zh, en } = GROUPING_NAMES[grouping];
    const rows = groups.map((g) => [g[grouping] ?? '', g.projects, g.red, g.yellow, g.lines]);
    parts.push('', tableText([`${zh} / ${en}`, '项目', '红', '黄', '议题'], rows));
  }

  if (review.forecasts.length > 0) {
    parts.push(`\n预计变动 / forecasts that moved (${review.forecasts.length})`);
    for (const f of review.forecasts)
      parts.push(
        `  ${f.name} ${f.title}：${f.from} → ${f.to}（${f.days > 0 ? '+' : ''}${f.days} 天 / days）`,
      );
  }
  parts.push(`\n${review.since} 之后的变化 / changes since (${review.changes.length})`);
  for (const c of review.changes.slice(0, CHANGES_SHOWN))
    parts.push(`  ${c.occurredOn} ${c.name}：${c.text.zh}${c.person === undefined ? '' : `：${c.person}`}`);
  const more = review.changes.length - CHANGES_SHOWN;
  if (more > 0) parts.push(`  … 另 ${more} 条 / more: review --json`);

  if (review.targets.length > 0) {
    const rows = review.targets.map((t) => [
      ...[t.name, t.owner, t.goal],
      `${t.light ? lightText(t.light) : ''} ${t.why.zh}`,
    ]);
    parts.push('', tableText(['年度目标 / target', '责任单位', '目标值', '状态'], rows));
  }
  if ('corrections' in review) {
    for (const remark of review.remarks) parts.push(`  议定 / settled: ${remark}`);
    for (const c of review.corrections) parts.push(`  ${c.on} 更正 / correction: ${c.text}（${c.by}）`);
  }
  return parts.join('\n');
}

function agendaRow(line: AgendaLine): string[] {
  const weeks = line.weeks > 1 ? `\n连续 ${line.weeks} 周 / weeks` : '';
  return [
    `${lightText(line.light)}${weeks}`,
    line.name,
    line.title,
    `${line.why.zh}\n${line.why.en}\n${toldText(line)}`.trimEnd(),
    line.accountable.person,
    line.nextRung ? `${line.nextRung.on}\n${line.nextRung.name.zh}` : '—',
  ];
}

/** Who was told last, and who has acknowledged. */
function toldText({ told, acknowledged }: Item): string {
  const last = told.at(-1);
  const parts = last ? [`${last.on} 已通知 / told: ${last.to.map((t) => t.person).join('、')}`] : [];
  if (acknowledged) parts.push(`${acknowledged.on} 已确认 / acknowledged: ${acknowledged.by}`);
  return parts.join('\n');
}
