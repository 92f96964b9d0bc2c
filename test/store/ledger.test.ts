/** The ledger over HTTP: tried, refused with its cells marked, applied, resumed, written again. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { writeLedger } from '../../ledger/write.ts';
import { applyLedger, countyProjects, planLedger } from '../../store/ledger.ts';
import { reviewNow } from '../../store/reviews.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { projectsOf, TODAY } from '../ledger/given.ts';

const NOW = TODAY.now;
const COUNTY = '陵川县';
let system: System;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  app = createApp({ system, token: 'operator', log: () => {} });
});
afterAll(() => system.close());

const call = (method: string, path: string, body?: Uint8Array | object, query: Record<string, string> = {}) =>
  app.request(`/v1${path}?${new URLSearchParams({ county: COUNTY, ...query }).toString()}`, {
    method,
    headers: {
      authorization: 'Bearer operator',
      'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined
      ? {}
      : { body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
  });
const lines = async (answer: Response) =>
  (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function edited(
  change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await call('GET', '/ledger')).arrayBuffer());
  change(book.getWorksheet('项目')!, book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
const column = (sheet: ExcelJS.Worksheet, header: string): number =>
  (sheet.getRow(2).values as string[]).indexOf(header);

describe('the ledger of the winter campaign', () => {
  test('is tried, then taken in; the review prints 45, 35, 75.6 % and 43, 75, 55', async () => {
    const bytes = await writeLedger(projectsOf(COUNTY), TODAY, COUNTY);
    const trial = (await (await call('POST', '/ledger/plan', bytes)).json()) as {
      digest: string;
      changes: unknown[];
    };
    expect(trial).toMatchObject({ county: COUNTY, unchanged: 0, faults: [] });
    expect(trial.changes).toHaveLength(45);
    expect(await countyProjects(system, COUNTY)).toEqual([]);
    const done = await lines(await call('POST', '/ledger/apply', bytes, { digest: trial.digest }));
    expect(done).toHaveLength(46);
    expect(done.at(-1)).toEqual({ done: 45, of: 45 });
    const review = await reviewNow(system, NOW);
    const { figures } = review.counties.find((c) => c.county === COUNTY)!;
    expect(Object.fromEntries(figures.map((f) => [f.id, f.percent ?? f.value]))).toEqual({
      ...{ projects: 45, formalitiesFinished: 35, startReady: 75.6 },
      ...{ checklistProjects: 43, approvalItems: 75, approvalItemsFinished: 55 },
    });
  });

  test('exported and taken in again it changes nothing', async () => {
    const bytes = new Uint8Array(await (await call('GET', '/ledger')).arrayBuffer());
    expect(await (await call('POST', '/ledger/plan', bytes)).json()).toMatchObject({
      ...{ unchanged: 45, changes: [], faults: [] },
    });
    expect(await lines(await call('POST', '/ledger/apply', bytes))).toEqual([{ done: 0, of: 0 }]);
  });

  test('what was changed in it becomes commands, and is there afterwards', async () => {
    const bytes = await edited((sheet, book) => {
      sheet.getRow(3).getCell(column(sheet, '总投资（万元）')).value = '1.2亿元';
      sheet.getRow(4).getCell(column(sheet, '项目长')).value = '新项目长';
      const items = book.getWorksheet('审批事项')!;
      const open = Array.from({ length: items.rowCount - 2 }, (_, i) => items.getRow(i + 3)).find(
        (row) => row.getCell(7).value !== null && row.getCell(8).value === null,
      )!;
      open.getCell(8).value = '2月27日';
    });
    const trial = (await (await call('POST', '/ledger/plan', bytes)).json()) as {
      changes: { differences: { text: { zh: string } }[] }[];
    };
    const said = trial.changes.flatMap((c) => c.differences.map((d) => d.text.zh));
    expect(said).toHaveLength(3);
    expect(said.join('\n')).toMatch(/总投资（万元）：— → 12000/);
    expect(said.join('\n')).toMatch(/项目长：钱项目长 → 新项目长/);
    expect(said.join('\n')).toMatch(/办结日期：— → 2024-02-27/);
    expect((await lines(await call('POST', '/ledger/apply', bytes))).at(-1)).toEqual({ done: 3, of: 3 });
    const [first] = await countyProjects(system, COUNTY);
    expect(first!.project.investmentWan).toBe(12_000);
    // The same file again: nothing is left to do.
    expect(await lines(await call('POST', '/ledger/apply', bytes))).toEqual([{ done: 0, of: 0 }]);
  });

  test('a faulty one does nothing at all, and comes back with its cells marked', async () => {
    const before = (await countyProjects(system, COUNTY)).map((k) => k.version);
    const bytes = await edited((sheet) => {
      sheet.getRow(3).getCell(column(sheet, '用地（亩）')).value = '约30亩';
      sheet.getRow(4).getCell(column(sheet, '签约日期')).value = '2023年底';
      sheet.getRow(5).getCell(column(sheet, '产业')).value = '中药材';
    });
    const refused = await call('POST', '/ledger/apply', bytes);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ code: 'ledgerFaults' });
    expect((await countyProjects(system, COUNTY)).map((k) => k.version)).toEqual(before);

    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await (await call('POST', '/ledger/errors', bytes)).arrayBuffer());
    const sheet = book.getWorksheet('项目')!;
    const bad = sheet.getRow(3).getCell(column(sheet, '用地（亩）'));
    expect(bad.value).toBe('约30亩');
    expect(JSON.stringify(bad.fill)).toContain('FFC7CE');
    expect(JSON.stringify(bad.note)).toContain('不是一个数');
    expect(sheet.getRow(5).getCell(column(sheet, '产业')).value).toBe('中药材');
    const list = book.getWorksheet('导入错误')!;
    expect(list.rowCount).toBe(3);
    expect(list.getRow(2).getCell(1).text).toMatch(/^项目![A-Z]+3$/);

    const partial = await lines(await call('POST', '/ledger/apply', bytes, { partial: 'true' }));
    expect(partial.at(-1)).toEqual({ done: 1, of: 1 });
  });

  test('columns that a county calls otherwise are read by its mapping', async () => {
    const text = '企业名称,落地时间,投资规模（亿元）\n某药业加工项目,2024-01-08,1.5\n';
    const bytes = new TextEncoder().encode(text);
    expect(await (await call('POST', '/ledger/plan', bytes)).json()).toMatchObject({ changes: [] });
    const mapping = { projects: { 企业名称: 'name', 落地时间: 'signedOn', 投资规模: 'investmentWan' } };
    expect((await call('PUT', '/ledger/mapping', mapping)).status).toBe(200);
    expect(await (await call('GET', '/ledger/mapping')).json()).toEqual(mapping);
    expect(await (await call('POST', '/ledger/plan', bytes)).json()).toMatchObject({
      changes: [{ name: '某药业加工项目', isNew: true }],
      faults: [],
    });
  });

  test('filtered, as of a day, and as .csv', async () => {
    const csv = await (await call('GET', '/ledger', undefined, { format: 'csv', table: 'items' })).text();
    expect(csv.split('\r\n').length).toBeGreaterThan(75);
    const early = await (
      await call('GET', '/ledger', undefined, { format: 'csv', asOf: '2023-11-10' })
    ).text();
    expect(early).toContain('lingchuan-10');
    expect(early).not.toContain('lingchuan-11');
    const red = await (await call('GET', '/ledger', undefined, { format: 'csv', light: 'red' })).text();
    expect(red).not.toContain('绿');
  });
});

test.each([
  ['an old or encrypted file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /\.xlsx/],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe]), /\.csv/],
  ['a broken archive', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), /xlsx|损坏|archive/],
])('%s is refused as a whole', async (_, bytes, said) => {
  const answer = await call('POST', '/ledger/plan', bytes);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toMatch(said);
});

test('an id of another county is not taken over; a plan that is too old is refused by its version', async () => {
  const other = '别县';
  const csv = '项目编号,项目名称,签约日期\nlingchuan-01,冒名项目,2024-01-08\nnew-01,新项目,2024-01-08\n';
  const file = { bytes: new TextEncoder().encode(csv), name: 'x.csv' };
  const plan = await planLedger(system, NOW, file, other);
  expect(plan.faults.map((f) => f.message.zh)).toEqual([expect.stringContaining('其他县区')]);
  const by = { at: new Date().toISOString(), actor: 'office' };
  const run = async (p: typeof plan) => {
    const done = [];
    for await (const one of applyLedger(system, p, by)) done.push(one);
    return done;
  };
  expect(await run(plan)).toEqual([{ project: 'new-01', name: '新项目' }]);
  const stale = { ...plan, digest: 'f'.repeat(64) };
  expect((await run(stale))[0]!.refused?.zh).toMatch(/已更新到第/);
});
