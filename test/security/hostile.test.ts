/** What comes from outside and means ill: each is refused in words or comes out harmless, and nothing crashes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../api/app.ts';
import { FileError, readChecked } from '../../contracts/file.ts';
import { docxOf } from '../../documents/docx.ts';
import { paragraph, table, type Document } from '../../documents/document.ts';
import { htmlOf } from '../../documents/html.ts';
import { findChromium, pdfOf } from '../../documents/pdf.ts';
import { readText } from '../../ledger/values.ts';
import { isSigned, readLink } from '../../links/token.ts';
import { LogFileError, readLogFile } from '../../store/log-file.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const SVG = '<svg/onload=alert(1)>"\'&';
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
let folder: string;
const lines: string[] = [];
const TOKEN = 'operator-secret-8c1f';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  system = await freshSystem(REAL);
  app = createApp({ system, token: TOKEN, log: (line) => lines.push(line) });
  expect((await post('/v1/projects', JSON.stringify({ ...PLANT, name: SVG }))).status).toBe(200);
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

const auth = { authorization: `Bearer ${TOKEN}` };
const post = (path: string, body: string, type = 'application/json') =>
  app.request(path, { method: 'POST', headers: { ...auth, 'content-type': type }, body });
const signing = (id: string, name: string) => JSON.stringify({ ...PLANT, id, name });

describe('bodies', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  test.each([
    ['no JSON', '{', 400],
    ['another type', '"text"', 400],
    ['nothing', 'null', 400],
    ['a million brackets', deep, 400],
    ['brackets in a field', `{"id":"deep","name":${deep}}`, 400],
    ['over 8 MB', JSON.stringify({ name: 'x'.repeat(9_000_000) }), 413],
    ['a name of 1 MB', signing('big', 'x'.repeat(1_000_000)), 400],
    ['NUL', signing('nul', 'a\u0000b'), 400],
    ['half a character', signing('half', 'a\ud800'), 400],
    ['keys of the prototype', `{"__proto__":{"id":"p"},"constructor":{"prototype":{"polluted":1}}}`, 400],
  ])('%s', async (_, body, status) => {
    const answer = await post('/v1/projects', body);
    expect(answer.status).toBe(status);
    const { message } = (await answer.json()) as { message: { zh: string; en: string } };
    expect(message.zh.length * message.en.length).toBeGreaterThan(0);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'toString'])('as the id of a milestone: %s', async (milestone) => {
    const command = JSON.stringify({ type: 'completeMilestone', milestone });
    expect([400, 404, 422]).toContain((await post('/v1/projects/plant/commands', command)).status);
  });
});

test.each([
  `'; drop table events; --`,
  `1' or '1'='1`,
  String.raw`\'; select pg_sleep(9)`,
  '$1',
  '%00',
  '{}',
])('SQL in an address or a filter finds nothing and does nothing: %s', async (text) => {
  const it = encodeURIComponent(text);
  for (const path of [
    `/v1/projects/${it}`,
    `/v1/projects?county=${it}&after=${it}`,
    `/v1/notices?project=${it}`,
    `/v1/projects/${it}/events`,
  ]) {
    const { status } = await app.request(path, { headers: auth });
    expect([200, 400, 404, 422], path).toContain(status);
  }
  expect((await app.request('/v1/projects/plant', { headers: auth })).status).toBe(200);
});

test('a refusal is one line of JSON whatever the address holds, and no token is in the log', async () => {
  lines.length = 0;
  const bad = 'qc_wrong-token-5511';
  await app.request('/v1/projects/%0A%7B%22event%22%3A%22forged%22%7D%0D%1B[31m', {
    headers: { authorization: `Bearer ${bad}` },
  });
  await app.request(`/l/${'x'.repeat(30)}.${'y'.repeat(24)}`);
  await app.request('/v1/users', { headers: { cookie: `quancheng=${bad}` } });
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) {
    expect(Array.from(line).every((sign) => sign >= ' ')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      ...{ event: 'denied', at: expect.stringMatching(/^\d{4}-.*Z$/) as string },
      requestId: expect.stringMatching(/^[\w-]+$/) as string,
    });
    expect(line).not.toContain(bad);
    expect(line).not.toContain(TOKEN);
  }
});

test('what fits no schema, is no JSON or of another type is a line of the log, without what was sent', async () => {
  lines.length = 0;
  const send = (type: string, body: string) =>
    app.request('/v1/tokens', { method: 'POST', headers: { ...auth, 'content-type': type }, body });
  const name = '郑某某13800138000';
  for (const [type, body] of [
    ['application/json', JSON.stringify({ [name]: name })],
    ['application/json', `{"${name}`],
    ['text/plain', name],
  ] as const)
    await send(type, body);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject(
    [400, 400, 415].map((status) => ({
      event: 'unreadable',
      status,
      route: 'POST /v1/tokens',
      who: 'operator',
    })),
  );
  expect(lines.join()).not.toContain(name);
});

test('markup in a name is text on a page and in documents', async () => {
  const page = await app.request('/page/projects/plant', { headers: { ...auth, accept: 'text/html' } });
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('&lt;svg/onload');
  expect(html).not.toContain('<svg/onload');
  const document: Document = {
    ...{ title: SVG, subtitle: SVG, on: '2024-03-26' },
    sections: [{ landscape: false, blocks: [paragraph(SVG), table([SVG], [1], [[SVG]])] }],
  };
  expect(htmlOf(document)).not.toContain('<svg');
  const parts = Object.values(unzipSync(await docxOf(document))).map((b) => new TextDecoder().decode(b));
  expect(parts.some((p) => p.includes('&lt;svg/onload'))).toBe(true);
  expect(parts.some((p) => p.includes('<svg'))).toBe(false);
});

describe('signs that nobody sees', () => {
  // The direction turned round, no width, another line, and markup: as it is written, and as it comes in.
  const NAME = '\u202e厂\u200b工\ufeff\n【已办结】<b onclick=x>';
  const SEEN = '厂工 【已办结】<b onclick=x>';

  test('do not come in with a name, so that two which look alike are one', async () => {
    expect((await post('/v1/projects', signing('unseen', NAME))).status).toBe(200);
    const answer = await app.request('/v1/projects/unseen', { headers: auth });
    expect(((await answer.json()) as { project: { name: string } }).project.name).toBe(SEEN);
    expect((await post('/v1/projects', signing('empty', '\u200b\u202e'))).status).toBe(400);
    const found = readText({ value: NAME });
    expect(found).toEqual({ ok: true, value: SEEN });
  });

  const document: Document = {
    ...{ title: NAME, subtitle: NAME, on: '2024-03-26' },
    sections: [{ landscape: false, blocks: [paragraph(NAME), table([NAME], [1], [[NAME]])] }],
  };
  const UNSEEN = /[\u202a-\u202e\u200b\ufeff]/;

  test('are in no document, also of events that have them', async () => {
    expect(htmlOf(document)).not.toMatch(UNSEEN);
    const parts = Object.values(unzipSync(await docxOf(document))).map((b) => new TextDecoder().decode(b));
    expect(parts.filter((p) => p.includes('厂工')).length).toBeGreaterThan(0);
    expect(parts.filter((p) => UNSEEN.test(p))).toEqual([]);
  });

  const chromium = findChromium(process.env.PATH ?? '');
  test.skipIf(!chromium)('are in no PDF, nor is markup that acts', async () => {
    const bytes = await pdfOf(document, chromium);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(JavaScript|Launch|EmbeddedFile)\b/);
    const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
    const { items } = await (await pdf.getPage(1)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join('');
    // Where a font draws a character and a radical by one glyph, Chromium names the radical: only Latin is compared.
    expect(text).toContain('<b onclick=x>');
    expect(text).not.toMatch(UNSEEN);
  });
});

test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', ''])(
  'a body of type %j, which no command has, is not looked at',
  async (type) => {
    expect((await post('/v1/projects', signing('typed', 'x'), type)).status).toBe(415);
  },
);

test.each(['..%2Fpackage.json', '%2e%2e%2fconfig.ts', 'assets.ts', '.env', 'main.js.bak', 'constructor'])(
  'no file but those of the pages is served: %s',
  async (file) => {
    expect((await app.request(`/assets/${file}`)).status).toBe(404);
    expect((await app.request('/assets/main.js')).status).toBe(200);
  },
);

describe('limits and headers', () => {
  test('too many requests of one token: 429 and when to come back; another token and the probes go on', async () => {
    const limited = createApp({ system, token: TOKEN, requestsPerMinute: 3, log: () => {} });
    const ask = (path: string, headers = auth) => limited.request(path, { headers });
    for (let i = 0; i < 3; i++) expect((await ask('/v1/clock')).status).toBe(200);
    const answer = await ask('/v1/clock');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '20']);
    expect(await answer.json()).toMatchObject({ code: 'tooManyRequests' });
    expect((await ask('/livez')).status).toBe(200);
    expect((await ask('/v1/clock', { authorization: 'Bearer other' })).status).toBe(401);
  });

  test('HSTS where browsers come by https, and only there', async () => {
    const secure = createApp({ system, publicUrl: 'https://example.test', log: () => {} });
    const headersOf = async (a: typeof app) => (await a.request('/livez')).headers;
    expect((await headersOf(secure)).get('strict-transport-security')).toMatch(/max-age=31536000/);
    expect((await headersOf(app)).get('strict-transport-security')).toBeNull();
    expect((await headersOf(app)).get('x-content-type-options')).toBe('nosniff');
  });
});

describe('files', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from('bcdefghij').map(
        (c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(', ')}]`,
      ),
    )
    .join('\n');
  const read = async (text: string) => {
    const path = join(folder, 'file.yaml');
    writeFileSync(path, text);
    return readChecked(path, z.strictObject({ name: z.string() }));
  };

  test.each([
    ['aliases of aliases', bomb, /too many aliases/],
    ['an alias of nothing', 'name: *none', /alias|YAML/],
    ['a thousand levels', '['.repeat(50_000), /deep|YAML/],
    ['a tag of JavaScript', 'name: !!js/function "function(){}"', /./],
    ['the prototype', '__proto__: {name: x}', /name/],
  ])('%s is a fault of the file', async (_, text, says) => {
    const fault = await read(text).then(
      (value) => ({ value }),
      (error: unknown) => error,
    );
    if (fault instanceof FileError) expect(fault.message).toMatch(says);
    else expect(fault).toEqual({ value: { name: expect.any(String) } });
  });

  test('any text is read or refused as a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        await read(text).catch((error: unknown) => expect(error).toBeInstanceOf(FileError));
      }),
      { numRuns: 40 },
    );
  });

  test('any lines are read or refused as a log', async () => {
    const path = join(folder, 'log.ndjson');
    const all = async (): Promise<void> => {
      for await (const _ of readLogFile(path, () => {})) void _;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.json(), fc.string()), { maxLength: 5 }), async (some) => {
        writeFileSync(path, some.join('\n'));
        await expect(all()).rejects.toBeInstanceOf(LogFileError);
      }),
      { numRuns: 100 },
    );
  });
});

test('any text is no link, or one that is not signed', () => {
  const bound = { person: 'a', project: 'b', obligation: 'c', deadlineVersion: 1 };
  const part = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(part, fc.stringMatching(/^[A-Za-z0-9_-]{24}$/)).map(([a, b]) => `${a}.${b}`),
      ),
      (token) => {
        readLink(token);
        expect(isSigned(token, bound, () => Buffer.alloc(32, 7))).toBe(false);
      },
    ),
  );
});
