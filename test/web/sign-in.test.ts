import { expect, test } from 'vitest';
import { api, expectAccessible, expectFits, picture, reader, useBrowser } from './given.ts';

useBrowser();

test.each(['zh', 'en'] as const)(
  'who is not signed in signs in, and comes to where they wanted (%s)',
  async (language) => {
    const { token } = await api<{ token: string }>('POST', '/tokens', {
      label: 'sign-in',
      grants: [{ role: 'office' }],
    });
    const { page } = await reader('nobody', { language });
    await page.goto('/page/projects/jinko-56gw');
    expect(new URL(page.url()).pathname).toBe('/login');
    await expectAccessible(page);
    await picture(page, `login-${language}`);
    await page.fill('input[name=token]', 'wrong');
    await page.click('main button');
    await expect
      .poll(() => page.textContent('[role=alert]'))
      .toMatch(language === 'zh' ? /令牌无效/ : /not good/);
    await page.fill('input[name=token]', token);
    await page.click('main button');
    await page.waitForURL('**/page/projects/jinko-56gw');
    await page.close();
  },
);

test('a page that one may not see says so, as a page; a cookie of a revoked token is nobody’s', async () => {
  const made = await api<{ id: string; token: string }>('POST', '/tokens', {
    label: 'chief',
    person: '无项目者',
    grants: [{ role: 'chief' }],
  });
  const { page } = await reader('nobody', { width: 360 });
  await page.goto(`/login?token=${made.token}`);
  await page.goto('/page/projects/jinko-56gw');
  await expectAccessible(page);
  await expectFits(page);
  expect(await page.textContent('h1')).toMatch(/没有找到/);
  await api('POST', `/tokens/${made.id}/revoke`, { reason: '测试' });
  await page.goto('/page/projects/jinko-56gw');
  expect(new URL(page.url()).pathname).toBe('/login');
  await page.close();
});

test.each(['zh', 'en'] as const)(
  'an address that is none is a page, and says its id (%s)',
  async (language) => {
    const { page } = await reader('nobody', { language, width: 360 });
    const answer = await page.goto('/no-such-page');
    expect(answer?.status()).toBe(404);
    expect(await page.textContent('h1')).toMatch(language === 'zh' ? /没有找到/ : /there is no/);
    expect(await page.textContent('main code')).toBe(answer?.headers()['x-request-id']);
    await expectAccessible(page);
    await expectFits(page);
    await page.close();
  },
);

test('an address of another site is no place to go after signing in', async () => {
  const { page } = await reader('nobody');
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    await page.goto(`/login?to=${encodeURIComponent(to)}`);
    expect(await page.inputValue('input[name=to]')).toBe('/');
  }
  await page.close();
});
