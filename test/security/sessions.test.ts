/** How long a session is good, under which name its cookie stands, and what every answer says to browsers and caches. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';

const MINUTE_MS = 60_000;
const TOKEN = 'operator-of-sessions';
const SITE = 'https://quancheng.test';
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
const lines: string[] = [];
beforeAll(async () => {
  system = await freshSystem(REAL);
  app = createApp({
    system,
    token: TOKEN,
    publicUrl: SITE,
    idleMinutes: 30,
    log: (line) => lines.push(line),
  });
});
afterAll(() => system.close());
afterEach(() => void vi.useRealTimers());

const auth = { authorization: `Bearer ${TOKEN}` };
const page = (cookie: string) => app.request('/operator', { headers: { cookie } });
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
async function signIn(): Promise<{ cookie: string; set: string }> {
  const answer = await app.request('/login', {
    ...{
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token: TOKEN }),
    },
  });
  expect(answer.status).toBe(303);
  return { cookie: cookieOf(answer), set: answer.headers.getSetCookie()[0]! };
}
const csrfOf = async (answer: Response) => /name="csrf" value="([^"]+)"/.exec(await answer.text())![1];

describe('a session', () => {
  test('is a cookie of this host alone, and another one at each sign-in', async () => {
    const [first, second] = [await signIn(), await signIn()];
    expect(first.set).toMatch(/^__Host-quancheng=/);
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']) expect(first.set).toContain(part);
    expect(first.set).not.toContain('Domain');
    expect(first.cookie).not.toBe(second.cookie);
    expect((await page(first.cookie.replace('__Host-', ''))).status).toBe(401);
  });

  test('ends after half an hour without a request; one that is used goes on, with the same forms', async () => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const { cookie } = await signIn();
    const csrf = await csrfOf(await page(cookie));
    vi.setSystemTime(start + 29 * MINUTE_MS);
    const used = await page(cookie);
    const later = cookieOf(used);
    expect([used.status, later === cookie]).toEqual([200, false]);
    expect(await csrfOf(used)).toBe(csrf);
    vi.setSystemTime(start + 31 * MINUTE_MS);
    expect((await page(cookie)).status).toBe(401);
    expect((await page(later)).status).toBe(200);
  });

  test('ends after twelve hours however much it is used', async () => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    let { cookie } = await signIn();
    for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
      vi.setSystemTime(start + minutes * MINUTE_MS);
      const answer = await page(cookie);
      expect(answer.status, `${minutes} minutes`).toBe(200);
      cookie = cookieOf(answer);
    }
    vi.setSystemTime(start + 12 * 60 * MINUTE_MS + 1_000);
    expect((await page(cookie)).status).toBe(401);
  });

  test('is not renewed by what others may keep', async () => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const { cookie } = await signIn();
    vi.setSystemTime(start + 10 * MINUTE_MS);
    const answer = await app.request('/v1/openapi.json', { headers: { cookie } });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  });
});

test.each([
  '/v1/projects',
  '/v1/contacts',
  '/metrics',
  '/v1/nothing',
  '/operator',
  '/v1/openapi.json',
  '/login',
])('headers of %s', async (path) => {
  const { headers } = await app.request(path, { headers: auth });
  expect(headers.get('cache-control')).toMatch(/no-store/);
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(headers.get('content-type')).toMatch(
    /^(application\/(problem\+)?json|text\/(html|plain).*charset=utf-8)/i,
  );
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
    expect(headers.get(name)).toBeNull();
});

test('who reads people’s addresses is a line of the log, without the addresses', async () => {
  lines.length = 0;
  await app.request('/v1/contacts', { headers: auth });
  await app.request('/v1/projects', { headers: auth });
  expect(lines.map((l) => JSON.parse(l) as object)).toMatchObject([
    { event: 'read', route: 'GET /v1/contacts', actor: 'office', requestId: expect.any(String) as string },
  ]);
});

test('a parameter that is given twice is refused, and so is a field that nobody declared', async () => {
  expect((await app.request('/v1/notices?status=open&status=sent', { headers: auth })).status).toBe(400);
  const body = JSON.stringify({ label: 'x', grants: [{ role: 'screen' }], admin: true });
  const headers = { ...auth, 'content-type': 'application/json' };
  expect((await app.request('/v1/tokens', { method: 'POST', headers, body })).status).toBe(400);
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s, which nothing takes there, is refused',
  async (method) => {
    expect((await app.request('/v1/projects', { method, headers: auth })).status).toBe(404);
  },
);
