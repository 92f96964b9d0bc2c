import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { pixelsOf } from '../../documents/drawing.ts';
import type { WallRow } from '../../domain/review/wall.ts';
import { axisOf, fit, INKS, PAPERS, WallChartSvg } from '../../web/wall-chart.tsx';
import { expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

/** Some fonts give a character of the same shape, a radical: it is read as the common one. */
const textOf = ({ items }: { items: object[] }): string =>
  items
    .map((i) => ('str' in i ? String(i.str) : ''))
    .join('')
    .normalize('NFKC');

test.each([
  ['zh', '挂图作战', '下载 SVG'],
  ['en', 'Wall chart', 'Download SVG'],
] as const)('the office groups the chart, and takes it away (%s)', async (language, title, download) => {
  const { page } = await reader([{ role: 'office' }], { language });
  await page.goto('/wall');
  expect(await page.textContent('h1')).toBe(title);
  await expectAccessible(page);
  if (language === 'zh') await picture(page, 'wall');
  const names = () => page.locator('svg .project > title').allTextContents();
  const projects = await names();
  expect(projects.length).toBeGreaterThan(5);
  await page.selectOption('select[name=by]', { index: 2 });
  await page.waitForURL('**/wall?by=stage');
  // Another test may have signed one meanwhile.
  expect(await names()).toEqual(expect.arrayContaining(projects));
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(`text=${download}`)]);
  expect(file.suggestedFilename()).toMatch(/^wall-\d{4}-\d\d-\d\d\.svg$/);
  await page.setViewportSize({ width: 360, height: 700 });
  await expectFits(page);
  await page.close();
});

test.each(['A3', 'A0'] as const)(
  '%s: the PDF is of the paper’s size, the picture as large as it says',
  async (paper) => {
    const { context } = await reader([{ role: 'office' }]);
    const ask = async (format: string) =>
      (await context.request.get(`/wall.${format}?paper=${paper}`)).body();
    const pdf = await getDocument({ data: new Uint8Array(await ask('pdf')), useSystemFonts: true }).promise;
    const sheet = await pdf.getPage(1);
    const [, , width, height] = sheet.view as [number, number, number, number];
    const mm = (points: number): number => (points / 72) * 25.4;
    expect(pdf.numPages).toBe(1);
    expect(Math.abs(mm(width) - PAPERS[paper].width)).toBeLessThan(0.5);
    expect(Math.abs(mm(height) - PAPERS[paper].height)).toBeLessThan(0.5);
    const words = textOf(await sheet.getTextContent());
    expect(words).toContain('重点项目挂图作战');
    const png = await ask('png');
    const { css, scale } = pixelsOf(PAPERS[paper]);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([css.width * scale, css.height * scale]);
    await context.close();
  },
);

test('who has no part in the office does not see it', async () => {
  const { page } = await reader([{ role: 'chief' }], { person: '无项目者' });
  expect((await page.goto('/wall'))?.status()).toBe(403);
  expect((await page.goto('/wall.svg'))?.status()).toBe(403);
  await page.close();
});

test('a county’s office has its county alone, and a sheet that there is not is refused', async () => {
  const { page, context } = await reader([{ role: 'office', counties: ['陵川县'] }]);
  await page.goto('/wall');
  expect(await page.locator('svg .group').allTextContents()).toEqual(['陵川县']);
  expect((await context.request.get('/wall?county=运城市')).status()).toBe(403);
  expect((await page.goto('/wall?sheet=9'))?.status()).toBe(400);
  await page.close();
});

const ROW: WallRow = {
  ...{ project: 'p', name: '年产十万吨轻量化铝合金铸件及其配套加工基地建设项目（二期）', leader: '孙副县长' },
  ...{ group: { zh: '县', en: 'county' }, stage: { zh: '建设', en: 'construction' }, light: 'red' },
  ...{ signedOn: '2023-03-01', plannedTo: '2024-12-31', forecastTo: '2025-03-31', actualTo: '2024-01-31' },
  marks: [{ name: '开工', plannedOn: '2023-06-30', actualOn: '2023-07-01' }],
};

test.each(Object.keys(PAPERS) as (keyof typeof PAPERS)[])(
  'a hundred projects stand on %s, every one within it',
  async (paper) => {
    const rows = Array.from({ length: 100 }, (_, i): WallRow => ({ ...ROW, project: `p${i}` }));
    const chart = {
      rows,
      paper,
      language: 'zh',
      title: '挂图',
      today: '2024-02-28',
      sheet: 1,
      sheets: 1,
    } as const;
    const svg = (await WallChartSvg(chart)).toString();
    expect(svg.match(/class="project"/g)).toHaveLength(100);
    expect(svg.match(/class="light-red"/g)).toHaveLength(101);
    for (const kind of ['plan', 'forecast', 'actual'])
      expect(svg.match(new RegExp(`class="${kind}"`, 'g'))).toHaveLength(101);
    const ys = [...svg.matchAll(/ y="([\d.]+)"/g)].map((m) => Number(m[1]));
    expect(Math.max(...ys)).toBeLessThan(PAPERS[paper].height);
    // The smallest type is still type: a millimetre and a half on A3.
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((m) => Number(m[1]));
    expect(Math.min(...sizes)).toBeGreaterThan(1.5);
  },
);

test('what is drawn stands out from white paper in a grey copy', () => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const share = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const { line, ...letters } = INKS;
  const contrast = (hex: string): number => 1.05 / (luminance(hex) + 0.05);
  for (const ink of Object.values(letters)) expect(contrast(ink)).toBeGreaterThan(4.5);
  expect(contrast(line)).toBeGreaterThan(3);
});

test('a name that is too long is cut, and an axis of many years has few months', () => {
  expect(fit('铝合金铸件', 100, 4)).toBe('铝合金铸件');
  expect(fit('铝合金铸件', 13, 4)).toBe('铝合…');
  expect(axisOf([ROW], '2024-02-28').length).toBeLessThan(22);
  expect(axisOf([{ ...ROW, signedOn: '2010-01-01' }], '2024-02-28').length).toBeLessThan(22);
});
