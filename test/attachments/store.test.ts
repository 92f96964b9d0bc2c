import { createServer, type Server } from 'node:http';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile, MAX_BYTES, mediaOf } from '../../attachments/file.ts';
import { openAttachments, sha256Of, type AttachmentStore } from '../../attachments/store.ts';
import { readConfig } from '../../config.ts';

const bytes = Buffer.from('现场照片');
const key = sha256Of(bytes);
let folder: string;
let bucket: Server;
let endpoint: string;
const kept = new Map<string, Buffer>();
let isAway = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attachments-'));
  bucket = createServer((request, response) => {
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/') ?? false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (isAway || !signed) response.statusCode = isAway ? 403 : 401;
      else if (request.method === 'PUT') kept.set(request.url!, Buffer.concat(chunks));
      else if (kept.has(request.url!)) response.write(kept.get(request.url!)!);
      else response.statusCode = 404;
      response.end();
    });
  });
  await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
});
afterAll(() => {
  bucket.close();
  rmSync(folder, { recursive: true });
});

const stores: [string, () => AttachmentStore][] = [
  ['a folder', () => openAttachments({ folder })],
  [
    'a bucket',
    () =>
      openAttachments({
        ...{ bucket: 'photos', endpoint, region: 'cn-north-1' },
        ...{ accessKeyId: 'key', secretAccessKey: 'secret' },
      }),
  ],
];

describe.each(stores)('%s', (_name, open) => {
  test('gives back what it was given, twice as once, and nothing of what it was not', async () => {
    const store = open();
    expect(await store.get(key)).toBeUndefined();
    await store.put(key, bytes);
    await store.put(key, bytes);
    expect(Buffer.from((await store.get(key))!).equals(bytes)).toBe(true);
    expect(await store.get(sha256Of(Buffer.from('other')))).toBeUndefined();
  });

  test('takes no key that is a path or not the hash of the bytes', async () => {
    const store = open();
    for (const bad of ['../../etc/passwd', '', 'a', `${key}/..`]) {
      await expect(store.put(bad, bytes)).rejects.toThrow('are not those');
      expect(await store.get(bad)).toBeUndefined();
    }
  });
});

test('a folder keeps no half-written file, and other bytes under a key are an error', async () => {
  const store = openAttachments({ folder });
  await store.put(key, bytes);
  expect(readdirSync(join(folder, key.slice(0, 2)))).toEqual([key]);
  writeFileSync(join(folder, key.slice(0, 2), key), 'other');
  await expect(store.get(key)).rejects.toThrow('are others');
});

test('a bucket that refuses is an error, not a missing file', async () => {
  isAway = true;
  await expect(stores[1]![1]().get(key)).rejects.toThrow('answered 403');
  isAway = false;
});

describe('a file', () => {
  const office = (...names: string[]) =>
    zipSync(Object.fromEntries(names.map((n) => [n, new Uint8Array(4)])));
  test.each<[string, Uint8Array, string | undefined]>([
    ['jpeg', Buffer.from('ffd8ffe000104a', 'hex'), 'image/jpeg'],
    ['png', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
    ['webp', Buffer.from('RIFF0000WEBPVP8 '), 'image/webp'],
    ['pdf', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['docx', office('[Content_Types].xml', 'word/document.xml'), expect.stringContaining('wordprocessingml')],
    ['xlsx', office('[Content_Types].xml', 'xl/workbook.xml'), expect.stringContaining('spreadsheetml')],
    ['docm', office('word/document.xml', 'word/vbaProject.bin'), undefined],
    ['zip', office('a.txt'), undefined],
    ['half a zip', Buffer.from('PK\x03\x04'), undefined],
    ['html', Buffer.from('<script>'), undefined],
    ['svg', Buffer.from('<svg xmlns="'), undefined],
    ['empty', Buffer.alloc(0), undefined],
  ])('%s is told by its bytes', (_kind, content, media) => expect(mediaOf(content)).toEqual(media));

  const jpeg = Buffer.from('ffd8ffe000104a', 'hex');
  test.each([
    '../a.jpg',
    'a/b.jpg',
    'a\\b.jpg',
    '..',
    '.',
    ' ',
    'a\u0000.jpg',
    'a\r\nb.jpg',
    'x'.repeat(201),
  ])('name %j is refused', (name) =>
    expect(checkFile(name, jpeg)).toMatchObject({ refused: { code: 'badName', field: 'name' } }),
  );
  test('too large is refused', () =>
    expect(checkFile('a.jpg', Buffer.alloc(MAX_BYTES + 1, jpeg))).toMatchObject({
      refused: { code: 'tooLarge' },
    }));
});

describe('the setting', () => {
  const given = (value: string, more = {}) =>
    readConfig({ QUANCHENG_DATA: '/data', QUANCHENG_ATTACHMENTS: value, ...more }).attachments;
  const keys = { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' };
  test('is a folder or a bucket, and says what it lacks', () => {
    expect(given('')).toEqual({ folder: '/data/attachments' });
    expect(given('s3://photos?endpoint=https://oss.example&region=cn', keys)).toEqual({
      ...{ bucket: 'photos', endpoint: 'https://oss.example', region: 'cn' },
      ...{ accessKeyId: 'k', secretAccessKey: 's' },
    });
    expect(() => given('s3://photos', keys)).toThrow('endpoint=');
    expect(() => given('s3://photos?endpoint=https://oss.example')).toThrow('AWS_ACCESS_KEY_ID');
  });
});
