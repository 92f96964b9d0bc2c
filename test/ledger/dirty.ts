/**
 * Ledgers as offices send them, made from a seed, each cell with its right answer known beforehand: a value, or
 * that it must be refused. The answers are written here by hand and come from no parser of ours.
 */
import ExcelJS from 'exceljs';
import type { SignProject } from '../../domain/project/commands.ts';
import { seeded, type Random } from '../faults/random.ts';
import { planOfBytes } from './given.ts';

/** What is typed into a cell, and what it says: a value, nothing (null), or nothing that may be taken. */
interface Typed {
  put: ExcelJS.CellValue;
  format?: string;
  says: string | number | boolean | null | typeof REFUSED;
}
const REFUSED = Symbol('refused');
const t = (put: ExcelJS.CellValue, says: Typed['says'], format?: string): Typed => ({
  ...{ put, says },
  ...(format === undefined ? {} : { format }),
});
const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const formula = (result: number | undefined): ExcelJS.CellValue =>
  result === undefined ? { formula: 'A1+1' } : { formula: 'A1+1', result };
const fault = { error: '#REF!' } as ExcelJS.CellValue;

/** The title of every ledger says that it is of 2024. */
const PLANNED: Typed[] = [
  ...[t('2024.3.26', '2024-03-26'), t('2024年3月26日', '2024-03-26'), t(45_377, '2024-03-26')],
  ...[t(utc('2024-03-26'), '2024-03-26', 'yyyy/m/d'), t(utc('2024-06-01'), '2024-06-01', 'm"月"d"日"')],
  ...[t('3月底', '2024-03-31'), t('2024年3月中旬', '2024-03-20'), t('三月上旬', '2024-03-10')],
  ...[t('3/15', '2024-03-15'), t('24.3.26', '2024-03-26'), t('２０２４年３月', '2024-03-31')],
  ...[t('二季度', '2024-06-30'), t('2024年底', '2024-12-31'), t('20240326', '2024-03-26')],
  ...[t(2024.1, '2024-10-31', '0.00'), t(2024.3, '2024-03-31'), t('待定', null), t(null, null), t('—', null)],
  ...[t('3月前', REFUSED), t('3月初', REFUSED), t(2024.1, REFUSED), t('03/04/24', REFUSED)],
  ...[t('2024-02-30', REFUSED), t('尽快', REFUSED), t(fault, REFUSED), t(formula(undefined), REFUSED)],
];
const ACTUAL: Typed[] = [
  ...[
    t('2024.1.16', '2024-01-16'),
    t(utc('2024-01-17'), '2024-01-17', 'yyyy-mm-dd'),
    t('1月18日', '2024-01-18'),
  ],
  ...[t('2024年１月１９日', '2024-01-19'), t(45_310, '2024-01-19'), t(null, null)],
  ...[t('1月底', REFUSED), t('2024年1月', REFUSED), t('已开工', REFUSED), t('13月5日', REFUSED)],
];
const SIGNED: Typed[] = [
  ...[t('2023.11.6', '2023-11-06'), t(utc('2023-11-07'), '2023-11-07', 'yyyy"年"m"月"d"日"')],
  ...[t('2023年11月8日', '2023-11-08'), t(45_239, '2023-11-09'), t('二〇二三年十一月十日', '2023-11-10')],
];
/** By the unit in the header, 万元, 亿元 or none. */
const MONEY: Record<'万元' | '亿元' | '', Typed[]> = {
  万元: [
    ...[
      t(12_000, 12_000),
      t('１２，０００', 12_000),
      t('12,000万元', 12_000),
      t('1.2亿元', 12_000),
      t(formula(6_800), 6_800),
    ],
    ...[
      t(null, null),
      t('/', null),
      t('约1.2亿', REFUSED),
      t('1-2亿元', REFUSED),
      t(0, REFUSED),
      t(fault, REFUSED),
    ],
  ],
  亿元: [t(1.2, 12_000), t('6.8', 68_000), t('5000万元', 5_000), t('12,00', REFUSED), t('大于1', REFUSED)],
  '': [
    t('1.2亿元', 12_000),
    t('３０００万', 3_000),
    t(12_000, REFUSED),
    t('12000', REFUSED),
    t('5美元', REFUSED),
  ],
};
const AREA: Typed[] = [
  ...[t(272.79, 272.79), t('２７２.７９亩', 272.79), t('2公顷', 30), t(null, null), t('待定', null)],
  ...[t('100㎡', REFUSED), t('约30亩', REFUSED), t(-3, REFUSED)],
];
const YES: Typed[] = [
  t('是', true),
  t('√', true),
  t('否', false),
  t('ｙ', true),
  t(null, null),
  t('也许', REFUSED),
];
const CATEGORY: Typed[] = [
  ...[
    t('制造业', 'manufacturing'),
    t('基础设施', 'infrastructure'),
    t(' 制造业 ', 'manufacturing'),
    t(null, null),
  ],
  t('其他类', REFUSED),
];
const CHIEF: Typed[] = [t('赵项目长', '赵项目长'), t(' 钱 项目长', '钱 项目长'), t(null, null)];

