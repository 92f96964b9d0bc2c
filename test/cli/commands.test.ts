/** The commands against an API on a port: what each prints as JSON and as text, and what it ends with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXITS } from '../../cli/exit.ts';
import { freshDatabase, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { startApi, terminal, TOKEN, type Ran } from './given.ts';

let folder: string;
let api: Awaited<ReturnType<typeof startApi>>;
let cli: (...args: string[]) => Promise<Ran>;
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const environment = (more: Record<string, string> = {}) => ({
  ...{ QUANCHENG_DATA: folder, QUANCHENG_URL: api.url, QUANCHENG_TOKEN: TOKEN, QUANCHENG_KEY: TEST_KEY },
  ...{ DATABASE_URL: api.system.url, TEMPORAL_ADDRESS: '', QUANCHENG_CHANNELS: '', PORT: '0' },
  ...more,
});

/** What a command printed as JSON, and nothing besides. */
async function json<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await cli(...args, '--json');
  expect(code, err).toBe(0);
  return JSON.parse(out) as T;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quancheng-cli-'));
  api = await startApi();
  cli = terminal(environment());
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

describe('before anything is signed', () => {
  test('the clock is moved on, with a line of JSON for each stop', async () => {
    const { code, out } = await cli('clock', 'advance', '1h', '--json');
    expect(code).toBe(0);
    const stops = out.split('\n').map((line) => JSON.parse(line) as { at: string; notices: unknown[] });
    expect(stops.at(-1)!.at).toMatch(/^2024-03-27T02:0/);
    expect((await json<{ mode: string }>('clock')).mode).toBe('demo');
  });
});

