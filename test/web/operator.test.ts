import { expect, test } from 'vitest';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

test.each([
  ['zh', /工作进程与 Temporal\s*● 正常/, '发放令牌', '发放', '作废', /只显示这一次/],
  ['en', /Worker and Temporal\s*● the worker/, 'Make a token', 'Make it', 'Revoke', /Shown this once/],
] as const)(
  'the administrator sees that all is well, makes a token and takes it away (%s)',
  async (...given) => {
    const [language, well, unfold, make, revoke, once] = given;
    const { page } = await reader([{ role: 'admin' }], { language });
    await page.goto('/operator');
    // The worker says that it is there every five seconds.
    await expect
      .poll(() => page.reload().then(() => page.textContent('[data-live=health]')), { timeout: 60_000 })
      .toMatch(well);
    await expectAccessible(page);
    if (language === 'zh') await picture(page, 'operator');
    const label = `operator-test-${language}`;
    await page.click(`summary:text-is("${unfold}")`);
    await page.fill('#new-token [name=label]', label);
    await page.selectOption('#new-token [name="grants.0.role"]', 'screen');
    await page.fill('#new-token [name="grants.0.counties"]', '甲县，乙县');
    await page.selectOption('#new-token [name=expiresAt]', { index: 1 });
    await page.click(`#new-token button:text-is("${make}")`);
    const shown = (await page.textContent('output'))!;
    expect(shown).toMatch(once);
    const token = /qc_[\w-]+/.exec(shown)![0];
    expect(token.length).toBeGreaterThan(20);
    const tokens = await api<{ id: string; label: string; grants: object[]; goneOn?: string }[]>(
      'GET',
      '/tokens',
    );
    const made = tokens.find((t) => t.label === label)!;
    expect(made.grants).toEqual([{ role: 'screen', counties: ['甲县', '乙县'] }]);

    await page.reload();
    const row = page.locator('tr', { hasText: label });
    await row.locator('summary').click();
    await row.locator('[name=reason]').fill('测试完毕');
    await row.locator(`button:text-is("${revoke}")`).click();
    await expect.poll(() => page.locator('tr', { hasText: label }).count()).toBe(0);
    const after = await api<typeof tokens>('GET', '/tokens');
    expect(after.find((t) => t.id === made.id)!.goneOn).toBeDefined();
    await page.close();
  },
);

test('an auditor looks and is offered nothing; the office does not see it', async () => {
  const auditor = await reader([{ role: 'auditor' }]);
  await auditor.page.goto('/operator');
  expect(await auditor.page.locator('form[data-to]').count()).toBe(0);
  await auditor.page.setViewportSize({ width: 360, height: 700 });
  await expectFits(auditor.page);
  await auditor.page.close();
  const office = await reader([{ role: 'office' }]);
  expect((await office.page.goto('/operator'))?.status()).toBe(403);
  await office.page.close();
});