interface Field {
  key: string;
  headers: string[];
  cells: Typed[];
}

const fields = (random: Random): Field[] => {
  const unit = random.pick(['万元', '亿元', ''] as const);
  return [
    { key: 'signedOn', headers: ['签约日期', '签约时间', '签订日期'], cells: SIGNED },
    {
      key: 'investmentWan',
      headers:
        unit === ''
          ? ['总投资', '投资额']
          : [`总投资（${unit}）`, `总投资\n(${unit})`, `计划总投资【${unit}】`],
      cells: MONEY[unit],
    },
    { key: 'landMu', headers: ['用地（亩）', '占地面积（亩）', '用 地 面 积 (亩)'], cells: AREA },
    { key: 'attracted', headers: ['招商引资', '是否招商引资'], cells: YES },
    { key: 'category', headers: ['类别', '项目类型'], cells: CATEGORY },
    { key: 'chief', headers: ['项目长', '项目负责人'], cells: CHIEF },
    { key: 'startCommittedOn', headers: ['计划开工时间', '计划开工日期'], cells: PLANNED },
    { key: 'startActualOn', headers: ['实际开工时间', '实际开工'], cells: ACTUAL },
    { key: 'productionCommittedOn', headers: ['计划投产时间', '投产时间（计划）'], cells: PLANNED },
  ];
};

interface Expected {
  name: string;
  values: Record<string, Typed['says']>;
}

export interface Dirty {
  bytes: Uint8Array;
  expected: Expected[];
  /** Cells that must be refused, `Sheet!B7`. */
  refused: string[];
  cells: number;
}

/** A ledger of this seed: a title, headers in one row or two, totals, headings, hidden rows, remarks. */
export async function dirtyLedger(seed: number): Promise<Dirty> {
  const random = seeded(seed);
  const book = new ExcelJS.Workbook();
  const name = random.pick(['Sheet1', '一览表', '重点项目']);
  const sheet = book.addWorksheet(name);
  const [first, ...rest] = fields(random);
  // Without a confirmed checklist nothing may have begun, and what says so is refused by the rules, not the reading.
  const checklist = { key: 'checklistOn', headers: ['清单确认日期'], cells: [t('2023-12-01', '2023-12-01')] };
  const chosen = [first!, checklist, ...random.shuffled(rest).slice(0, random.between(3, rest.length))];
  const columns = random.shuffled<Field | 'name' | 'number' | 'unknown'>([
    ...chosen,
    'name',
    'number',
    'unknown',
  ]);
  const width = columns.length;
  const twoRows = random.next() < 0.4;

  sheet.addRow(['示例县2024年重点项目台账']);
  if (random.next() < 0.7) sheet.mergeCells(1, 1, 1, width);
  if (random.next() < 0.5)
    sheet.addRow(['填报单位：县发改局', ...Array<null>(width - 2).fill(null), '截至2月28日']);
  if (random.next() < 0.3) sheet.addRow([]);
  const header = (c: (typeof columns)[number]): string =>
    c === 'name'
      ? random.pick(['项目名称', '项 目 名 称', '建设项目'])
      : c === 'number'
        ? '序号'
        : c === 'unknown'
          ? '所在乡镇'
          : random.pick(c.headers);
  const heads = columns.map(header);
  const top = sheet.addRow(twoRows ? heads.map((h) => splitHeader(h)[0]) : heads);
  if (twoRows) {
    const below = sheet.addRow(heads.map((h) => splitHeader(h)[1]));
    for (let c = 1; c <= width; c++)
      if (splitHeader(heads[c - 1]!)[1] === null) sheet.mergeCells(top.number, c, below.number, c);
  }

  const expected: Expected[] = [];
  const refused: string[] = [];
  let cells = 0;
  const count = random.between(8, 16);
  const names = Array.from(
    { length: count },
    (_, i) => `${random.pick(['光伏', '煤机', '药茶', '物流'])}项目${seed}-${i + 1}`,
  );
  for (const [i, project] of names.entries()) {
    if (random.next() < 0.15) {
      const heading = sheet.addRow([`${'一二三四五六七八九'[i % 9]}、工业项目`]);
      if (random.next() < 0.5) sheet.mergeCells(heading.number, 1, heading.number, width);
    }
    const values: Expected['values'] = {};
    const typed = columns.map((c): Typed => {
      if (c === 'name') return t(random.next() < 0.2 ? ` ${project} ` : project, project);
      if (c === 'number') return t(i + 1, null);
      if (c === 'unknown') return t('礼义镇', null);
      return random.pick(c.cells);
    });
    const row = sheet.addRow(typed.map((cell) => cell.put));
    typed.forEach((cell, c) => {
      const column = columns[c]!;
      if (cell.format !== undefined) row.getCell(c + 1).numFmt = cell.format;
      if (typeof column === 'string') return;
      cells += 1;
      values[column.key] = cell.says;
      if (cell.says === REFUSED) refused.push(`${name}!${row.getCell(c + 1).address}`);
    });
    if (random.next() < 0.15) row.hidden = true;
    expected.push({ name: project, values });
  }
  sheet.addRow([random.pick(['合计', '合 计', '总计']), ...Array<number>(width - 1).fill(99_999)]);
  if (random.next() < 0.5) sheet.addRow(['注：以上数据截至2月底']);
  if (random.next() < 0.3) book.addWorksheet('说明').addRow(['本表由各乡镇填报']);
  return { bytes: new Uint8Array(await book.xlsx.writeBuffer()), expected, refused, cells };
}

