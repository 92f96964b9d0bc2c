import { expect, inject, test } from 'vitest';
import { PLANT } from '../given.ts';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

const screen = async (options = {}, counties?: string[]) => {
  const { token } = await api<{ token: string }>('POST', '/tokens', {
    label: 'screen',
    grants: [{ role: 'screen', ...(counties ? { counties } : {}) }],
  });
  const { page, context } = await reader('nobody', options);
  return { page, context, open: () => page.goto(`/login?token=${token}&to=/screen`) };
};

const sign = (id: string, county: string) =>
  api('POST', '/projects', {
    ...{ id, name: '大屏测试项目', county, signedOn: '2024-02-01' },
    ...{ template: { id: 'industrial', version: 1 }, people: [], lines: [], milestones: [] },
  });

test.each([
  ['zh', '暂停轮播', '继续轮播'],
  ['en', 'Pause', 'Go on'],
] as const)('a screen opens by its link, turns, and can be stopped (%s)', async (language, pause, goOn) => {
  const { page, open } = await screen({ language, width: 1920, height: 1080 });
  await page.clock.install({ time: '2024-02-28T01:00:00Z' });
  await open();
  const place = async () => Number((await page.textContent('#place'))!.split(' ')[0]);
  await expect.poll(() => page.textContent('#place')).toMatch(/^\d \/ 6$/);
  expect(await page.textContent('#pause')).toBe(pause);
  if (language === 'zh') await picture(page, 'screen', false);
  await expectAccessible(page);
  // From here on its time stands still, however slow this machine is.
  await page.clock.pauseAt('2024-02-28T03:00:00Z');
  const first = await place();
  await page.clock.runFor(12_000);
  const second = await place();
  expect(second).toBe((first % 6) + 1);
  expect(await page.locator('[data-panel]:visible').count()).toBe(1);
  await page.click('#pause');
  expect(await page.textContent('#pause')).toBe(goOn);
  await page.clock.runFor(60_000);
  expect(await place()).toBe(second);
  await page.clock.resume();
  await expectAccessible(page);
  await page.close();
});

test('it names no person, on any panel', async () => {
  const { page, open } = await screen();
  await open();
  const shown = (await page.textContent('main'))!;
  const { projects } = await api<{ projects: { chief: string; leader: string }[] }>('GET', '/review');
  const names = [...new Set(projects.flatMap((p) => [p.chief, p.leader]))].filter(Boolean);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => shown.includes(name))).toEqual([]);
  await page.close();
});

test.each([
  [1920, 1080],
  [3840, 2160],
  [360, 740],
])('it fits %i by %i', async (width, height) => {
  const { page, open } = await screen({ width, height });
  await open();
  for (let i = 0; i < 6; i++) {
    await expectFits(page);
    const over = await page.evaluate<number>('document.documentElement.scrollHeight - window.innerHeight');
    if (width > 1000) expect(over).toBeLessThanOrEqual(0);
    await page.click('#next');
  }
  await page.close();
});

test('days of turning leave the page as large as it was', async () => {
  // A county in which no other test signs anything.
  await sign('web-screen-still', '大屏静县');
  const { page, open } = await screen({}, ['大屏静县']);
  await page.clock.install();
  await open();
  const nodes = () => page.evaluate<number>('document.querySelectorAll("*").length');
  await expect.poll(() => page.textContent('#place')).toContain('/ 6');
  expect(await page.textContent('.funnel')).toContain('1');
  const before = await nodes();
  // Twelve hours, 3,600 turns; what is asked for while an answer is awaited is asked for once.
  for (let hour = 0; hour < 12; hour++) await page.clock.runFor(3_600_000);
  expect(await nodes()).toBe(before);
  await page.close();
});

test('who wants less motion sees it stand still', async () => {
  const { page, open } = await screen();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.clock.install();
  await open();
  await expect.poll(() => page.textContent('#pause')).toBe('继续轮播');
  await page.clock.runFor(120_000);
  expect(await page.textContent('#place')).toBe('1 / 6');
  await page.close();
});

test('a change is shown without touching it, and a cut line is said', async () => {
  const { page, context, open } = await screen();
  await open();
  const signed = page.locator('.funnel li').first().locator('strong');
  const before = Number(await signed.textContent());
  await sign('web-screen-live', '大屏测试县');
  await expect
    .poll(async () => Number(await signed.textContent()), { timeout: 30_000 })
    .toBeGreaterThan(before);
  await context.route(`${inject('web').url}/v1/changes**`, (route) => route.abort());
  await page.reload();
  await expect.poll(() => page.textContent('#line'), { timeout: 30_000 }).toContain('连接中断');
  await page.close();
});

test.each([
  ['zh', '本周新增红灯'],
  ['en', 'New red this week'],
] as const)('what became red since the last review has a panel (%s)', async (language, title) => {
  const county = `大屏红县${language}`;
  const name = `转红项目${language}`;
  const [start, ...rest] = PLANT.milestones;
  const milestones = [{ ...start, committedOn: '2024-02-20' }, ...rest];
  await api('POST', '/projects', { ...PLANT, id: `web-screen-red-${language}`, county, name, milestones });
  const { page, open } = await screen({ language, width: 1920, height: 1080 }, [county]);
  await open();
  const panel = page.locator('[data-panel]', { hasText: title });
  expect(await panel.locator('h2').textContent()).toContain('1');
  for (let turns = 0; turns < 6 && !(await panel.isVisible()); turns++) await page.click('#next');
  expect(await panel.isVisible()).toBe(true);
  expect(await panel.textContent()).toContain(name);
  expect(await panel.textContent()).not.toContain('赵项目长');
  await expectAccessible(page);
  if (language === 'zh') await picture(page, 'screen-red', false);
  await page.close();
});

test('a chief does not see it', async () => {
  const { page } = await reader([{ role: 'chief' }], { person: '无项目者' });
  expect((await page.goto('/screen'))?.status()).toBe(403);
  await page.close();
});
