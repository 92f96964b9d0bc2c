/** The generated client on a real store: not stale, the example, versions, pages, changes as they come. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { CLIENT_FILE, openApi, written } from '../../client/generate.ts';
import { quancheng, type QuanchengClient } from '../../client/index.ts';
import { integrate } from '../../examples/integration.ts';
import { ACCESS } from '../../api/access.ts';
import { takeIn } from '../../store/intake.ts';
import { lastPosition } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const NOW = '2024-03-27T01:05:00.000Z';
const TOKEN = 'operator';
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
let client: QuanchengClient;
const clientOf = (token: string): QuanchengClient =>
  quancheng('http://q.example', token, async (request) => app.request(request));
beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  app = createApp({ system, token: TOKEN, log: () => {} });
  client = clientOf(TOKEN);
});
afterAll(() => system.close());

test('client/api.ts is what the document says now: npm run client', async () => {
  expect(await written()).toBe(readFileSync(CLIENT_FILE, 'utf8'));
});

test('the document holds every route of the table that is for programs, each with a schema of its answer', async () => {
  const { paths } = await openApi();
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const programs = Object.keys(ACCESS).filter((k) => k.includes(' /v1/') && !/docs|openapi/.test(k));
  expect(documented.filter((k) => k.includes('/v1/')).toSorted()).toEqual(programs.toSorted());
  for (const [path, item] of Object.entries(paths))
    for (const [method, { responses }] of Object.entries(item)) {
      const [content] = Object.values(responses['200']!.content!);
      expect(Object.keys(content!.schema).length, `${method} ${path}`).toBeGreaterThan(0);
    }
});

describe('by the client', () => {
  test('the example of an integration signs, completes and reads; twice is once', async () => {
    const first = await integrate(client);
    expect(first.review).toBe('2024-03-27');
    await expect(integrate(client)).resolves.toEqual(first);
  });

  test('an old version is refused with 412, and the ETag says the present one', async () => {
    const { error, response } = await client.POST('/v1/projects/{id}/commands', {
      params: { path: { id: 'crm-4711' }, header: { 'if-match': '"1"' } },
      body: { type: 'reportProgress', milestone: 'survey', percent: 50 },
    });
    expect([response.status, error?.code]).toEqual([412, 'versionMismatch']);
    const { response: now } = await client.GET('/v1/projects/{id}', { params: { path: { id: 'crm-4711' } } });
    expect(response.headers.get('etag')).toBe(now.headers.get('etag'));
  });

  test('lists come in pages, each with the address of the next', async () => {
    const path = { id: 'crm-4711' };
    const all = (await client.GET('/v1/projects/{id}/events', { params: { path } })).data!;
    const seen: string[] = [];
    for (let next: string | undefined = '/v1/projects/crm-4711/events?limit=2'; next !== undefined;) {
      const answer = await app.request(next, { headers: { authorization: `Bearer ${TOKEN}` } });
      seen.push(...((await answer.json()) as { position: string }[]).map((e) => e.position));
      next = answer.headers.get('link')?.match(/<(.+)>; rel="next"/)?.[1];
    }
    expect(seen).toEqual(all.map((e) => e.position));
  });
});

/** Every row of a list, page by page, and how many pages there were. */
async function walked<R>(first: string, token = TOKEN): Promise<{ rows: R[]; pages: number }> {
  const rows: R[] = [];
  let pages = 0;
  for (let next: string | undefined = first; next !== undefined; pages++) {
    const answer = await app.request(next, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    rows.push(...((await answer.json()) as R[]));
    next = answer.headers.get('link')?.match(/<(.+)>; rel="next"/)?.[1];
  }
  return { rows, pages };
}

describe('notices come in pages', () => {
  const PROJECTS = [
    ['n-1', '示例县'],
    ['n-2', '另县'],
    ['n-3', '示例县'],
  ] as const;
  beforeAll(async () => {
    for (const [id, county] of PROJECTS) {
      await client.POST('/v1/projects', { body: { ...PLANT, id, county } as never });
      const passTime = { type: 'passTime', now: NOW } as const;
      const at = new Date().toISOString();
      await system.handle({
        ...{ stream: `project/${id}`, commandId: 'pass', actor: 'clock', at, commands: [passTime] },
      });
    }
    await takeIn(system, [{ channel: 'inbox' }], new Date().toISOString());
  });

  type Row = { id: string; stream: string };
  test.each([
    ['', 'the inbox'],
    ['&status=open', 'of one status'],
    ['&asOf=2024-03-27', 'as of a day'],
    ['&project=n-3', 'of a project'],
  ])('%s: %s', async (query) => {
    const { rows: all } = await walked<Row>(`/v1/notices?limit=1000${query}`);
    const { rows, pages } = await walked<Row>(`/v1/notices?limit=2${query}`);
    expect(all.length).toBeGreaterThan(2);
    expect(rows.map((r) => r.id)).toEqual(all.map((r) => r.id));
    expect(pages).toBe(Math.ceil(all.length / 2));
  });

  test('full ones, also for who sees only some of the projects', async () => {
    const body = { label: 't', grants: [{ role: 'office' as const, counties: ['另县'] }] };
    const { token } = (await client.POST('/v1/tokens', { body })).data!;
    const { rows } = await walked<Row>('/v1/notices?limit=1', token);
    const { rows: all } = await walked<Row>('/v1/notices?limit=1000');
    const own = all.filter((r) => r.stream === 'project/n-2').map((r) => r.id);
    expect(rows.map((r) => r.id)).toEqual(own);
    expect(rows.length).toBeLessThan(all.length);
    expect((await walked<Row>('/v1/notices?project=n-1', token)).rows).toEqual([]);
  });

  test('after a cursor of nothing comes nothing', async () => {
    expect((await walked('/v1/notices?after=none')).rows).toEqual([]);
  });
});

test('a body that is too large is refused with 413, as the document says', async () => {
  const answer = await app.request('/v1/projects', {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'x'.repeat(9 * 1024 * 1024) }),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'tooLarge' });
});

