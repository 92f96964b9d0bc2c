/** How the documents say what the reports hold. */
import type { LocalDate } from '../domain/dates.ts';
import { LIGHT_SIGNS } from '../domain/lights.ts';
import type { Recipient, SlipCause } from '../domain/project/events.ts';
import { RUNG_NAMES, type Change } from '../domain/review/changes.ts';
import type { Item } from '../domain/review/entry.ts';
import { figureText, type CountyReview, type Figure } from '../domain/review/figures.ts';
import type { ClaimsOf, TargetLine, Whose } from '../domain/review/weekly.ts';
import { paragraph, table, type Block } from './document.ts';

export const CAUSES: Record<SlipCause, string> = {
  enterprise: '企业原因',
  department: '部门原因',
  financing: '融资',
  land: '用地',
  energy: '用能',
  outsideWindow: '外部窗口期',
  weather: '天气',
  forceMajeure: '不可抗力',
  recovered: '赶回',
  unexplained: '原因待查',
};

/** 2024年2月28日 */
export function longDate(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** 2月28日, where the year goes without saying. */
export const shortDate = (date: LocalDate): string => longDate(date).replace(/^\d+年/, '');

/** Counties by their figures; a county without projects is left out. */
export function countyTable(counties: readonly CountyReview[]): Block {
  const rows = counties.filter((c) => c.figures[0]!.value > 0);
  const columns = rows.reduce<Figure[]>((a, c) => (c.figures.length > a.length ? c.figures : a), []);
  return table(
    ['县区', ...columns.map((f) => f.label.zh)],
    [1.3, ...columns.map(() => 1)],
    rows.map(({ county, figures }) => [
      county,
      ...columns.map(({ id }) => {
        const found = figures.find((f) => f.id === id);
        return found ? figureText(found).replace(/（(.*)）/, '\n$1') : '—';
      }),
    ]),
  );
}

export const people = (to: readonly Recipient[]): string => to.map((t) => t.person).join('、');

/** Who was told last, who has acknowledged; the rung that comes next. */
export function toldText({ told, acknowledged }: Item): string {
  const last = told.at(-1);
  const parts = last ? [`${shortDate(last.on)}${RUNG_NAMES[last.rung].zh}：${people(last.to)}`] : [];
  if (acknowledged) parts.push(`${shortDate(acknowledged.on)}已确认：${acknowledged.by}`);
  return parts.join('\n') || '—';
}

export const nextText = ({ nextRung }: Item): string =>
  nextRung ? `${shortDate(nextRung.on)}\n${nextRung.name.zh}` : '—';

export const projectText = ({ name, county }: Pick<Whose, 'name' | 'county'>): string =>
  `${name}\n（${county}）`;

/** What happened, a row to a project: the first day of the period may bring a whole file of it. */
export function changesTable(changes: readonly Change[]): Block {
  const projects = new Map<string, Change[]>();
  for (const c of changes) projects.set(c.project, [...(projects.get(c.project) ?? []), c]);
  const said = (list: Change[]): string =>
    list
      .map((c, i) => {
        const day = list[i - 1]?.occurredOn === c.occurredOn ? '' : shortDate(c.occurredOn);
        return `${day}${c.text.zh}${c.person === undefined ? '' : `：${c.person}`}`;
      })
      .join('；');
  return table(
    ['项目', '情况'],
    [3, 6],
    [...projects.values()].map((list) => [projectText(list[0]!), said(list)]),
  );
}

export const claimsBlocks = (claims: readonly ClaimsOf[]): Block[] =>
  claims.length === 0
    ? [paragraph('无。')]
    : claims.flatMap(({ name, county, claims: list }) =>
        list.map((c) =>
          paragraph(
            `${county}${name}${c.line === undefined ? '' : `（${c.line}）`}已填报进入${c.stage.zh}，但${c.unmet.map((t) => t.zh).join('；')}。`,
          ),
        ),
      );

export const targetsTable = (targets: readonly TargetLine[]): Block =>
  table(
    ['目标', '责任单位', '目标值', '填报值', '灯', '判断依据'],
    [3, 2, 1.6, 2.2, 0.6, 2.6],
    targets.map((t) => [
      `${t.name}\n（${t.county}）`,
      t.owner,
      t.goal,
      t.reported || '—',
      t.light ? LIGHT_SIGNS[t.light].zh : '—',
      t.why.zh,
    ]),
  );
