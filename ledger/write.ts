/** A county's ledger written: .xlsx with every table, or one table as .csv. What is read back is unchanged. */
import { writeCsv } from 'hucre/csv';
import { writeXlsx, type Cell, type CellStyle, type CellValue } from 'hucre/xlsx';
import { LIGHT_SIGNS, type Light } from '../domain/lights.ts';
import { standings } from '../domain/project/facts.ts';
import { personOn } from '../domain/project/people.ts';
import { today, type Context } from '../domain/project/slice.ts';
import { activeLines, stageById } from '../domain/project/stages.ts';
import { byKey, committedOn, isActive, own, type Milestone, type Project } from '../domain/project/state.ts';
import { entryOf } from '../domain/review/entry.ts';
import { enteringStage } from './differences.ts';
import { address } from './grid.ts';
import {
  CATEGORIES,
  ENTERING,
  FACTORS,
  LINE_KINDS,
  TABLES,
  type Column,
  type Table,
  type TableId,
} from './tables.ts';

type Values = Record<string, string | number | boolean | undefined>;

/** The rows of every table, in the order of the projects given. */
export function ledgerRows(projects: readonly Project[], context: Context): Record<TableId, Values[]> {
  const rows: Record<TableId, Values[]> = { projects: [], lines: [], items: [], milestones: [] };
  for (const [i, p] of projects.entries()) {
    const whose = { id: p.id, name: p.name };
    const lights = new Map(standings(p, context).map((s) => [s.obligation, s]));
    rows.projects.push({ number: i + 1, ...whose, ...projectRow(p, context) });
    for (const l of activeLines(p))
      rows.lines.push({
        ...whose,
        line: l.id,
        lineName: l.name,
        lineKind: LINE_KINDS[l.kind],
        serves: l.serves?.join('、'),
      });
    for (const [id, item] of byKey(p.approvalItems)) {
      if (item.retiredOn !== undefined) continue;
      const o = own(p.obligations, `approvalItem:${id}`);
      rows.items.push({
        ...{ ...whose, item: id, itemName: item.name, department: item.department },
        ...{ limitWorkdays: item.limitWorkdays, startedOn: item.startedOn, finishedOn: item.finishedOn },
        ...{ dueOn: o?.dueOn, light: lights.get(`approvalItem:${id}`)?.light },
      });
    }
    for (const [id, m] of byKey(p.milestones)) {
      if (!isActive(m)) continue;
      const stage = m.enters === undefined ? undefined : stageById(p, m.enters);
      rows.milestones.push({
        ...{ ...whose, milestone: id, milestoneName: m.name, line: m.line, enters: stage?.name.zh },
        ...{ department: m.department, ...datesOf(m), progress: m.progress?.percent },
        light: lights.get(`milestone:${id}`)?.light,
      });
    }
  }
  return rows;
}

const datesOf = (m: Milestone) => ({
  committedOn: committedOn(m),
  forecastOn: m.forecastOn,
  actualOn: m.actualOn,
});

function projectRow(p: Project, context: Context): Values {
  const on = today(context);
  const entry = entryOf(p, context);
  const values: Values = {
    ...{
      county: p.county,
      zone: p.zone,
      industry: p.industry,
      investmentWan: p.investmentWan,
      landMu: p.landMu,
    },
    category: p.category && CATEGORIES[p.category],
    attracted: p.attracted === undefined ? undefined : p.attracted ? '是' : '否',
    template: `${p.template.id} v${p.template.version}`,
    signedOn: p.signedOn,
    chief: personOn(p, 'projectChief', on),
    approvalChief: personOn(p, 'approvalChief', on),
    leader: personOn(p, 'leaderInCharge', on),
    office: personOn(p, 'office', on),
    checklistOn: p.checklistConfirmedOn,
    ...{ stage: entry.stage.name.zh, light: entry.light, why: entry.why.zh },
    ...{ next: entry.next?.title, nextOn: entry.next?.dueOn },
  };
  for (const factor of FACTORS) {
    const known = p.factors.find((f) => f.factor === factor);
    values[`${factor}Owner`] = known?.owner;
    values[`${factor}DueOn`] = known?.dueOn;
    values[`${factor}MetOn`] = own(p.factorsMet, factor);
  }
  for (const { key, count } of ENTERING) {
    const [only, ...more] = enteringStage(p, count);
    if (!only || more.length > 0) continue;
    values[`${key}CommittedOn`] = committedOn(only);
    values[`${key}ForecastOn`] = only.forecastOn;
    values[`${key}ActualOn`] = only.actualOn;
  }
  return values;
}

