/** Prints a document as PDF with the machine's Chromium. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Document } from './document.ts';
import { htmlOf } from './html.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Without these the browser asks for addresses outside. */
export const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** No browser to print with. */
export class NoBrowser extends Error {
  constructor() {
    super(
      '生成 PDF 需要 Chromium：请安装（如 apt install chromium fonts-noto-cjk）或设置 QUANCHENG_CHROMIUM；docx 和 html 不需要 / ' +
        'a PDF needs Chromium: install it or set QUANCHENG_CHROMIUM; docx and html do not',
    );
  }
}

/** The browser of the settings, or the first on `path`; undefined where there is none. */
export function findChromium(path: string, given?: string): string | undefined {
  const candidates =
    given === undefined
      ? path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
      : [given];
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The bytes of the document as a PDF file; the same document gives the same bytes in the same browser. */
export const pdfOf = (document: Document, browser: string | undefined): Promise<Uint8Array> =>
  withPage(browser, {}, async (page) => {
    await page.setContent(htmlOf(document));
    const written = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
    return fixedDates(written, document.on);
  });

/** Does something with a page of a browser that runs no script, and ends the browser. Throws `NoBrowser`. */
export async function withPage<T>(
  executablePath: string | undefined,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  if (executablePath === undefined) throw new NoBrowser();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    return await act(await browser.newPage({ ...options, javaScriptEnabled: false }));
  } finally {
    await browser.close();
  }
}

/** The moment of printing stands in the file: it becomes the document's own day, at the same length. */
function fixedDates(written: Buffer, on: string): Uint8Array {
  const day = on.replaceAll('-', '');
  const text = written.toString('latin1');
  return Buffer.from(text.replaceAll(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${day}000000`), 'latin1');
}