describe('with a project', () => {
  let plant: string;
  beforeAll(async () => {
    plant = file('plant.json', PLANT);
    expect(await json('sign', plant)).toMatchObject({ duplicate: false, version: expect.any(Number) });
  });

  test('signing again is nothing twice', async () => {
    expect(await cli('sign', plant)).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing was done twice'),
    });
  });

  test('projects are listed by county and light, and one is read', async () => {
    const rows = await json<{ id: string; light: string; stage: { id: string } }[]>('projects');
    expect(rows).toMatchObject([{ id: 'plant', light: 'red', stage: { id: expect.any(String) } }]);
    expect(await json('projects', '--county', '示例县', '--light', 'red')).toHaveLength(1);
    expect(await json('projects', '--county', '别县')).toEqual([]);
    expect(await json('projects', '--light', 'green')).toEqual([]);
    expect(await json('project', 'plant')).toMatchObject({ project: { name: '示例工厂' } });
    const { out } = await cli('project', 'plant');
    for (const said of ['■ 红', '示例工厂（plant）', '甲线试生产', '2024-03-26', '逾期 late', '赵项目长'])
      expect(out).toContain(said);
  });

  test('the lines of a table are of one width, whatever is Chinese in them', async () => {
    for (const args of [['projects'], ['project', 'plant'], ['review']]) {
      const { out } = await cli(...args);
      const tables = `\n${out}`
        .split(/\n(?=┌)/)
        .slice(1)
        .map((part) => part.slice(0, part.indexOf('┘') + 1).split('\n'));
      expect(tables.length, args.join(' ')).toBeGreaterThan(0);
      for (const lines of tables) {
        expect(lines.some((line) => /\p{Script=Han}/u.test(line))).toBe(true);
        expect(new Set(lines.map((line) => stringWidth(line))).size, lines.join('\n')).toBe(1);
      }
    }
  });

  test('a command is done once by its id', async () => {
    const command = JSON.stringify({ type: 'reportProgress', milestone: 'a-trial', percent: 50 });
    const first = await json<{ version: number }>('do', 'plant', command, '--id', '示例/1');
    const again = await json<{ version: number }>('do', 'plant', command, '--id', '示例/1');
    expect(again).toEqual({ ...first, duplicate: true });
  });

  test.each([
    [['review']],
    [['report', 'daily']],
    [['report', 'monthly', '--month', '2024-02']],
    [['report', 'brief', '--leader', '孙副县长']],
    [['report', 'batches', '--from', '2024-01-01']],
    [['report', 'targets']],
    [['review', 'freeze', '2024-03-25', '--remark', '已议']],
    [['review', '--frozen', '2024-03-25']],
    [['review', 'correct', '2024-03-25', '应为 3 项', '--by', '县调度办']],
    [['review', 'corrections', '2024-03-25']],
    [['report', 'file', 'daily', '2024-03-26']],
    [['notices']],
    [['contact', 'list']],
    [['links', 'rotate', '--by', '县调度办', '--reason', '例行']],
    [['webhook', 'list']],
    [['template', 'move', 'industrial', '1']],
    [['channel', 'list']],
    [['ledger', 'mapping', '--county', '示例县']],
    [['token', 'list']],
    [['user', 'list']],
  ])('%j prints JSON', async (args) => {
    expect(await json(...args)).toEqual(expect.anything());
  });

  test('a document is written to a file, named in the answer', async () => {
    const output = join(folder, 'review.html');
    expect(await json('review', '--format', 'html', '-o', output)).toEqual({ file: output });
  });

  test('a contact is set by a file; faults are told by field', async () => {
    const channels = [{ channel: 'email', address: 'zhao@example.com' }];
    const good = file('contact.json', { id: 'zhao', person: '赵项目长', channels });
    expect((await cli('contact', 'set', good)).out).toContain('zhao（赵项目长）');
    expect((await cli('contact', 'list')).out).toContain('email:zhao@example.com');
    const bad = file('bad.yaml', 'id: zhao\nperson: 赵项目长\nchannels: 3\n');
    expect(await cli('contact', 'set', bad)).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.yaml:3 channels'),
    });
  });

  test('a user is set, listed and removed', async () => {
    const grants = [{ role: 'leader', counties: ['示例县'] }];
    const sun = file('user.yaml', { id: 'sun', person: '孙副县长', email: 'sun@example.com', grants });
    await json('user', 'set', sun);
    expect((await cli('user', 'list')).out).toMatch(/sun .*孙副县长 .*sun@example.com .*leader: 示例县/);
    await json('user', 'remove', 'sun', '--reason', '调离');
    expect(await json('user', 'list')).toEqual([]);
  });

  test('a token is made, shown once, allows what its role may, and is revoked', async () => {
    const args = ['--label', '大屏', '--role', 'screen', '--county', '示例县'];
    const { id, token } = await json<{ id: string; token: string }>('token', 'make', ...args);
    const screen = terminal(environment({ QUANCHENG_TOKEN: token }));
    expect((await screen('projects')).code).toBe(0);
    expect(await screen('contact', 'list')).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringContaining('notAllowed'),
    });
    const list = (await cli('token', 'list')).out;
    expect(list).toContain('screen: 示例县');
    expect(list).not.toContain(token);
    await json('token', 'revoke', id, '--reason', '不再使用');
    expect((await screen('projects')).code).toBe(4);
    expect((await cli('token', 'make', '--label', 'x', '--role', 'king')).code).toBe(2);
  });

  test('rules are previewed as JSON; remarks go to the error output, and are left out when quiet', async () => {
    const notice = file('calendar.json', {
      ...{ year: 2024, source: '测试', effectiveOn: '2024-03-27', status: 'published' },
      ...{ holidays: ['2024-04-08'], makeUpWorkdays: [] },
    });
    expect(await json('calendar', notice)).toMatchObject({ days: expect.arrayContaining(['2024-04-08']) });
    expect((await cli('calendar', notice)).err).toContain('--apply');
    expect((await cli('calendar', notice, '--quiet')).err).toBe('');
  });
});

describe('the log', () => {
  test('is verified, exported, rebuilt and imported, each said as JSON with progress beside it', async () => {
    const verdict = await json<{ events: number; root: string }>('verify');
    const { err } = await cli('verify', '--json');
    expect(err).toContain('核对 / verifying');
    const out = join(folder, 'log.ndjson.gz');
    expect(await json('export', out)).toMatchObject({ file: out, events: verdict.events });
    expect(await json('verify', '--file', out)).toMatchObject({ events: verdict.events });
    expect(await json('rebuild', 'notices')).toMatchObject([{ name: 'notices', differences: 0 }]);
    const empty = terminal(environment({ DATABASE_URL: await freshDatabase() }));
    const imported = await empty('import', out, '--json');
    expect(JSON.parse(imported.out)).toMatchObject({ events: verdict.events });
    expect(await json('erase', '钱不在', '--reason', '申请').catch((e: Error) => e.message)).toContain(
      'expected 1',
    );
  });
});