const BORDER = { style: 'thin', color: { rgb: 'FFB5BDC8' } } as const;
const BASE: CellStyle = {
  border: { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER },
  alignment: { vertical: 'center', wrapText: true },
  font: { name: '宋体', size: 10 },
};
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const HEAD: CellStyle = {
  ...BASE,
  font: { name: '黑体', size: 10, bold: true },
  fill: fill('FFE9EDF2'),
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const LIGHTS: Record<Light, CellStyle> = {
  red: { ...BASE, font: { ...BASE.font, bold: true, color: { rgb: 'FFA40000' } }, fill: fill('FFFDE7E7') },
  yellow: { ...BASE, font: { ...BASE.font, bold: true, color: { rgb: 'FF7A5200' } }, fill: fill('FFFFF3CD') },
  green: { ...BASE, font: { ...BASE.font, bold: true, color: { rgb: 'FF0B5D1E' } }, fill: fill('FFE8F3EA') },
};

/** A light as text, so that it is told in grey as well. */
export const lightText = (light: Light): string => `${LIGHT_SIGNS[light].sign} ${LIGHT_SIGNS[light].zh}`;

function shown(column: Column, value: Values[string]): string | number | null {
  if (value === undefined) return null;
  if (column.key === 'light') return lightText(value as Light);
  return typeof value === 'boolean' ? String(value) : value;
}

const isDate = (column: Column, value: unknown): boolean =>
  typeof value === 'string' && (column.kind === 'date' || column.key.endsWith('On'));

function cellOf(column: Column, value: Values[string]): Partial<Cell> {
  const text = shown(column, value);
  if (isDate(column, text))
    return {
      value: new Date(`${text as string}T00:00:00Z`),
      type: 'date',
      style: { ...BASE, numFmt: 'yyyy-mm-dd' },
    };
  if (column.key === 'light' && value !== undefined)
    return { value: text, type: 'string', style: LIGHTS[value as Light] };
  if (typeof text === 'number') return { value: text, type: 'number', style: BASE };
  // A text is written as text, whatever it begins with: a formula never.
  return { value: text, type: text === null ? 'empty' : 'string', style: BASE };
}

/** The ledger of a county as .xlsx: frozen headers, filters, lights as colour and text, to be printed on A3. */
export async function writeLedger(
  projects: readonly Project[],
  context: Context,
  county: string,
): Promise<Uint8Array> {
  const rows = ledgerRows(projects, context);
  const on = today(context);
  const [y, m, d] = on.split('-').map(Number) as [number, number, number];
  const sheets = Object.values(TABLES).map((table) => {
    const title = `${county}${table.id === 'projects' ? '重点项目' : table.name}台账（${y}年${m}月${d}日）`;
    return sheetOf(table, rows[table.id], title);
  });
  return writeXlsx({
    sheets,
    properties: {
      title: `${county}重点项目台账`,
      creator: '全程 Quancheng',
      created: new Date(`${on}T00:00:00Z`),
    },
    defaultFont: { name: '宋体', size: 10 },
  });
}

const HEAD_ROW = 1;

function sheetOf(table: Table, values: readonly Values[], title: string) {
  const { columns } = table;
  const cells = new Map<string, Partial<Cell>>();
  cells.set('0,0', {
    ...{ value: title, type: 'string' },
    style: {
      font: { name: '方正小标宋简体', size: 18 },
      alignment: { horizontal: 'center', vertical: 'center' },
    },
  });
  columns.forEach((c, i) => cells.set(`${HEAD_ROW},${i}`, { value: c.header, type: 'string', style: HEAD }));
  const written = values.map((row) => columns.map((c) => cellOf(c, row[c.key])));
  written.forEach((row, r) => row.forEach((cell, i) => cells.set(`${r + HEAD_ROW + 1},${i}`, cell)));
  const last = columns.length - 1;
  const rows: CellValue[][] = [
    columns.map((_, i) => (i === 0 ? title : null)),
    columns.map((c) => c.header),
    ...written.map((row) => row.map((cell) => cell.value ?? null)),
  ];
  return {
    ...{ name: table.name, rows, cells },
    columns: columns.map((c) => ({ width: c.width })),
    rowDefs: new Map([
      [0, { height: 30 }],
      [HEAD_ROW, { height: 32 }],
    ]),
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: last }],
    freezePane: { rows: HEAD_ROW + 1, columns: Math.min(3, last) },
    autoFilter: { range: `A${HEAD_ROW + 1}:${address(HEAD_ROW + values.length, last)}` },
    pageSetup: {
      ...({
        paperSize: 'a3',
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      } as const),
      printTitlesRow: `$1:$${HEAD_ROW + 1}`,
      margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
      horizontalCentered: true,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  };
}

/** One table as .csv in UTF-8 with a BOM, as Excel opens it; what would be a formula is escaped. */
export function writeTable(table: TableId, projects: readonly Project[], context: Context): string {
  const { columns } = TABLES[table];
  const rows = ledgerRows(projects, context)[table].map((row) => columns.map((c) => shown(c, row[c.key])));
  return writeCsv([columns.map((c) => c.header), ...rows], { bom: true, escapeFormulae: true });
}
