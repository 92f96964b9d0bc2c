/** Webhooks through the API and the worker's hand: who may, what is sent where, in order, again, and no more. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { Grant } from '../../domain/access.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { DEAD_AFTER_DAYS, deliverWebhooks } from '../../worker/webhooks.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

interface Heard {
  id: string;
  type: string;
  headers: Record<string, string>;
  body: string;
  data: { stream?: string; type?: string; data?: { people?: { person: string }[] }; actor?: string };
}
let system: System;
let app: ReturnType<typeof createApp>;
let server: Server;
let url: string;
let heard: Heard[] = [];
let answers: number[] = [];
const lines: string[] = [];
/** Ahead of the machine's clock. */
let ahead = 0;

const send = async (token: string, method: string, path: string, body?: object) => {
  const answer = await app.request(`/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, said: (await answer.json()) as never };
};
const good = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const { status, said } = await send('operator', method, path, body);
  expect(status, JSON.stringify(said)).toBe(200);
  return said;
};
const tokenFor = async (...grants: Grant[]) =>
  (await good<{ token: string }>('POST', '/tokens', { label: 't', grants })).token;
const sign = (id: string, county: string) => good('POST', '/projects', { ...PLANT, id, county });
const progress = (id: string, percent: number) =>
  good('POST', `/projects/${id}/commands`, { type: 'reportProgress', milestone: 'a-trial', percent });
const add = (more: object = {}, query = '') =>
  good<{ id: string; secret: string }>('POST', `/webhooks${query}`, { label: '省平台', url, ...more });
const remove = (id: string) => good('POST', `/webhooks/${id}/remove`, { reason: '测试完毕' });
type Shown = {
  id: string;
  status: string;
  reason?: { zh: string };
  progress: Record<string, unknown> | null;
};
const stateOf = async (id: string) => (await good<Shown[]>('GET', '/webhooks')).find((w) => w.id === id)!;

/** Looks until there is nothing to do now. */
async function deliver(signal = new AbortController().signal): Promise<void> {
  const log = (line: string) => lines.push(line);
  const look = { system, source: 'https://q.example', hosts: ['127.0.0.1'], log, signal };
  while ((await deliverWebhooks({ ...look, clock: () => Date.now() + ahead })) > 0);
}

beforeAll(async () => {
  system = await freshSystem(REAL);
  app = createApp({ system, token: 'operator', webhookHosts: ['127.0.0.1'], log: () => {} });
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      heard.push({ ...(JSON.parse(body) as Heard), headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  await sign('own', '示例县');
  await sign('other', '别县');
});
beforeEach(() => {
  heard = [];
  answers = [];
  ahead = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await system.close();
});

describe('what is sent', () => {
  test('is each event after it was made, in order, signed, without the names of persons', async () => {
    const { id, secret } = await add();
    await sign('named', '示例县');
    for (const percent of [10, 20, 30]) await progress('own', percent);
    await deliver();
    const types = heard.map((h) => h.type);
    expect(types[0]).toBe('quancheng.projectSigned');
    expect(types.filter((t) => t === 'quancheng.progressReported')).toHaveLength(3);
    const positions = heard.map((h) => Number(h.id.slice('evt_'.length)));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    for (const { headers, body } of heard) new Webhook(secret).verify(body, headers);
    for (const { person } of PLANT.people) expect(heard.map((h) => h.body).join()).not.toContain(person);
    expect(await stateOf(id)).toMatchObject({ status: 'ok', progress: { attempts: 0, said: null } });
    await deliver();
    expect(heard).toHaveLength(types.length);
    await remove(id);
  });

  test('with names where an administrator has granted them, of the types asked for', async () => {
    const { id } = await add({ names: true, types: ['projectSigned'] });
    await sign('granted', '示例县');
    await progress('own', 40);
    await deliver();
    expect(heard.map((h) => h.type)).toEqual(['quancheng.projectSigned']);
    expect(heard[0]!.data.data!.people![0]!.person).toBe(PLANT.people[0]!.person);
    await remove(id);
  });

  test('of a county only its projects; never of accounts and contacts', async () => {
    const county = await add({}, `?county=${encodeURIComponent('别县')}`);
    await progress('own', 50);
    await progress('other', 50);
    await deliver();
    expect(heard.map((h) => h.data.stream)).toEqual(['project/other']);
    await remove(county.id);
    heard = [];
    const { id } = await add();
    await tokenFor({ role: 'screen' });
    await good('PUT', '/users/u', { person: '某人', subject: 's', grants: [{ role: 'office' }] });
    await progress('own', 55);
    await deliver();
    expect(heard.map((h) => h.type)).toEqual(['quancheng.progressReported']);
    await remove(id);
  });
});

describe('a receiver that fails', () => {
  test('gets the same event again, under the same id, and nothing before it', async () => {
    const { id } = await add();
    answers = [500, 503];
    await progress('own', 60);
    await progress('own', 61);
    await deliver();
    expect(heard).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({
      status: 'failing',
      progress: { attempts: 1, said: expect.stringContaining('HTTP 500') as string },
    });
    await deliver();
    expect(heard, 'not before the pause is over').toHaveLength(1);
    ahead = 6_000;
    await deliver();
    ahead += 11_000;
    await deliver();
    expect(heard).toHaveLength(4);
    expect(new Set(heard.slice(0, 3).map((h) => h.headers['webhook-id'])).size).toBe(1);
    expect(heard[3]!.headers['webhook-id']).not.toBe(heard[2]!.headers['webhook-id']);
    expect(await stateOf(id)).toMatchObject({ status: 'ok' });
    await remove(id);
  });

  test('does not hold up another', async () => {
    const bad = await add({ url: 'http://127.0.0.1:9/in' });
    const { id } = await add();
    await progress('own', 62);
    await deliver();
    expect(heard).toHaveLength(1);
    await remove(bad.id);
    await remove(id);
  });

  test('for days is disabled, with a line and an event that say why, and goes on when it is resumed', async () => {
    const { id } = await add();
    answers = Array.from({ length: 40 }, () => 500);
    await progress('own', 63);
    for (let days = 0; days <= DEAD_AFTER_DAYS; days++) {
      ahead = days * 24 * 3_600_000;
      await deliver();
      expect((await stateOf(id)).status).toBe(days < DEAD_AFTER_DAYS ? 'failing' : 'disabled');
    }
    const { reason } = await stateOf(id);
    expect(reason!.zh).toContain(`连续 ${DEAD_AFTER_DAYS} 天未送达`);
    expect(lines.at(-1)).toContain(`回调 ${id} 已停用`);
    expect((await readStream(system.db, `webhook/${id}`)).at(-1)).toMatchObject({
      ...{ type: 'webhookDisabled', actor: 'system' },
    });
    [answers, heard] = [[], []];
    await deliver();
    expect(heard).toHaveLength(0);
    await good('POST', `/webhooks/${id}/resume`, {});
    await deliver();
    expect(heard.map((h) => h.type)).toEqual(['quancheng.progressReported']);
    await remove(id);
  });

  test('with 410 is disabled at once', async () => {
    const { id } = await add();
    answers = [410];
    await progress('own', 64);
    await deliver();
    expect(await stateOf(id)).toMatchObject({ status: 'disabled' });
    await remove(id);
  });
});

test('from a position on everything is sent again, under the same ids', async () => {
  const { id } = await add();
  await progress('own', 70);
  await progress('own', 71);
  await deliver();
  const ids = heard.map((h) => h.headers['webhook-id']);
  heard = [];
  await good('POST', `/webhooks/${id}/resume`, { after: String(Number(ids[0]!.slice(4)) - 1) });
  await deliver();
  expect(heard.map((h) => h.headers['webhook-id'])).toEqual(ids);
  await remove(id);
});

test('several workers at once send each event once', async () => {
  const { id } = await add();
  for (let percent = 72; percent < 80; percent++) await progress('own', percent);
  await Promise.all([deliver(), deliver(), deliver()]);
  await deliver();
  expect(heard).toHaveLength(8);
  await remove(id);
});

test('a secret is changed with a day in which both sign; a void one signs no more', async () => {
  const { id, secret: old } = await add();
  const next = await good<{ secret: string }>('POST', `/webhooks/${id}/secret`, {});
  const ping = async () => {
    heard = [];
    expect(await good('POST', `/webhooks/${id}/ping`)).toEqual({ taken: true });
    return heard[0]!;
  };
  const both = await ping();
  expect(both.type).toBe('quancheng.ping');
  for (const secret of [old, next.secret]) new Webhook(secret).verify(both.body, both.headers);
  const last = await good<{ secret: string }>('POST', `/webhooks/${id}/secret`, { voidOld: true });
  const { body, headers } = await ping();
  new Webhook(last.secret).verify(body, headers);
  expect(() => new Webhook(next.secret).verify(body, headers)).toThrow();
  const text = JSON.stringify([await good('GET', '/webhooks'), await readStream(system.db, `webhook/${id}`)]);
  for (const secret of [old, next.secret, last.secret]) expect(text).not.toContain(secret);
  answers = [500];
  expect(await good('POST', `/webhooks/${id}/ping`)).toMatchObject({ taken: false, said: 'HTTP 500' });
  await remove(id);
});

describe('is refused', () => {
  test.each([
    ['http://hook.example/in', 'badUrl'],
    ['https://10.1.2.3/in', 'badUrl'],
    ['https://127.0.0.2/in', 'badUrl'],
    ['https://[fd12::1]/in', 'badUrl'],
    ['https://[::ffff:192.168.1.1]/in', 'badUrl'],
    ['https://169.254.169.254/latest', 'badUrl'],
    ['http://localhost/in', 'badUrl'],
    ['https://user:pass@hook.example/in', 'badUrl'],
  ])('%s', async (to, code) => {
    const { status, said } = await send('operator', 'POST', '/webhooks', { label: 'x', url: to });
    expect([status, (said as { code: string }).code]).toEqual([422, code]);
  });

  test('a name that leads inside, when it is called', async () => {
    // Every machine has this name, and it resolves to loopback.
    const { id } = await add({ url: 'https://hook.localhost/in' });
    expect(await good('POST', `/webhooks/${id}/ping`)).toMatchObject({ taken: false });
    await remove(id);
  });

  test('a type that there is not', async () => {
    const body = { label: 'x', url, types: ['projectBought'] };
    expect(await send('operator', 'POST', '/webhooks', body)).toMatchObject({
      status: 422,
      said: { code: 'badType', field: 'types' },
    });
  });

  test('to whom it is not given: a county’s office has its county’s, without names; an auditor reads', async () => {
    const own = `?county=${encodeURIComponent('示例县')}`;
    const other = `?county=${encodeURIComponent('别县')}`;
    const office = await tokenFor({ role: 'office', counties: ['示例县'] });
    const body = { label: '县平台', url };
    const status = async (token: string, method: string, path: string, sent?: object) =>
      (await send(token, method, path, sent)).status;
    expect(await status(office, 'POST', '/webhooks', body)).toBe(403);
    expect(await status(office, 'POST', `/webhooks${other}`, body)).toBe(403);
    expect(await status(office, 'POST', `/webhooks${own}`, { ...body, names: true })).toBe(403);
    const made = await send(office, 'POST', `/webhooks${own}`, body);
    const { id } = made.said as { id: string };
    expect(await status(office, 'POST', `/webhooks/${id}/ping${own}`)).toBe(200);
    const whole = await add();
    expect(await status(office, 'POST', `/webhooks/${whole.id}/ping${own}`)).toBe(404);
    const wholeOffice = await tokenFor({ role: 'office' });
    expect(await status(wholeOffice, 'POST', '/webhooks', body)).toBe(403);
    const auditor = await tokenFor({ role: 'auditor' });
    expect(await status(auditor, 'GET', '/webhooks')).toBe(200);
    expect(await status(auditor, 'POST', `/webhooks/${id}/remove`, { reason: 'x' })).toBe(403);
    await remove(id);
    await remove(whole.id);
  });
});
