import { expect, test } from 'vitest';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

const sign = (id: string, chief: string) =>
  api('POST', '/projects', {
    ...{ id, name: `页面测试项目 ${id}`, county: '示例县', signedOn: '2024-01-08' },
    template: { id: 'industrial', version: 1 },
    people: [{ role: 'projectChief', person: chief, from: '2024-01-08' }],
    milestones: [
      { id: 'survey', name: '勘察完成', committedOn: '2024-02-20' },
      { id: 'roof', name: '封顶', committedOn: '2024-06-20' },
    ],
  });
const said = async (id: string) =>
  (await api<{ type: string; actor: string; data: object }[]>('GET', `/projects/${id}/events`)).slice(1);

test.each(['zh', 'en'] as const)(
  'a chief reports a milestone with its evidence, and follows a number to its events (%s)',
  async (language) => {
    const id = `web-page-${language}`;
    const person = `页面项目长${language}`;
    await sign(id, person);
    const { page } = await reader([{ role: 'chief' }], { language, person });
    await page.goto(`/page/projects/${id}`);
    await expectAccessible(page);
    expect(await page.locator('#act-issueDirective, #act-appointPerson').count()).toBe(0);
    await page.click('#act-completeMilestone summary');
    const form = page.locator('#act-completeMilestone form');
    await form.locator('select[name=milestone]').selectOption('survey');
    await form.locator('textarea').fill('勘察报告已备案');
    await form.locator('button').click();
    const row = page.locator('tr', { hasText: '勘察报告已备案' });
    await row.waitFor();
    expect((await said(id)).filter((e) => e.type === 'milestoneCompleted')).toMatchObject([
      { actor: person, data: { milestone: 'survey', evidence: '勘察报告已备案' } },
    ]);
    await row.locator('a').first().click();
    await page.waitForURL(/about=milestone%3Asurvey.*#events/);
    const events = page.locator('.events li');
    expect(await events.first().textContent()).toContain('勘察完成');
    expect(await events.allTextContents()).not.toContainEqual(expect.stringContaining('封顶'));
    await expectAccessible(page);
    await page.close();
  },
);

test('another’s change meanwhile refuses the form, beside it, and keeps what was written', async () => {
  await sign('web-page-race', '页面竞争者');
  const { page } = await reader('operator', { width: 360 });
  await page.goto('/page/projects/web-page-race');
  await expectFits(page);
  await page.click('#act-reportProgress summary');
  const form = page.locator('#act-reportProgress form');
  await form.locator('select').selectOption('roof');
  await form.locator('input').fill('40');
  await api('POST', '/projects/web-page-race/commands', {
    type: 'reportProgress',
    milestone: 'roof',
    percent: 30,
  });
  await form.locator('button').click();
  await form.locator('.fault:not([hidden])').waitFor();
  expect(await form.locator('input').inputValue()).toBe('40');
  await page.reload();
  await page.click('#act-reportProgress summary');
  await form.locator('select').selectOption('roof');
  await form.locator('input').fill('40');
  await form.locator('button').click();
  await page.locator('tr', { hasText: '40%' }).waitFor();
  await page.close();
});

test.each([
  ['zh', '只读'],
  ['en', 'read only'],
] as const)('the project as of an earlier day is read only and says so (%s)', async (language, words) => {
  const { page } = await reader('operator', { language });
  await page.goto('/page/projects/jinko-56gw');
  if (language === 'zh') await picture(page, 'project', false);
  await page.locator('input[name=as-of]').fill('2024-01-31');
  await page.locator('form.as-of button').click();
  await page.waitForURL(/as-of=2024-01-31/);
  expect(await page.locator('p.stale').textContent()).toContain(words);
  expect(await page.locator('form.command').count()).toBe(0);
  expect((await page.locator('.events li > a').allTextContents()).filter((d) => d > '2024-01-31')).toEqual(
    [],
  );
  await expectAccessible(page);
  // The slider leads to its day.
  await page.locator('input[type=range]').press('ArrowRight');
  await page.waitForURL(/as-of=2024-02-01/);
  await page.goto('/page/projects/jinko-56gw?as-of=2999-01-01');
  expect(await page.textContent('main')).toContain('2999-01-01');
  await page.close();
});

test('a leader of another county does not see it; an auditor sees it and can do nothing', async () => {
  const other = await reader([{ role: 'leader' }], { person: '外县领导' });
  const counties = await reader([{ role: 'auditor', counties: ['别处'] }]);
  expect((await counties.page.goto('/page/projects/jinko-56gw'))?.status()).toBe(404);
  const auditor = await reader([{ role: 'auditor' }]);
  expect((await auditor.page.goto('/page/projects/jinko-56gw'))?.status()).toBe(200);
  expect(await auditor.page.locator('form.command').count()).toBe(0);
  for (const { page } of [other, counties, auditor]) await page.close();
});

test.each(['zh', 'en'] as const)(
  'a file is brought to a milestone, and stands beside it (%s)',
  async (language) => {
    const id = `web-files-${language}`;
    const person = `附件项目长${language}`;
    await sign(id, person);
    const { page } = await reader([{ role: 'chief' }], { language, person });
    await page.goto(`/page/projects/${id}`);
    await page.click('#add-file summary');
    await expectAccessible(page);
    const upload = async (name: string, bytes: Buffer): Promise<void> => {
      await page.setInputFiles('#add-file [type=file]', { name, mimeType: 'image/jpeg', buffer: bytes });
      await page.selectOption('#add-file select', 'milestone:roof');
      await page.click('#add-file button');
    };
    await upload('程序.jpg', Buffer.from('MZ not a photo'));
    await page.locator('#add-file .fault:not([hidden])', { hasText: 'JPEG' }).waitFor();
    await upload('封顶.jpg', Buffer.concat([Buffer.from('ffd8ffe000104a46', 'hex'), Buffer.from(id)]));
    const row = page.locator('tr', { has: page.locator('th', { hasText: '封顶' }) });
    const link = row.getByRole('link', { name: '封顶.jpg' });
    await link.waitFor();
    const download = page.waitForEvent('download');
    await link.click();
    expect((await download).suggestedFilename()).toBe('封顶.jpg');
    expect((await said(id)).filter((e) => e.type === 'attachmentAdded')).toMatchObject([
      { actor: person, data: { name: '封顶.jpg', about: 'milestone:roof' } },
    ]);
    await expectAccessible(page);
    await page.close();
    // A reader who brings nothing still sees it.
    const auditor = await reader([{ role: 'auditor' }], { language });
    await auditor.page.goto(`/page/projects/${id}?about=milestone%3Aroof#events`);
    expect(await auditor.page.locator('#add-file').count()).toBe(0);
    expect(await auditor.page.locator('.events').textContent()).toContain('封顶.jpg');
    await auditor.page.close();
  },
);
