/**
 * The real API and the real worker, as processes, through everything that has a secret in it and everything that goes
 * wrong with it; then what they printed is searched for each secret, and for a person's phone number.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { System } from '../../store/system.ts';
import { TODAY } from '../delivery/given.ts';
import { freshSystem, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { startPrograms, type Programs } from '../programs.ts';

const random = (): string => randomBytes(18).toString('hex');
/** What nobody may read in a log. More is added as the system makes it. */
const secrets = new Map<string, string>([
  ['the operator’s token', random()],
  ['the password of the database', random()],
  ['the key of a robot', random()],
  ['the secret of a channel', `whsec_${randomBytes(32).toString('base64')}`],
  ['the master key', TEST_KEY],
  ['a phone number', '13912345678'],
]);
const secret = (name: string): string => secrets.get(name)!;
const ROLE = `r_${randomBytes(6).toString('hex')}`;
/** What came to the webhook channel: with the link of the notice. */
const received: string[] = [];
let robotAsked = 0;
let folder: string;
let system: System & { url: string };
let programs: Programs | undefined;
let output: Programs['output'];
let receiver: Server;
let receiverPort: number;
let base: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whole-run-'));
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(TODAY) - Date.now(), startedAt: TODAY });
  await sql
    .raw(`create role ${ROLE} login superuser password '${secret('the password of the database')}'`)
    .execute(system.db);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.once('end', () => {
      if (request.url?.startsWith('/cgi-bin')) robotAsked += 1;
      // The channel takes what it gets; the robot and the other system have a fault.
      if (request.url === '/channel') received.push(body);
      response.writeHead(request.url === '/channel' ? 204 : 500).end(`no: ${request.url}`);
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  receiverPort = (receiver.address() as AddressInfo).port;
  const at = `http://127.0.0.1:${receiverPort}`;
  const channels = join(folder, 'channels.json');
  writeFileSync(
    channels,
    JSON.stringify({
      wecom: {
        robots: {
          group: { url: `${at}/cgi-bin/webhook/send?key=${secret('the key of a robot')}`, allowHttp: true },
        },
      },
      webhook: {
        webhooks: {
          hook: { url: `${at}/channel`, secrets: [secret('the secret of a channel')], allowHttp: true },
        },
      },
    }),
  );
  const url = new URL(system.url);
  [url.username, url.password] = [ROLE, secret('the password of the database')];
  programs = await startPrograms(folder, {
    ...{ DATABASE_URL: url.href, QUANCHENG_TOKEN: secret('the operator’s token'), QUANCHENG_KEY: TEST_KEY },
    ...{ QUANCHENG_CHANNELS: channels, QUANCHENG_WEBHOOK_HOSTS: `127.0.0.1:${receiverPort}` },
  });
  ({ url: base, output } = programs);
});
afterAll(async () => {
  await programs?.stop();
  receiver.closeAllConnections();
  receiver.close();
  await sql.raw(`drop owned by ${ROLE}`).execute(system.db);
  await sql.raw(`drop role ${ROLE}`).execute(system.db);
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${base}${path}`, { redirect: 'manual', ...init });
const office = (path: string, body?: object, token = secret('the operator’s token'), method = 'POST') =>
  ask(path, {
    method: body ? method : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const form = (path: string, fields: Record<string, string>, headers = {}) =>
  ask(path, { method: 'POST', headers: { origin: base, ...headers }, body: new URLSearchParams(fields) });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 90_000, interval: 100 });

test('no secret and no phone number is in what API and worker print', { timeout: 300_000 }, async () => {
  // A session, and one that is not let in.
  const entered = await form('/login', { token: secret('the operator’s token'), to: '/' });
  expect(entered.status).toBe(303);
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
  secrets.set('a session', cookie.split('=')[1]!);
  secrets.set('a wrong token', `qc_${random()}`);
  expect((await form('/login', { token: secret('a wrong token'), to: '/' })).status).toBe(401);
  expect((await ask(`/login?token=${secret('a wrong token')}`)).status).toBe(401);
  const board = await (await ask('/', { headers: { cookie, accept: 'text/html' } })).text();
  secrets.set('the token of a form', /name="csrf" value="([^"]+)"/.exec(board)![1]!);
  expect((await form('/logout', { csrf: 'no' }, { cookie })).status).toBe(403);

  // A token: made, used where it may not be, revoked, used again.
  const made = (await (await office('/v1/tokens', { label: 't', grants: [{ role: 'screen' }] })).json()) as {
    token: string;
  };
  secrets.set('a token', made.token);
  expect((await office('/v1/users', undefined, made.token)).status).toBe(403);
  const id = made.token.split('_')[1]!;
  expect((await office(`/v1/tokens/${id}/revoke`, { reason: '遗失' })).status).toBe(200);
  expect((await office('/v1/users', undefined, made.token)).status).toBe(401);

  // Another system is told of events, and has a fault.
  const hook = { url: `http://127.0.0.1:${receiverPort}/other`, label: '省平台' };
  const shown = await (await office('/v1/webhooks', hook)).text();
  secrets.set('the secret of a webhook', /whsec_[A-Za-z0-9+/=]+/.exec(shown)![0]);
  const webhook = (JSON.parse(shown) as { id: string }).id;
  expect(await (await office(`/v1/webhooks/${webhook}/ping`, {})).json()).toMatchObject({ taken: false });

  // Two are due today: one chief's robot is out of order, the other's channel takes the notice, with its link.
  const mobile = secret('a phone number');
  const chiefs = [
    { id: 'zhao', person: '赵项目长', channels: [{ channel: 'webhook', address: 'hook', mobile }] },
    { id: 'qian', person: '钱项目长', channels: [{ channel: 'wecom', address: 'group', mobile }] },
  ];
  const signedOn = '2024-03-22';
  const milestones = [{ id: 'start', name: '甲线开工', line: 'a', committedOn: '2024-03-26' }];
  const plan = { ...PLANT, signedOn, milestones, lines: [PLANT.lines[0]], factors: [], windows: [] };
  for (const { id: whose, ...contact } of chiefs) {
    expect((await office(`/v1/contacts/${whose}`, contact, undefined, 'PUT')).status).toBe(200);
    const people = [{ role: 'projectChief', person: contact.person, from: signedOn }];
    expect((await office('/v1/projects', { ...plan, id: whose, people })).status).toBe(200);
  }
  await until(() => expect(robotAsked).toBeGreaterThan(0));
  const link = await until(() => {
    const found = /http[^"\s]+\/l\/[^"\s]+/.exec(received.join('\n'));
    if (!found) throw new Error(`no link yet\n${output.worker}`);
    return new URL(found[0]).pathname;
  });
  secrets.set('a link', link.slice('/l/'.length));
  expect((await ask(link)).status).toBe(200);
  expect((await form(link, { action: 'nothing' })).status).toBe(400);
  expect((await ask(`${link.slice(0, -3)}AAA`)).status).toBe(404);
  expect((await office('/v1/links/rotate', { by: '县调度办', reason: '试', voidOld: true })).status).toBe(
    200,
  );
  expect((await ask(link)).status).toBe(410);

  // A fault of ours; the connections die under both; a session of before is used.
  await sql`alter table rejections rename to elsewhere`.execute(system.db);
  expect((await office('/v1/projects/zhao/rejections')).status).toBe(500);
  await sql`alter table elsewhere rename to rejections`.execute(system.db);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${ROLE}`.execute(
    system.db,
  );
  await until(async () => expect((await ask('/', { headers: { cookie } })).status).toBe(200));

  await programs!.drain();
  // What was searched is what should be there: refusals, a sign-in, a fault.
  const events = output.api
    .split('\n')
    .flatMap((l) => (l.startsWith('{') ? [JSON.parse(l) as { event: string; code?: string }] : []));
  expect(new Set(events.map((e) => e.event))).toEqual(new Set(['denied', 'signedIn', 'unreadable', 'fault']));
  expect(events.filter((e) => e.event === 'denied').length).toBeGreaterThanOrEqual(5);
  expect(secrets.size).toBe(12);
  expect(leaksIn([...secrets.values()].join('\n'))).toEqual([...secrets.keys()]);
  const printed = `${output.api}\n${output.worker}`;
  expect(leaksIn(printed), printed).toEqual([]);
});

/** The names of the secrets that stand in a text: as they are, as in an address, or in base64. */
const leaksIn = (text: string): string[] =>
  [...secrets].flatMap(([name, value]) => {
    const forms = [value, encodeURIComponent(value), Buffer.from(value).toString('base64')];
    return forms.some((f) => text.includes(f)) ? [name] : [];
  });
