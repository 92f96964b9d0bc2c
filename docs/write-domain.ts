/**
 * Writes the parts of `docs/domain.md` that come from the model itself, between their marks: the diagrams of
 * the templates, and the worked example as the simulator tells it. `npm run docs`; a test fails when they
 * are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readChecked } from '../contracts/file.ts';
import { countyFile, signCommand } from '../contracts/project.ts';
import { addDays, instantAt, localDate } from '../domain/dates.ts';
import { decideAll, foldProject } from '../domain/project/decide.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { projectVerdict, standings } from '../domain/project/facts.ts';
import { syncChecks } from '../domain/project/lines.ts';
import type { Context } from '../domain/project/slice.ts';
import { passTime } from '../domain/project/time.ts';
import { activeLines, lineStage, stageOf } from '../domain/project/stages.ts';
import { attribution } from '../domain/project/slips.ts';
import { totalSlip } from '../domain/project/state.ts';
import { conditionText, TEMPLATES, type GateCondition, type Template } from '../domain/templates.ts';
import { RULES } from '../domain/rules.ts';

const ROOT = join(import.meta.dirname, '..');
export const DOMAIN_PAGE = join(ROOT, 'docs/domain.md');

/** The page with its generated parts made anew. */
export async function written(page: string): Promise<string> {
  const parts: Record<string, string> = {
    templates: TEMPLATES.map(diagram).join('\n\n'),
    jinko: await jinko(),
  };
  const made = Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- ${name}: begin, written by npm run docs -->`, `<!-- ${name}: end -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/domain.md has no marks for ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, page);
  return format(made, { ...(await resolveConfig(DOMAIN_PAGE)), filepath: DOMAIN_PAGE });
}

/** One template as a Mermaid diagram: stages in order, the gate before each, the milestones that enter it. */
function diagram(template: Template): string {
  const lines = [
    `\`\`\`mermaid`,
    `---`,
    `title: ${template.id} v${template.version} ${template.name.zh}`,
    `---`,
    `flowchart LR`,
  ];
  template.stages.forEach((stage, i) => {
    lines.push(
      `  ${stage.id}["${stage.name.zh}<br/>${stage.name.en}${stage.whenEvery ? '<br/>（每条主线 / every main line）' : ''}"]`,
    );
    const before = template.stages[i - 1];
    if (!before) return;
    const entering = template.milestones.filter((m) => m.enters === stage.id).map((m) => m.name.zh);
    const facts = { checklistBegun: '清单开始办理', gate: '条件齐备' } as const;
    const label = [...new Set(entering), ...(stage.reachedBy ? [facts[stage.reachedBy]] : [])].join('、');
    if (stage.gate?.length) {
      const gate = `${stage.id}Gate`;
      lines.push(`  ${gate}{{"${stage.gate.map(conditionWords).join('<br/>')}"}}`);
      lines.push(`  ${before.id} --> ${gate} -->|${label}| ${stage.id}`);
    } else lines.push(`  ${before.id} -->|${label}| ${stage.id}`);
  });
  lines.push('```');
  return lines.join('\n');
}

function conditionWords(condition: GateCondition): string {
  const { zh, en } = conditionText(condition);
  return `${zh} / ${en}`;
}

/** Jinko on 28 February, and four weeks later with nothing reported: by the same functions that run live. */
async function jinko(): Promise<string> {
  const file = await readChecked(join(ROOT, 'examples/jinko.yaml'), countyFile);
  const [project] = file.projects;
  if (!project) throw new Error('examples/jinko.yaml has no project');
  const at = (date: string) => ({ ...RULES, now: instantAt(date, '09:00', RULES.calendar.zone) });
  const loaded = at('2024-02-28');
  const decision = decideAll(
    [signCommand({ ...project, county: file.county }), ...project.history],
    null,
    loaded,
  );
  if (!decision.ok) throw new Error(decision.rejection.message.en);
  const events: ProjectEvent[] = [...decision.events];
  const out: string[] = [snapshot(events, loaded)];
  for (let day = '2024-02-28'; day <= '2024-04-12'; day = addDays(day, 1)) {
    events.push(...passTime(foldProject(events)!, at(day)));
    if (day === '2024-03-28') out.push(snapshot(events, at(day)));
  }
  const rungs = events.flatMap((e) =>
    e.type === 'rungReached' && e.data.obligation === 'milestone:first-full-line'
      ? [
          `| ${e.occurredOn} | ${e.data.rung} | ${e.data.recipients.map((r) => r.person).join('、')} | ${e.data.accountable.person} |`,
        ]
      : [],
  );
  out.push(
    '首条生产线全线贯通（应于 3 月 26 日）未报完成时的督办阶梯 / the ladder of the first full line, unreported:',
    [
      '| 日期 / day | 级 / rung | 通知 / told | 负责 / accountable |',
      '| --- | --- | --- | --- |',
      ...rungs,
    ].join('\n'),
  );
  const late = decideAll(
    [{ type: 'completeMilestone', milestone: 'first-full-line', cause: 'energy', owner: '省能源局' }],
    foldProject(events),
    at('2024-04-12'),
  );
  if (!late.ok) throw new Error(late.rejection.message.en);
  const m = foldProject([...events, ...late.events])!.milestones['first-full-line']!;
  out.push(
    `若 4 月 12 日报完成并归因于省能源局：延误 ${totalSlip(m)} 天 = ${attribution(m)
      .map((a) => `${a.owner}（${a.cause}）${a.days} 天`)
      .join(' + ')} / completed on 12 April: a slip of ${totalSlip(m)} days, attributed to the last one`,
  );
  return out.join('\n\n');
}

function snapshot(events: ProjectEvent[], context: Context): string {
  const project = foldProject(events)!;
  const day = localDate(context.now, RULES.calendar.zone);
  const verdict = projectVerdict(project, context);
  const worst = standings(project, context).slice(0, 4);
  return [
    `**${day}**：阶段 / stage **${stageOf(project).name.zh}**，灯 / light **${verdict.light}**（${verdict.why.zh}）`,
    '',
    '| 线 / line | 阶段 / stage |',
    '| --- | --- |',
    ...activeLines(project).map((l) => `| ${l.name} | ${lineStage(project, l.id).name.zh} |`),
    '',
    '| 未完成 / open | 到期 / due | 灯 / light | 原因 / why |',
    '| --- | --- | --- | --- |',
    ...worst.map((s) => `| ${s.title} | ${s.dueOn} | ${s.light} | ${s.why.zh} / ${s.why.en} |`),
    '',
    '| 配套 / supporting | 建成 / lands | 约束线 / binding | 判断 / verdict | 闲置天数 / idle days |',
    '| --- | --- | --- | --- | --- |',
    ...syncChecks(project, context).map(
      (c) =>
        `| ${c.name} | ${c.landsOn ?? '—'} | ${c.needs[0] ? `${c.needs[0].name} ${c.needs[0].on}` : '—'} | ${c.verdict}${c.daysLate > 0 ? `，晚 ${c.daysLate} 天` : ''} | ${c.idleDays} |`,
    ),
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(DOMAIN_PAGE, await written(readFileSync(DOMAIN_PAGE, 'utf8')));
}
