/** The page of a signed link on a telephone: three taps, a photo, a bad network. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { RunInfo } from '../../dev/lock.ts';
import type { Notice } from '../../domain/delivery.ts';
import { tokenFor } from '../../store/links.ts';
import { openSystem, type System } from '../../store/system.ts';
import { PLANT } from '../given.ts';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();
let system: System;
beforeAll(() => {
  const { folder } = inject('web');
  const { databaseUrl } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunInfo;
  system = openSystem(databaseUrl!, undefined, readFileSync(join(folder, 'key'), 'utf8').trim());
});
afterAll(() => system.close());

/** The address of a link for the chief of a new project whose milestone was due days ago. */
async function linkOf(id: string, language: 'zh' | 'en' = 'zh'): Promise<string> {
  const chief = `链接项目长${id}`;
  const contact = { person: chief, language, channels: [{ channel: 'console', address: chief }] };
  await api('PUT', `/contacts/${id}`, contact);
  await api('POST', '/projects', {
    ...{ ...PLANT, id, windows: [], factors: [], county: '链接县' },
    people: [{ role: 'projectChief', person: chief, from: '2024-01-08' }],
    milestones: [{ id: 'survey', name: '勘察完成', committedOn: '2024-02-21' }],
    approvalItems: [],
  });
  const find = async (): Promise<string> => {
    const { rows } = await sql<{ stream: string; state: Notice }>`
      select stream, state from stream_state where stream like ${`notice/${id}:%`} order by stream`.execute(
      system.db,
    );
    if (!rows[0]) throw new Error(`no notice for ${chief} yet`);
    return `/l/${await tokenFor(system, rows[0].stream, rows[0].state)}`;
  };
  let path = '';
  await expect
    .poll(
      async () => {
        try {
          path = await find();
          return 'found';
        } catch (error) {
          return (error as Error).message;
        }
      },
      { timeout: 50_000, interval: 200 },
    )
    .toBe('found');
  return path;
}

type Event = { type: string; data: { media?: string; bytes?: number; sha256?: string; evidence?: string } };
const eventsOf = (id: string, type: string): Promise<Event[]> =>
  api<Event[]>('GET', `/projects/${id}/events`).then((all) => all.filter((e) => e.type === type));
const complete = (page: Page) => page.locator('form:has(input[value=completeMilestone])').locator('button');
const told = (page: Page) => page.locator('.told').waitFor();

