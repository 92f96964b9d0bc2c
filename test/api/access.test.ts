/** Every route as every role, from the table; and what a grant reaches: counties, own projects, own name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS } from '../../api/access.ts';
import { createApp } from '../../api/app.ts';
import { firstToken } from '../../api/first-token.ts';
import { routesOf } from '../../api/guard.ts';
import {
  ACCESS_ROLES,
  COMMAND_ACCESS,
  refusedCommand,
  type AccessRole,
  type Grant,
} from '../../domain/access.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import type { Project } from '../../domain/project/state.ts';
import { projectStream } from '../../store/aggregates.ts';
import { load, readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const NOW = '2024-03-27T01:05:00.000Z';
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
const lines: string[] = [];
const tokens = {} as Record<AccessRole, string>;

const PERSON: Partial<Record<AccessRole, string>> = {
  chief: '赵项目长',
  approvalChief: '钱审批长',
  leader: '孙副县长',
};
const grantOf = (role: AccessRole): Grant =>
  role === 'department' ? { role, department: '县工信局' } : { role };

const call = (token: string | undefined, method: string, path: string, body?: object, headers = {}) =>
  app.request(path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function tokenFor(grants: Grant[], person?: string, rest = {}): Promise<string> {
  const body = { label: 't', grants, ...(person === undefined ? {} : { person }), ...rest };
  const answer = await call('operator', 'POST', '/v1/tokens', body);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { token: string }).token;
}

const sign = async (id: string, county: string, people = PLANT.people) => {
  const body = { ...PLANT, id, county, people };
  expect((await call('operator', 'POST', '/v1/projects', body)).status).toBe(200);
};

beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  app = createApp({ system, token: 'operator', log: (line) => lines.push(line) });
  const approval = { role: 'approvalChief', person: '钱审批长', from: '2024-01-08' } as const;
  await sign('own', '示例县', [...PLANT.people, approval]);
  await sign('other', '别县', []);
  for (const role of ACCESS_ROLES) tokens[role] = await tokenFor([grantOf(role)], PERSON[role]);
});
afterAll(() => system.close());

test('every route that is registered has a row, and every row a route', () => {
  expect([...new Set(routesOf(app).map((r) => r.key))].toSorted()).toEqual(Object.keys(ACCESS).toSorted());
});

describe.each(Object.entries(ACCESS))('%s', (key, { who }) => {
  const [method, path] = key.split(' ') as [string, string];
  const url = path
    .replace('{id}', key.includes('/notices/') ? 'own:1:0' : 'own')
    .replace('{version}', '1')
    .replace('{date}', '2024-01-01')
    .replace('{token}', 'x');
  // A row is asked for with an empty body: who passes the guard is refused for the body, and nothing is done.
  const ask = (token: string | undefined) => call(token, method, url, method === 'GET' ? undefined : {});

  test('nobody', async () => {
    const { status } = await ask(undefined);
    if (who === 'anyone') expect(status).not.toBe(403);
    else expect(status).toBe(401);
  });

  test.each(ACCESS_ROLES)('%s', async (role) => {
    const answer = await ask(tokens[role]);
    const refused = answer.status === 403 || answer.status === 401;
    // A wrong sign-in says so to everyone.
    if (path === '/login') return;
    expect(refused, `${answer.status}`).toBe(who !== 'anyone' && !who.includes(role));
    // 501: this system was given no browser to print with.
    if (answer.status !== 501) expect(answer.status).toBeLessThan(500);
    await answer.body?.cancel();
  });
});

describe('a command on a project', () => {
  test.each(Object.entries(COMMAND_ACCESS))('%s', async (type, who) => {
    const project = (await load(system.db, projectStream('own')))!.state as Project;
    const command = { type, milestone: 'a-trial' } as unknown as ProjectCommand;
    for (const role of ACCESS_ROLES) {
      const caller = { actor: 'x', person: PERSON[role], grants: [grantOf(role)] };
      const allowed = refusedCommand(caller, project, command, '2024-03-27') === undefined;
      expect(allowed, role).toBe(who.includes(role));
    }
  });

  const progress = { type: 'reportProgress', milestone: 'a-trial', percent: 10 };
  test('a chief, a department and the office each for what is theirs, under their name', async () => {
    for (const [role, status] of [
      ...([
        ['chief', 200],
        ['department', 200],
        ['office', 200],
        ['leader', 403],
      ] as const),
      ...([
        ['approvalChief', 403],
        ['auditor', 403],
        ['admin', 403],
        ['screen', 403],
      ] as const),
    ])
      expect((await call(tokens[role], 'POST', '/v1/projects/own/commands', progress)).status, role).toBe(
        status,
      );
    const actors = (await readStream(system.db, projectStream('own')))
      .filter((e) => e.type === 'progressReported')
      .map((e) => e.actor);
    expect(actors).toEqual([
      '赵项目长',
      expect.stringMatching(/^token\//),
      expect.stringMatching(/^token\//),
    ]);
  });

  test('not what belongs to another department, not another’s project, not in another’s name', async () => {
    const item = { type: 'startApprovalItem', item: 'eia' };
    const send = (role: AccessRole, id: string, command: object) =>
      call(tokens[role], 'POST', `/v1/projects/${id}/commands`, command);
    expect((await send('department', 'own', item)).status).toBe(403);
    expect((await send('chief', 'other', progress)).status).toBe(404);
    const by = { type: 'nameCause', milestone: 'a-trial', cause: 'land', by: '孙副县长' };
    expect(await (await send('chief', 'own', by)).json()).toMatchObject({
      code: 'notInOwnName',
      status: 403,
    });
    expect((await send('chief', 'own', { ...by, by: '赵项目长' })).status).toBe(200);
  });

  test('a chief who handed over is out, who acts is in', async () => {
    const acting = await tokenFor([{ role: 'chief' }], '李代项目长');
    expect((await call(acting, 'GET', '/v1/projects/own')).status).toBe(404);
    const command = { type: 'appointActing', role: 'projectChief', person: '李代项目长', reason: '学习' };
    const period = { from: '2024-03-20', to: '2024-04-30' };
    await call(tokens.office, 'POST', '/v1/projects/own/commands', { ...command, ...period });
    expect((await call(acting, 'POST', '/v1/projects/own/commands', progress)).status).toBe(200);
  });
});

describe('scope', () => {
  test('an office of one county sees and signs only there, and nothing of the whole system', async () => {
    const county = await tokenFor([{ role: 'office', counties: ['示例县'] }]);
    const list = (await (await call(county, 'GET', '/v1/projects')).json()) as { id: string }[];
    expect(list.map((p) => p.id)).toEqual(['own']);
    expect((await call(county, 'GET', '/v1/projects/other')).status).toBe(404);
    expect((await call(county, 'GET', '/v1/review')).status).toBe(403);
    expect((await call(county, 'POST', '/v1/projects', { ...PLANT, id: 'x', county: '别县' })).status).toBe(
      403,
    );
  });

  test('a target is reported on by its county, and another hears nothing of it, nor of what was done to it', async () => {
    const spec = { id: 'target', county: '示例县', name: '工业投资', owner: '县发改局', unit: '亿元' };
    const year = { kind: 'amount', from: '2024-01-01', to: '2024-12-31', goal: 1 };
    expect((await call(tokens.office, 'POST', '/v1/targets', { ...spec, ...year })).status).toBe(200);
    const report = (token: string, id = 'target', headers = {}) =>
      call(
        token,
        'POST',
        `/v1/targets/${id}/reports`,
        { value: 1 },
        { 'idempotency-key': 'one', ...headers },
      );
    const own = await tokenFor([{ role: 'office', counties: ['示例县'] }]);
    const other = await tokenFor([{ role: 'office', counties: ['别县'] }]);
    expect((await report(own)).headers.get('etag')).toBe('"2"');
    for (const headers of [{}, { 'if-match': '"7"' }]) {
      const answer = await report(other, 'target', headers);
      expect(await answer.json()).toMatchObject({ code: 'notAllowed', field: 'county' });
      expect(answer.headers.get('etag')).toBeNull();
    }
    expect(await (await report(own)).json()).toMatchObject({ duplicate: true, version: 2 });
    expect((await report(own, 'none')).status).toBe(404);
  });

  test('rules of a county are its administrator’s', async () => {
    const admin = await tokenFor([{ role: 'admin', counties: ['示例县'] }]);
    const post = (query: string) => call(admin, 'POST', `/v1/rules/policies${query}`, {});
    expect((await post(`?county=${encodeURIComponent('示例县')}`)).status).toBe(400);
    expect((await post(`?county=${encodeURIComponent('别县')}`)).status).toBe(403);
    expect((await post('')).status).toBe(403);
  });
});

describe('tokens', () => {
  test('are shown once, stored hashed, last used, expire and are revoked', async () => {
    const token = await tokenFor([{ role: 'screen' }]);
    // A secret may itself have the sign that parts it from the id.
    const [, id, secret] = /^qc_([^_]+)_(.{20,})$/.exec(token) as unknown as [string, string, string];
    expect((await call(token, 'GET', '/v1/projects')).status).toBe(200);
    const text = await (await call(tokens.auditor, 'GET', '/v1/tokens')).text();
    expect(text).not.toContain(secret);
    expect(text).not.toContain('hash');
    const row = (JSON.parse(text) as { id: string; lastUsedAt: string }[]).find((t) => t.id === id)!;
    expect(Date.now() - Date.parse(row.lastUsedAt)).toBeLessThan(60_000);
    const events = await readStream(system.db, `token/${id}`);
    expect(JSON.stringify(events)).not.toContain(secret);
    await call(tokens.admin, 'POST', `/v1/tokens/${id}/revoke`, { reason: '遗失' });
    expect((await call(token, 'GET', '/v1/projects')).status).toBe(401);
    const old = await tokenFor([{ role: 'screen' }], undefined, { expiresAt: '2024-01-01T00:00:00.000Z' });
    expect((await call(old, 'GET', '/v1/projects')).status).toBe(401);
  });

  test('a denial is a line of the log, and never the token', async () => {
    lines.length = 0;
    await call('qc_wrong', 'GET', '/v1/projects');
    await call(tokens.screen, 'GET', '/v1/tokens');
    expect(lines.map((l) => JSON.parse(l) as object)).toMatchObject([
      { event: 'denied', code: 'notSignedIn', route: 'GET /v1/projects' },
      { event: 'denied', code: 'notAllowed', route: 'GET /v1/tokens' },
    ]);
    expect(lines.join()).not.toMatch(/qc_/);
  });

  test('what was denied to somebody, and who read addresses, is told by the account and not by the name', async () => {
    const token = await tokenFor([{ role: 'office', counties: ['示例县'] }], '郑某某');
    const id = token.split('_', 2)[1];
    lines.length = 0;
    await call(token, 'GET', '/v1/tokens');
    await call(token, 'GET', '/v1/projects/other');
    const reader = await tokenFor([{ role: 'admin' }], '郑某某');
    await call(reader, 'GET', '/v1/contacts');
    expect(lines.map((l) => JSON.parse(l) as object)).toMatchObject([
      { event: 'denied', code: 'notAllowed', who: `token/${id}` },
      { event: 'denied', code: 'notFound', who: `token/${id}` },
      { event: 'read', route: 'GET /v1/contacts', who: `token/${reader.split('_', 2)[1]}` },
    ]);
    expect(lines.join()).not.toContain('郑某某');
  });

  test('a sign-in is a line of the log, with the id of the token and not the token', async () => {
    const token = await tokenFor([{ role: 'screen' }]);
    const id = token.split('_', 2)[1];
    lines.length = 0;
    const form = new URLSearchParams({ token, to: '/' });
    const type = 'application/x-www-form-urlencoded';
    const answer = await app.request('/login', {
      ...{ method: 'POST', headers: { 'content-type': type }, body: form },
    });
    expect(answer.status).toBe(303);
    expect(lines.map((l) => JSON.parse(l) as object)).toMatchObject([
      { event: 'signedIn', who: `token/${id}`, at: expect.any(String) as string },
    ]);
    expect(lines.join()).not.toContain(token);
  });

  test('the first start makes one, once', async () => {
    const empty = await freshSystem({ mode: 'real', startedAt: NOW });
    const printed: string[] = [];
    for (let i = 0; i < 2; i++) await firstToken(empty, (line) => printed.push(line));
    expect(printed).toHaveLength(1);
    const token = printed[0]!.match(/qc_\S+/)![0];
    const own = createApp({ system: empty });
    const answer = await own.request('/v1/users', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await empty.close();
  });
});

describe('a session', () => {
  const COMMAND = { type: 'reportProgress', milestone: 'a-trial', percent: 20 };
  const signIn = async () => (await app.request('/login?token=operator')).headers.get('set-cookie')!;

  test('is a signed cookie that scripts cannot read; a forged one is nobody', async () => {
    const cookie = await signIn();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const [value] = cookie.split(';') as [string];
    expect(value).not.toMatch(/=operator$/);
    expect((await app.request('/', { headers: { cookie: value } })).status).toBe(200);
    expect((await app.request('/', { headers: { cookie: `${value}x` } })).status).toBe(401);
  });

  test('changes nothing without same origin and its own token', async () => {
    const [cookie] = (await signIn()).split(';') as [string];
    const post = (headers: Record<string, string>) =>
      call(undefined, 'POST', 'http://q.example/v1/projects/own/commands', COMMAND, { cookie, ...headers });
    const ours = { origin: 'http://q.example', 'sec-fetch-site': 'same-origin' };
    for (const headers of [
      {},
      ours,
      { ...ours, 'x-csrf-token': 'x' },
      { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', 'x-csrf-token': 'x' },
    ])
      expect((await post(headers)).status).toBe(403);
  });
});

test('too many wrong tokens are not looked at any more', async () => {
  const own = createApp({ system, token: 'operator', log: () => {} });
  const wrong = () => own.request('/v1/clock', { headers: { authorization: 'Bearer wrong' } });
  for (let i = 0; i < 20; i++) expect((await wrong()).status).toBe(401);
  const answer = await wrong();
  expect(answer.status).toBe(429);
});