test('every list of the API comes in pages', async () => {
  const { paths } = await openApi();
  const lists = Object.entries(paths).flatMap(([path, { get }]) => {
    const [content] = Object.values(get?.responses['200']?.content ?? {});
    return content?.schema.type === 'array' ? [[path, get!.parameters?.map((p) => p.name)] as const] : [];
  });
  expect(lists.map(([path]) => path)).toContain('/v1/webhooks');
  for (const [path, names] of lists) {
    // What is counted from a request's own question is one answer, not a list that grows.
    if (!path.endsWith('/moves')) expect(names, path).toContain('after');
  }
});

describe('the reference', () => {
  test('is a page that loads nothing from elsewhere', async () => {
    const page = await app.request('/v1/docs/');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const text = await page.text();
    expect(text).not.toMatch(/https?:\/\//);
    for (const [, file] of text.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await app.request(`/v1/docs/${file}`)).status, file).toBe(200);
    expect((await app.request('/')).headers.get('content-security-policy')).not.toContain('script-src');
  });
});

/** The ids and types of the changes that a caller gets, until there are `count`. */
async function changes(token: string, after: string | undefined, count: number) {
  const answer = await app.request('/v1/changes', {
    headers: {
      authorization: `Bearer ${token}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
  });
  const found: { id: string; event: string; data: { stream?: string; data?: unknown } }[] = [];
  let rest = '';
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const line = (name: string) => part.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1];
      const event = line('event');
      if (event !== undefined && event !== 'start')
        found.push({ id: line('id')!, event, data: JSON.parse(line('data')!) as never });
    }
  }
  await reader.cancel();
  return found;
}

describe('changes', () => {
  test('come within a second of a command, and resume after the last one seen with none left out', async () => {
    const all = await changes(TOKEN, '0', 2);
    const again = await changes(TOKEN, all[0]!.id, 1);
    expect(again.map((e) => e.id)).toEqual(all.slice(1).map((e) => e.id));
    const started = Date.now();
    const coming = changes(TOKEN, undefined, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.POST('/v1/projects', { body: { ...PLANT, id: 'live', county: '别县' } as never });
    expect(await coming).toMatchObject([{ event: 'projectSigned', data: { stream: 'project/live' } }]);
    expect(Date.now() - started).toBeLessThan(1_100);
  });

  test('hold only what the caller may see', async () => {
    const make = async (grant: object) =>
      (await client.POST('/v1/tokens', { body: { label: 't', grants: [grant] } as never })).data!.token;
    const county = await changes(await make({ role: 'office', counties: ['别县'] }), '0', 1);
    expect(county.map((e) => e.data.stream)).toEqual(['project/live']);
    const [shown] = await changes(await make({ role: 'screen' }), '0', 1);
    expect(shown!.data.data).toBeUndefined();
  });

  test('of a review come to whoever reads that county, and to nobody of another', async () => {
    const make = async (county: string) => {
      const grants = [{ role: 'office' as const, counties: [county] }];
      return (await client.POST('/v1/tokens', { body: { label: 't', grants } })).data!.token;
    };
    const [own, other] = [await make('别县'), await make('另县')];
    const from = await lastPosition(system.db);
    const day = { params: { path: { date: '2024-03-25' }, query: { county: '别县' } }, body: {} };
    expect((await client.POST('/v1/reviews/{date}/freeze', day as never)).response.status).toBe(200);
    await client.POST('/v1/projects', { body: { ...PLANT, id: 'live-2', county: '另县' } as never });
    const streams = async (token: string) => (await changes(token, from, 1)).map((e) => e.data.stream);
    expect(await streams(own)).toEqual(['review/2024-03-25:别县']);
    expect(await streams(other)).toEqual(['project/live-2']);
  });
});
