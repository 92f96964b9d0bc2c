import { expect, test } from 'vitest';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

test.each([
  ['zh', '超期', '已确认'],
  ['en', 'late', 'acknowledged'],
] as const)(
  'a chief on a phone sees what is late and says that it is known (%s)',
  async (language, late, known) => {
    const id = `web-mine-${language}`;
    const person = `手机项目长${language}`;
    await api('POST', '/projects', {
      ...{ id, name: `手机项目 ${language}`, county: '示例县', signedOn: '2024-01-08' },
      template: { id: 'industrial', version: 1 },
      people: [{ role: 'projectChief', person, from: '2024-01-08' }],
      milestones: [{ id: 'survey', name: '勘察完成', committedOn: '2024-02-20' }],
    });
    const { page } = await reader([{ role: 'chief' }], { language, person, width: 360, height: 740 });
    await page.goto('/mine');
    expect(await page.textContent('main')).toContain(late);
    await expectFits(page);
    await expectAccessible(page);
    // The rung is reached by the system's own clock.
    await page.locator('.items form button').waitFor({ timeout: 60_000 });
    if (language === 'zh') await picture(page, 'mine');
    await page.click('.items form button');
    await page.locator('.items', { hasText: known }).waitFor();
    expect(await page.locator('.items form').count()).toBe(0);
    await page.click('article h2 a');
    await page.waitForURL(`**/page/projects/${id}`);
    await page.close();
  },
);

test('who has no part in a project is told so; the office has no such page', async () => {
  const chief = await reader([{ role: 'chief' }], { person: '没有项目的项目长' });
  await chief.page.goto('/mine');
  expect(await chief.page.locator('article').count()).toBe(0);
  const auditor = await reader([{ role: 'auditor' }]);
  expect((await auditor.page.goto('/mine'))?.status()).toBe(403);
  for (const { page } of [chief, auditor]) await page.close();
});