describe('on a telephone', () => {
  // The page speaks the language of whom it is for, whatever the telephone's is.
  test.each([
    ['zh', '报告已完成', '已记录'],
    ['en', 'Report it completed', 'It is recorded'],
  ] as const)(
    'a milestone is reported done in three taps, with a remark (%s)',
    async (language, act, done) => {
      const id = `link-taps-${language}`;
      const path = await linkOf(id, language);
      const { page } = await reader('nobody', { width: 360, height: 740 });
      // The first tap is on the address in the message.
      await page.goto(path);
      await expectAccessible(page);
      await expectFits(page);
      expect(await page.getAttribute('html', 'lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
      expect((await complete(page).textContent())!.trim()).toBe(act);
      await picture(page, language === 'zh' ? 'phone' : 'phone-en');
      await page.locator('textarea[name=remark]').first().click();
      await page.locator('textarea[name=remark]').first().fill('勘察报告已交');
      await complete(page).click();
      await told(page);
      expect(await page.textContent('.told')).toContain(done);
      expect((await eventsOf(id, 'milestoneCompleted')).map((e) => e.data.evidence)).toEqual([
        '勘察报告已交',
      ]);
      await page.close();
    },
  );
});

/** A picture of 3000 × 2000 pixels, drawn by the browser. */
const bigPicture = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate<number[]>(`(async () => {
      const canvas = new OffscreenCanvas(3000, 2000);
      const c = canvas.getContext('2d');
      for (let i = 0; i < 3000; i += 10) { c.fillStyle = 'hsl(' + (i % 360) + ' 70% 50%)'; c.fillRect(i, 0, 10, 2000); }
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
    })()`),
  );

test('a photo goes with it, made small, and is served to who sees the project', async () => {
  const path = await linkOf('link-photo');
  const { page } = await reader('nobody', { width: 360, height: 740 });
  await page.goto(path);
  const buffer = await bigPicture(page);
  await page.setInputFiles('input[type=file]', { name: '现场.png', mimeType: 'image/png', buffer });
  await complete(page).click();
  await told(page);
  const [attached] = await eventsOf('link-photo', 'attachmentAdded');
  expect(attached!.data).toMatchObject({ media: 'image/jpeg', about: expect.stringMatching(/^milestone:/) });
  const { url, token } = inject('web');
  const address = `${url}/v1/projects/link-photo/attachments/${attached!.data.sha256}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBe(attached!.data.bytes);
  expect((await fetch(address)).status).toBe(401);
  await page.close();
});

test('without a network it is kept, also when the page is closed, and sent once when there is one', async () => {
  const path = await linkOf('link-offline');
  const { context, page } = await reader('nobody', { width: 360, height: 740 });
  await page.goto(path);
  await context.setOffline(true);
  await page.locator('textarea[name=remark]').first().fill('离线填写');
  await complete(page).click();
  await page.locator('#state', { hasText: '已保存在手机上' }).waitFor();
  expect(await eventsOf('link-offline', 'milestoneCompleted')).toEqual([]);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(path);
  await told(again);
  expect((await eventsOf('link-offline', 'milestoneCompleted')).map((e) => e.data.evidence)).toEqual([
    '离线填写',
  ]);
  await again.reload();
  await told(again);
  expect(await eventsOf('link-offline', 'milestoneCompleted')).toHaveLength(1);
  await again.close();
});

test('a lost answer and a portal’s page are none: it is sent again, and recorded once', async () => {
  const path = await linkOf('link-lost');
  const { context, page } = await reader('nobody', { width: 360, height: 740 });
  let times = 0;
  await context.route(
    (u) => u.pathname === path,
    async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      times += 1;
      if (times === 1) {
        // It arrives, and the answer does not.
        await route.fetch();
        return route.abort('connectionreset');
      }
      if (times === 2)
        return route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Free WiFi</h1>' });
      return route.continue();
    },
  );
  await page.goto(path);
  await complete(page).click();
  await page.locator('#state', { hasText: '已保存在手机上' }).waitFor();
  for (const wanted of [2, 3]) {
    await page.evaluate("dispatchEvent(new Event('online'))");
    await expect.poll(() => times).toBe(wanted);
    if (wanted === 2) await page.locator('#state', { hasText: '已保存在手机上' }).waitFor();
  }
  await told(page);
  expect(await eventsOf('link-lost', 'milestoneCompleted')).toHaveLength(1);
  await page.close();
});

test('what is refused says why, and keeps what was written', async () => {
  const path = await linkOf('link-refused');
  const { page } = await reader('nobody', { width: 360, height: 740 });
  await page.goto(path);
  await page.locator('summary').filter({ hasText: '申请延期' }).click();
  const form = page.locator('form:has(input[value=requestExtension])');
  await form.locator('textarea[name=reason]').fill('雨季停工');
  await form.locator('button').click();
  await page.locator('[role=alert]').waitFor();
  expect(await form.locator('textarea[name=reason]').inputValue()).toBe('雨季停工');
  await page.close();
});

test('works without script', async () => {
  const path = await linkOf('link-plain');
  const { page } = await reader('nobody', { width: 360, height: 740, script: false });
  await page.goto(path);
  expect(await page.textContent('main')).toContain('报告已完成');
  await complete(page).click();
  await told(page);
  expect(await eventsOf('link-plain', 'milestoneCompleted')).toHaveLength(1);
  await page.close();
});
