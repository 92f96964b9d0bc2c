/** Attachments: what is kept, who gets it back, and how it is served. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { openAttachments, sha256Of } from '../../attachments/store.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const NOW = '2024-03-27T01:05:00.000Z';
const PHOTO = Buffer.from('ffd8ffe000104a46', 'hex');
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
let folder: string;

beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  folder = mkdtempSync(join(tmpdir(), 'attachments-'));
  app = createApp({ system, token: 'operator', attachments: openAttachments({ folder }), log: () => {} });
  for (const id of ['mine', 'other']) expect((await post('/v1/projects', { ...PLANT, id })).status).toBe(200);
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: object) =>
  app.request(path, {
    method: 'POST',
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const send = (file: Uint8Array, name: string, token = 'operator', project = 'mine') =>
  app.request(`/v1/projects/${project}/attachments?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: file as Uint8Array<ArrayBuffer>,
  });
const sendAbout = (about: string) =>
  app.request(`/v1/projects/mine/attachments?name=a.jpg&about=${encodeURIComponent(about)}`, {
    method: 'POST',
    headers: { authorization: 'Bearer operator', 'content-type': 'application/octet-stream' },
    body: Buffer.concat([PHOTO, Buffer.from(about)]),
  });
const fetchOne = (sha: string, token = 'operator', project = 'mine') =>
  app.request(`/v1/projects/${project}/attachments/${sha}`, {
    headers: { authorization: `Bearer ${token}` },
  });
const tokenFor = async (grant: object, person?: string): Promise<string> =>
  ((await (await post('/v1/tokens', { label: 't', grants: [grant], person })).json()) as { token: string })
    .token;

test('a photo is kept once, is an event of its project, and comes back to be saved and not to be run', async () => {
  const answers = await Promise.all([send(PHOTO, '现场 1.jpg'), send(PHOTO, '现场 1.jpg')]);
  expect(answers.map((a) => a.status)).toEqual([200, 200]);
  expect(await answers[0].json()).toEqual({
    ...{ id: sha256Of(PHOTO), name: '现场 1.jpg', media: 'image/jpeg', bytes: PHOTO.length },
  });
  const events = await readStream(system.db, projectStream('mine'));
  expect(events.filter((e) => e.type === 'attachmentAdded').map((e) => e.data)).toEqual([
    { sha256: sha256Of(PHOTO), name: '现场 1.jpg', media: 'image/jpeg', bytes: PHOTO.length },
  ]);
  const back = await fetchOne(sha256Of(PHOTO));
  expect(Buffer.from(await back.arrayBuffer()).equals(PHOTO)).toBe(true);
  expect(Object.fromEntries(back.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('现场 1.jpg')}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});

test('only who sees the project gets it, and only by the project that it was sent to', async () => {
  const sha = sha256Of(PHOTO);
  await send(PHOTO, '现场.jpg');
  expect((await fetchOne(sha, 'operator', 'other')).status).toBe(404);
  expect((await fetchOne(sha, await tokenFor({ role: 'chief' }, '别的项目长'))).status).toBe(404);
  expect((await fetchOne(sha, await tokenFor({ role: 'chief' }, '赵项目长'))).status).toBe(200);
  expect((await fetchOne(sha, await tokenFor({ role: 'screen' }))).status).toBe(403);
  expect((await app.request(`/v1/projects/mine/attachments/${sha}`)).status).toBe(401);
  const auditor = await tokenFor({ role: 'auditor' });
  expect((await send(PHOTO, 'a.jpg', auditor)).status).toBe(403);
});

test.each([
  ['../../x.jpg', PHOTO, 'badName', 422],
  ['x.html', Buffer.from('<script>alert(1)</script>'), 'badMedia', 415],
  ['empty.pdf', Buffer.alloc(0), 'badMedia', 415],
] as const)('%s is refused, with the field to mend', async (name, file, code, status) => {
  const answer = await send(file, name);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
});

test('a file over the limit is refused; no command brings one without its bytes', async () => {
  const large = Buffer.alloc(20 * 1024 * 1024 + 1);
  PHOTO.copy(large);
  expect((await send(large, 'large.jpg')).status).toBe(413);
  const forged = { type: 'addAttachment', sha256: 'a'.repeat(64), name: 'x', media: 'text/html', bytes: 1 };
  expect((await post('/v1/projects/mine/commands', forged)).status).toBe(400);
});

test('a store that is away is a 503, and nothing is in the log', async () => {
  const away = createApp({ system, token: 'operator', log: () => {} });
  const file = Buffer.concat([PHOTO, Buffer.from('2')]);
  const answer = await away.request('/v1/projects/mine/attachments?name=a.jpg', {
    method: 'POST',
    headers: { authorization: 'Bearer operator', 'content-type': 'application/octet-stream' },
    body: file,
  });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  expect(JSON.stringify(await readStream(system.db, projectStream('mine')))).not.toContain(sha256Of(file));
});

test('a file says what it is about: a milestone, an item or an obligation of the project, nothing else', async () => {
  for (const about of ['milestone:a-start', 'approvalItem:eia', 'factor:land'])
    expect((await sendAbout(about)).status, about).toBe(200);
  const wrong = await sendAbout('milestone:none');
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toMatchObject({ code: 'unknownSubject', field: 'about' });
});
