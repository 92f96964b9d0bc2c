/** `security.txt` by the lines of RFC 9116, and what may be set as its contact. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readConfig } from '../../config.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';

const PATH = '/.well-known/security.txt';
let system: System & { url: string };
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

test('names the contact, an end within the year, and its own address', async () => {
  const app = createApp({
    ...{ system, log: () => {}, publicUrl: 'https://example.test' },
    securityContact: 'mailto:security@example.test',
  });
  const answer = await app.request(PATH);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  const fields = new Map(
    (await answer.text())
      .trim()
      .split('\n')
      .map((l) => l.split(/: (.*)/) as [string, string]),
  );
  expect([...fields.keys()]).toEqual(['Contact', 'Expires', 'Preferred-Languages', 'Canonical']);
  expect(fields.get('Contact')).toBe('mailto:security@example.test');
  expect(fields.get('Canonical')).toBe(`https://example.test${PATH}`);
  const days = (Date.parse(fields.get('Expires')!) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});

test('without a contact there is none', async () => {
  const answer = await createApp({ system, log: () => {} }).request(PATH);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'notFound']);
});

test.each([
  ['security@example.test', 'mailto:security@example.test'],
  ['https://example.test/report', 'https://example.test/report'],
  ['tel:+86-356-1234567', 'tel:+86-356-1234567'],
  ['', undefined],
])('the setting %j is taken', (value, taken) => {
  expect(readConfig({ QUANCHENG_SECURITY_CONTACT: value }).securityContact).toBe(taken);
});

test.each([
  'http://example.test',
  'somebody',
  'mailto:a@b\nExpires: 2099-01-01T00:00:00Z',
  'javascript:alert(1)',
])('the setting %j is refused in both languages', (value) => {
  expect(() => readConfig({ QUANCHENG_SECURITY_CONTACT: value })).toThrow(/应为电子邮箱.*must be/);
});