/** 计划开工时间 as 计划 above, 开工时间 below; others stand in both rows at once. */
function splitHeader(header: string): [string, string | null] {
  const m = /^(计划|实际)(开工|投产)(时间|日期)$/.exec(header);
  return m ? [`${m[2]}时间`, m[1]!] : [header, null];
}

/** What an import made of a ledger: every cell right or refused, and what is not as it must be. */
export async function judge({ bytes, expected, refused }: Dirty): Promise<string[]> {
  const plan = await planOfBytes(bytes, { county: '示例县' });
  const problems: string[] = [];
  const faulty = plan.faults.map((f) => f.path);
  for (const at of refused) if (!faulty.includes(at)) problems.push(`${at} must be refused and was taken`);
  for (const f of plan.faults)
    if (!refused.includes(f.path)) problems.push(`${f.path} was refused: ${f.message.en}`);
  for (const { name, values } of expected) {
    const change = plan.changes.find((c) => c.name === name);
    const bad = Object.values(values).includes(REFUSED);
    const [sign, ...reports] = change?.commands ?? [];
    if (bad) {
      if (sign) problems.push(`${name} has a bad cell and is signed all the same`);
      continue;
    }
    if (sign?.type !== 'signProject') {
      problems.push(`${name} is not signed`);
      continue;
    }
    const read = { ...valuesOf(sign), ...daysOf(reports) };
    for (const [key, says] of Object.entries(values)) {
      const value = (read as Record<string, Typed['says'] | undefined>)[key] ?? null;
      if (value !== says)
        problems.push(`${name} ${key}: ${String(value)} was read, ${String(says)} is right`);
    }
  }
  return problems;
}

const daysOf = (reports: readonly { type: string; occurredOn?: string | undefined }[]) => ({
  startActualOn: reports.find((c) => c.type === 'completeMilestone')?.occurredOn,
  checklistOn: reports.find((c) => c.type === 'confirmChecklist')?.occurredOn,
});

function valuesOf({
  signedOn,
  investmentWan,
  landMu,
  attracted,
  category,
  people,
  milestones = [],
}: SignProject) {
  const promised = (id: string): string | undefined => milestones.find((m) => m.id === id)?.committedOn;
  return {
    ...{ signedOn, investmentWan, landMu, attracted, category },
    chief: people.find((p) => p.role === 'projectChief')?.person,
    startCommittedOn: promised('start'),
    productionCommittedOn: promised('production'),
  };
}

/** The thirty: seeds 1 to 30. */
export const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);

if (process.argv[1] === import.meta.filename) {
  const found: string[] = [];
  for (const seed of SEEDS) found.push(...(await judge(await dirtyLedger(seed))).map((p) => `${seed}: ${p}`));
  console.log(JSON.stringify(found));
}
