/** A browser, readers of each role, and what every page is held to. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { findChromium, FLAGS } from '../../documents/pdf.ts';
import type { Grant } from '../../domain/access.ts';

const PICTURES = join(import.meta.dirname, '../../docs/images/pages');
let browser: Browser;
/** Starts a browser for the tests of a file, and ends it. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findChromium(process.env.PATH ?? '', undefined)!,
      args: FLAGS,
    });
  });
  afterAll(() => browser.close());
}

/** Asks the API as the operator. Throws with its answer when it refuses. */
export async function api<T>(method: string, path: string, body?: object): Promise<T> {
  const { url, token } = inject('web');
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
  return JSON.parse(said) as T;
}

export interface Reader {
  context: BrowserContext;
  page: Page;
}

interface Window {
  language?: 'zh' | 'en';
  width?: number;
  height?: number;
  /** Without script. */
  script?: boolean;
}

/** Somebody at a browser window, signed in by a token with these grants; with none, nobody. */
export async function reader(
  grants: Grant[] | 'operator' | 'nobody',
  { language = 'zh', width = 1280, height = 900, script = true, ...rest }: Window & { person?: string } = {},
): Promise<Reader> {
  const { url, token } = inject('web');
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (m) => {
    if (/Content Security Policy/.test(m.text())) faults.push(m.text());
  });
  page.on('close', () => expect(faults, 'faults of scripts').toEqual([]));
  if (grants !== 'nobody') {
    const shown =
      grants === 'operator'
        ? token
        : (await api<{ token: string }>('POST', '/tokens', { label: 'web test', grants, ...rest })).token;
    await page.goto('/login');
    await page.fill('input[name=token]', shown);
    await Promise.all([
      page.waitForURL((u) => u.pathname !== '/login'),
      page.click('main button[type=submit]'),
    ]);
  }
  await context.addCookies([{ name: 'language', value: language, url }]);
  return { context, page };
}

/** WCAG 2.2 A and AA, and best practice, by axe: no violation. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
}

/** Nothing of the page stands out of its window to the right. */
export async function expectFits(page: Page): Promise<void> {
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  expect(over, 'pixels too wide').toBeLessThanOrEqual(0);
}

/** `npm run pictures` keeps what the tests see, for the docs and to be looked at. */
export async function picture(page: Page, name: string, whole = true): Promise<void> {
  if (!process.env.PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: whole });
}
