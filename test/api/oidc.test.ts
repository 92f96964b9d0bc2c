/** Users who sign in at a real OpenID Connect provider: who is let in, who is not, and for how long. */
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import type { CustomFetch } from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { browserOf, startProvider } from './given-provider.ts';

const SITE = 'https://quancheng.example';
const CALLBACK = `${SITE}/login/oidc/callback`;
const ACCOUNTS = {
  zhao: { email: 'zhao@example.org', email_verified: true },
  qian: { email: 'Qian@Example.org', email_verified: true },
  sun: { email: 'qian@example.org', email_verified: false },
  li: {},
};
type App = ReturnType<typeof createApp>;
let system: System;
let provider: Awaited<ReturnType<typeof startProvider>>;
let app: App;
let lines: string[] = [];

const overNetwork: CustomFetch = (url, init) => fetch(url, init as RequestInit);
const appWith = (fetch: CustomFetch = overNetwork): App =>
  createApp({
    ...{ system, token: 'operator', publicUrl: SITE, log: (line) => lines.push(line) },
    oidc: { issuer: provider.issuer, clientId: 'quancheng', clientSecret: 'secret', fetch },
  });

const send = async (method: string, path: string, body: object) => {
  const headers = { authorization: 'Bearer operator', 'content-type': 'application/json' };
  const answer = await app.request(`/v1${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
};
const setUser = (id: string, user: object) =>
  send('PUT', `/users/${id}`, { grants: [{ role: 'auditor' }], ...user });

/** Signs somebody in at the provider, and comes back. */
const signIn = async (account: string, { to = '/v1/users', own = app } = {}) => {
  provider.signedIn.account = account;
  const browser = browserOf(own, SITE);
  const { answer } = await browser.follow(`${SITE}/login/oidc?to=${encodeURIComponent(to)}`);
  return { browser, answer: answer!, text: await answer!.text() };
};
/** A browser that has been at the provider, and where it is sent back to. */
const returning = async (account: string) => {
  provider.signedIn.account = account;
  const browser = browserOf(app, SITE);
  const { at } = await browser.follow(`${SITE}/login/oidc`, (a) => a.startsWith(CALLBACK));
  return { browser, at };
};

beforeAll(async () => {
  system = await freshSystem(REAL);
  provider = await startProvider(CALLBACK, ACCOUNTS);
  app = appWith();
  await setUser('zhao', { person: '赵审计', subject: 'zhao' });
  await setUser('qian', { person: '钱管理', email: 'qian@example.org', grants: [{ role: 'admin' }] });
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  await provider.stop();
  await system.close();
});

describe('is let in', () => {
  test.each([
    ['by the subject', 'zhao'],
    ['by an address that the provider has verified', 'qian'],
  ])('%s', async (_, account) => {
    const { browser, answer, text } = await signIn(account);
    expect(answer.status).toBe(200);
    expect(text).toContain('content="0;url=/v1/users"');
    const cookie = answer.headers.getSetCookie().find((c) => c.startsWith('__Host-quancheng='))!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Secure/);
    expect((await browser.get(`${SITE}/v1/users`)).status).toBe(200);
  });

  test('but not to another site afterwards', async () => {
    const { text } = await signIn('zhao', { to: 'https://evil.example/' });
    expect(text).toContain('content="0;url=/"');
  });

  test('from the page of signing in, where the provider is set', async () => {
    expect(await (await app.request('/login?to=/wall')).text()).toContain('href="/login/oidc?to=%2Fwall"');
    const without = createApp({ system, token: 'operator', log: () => {} });
    expect(await (await without.request('/login')).text()).not.toContain('/login/oidc');
    expect((await without.request('/login/oidc')).status).toBe(404);
  });
});

describe('what a user may do', () => {
  test('is what the log says at each request', async () => {
    const { browser } = await signIn('zhao');
    const status = async () => (await browser.get(`${SITE}/v1/users`)).status;
    expect(await status()).toBe(200);
    await setUser('zhao', { person: '赵审计', subject: 'zhao', grants: [{ role: 'screen' }] });
    expect(await status()).toBe(403);
    await setUser('zhao', { person: '赵审计', subject: 'zhao' });
    expect(await status()).toBe(200);
    await send('POST', '/users/zhao/remove', { reason: '调离' });
    expect(await status()).toBe(401);
    await setUser('zhao', { person: '赵审计', subject: 'zhao' });
  });

  test('is nothing any more when another account is meant', async () => {
    const { browser } = await signIn('zhao');
    await setUser('zhao', { person: '赵审计', subject: 'someone-else' });
    expect((await browser.get(`${SITE}/v1/users`)).status).toBe(401);
    await setUser('zhao', { person: '赵审计', subject: 'zhao' });
  });

  test('ends with signing out', async () => {
    const { browser } = await signIn('zhao');
    const page = await (await browser.get(`${SITE}/login`)).text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!;
    const cookie = `__Host-quancheng=${browser.cookies(SITE).get('__Host-quancheng')}`;
    const out = await app.request(`${SITE}/logout`, {
      method: 'POST',
      headers: {
        ...{ cookie, origin: SITE, 'sec-fetch-site': 'same-origin' },
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ csrf }),
    });
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-quancheng=;/);
  });
});

describe('is refused', () => {
  const refused = (answer: Response, status: number, code: string) => {
    expect(answer.status).toBe(status);
    expect(answer.headers.getSetCookie().filter((c) => c.startsWith('__Host-quancheng=')).length).toBe(0);
    const denials = lines.map((l) => JSON.parse(l) as { event: string }).filter((l) => l.event === 'denied');
    expect(denials).toMatchObject([{ code, route: 'GET /login/oidc/callback' }]);
  };

  test('whom the log does not know, with whom to ask and what to tell them', async () => {
    const { answer, text } = await signIn('li');
    refused(answer, 403, 'unknownUser');
    expect(text).toContain('请联系钱管理，并告知您的标识：li');
  });

  test('who has somebody’s address without proof that it is theirs', async () => {
    refused((await signIn('sun')).answer, 403, 'unknownUser');
  });

  test('whoever is meant by two users', async () => {
    await setUser('twin', { person: '孙某', email: 'QIAN@example.org' });
    refused((await signIn('qian')).answer, 403, 'unknownUser');
    await send('POST', '/users/twin/remove', { reason: '重复' });
  });

  test('of whose account the subject is another provider’s', async () => {
    const subject = { person: '李某', subject: 'li', issuer: 'https://elsewhere.example' };
    await setUser('li', subject);
    refused((await signIn('li')).answer, 403, 'unknownUser');
  });

  test('a state that is not the one that was sent', async () => {
    const { browser, at } = await returning('zhao');
    const wrong = new URL(at);
    wrong.searchParams.set('state', 'wrong');
    refused(await browser.get(wrong.href), 400, 'signInStale');
  });

  test('a browser that did not begin here', async () => {
    const { at } = await returning('zhao');
    refused(await browserOf(app, SITE).get(at), 400, 'signInStale');
  });

  test('a code that was used', async () => {
    const { browser, at } = await returning('zhao');
    const kept = browser.cookies(SITE).get('quancheng-sign-in')!;
    expect((await browser.get(at)).status).toBe(200);
    browser.cookies(SITE).set('quancheng-sign-in', kept);
    refused(await browser.get(at), 401, 'notVouched');
  });

  test('a token that another key has signed', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forging = appWith(async (url, init) => {
      const answer = await overNetwork(url, init);
      if (!url.endsWith('/token')) return answer;
      const said = (await answer.json()) as { id_token: string };
      const { kid } = decodeProtectedHeader(said.id_token);
      const claims = new SignJWT(decodeJwt(said.id_token));
      const id_token = await claims.setProtectedHeader({ alg: 'RS256', kid: kid! }).sign(privateKey);
      return Response.json({ ...said, id_token });
    });
    refused((await signIn('zhao', { own: forging })).answer, 401, 'notVouched');
  });
});

describe('while the provider is away', () => {
  test('says so in both languages, as often as it is tried, and works when it is back', async () => {
    const outage = { on: true };
    const own = appWith((url, init) =>
      outage.on ? Promise.reject(new TypeError('fetch failed')) : overNetwork(url, init),
    );
    for (let i = 0; i < 25; i++) {
      const answer = await own.request(`${SITE}/login/oidc`, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain('统一身份认证暂不可用');
    }
    const english = await own.request(`${SITE}/login/oidc?lang=en`);
    expect(await english.text()).toContain('is away: try again later');
    outage.on = false;
    expect((await signIn('zhao', { own })).answer.status).toBe(200);
  });

  test('a provider that fails between leaving and coming back is not a wrong try', async () => {
    const outage = { on: false };
    const own = appWith((url, init) =>
      outage.on ? Promise.resolve(new Response('bad gateway', { status: 502 })) : overNetwork(url, init),
    );
    provider.signedIn.account = 'zhao';
    for (let i = 0; i < 22; i++) {
      const browser = browserOf(own, SITE);
      outage.on = false;
      const { at } = await browser.follow(`${SITE}/login/oidc`, (a) => a.startsWith(CALLBACK));
      outage.on = true;
      expect((await browser.get(at)).status).toBe(503);
    }
  });
});

test('too many wrong comings back are not looked at any more', async () => {
  const own = appWith();
  const wrong = () => own.request(`${CALLBACK}?code=x&state=y`);
  for (let i = 0; i < 20; i++) expect((await wrong()).status).toBe(400);
  expect((await wrong()).status).toBe(429);
});
