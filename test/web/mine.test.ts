import { beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '../../domain/access.ts';
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

describe('the others who have a part', () => {
  const id = 'web-mine-parts';
  beforeAll(async () => {
    const from = '2024-01-08';
    await api('POST', '/projects', {
      ...{ id, name: '各方项目', county: '各方县', signedOn: from },
      template: { id: 'industrial', version: 1 },
      people: [
        { role: 'projectChief', person: '各方项目长', from },
        { role: 'approvalChief', person: '各方审批长', from },
        { role: 'leaderInCharge', person: '各方领导', from },
      ],
      milestones: [{ id: 'survey', name: '勘察完成', committedOn: '2024-02-20', department: '各方住建局' }],
    });
    await api('POST', '/projects', {
      ...{ id: `${id}-other`, name: '别人的项目', county: '各方县', signedOn: from },
      ...{ template: { id: 'industrial', version: 1 }, people: [], milestones: [] },
    });
  });

  test.each([
    ['an approval chief', [{ role: 'approvalChief' }], '各方审批长'],
    ['a department', [{ role: 'department', department: '各方住建局' }], '各方经办'],
    [
      'a leader, of a whole county only those that are theirs',
      [{ role: 'leader', counties: ['各方县'] }],
      '各方领导',
    ],
  ] as [string, Grant[], string][])('%s', async (_, grants, person) => {
    const { page } = await reader(grants, { person, width: 360, height: 740 });
    await page.goto('/mine');
    expect(await page.locator('article h2').allTextContents()).toEqual(['各方项目']);
    expect(await page.textContent('.items')).toContain('勘察完成');
    await expectAccessible(page);
    await page.close();
  });

  test('a leader of another name has none of them', async () => {
    const { page } = await reader([{ role: 'leader', counties: ['各方县'] }], { person: '别的领导' });
    await page.goto('/mine');
    expect(await page.locator('article').count()).toBe(0);
    await page.close();
  });
});
