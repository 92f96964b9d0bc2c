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
    await row.waitFor({ state: 'detached' });
    const after = await api<typeof tokens>('GET', '/tokens');
    expect(after.find((t) => t.id === made.id)!.goneOn).toBeDefined();
    await page.close();
  },
);

test.each([
  ['zh', '添加用户', '移除'],
  ['en', 'Add a user', 'Remove'],
] as const)('a user is added and taken out again (%s)', async (language, add, remove) => {
  const person = `运行测试用户${language}`;
  const email = `operator-${language}@example.org`;
  const users = () =>
    api<{ id: string; person: string; email?: string; grants: object[] }[]>('GET', '/users');
  const { page } = await reader([{ role: 'admin' }], { language, width: 360 });
  await page.goto('/operator');
  await expectFits(page);
  await page.click(`summary:text-is("${add}")`);
  await page.fill('#new-user [name=person]', person);
  await page.fill('#new-user [name=email]', email);
  await page.selectOption('#new-user [name="grants.0.role"]', 'office');
  await page.fill('#new-user [name="grants.0.counties"]', '甲县');
  await page.click('#new-user [type=submit]');
  const row = page.locator('tr', { hasText: person });
  await row.waitFor();
  expect((await users()).filter((u) => u.person === person)).toMatchObject([
    { email, grants: [{ role: 'office', counties: ['甲县'] }] },
  ]);
  await row.locator('summary').click();
  await row.locator('[name=reason]').fill('调离');
  await row.locator(`button:text-is("${remove}")`).click();
  await row.waitFor({ state: 'detached' });
  expect((await users()).filter((u) => u.person === person)).toEqual([]);
  await page.close();
});

test.each([
  ['zh', '重发', '不再发送'],
  ['en', 'Try again', 'Mute'],
] as const)('a notice that did not arrive is tried again, and muted (%s)', async (language, again, mute) => {
  // Each try has its own: what one has signed stands.
  const person = `收不到的人${language}${Date.now()}`;
  const id = `web-undelivered-${language}-${Date.now()}`;
  const contact = { person, language, channels: [{ channel: 'wecom', address: '不存在的群' }] };
  await api('PUT', `/contacts/${id}`, contact);
  await api('POST', '/projects', {
    ...{ id, name: `未送达项目${language}`, county: '未送达县', signedOn: '2024-01-08' },
    template: { id: 'industrial', version: 1 },
    people: [{ role: 'projectChief', person, from: '2024-01-08' }],
    milestones: [{ id: 'survey', name: '勘察完成', committedOn: '2024-02-28' }],
  });
  type Found = { id: string; stream: string; delivery: { attempts: object[] } };
  const failed = (status = 'undeliverable') =>
    api<Found[]>('GET', `/notices?person=${encodeURIComponent(person)}&status=${status}`);
  await expect.poll(async () => (await failed()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const all = (await failed()).length;
  const [first] = await failed();
  const { page } = await reader([{ role: 'admin' }], { language });
  await page.goto('/operator');
  const rows = page.locator('[data-live=failed] tr', { hasText: person });
  expect(await rows.first().textContent()).toContain('wecom');
  await expectAccessible(page);
  // The page shows itself anew by the answer: a reload of ours beside that one would end it.
  await Promise.all([page.waitForEvent('load'), rows.first().locator(`button:text-is("${again}")`).click()]);
  const attempts = async () =>
    (await failed()).find((n) => n.id === first!.id)?.delivery.attempts.length ?? 0;
  await expect.poll(attempts, { timeout: 60_000 }).toBeGreaterThan(first!.delivery.attempts.length);
  await page.reload();
  const one = rows.first();
  await one.locator('summary').click();
  await one.locator('[name=reason]').fill('换了群');
  await one.locator(`button:text-is("${mute}")`).click();
  await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(all - 1);
  expect(await failed('muted')).toHaveLength(1);
  await page.close();
});

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