describe('exit codes', () => {
  const { setup, use, refused, notAllowed, notFound, conflict, later } = EXITS;
  const completing = (milestone: string) => JSON.stringify({ type: 'completeMilestone', milestone });

  test.each([
    ['a name that is no command', use.code, () => cli('sing')],
    ['a command that is not JSON', use.code, () => cli('do', 'plant', '{')],
    ['a command of an unknown type', use.code, () => cli('do', 'plant', '{"type":"fly"}')],
    ['a file that is not there', use.code, () => cli('sign', join(folder, 'none.yaml'))],
    ['a value that is none of the choices', use.code, () => cli('projects', '--light', 'blue')],
    ['a day that is none', use.code, () => cli('review', '--as-of', 'tomorrow')],
    [
      'a folder that is not there',
      use.code,
      () => cli('review', '--format', 'html', '-o', '/nonexistent/a.html'),
    ],
    [
      'links of whom nobody wrote to',
      refused.code,
      () => cli('links', 'revoke', '--person', '赵项目长', '--by', '县调度办', '--reason', '调离'),
    ],
    [
      'neither a notice nor a person',
      use.code,
      () => cli('links', 'revoke', '--by', '县调度办', '--reason', '调离'),
    ],
    [
      'an address that is none',
      setup.code,
      () => terminal(environment({ QUANCHENG_URL: 'localhost:3000' }))('projects'),
    ],
    ['what the rules refuse', refused.code, () => cli('do', 'plant', completing('nothing'))],
    [
      'a token that is none',
      notAllowed.code,
      () => terminal(environment({ QUANCHENG_TOKEN: 'wrong' }))('projects'),
    ],
    ['a project that is none', notFound.code, () => cli('project', 'nothing')],
    ['an id that is taken', conflict.code, () => cli('sign', file('again.json', { ...PLANT, id: 'taken' }))],
    [
      'a version that was left',
      conflict.code,
      () => cli('do', 'plant', completing('a-trial'), '--expect', '1'),
    ],
    ['no system', setup.code, () => terminal(environment({ QUANCHENG_URL: '' }))('projects')],
    [
      'nobody at the address',
      setup.code,
      () => terminal(environment({ QUANCHENG_URL: 'http://127.0.0.1:9' }))('projects'),
    ],
    ['no token', setup.code, () => terminal(environment({ QUANCHENG_TOKEN: '' }))('projects')],
    ['a setting that is none', setup.code, () => terminal(environment({ PORT: 'x' }))('projects')],
  ])('%s', async (what, code, call) => {
    if (what === 'an id that is taken') await takeIdOtherwise();
    const ended = await call();
    expect(ended, ended.err).toMatchObject({ code, out: '' });
    expect(ended.err).toMatch(/\p{Script=Han}.*\/ /su);
    expect(ended.err).not.toMatch(/^\s+at /m);
  });

  /** Signed by somebody else, who sent a command of another id. */
  async function takeIdOtherwise(): Promise<void> {
    await fetch(`${api.url}/v1/projects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...PLANT, id: 'taken' }),
    });
  }

  describe('of an API that is too busy', () => {
    let server: Server;
    afterAll(() => server.close());

    test.each([
      [
        503,
        '{"code":"overloaded","status":503,"message":{"zh":"系统繁忙","en":"too busy"}}',
        later.code,
        'overloaded',
      ],
      [502, '<h1>Bad Gateway</h1>', later.code, 'http502'],
      [500, '<h1>Fault</h1>', setup.code, 'http500'],
    ])('%s %s', async (status, body, code, said) => {
      server = createServer((_, answer) => answer.writeHead(status).end(body));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const ended = await terminal(environment({ QUANCHENG_URL: `http://127.0.0.1:${port}` }))('projects');
      expect(ended).toMatchObject({ code, err: expect.stringContaining(said) });
      server.close();
    });
  });

  test('doctor ends with 1 when something is missing, and says it as JSON', async () => {
    const away = terminal(environment({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }));
    const { code, out } = await away('doctor', '--json');
    expect(code).toBe(setup.code);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ ok: false, fix: expect.any(String) }));
  });
});
