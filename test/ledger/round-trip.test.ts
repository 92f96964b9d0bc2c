/** Out and in again: the export of every example, read back by the import and by another library. */
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { countyFigures } from '../../domain/review/figures.ts';
import { entryOf } from '../../domain/review/entry.ts';
import type { Project } from '../../domain/project/state.ts';
import { TABLES, type TableId } from '../../ledger/tables.ts';
import { ledgerRows, writeLedger, writeTable } from '../../ledger/write.ts';
import { after, known, planOfBytes, projectsOf, TODAY } from './given.ts';

const COUNTIES = ['陵川县', '寿阳经开区', '山西转型综改示范区', '运城市'];
const figures = (projects: readonly Project[]) =>
  Object.fromEntries(
    countyFigures(projects.map((p) => entryOf(p, TODAY))).map((f) => [f.id, f.percent ?? f.value]),
  );

describe.each(COUNTIES)('%s', (county) => {
  const projects = projectsOf(county);

  test('the unchanged file changes nothing', async () => {
    const plan = await planOfBytes(await writeLedger(projects, TODAY, county), {
      county,
      known: known(projects),
    });
    expect(plan.faults).toEqual([]);
    expect(plan.changes.map((c) => c.differences)).toEqual([]);
    expect(plan.unchanged).toBe(projects.length);
  });

  test('as .csv it changes nothing either, table by table', async () => {
    for (const table of Object.keys(TABLES) as TableId[]) {
      const text = writeTable(table, projects, TODAY);
      expect(text.codePointAt(0)).toBe(0xfeff);
      if (ledgerRows(projects, TODAY)[table].length === 0) continue;
      const plan = await planOfBytes(new TextEncoder().encode(text), { county, known: known(projects) });
      expect(plan.faults, table).toEqual([]);
      expect(plan.changes, table).toEqual([]);
    }
  });

  test('into an empty county it signs every project, which then shows the same rows', async () => {
    const plan = await planOfBytes(await writeLedger(projects, TODAY, county), { county });
    expect(plan.faults).toEqual([]);
    const made = after(plan, []);
    const shown = (list: readonly Project[]) => {
      const { projects: rows, items, lines, milestones } = ledgerRows(list, TODAY);
      // Windows, blockers and on-site offices are no part of a ledger, so lights may differ without them.
      const fact = ({
        light: _,
        why: __,
        next: ___,
        nextOn: ____,
        dueOn: _____,
        ...row
      }: object & Record<string, unknown>) => row;
      return [rows, items, lines, milestones].map((t) => t.map(fact));
    };
    expect(shown(made)).toEqual(shown(projects));
    expect(figures(made)).toEqual(figures(projects));
  });
});

test('the tables of the winter campaign come from its ledger: 45, 35, 75.6 %; 43, 75, 55', async () => {
  const county = '陵川县';
  const plan = await planOfBytes(await writeLedger(projectsOf(county), TODAY, county), { county });
  expect(figures(after(plan, []))).toEqual({
    ...{ projects: 45, formalitiesFinished: 35, startReady: 75.6 },
    ...{ checklistProjects: 43, approvalItems: 75, approvalItemsFinished: 55 },
  });
});

describe('the .xlsx, read by another library', async () => {
  const county = '陵川县';
  const projects = projectsOf(county);
  const book = new ExcelJS.Workbook();
  const bytes = await writeLedger(projects, TODAY, county);
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  const sheet = book.getWorksheet('项目')!;
  const column = (header: string): number =>
    (sheet.getRow(2).values as string[]).findIndex((v) => v === header);

  test('holds every project with its values and dates', () => {
    expect(book.worksheets.map((s) => s.name)).toEqual(['项目', '生产线', '审批事项', '节点']);
    expect(sheet.rowCount).toBe(2 + 45);
    const row = sheet.getRow(3);
    expect(row.getCell(column('项目编号')).value).toBe('lingchuan-01');
    expect(row.getCell(column('项目名称')).value).toBe('党参标准化种植加工基地项目');
    expect(row.getCell(column('签约日期')).value).toEqual(new Date('2023-11-01T00:00:00Z'));
    expect(row.getCell(column('签约日期')).numFmt).toBe('yyyy-mm-dd');
  });

  test('is set up for the office: frozen headers, filters, A3 across, headers on every page', () => {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2, xSplit: 3 });
    const filter = sheet.autoFilter;
    expect(typeof filter === 'string' ? filter : JSON.stringify(filter)).toContain('2');
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 8,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
    });
    expect(sheet.pageSetup.printTitlesRow).toBe('1:2');
  });

  test('tells lights by text and by colour', () => {
    const lights = new Map<string, string>();
    for (let r = 3; r <= sheet.rowCount; r++) {
      const cell = sheet.getRow(r).getCell(column('灯'));
      lights.set(cell.text, JSON.stringify(cell.fill));
    }
    expect([...lights.keys()].every((t) => /^[■▲●] [红黄绿]$/.test(t))).toBe(true);
    expect(new Set(lights.values()).size).toBe(lights.size);
  });
});

test('a text that looks like a formula is text, in both formats', async () => {
  const county = '陵川县';
  const [first] = projectsOf(county);
  const evil = {
    ...first!,
    name: '=HYPERLINK("http://evil.example","x")',
    industry: '+1+1',
    zone: '@SUM(A1)',
  };
  const bytes = await writeLedger([evil], TODAY, county);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  const row = book.getWorksheet('项目')!.getRow(3);
  expect(row.getCell(3).value).toBe(evil.name);
  expect(row.getCell(3).type).toBe(ExcelJS.ValueType.String);
  row.eachCell((cell) => expect(cell.formula).toBeUndefined());
  const csv = writeTable('projects', [evil], TODAY);
  expect(csv).toContain('"\'=HYPERLINK');
  expect(csv).toContain("'+1+1");
  const plan = await planOfBytes(new TextEncoder().encode(csv), { county, known: known([evil]) });
  expect([plan.faults, plan.changes]).toEqual([[], []]);
});
