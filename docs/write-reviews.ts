/** `npm run docs:reviews`: prints each document of the examples and draws its first pages for `docs/reviews.md`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { readConfig } from '../config.ts';
import { findChromium, NoBrowser, pdfOf } from '../documents/pdf.ts';
import { exampleDocuments } from './example-reports.ts';

const FOLDER = join(import.meta.dirname, 'images', 'reviews');
const PAGES = 2;
const SCALE = 1.1;

const config = readConfig();
const browser = findChromium(config.path, config.chromium);
if (browser === undefined) throw new NoBrowser();
mkdirSync(FOLDER, { recursive: true });

const library = (file: string) =>
  readFileSync(join(import.meta.dirname, '../node_modules/pdfjs-dist/legacy/build', file), 'utf8');
const open = await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-gpu'] });
const page = await open.newPage();
await page.route('http://local/**', (route) => {
  const file = new URL(route.request().url()).pathname.slice(1);
  return file === ''
    ? route.fulfill({ contentType: 'text/html', body: '<canvas></canvas>' })
    : route.fulfill({ contentType: 'text/javascript', body: library(file) });
});
await page.goto('http://local/');
for (const [name, document] of Object.entries(await exampleDocuments())) {
  const pdf = Buffer.from(await pdfOf(document, browser)).toString('base64');
  for (let n = 1; n <= PAGES; n++) {
    const drawn = await page.evaluate<[string, number] | null>(`(async () => {
      const pdfjs = await import('http://local/pdf.mjs');
      pdfjs.GlobalWorkerOptions.workerSrc = 'http://local/pdf.worker.mjs';
      const data = Uint8Array.from(atob('${pdf}'), (c) => c.charCodeAt(0));
      const document_ = await pdfjs.getDocument({ data }).promise;
      if (document_.numPages < ${n}) return null;
      const page = await document_.getPage(${n});
      const viewport = page.getViewport({ scale: ${SCALE} });
      const canvas = document.querySelector('canvas');
      [canvas.width, canvas.height] = [viewport.width, viewport.height];
      await page.render({ canvasContext: canvas.getContext('2d'), viewport }).promise;
      return [canvas.toDataURL('image/png').split(',')[1], document_.numPages];
    })()`);
    if (drawn === null) break;
    const bytes = Buffer.from(drawn[0], 'base64');
    writeFileSync(join(FOLDER, `${name}-${n}.png`), bytes);
    console.log(`✓ ${name}-${n}.png ${Math.round(bytes.length / 1024)} kB (${drawn[1]} 页 / pages)`);
  }
}
await open.close();
