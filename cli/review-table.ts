/** The weekly review as text for a terminal. */
import Table from 'cli-table3';
import type { Review } from '../domain/review.ts';

const LIGHTS = { red: '■ 红', yellow: '▲ 黄', green: '● 绿' } as const;

/** `demo` is the demo's time, for the banner. */
export function reviewText(review: Review, demo: string | null): string {
  const parts: string[] = [];
  if (demo !== null) parts.push(`【演示时钟 / demo clock: ${demo}】`);
  parts.push(`周调度 ${review.asOf} / weekly scheduling review`);

  for (const { county, figures } of review.counties) {
    if (figures[0]!.value === 0) continue;
    const table = new Table({
      head: figures.map((f) => `${f.label.zh}\n${f.label.en}`),
      style: { head: [], border: [] },
    });
    table.push(
      figures.map((f) =>
        f.percent === undefined ? String(f.value) : `${f.value} (${f.percent.toFixed(1)}%)`,
      ),
    );
    parts.push(`\n${county}`, table.toString());
  }

  const exceptions = review.projects.flatMap((p) => p.exceptions.map((e) => ({ p, e })));
  parts.push(`\n议题：例外事项 / agenda by exception (${exceptions.length})`);
  if (exceptions.length > 0) {
    const table = new Table({
      head: ['灯', '项目', '事项', '原因 / why', '项目长'],
      style: { head: [], border: [] },
    });
    for (const { p, e } of exceptions)
      table.push([LIGHTS[e.light], p.name, e.title, `${e.why.zh}\n${e.why.en}`, p.chief]);
    parts.push(table.toString());
  }

  parts.push(`\n重点项目 / projects with lines`);
  const stages = new Table({
    head: ['灯', '项目', '阶段', '各线', '下一到期', '包联领导'],
    style: { head: [], border: [] },
  });
  for (const p of review.projects.filter((x) => x.lines.length > 0 || x.leader !== '')) {
    if (p.lines.length === 0 && p.light === 'green') continue;
    const lines = p.lines.map((l) => `${l.name} ${l.stage.zh}`).join('\n');
    stages.push([
      LIGHTS[p.light],
      p.name,
      p.stage.zh,
      lines,
      p.next ? `${p.next.dueOn} ${p.next.title}` : '—',
      p.leader,
    ]);
  }
  parts.push(stages.toString());

  parts.push(`\n${review.since} 之后的变化 / changes since (${review.changes.length})`);
  for (const c of review.changes.slice(0, 15)) parts.push(`  ${c.occurredOn} ${c.name}：${c.text.zh}`);
  if (review.changes.length > 15) parts.push(`  … 另 ${review.changes.length - 15} 条 / more: review --json`);

  if (review.targets.length > 0) {
    const table = new Table({
      head: ['年度目标 / target', '责任单位', '目标值', '状态'],
      style: { head: [], border: [] },
    });
    for (const t of review.targets)
      table.push([t.name, t.owner, t.goal, `${t.light ? LIGHTS[t.light] : ''} ${t.why.zh}`]);
    parts.push('', table.toString());
  }
  return parts.join('\n');
}
