/** The wizard of a ledger in a browser: tried, mended, done. */
import { describe, expect, test } from 'vitest';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

const file = (text: string) => ({ name: '台账.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.each(['zh', 'en'] as const)('a ledger (%s)', (language) => {
  const county = `导入县${language}`;
  const said = (zh: string, en: string): string => (language === 'zh' ? zh : en);

  test('is tried, mended and done', async () => {
    const { page } = await reader([{ role: 'office', counties: [county] }], { language });
    await page.goto('/import');
    await expectAccessible(page);
    expect(await page.inputValue('input[name=county]')).toBe(county);
    const heads = '企业名称,签约日期,总投资（万元）\n';
    await page.setInputFiles('input[type=file]', file(`${heads}某药业项目,2024年1月8日,12000\n`));
    await page.click('#choose button');
    await page.getByText(said('没有找到台账', 'there is no ledger')).first().waitFor();

    const faulty = `项目名称,签约日期,总投资（万元）,乡镇\n某药业项目${language},2024年1月8日,约1.2亿\n某煤机项目${language},2024年1月9日,6800,礼义镇\n`;
    await page.setInputFiles('input[type=file]', file(faulty));
    await page.click('#choose button');
    await page.getByText(said('不是一个数', 'is not one number')).waitFor();
    await expectAccessible(page);
    await picture(page, `import-faults-${language}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: said('下载标出错误的文件', 'Download the file') }).click();
    expect((await download).suggestedFilename()).toBe('导入错误.xlsx');

    await page.setInputFiles('input[type=file]', file(faulty.replace('约1.2亿', '1.2亿元')));
    await page.click('#choose button');
    await page.getByText(said('新增 2，变更 0', '2 new, 0 changed')).waitFor();
    await picture(page, `import-${language}`);
    await page.click('#apply');
    await page.getByText(said('已导入 2 / 2 个项目', '2 of 2 projects imported')).waitFor();
    await expectAccessible(page);
    const projects = await api<{ name: string; county: string }[]>('GET', '/projects');
    expect(
      projects
        .filter((p) => p.county === county)
        .map((p) => p.name)
        .toSorted(),
    ).toEqual([`某煤机项目${language}`, `某药业项目${language}`].toSorted());

    await page.setInputFiles('input[type=file]', file(faulty.replace('约1.2亿', '1.2亿元')));
    await page.click('#choose button');
    await page.getByText(said('没有要导入的', 'nothing to import')).waitFor();
    await page.close();
  });

  test('with columns of the county’s own is read once they are named', async () => {
    const { page } = await reader([{ role: 'office', counties: [county] }], { language, width: 360 });
    await page.goto('/import');
    await expectFits(page);
    const text = `项目名称,签约日期,投资盘子（亿元）\n另一项目${language},2024-01-10,1.5\n`;
    await page.setInputFiles('input[type=file]', file(text));
    await page.click('#choose button');
    await page.locator('summary', { hasText: said('未识别的列', 'not known') }).click();
    await page.selectOption('#plan select', { label: '总投资（万元）' });
    await page.getByRole('button', { name: said('保存列名', 'Save the columns') }).click();
    await page.getByText(said('新增 1', '1 new')).waitFor();
    await expect.poll(() => page.locator('#plan select').count()).toBe(0);
    await page.close();
  });
});

test('only an office imports, and only into its county', async () => {
  const { page } = await reader([{ role: 'auditor' }]);
  expect((await page.goto('/import'))!.status()).toBe(403);
  await page.close();
  const other = await reader([{ role: 'office', counties: ['甲县'] }]);
  expect((await other.page.goto(`/import?county=${encodeURIComponent('乙县')}`))!.status()).toBe(403);
  await other.page.close();
});
