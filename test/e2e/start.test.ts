/** The real `npm start`: embedded Postgres, Temporal, worker and API as processes, used as an office would, and killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiAt, type Api } from '../../cli/client.ts';
import type { RunInfo } from '../../dev/lock.ts';
import type { Review } from '../../domain/review/weekly.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let port: number;
let app: { child: ChildProcess; output: () => string };
let api: Api;

const environment = () => ({
  ...process.env,
  QUANCHENG_DATA: folder,
  PORT: String(port),
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
  QUANCHENG_TOKEN: '',
});

function run(...args: string[]): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(ROOT, 'cli/quancheng.mjs'), ...args], {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  return { child, output: () => text };
}

async function cli(...args: string[]): Promise<{ code: number | null; output: string }> {
  const { child, output } = run(...args);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

async function start(): Promise<void> {
  app = run('start');
  await vi.waitFor(
    () => {
      if (app.child.exitCode === null && !app.output().includes('Ctrl-C stops'))
        throw new Error(app.output());
    },
    { timeout: 240_000, interval: 100 },
  );
  expect(app.child.exitCode, app.output()).toBeNull();
  api = apiAt(`http://127.0.0.1:${port}`, readFileSync(join(folder, 'token'), 'utf8').trim());
}

const runInfo = () => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunInfo;

const figures = (review: Review, county: string) =>
  Object.fromEntries(
    review.counties.find((c) => c.county === county)!.figures.map((f) => [f.id, f.percent ?? f.value]),
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quancheng-e2e-'));
  chmodSync(folder, 0o755);
  port = await getPort();
  await start();
}, 300_000);

afterAll(async () => {
  if (app.child.exitCode === null) {
    app.child.kill('SIGINT');
    await once(app.child, 'close');
  }
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const item = (id: string) => ({
  type: 'addApprovalItem',
  id,
  name: `补充事项 ${id}`,
  department: '县行政审批局',
  limitWorkdays: 5,
});

describe('the whole system', { timeout: 300_000 }, () => {
  test('prints the figures of the winter campaign, and every figure names its projects', async () => {
    const { code, output } = await cli('review', '--json');
    expect(code).toBe(0);
    const review = JSON.parse(output) as Review;
    const lingchuan = review.counties.find((c) => c.county.startsWith('陵川'))!;
    expect(figures(review, lingchuan.county)).toEqual({
      projects: 45,
      formalitiesFinished: 35,
      startReady: 75.6,
      checklistProjects: 43,
      approvalItems: 75,
      approvalItemsFinished: 55,
    });
    for (const f of lingchuan.figures) {
      expect((f.items ?? f.projects).length).toBe(f.value);
    }
    expect(app.output()).toContain('75.6');
  });

  test('a changed approval item changes the figures; the overhead line waits and is not late', async () => {
    const events = await api.get<{ type: string; data: { item: string } }[]>('/projects/lingchuan-34/events');
    expect(events.length).toBeGreaterThan(0);
    const { project } = await api.get<{
      project: { county: string; approvalItems: Record<string, { id: string; finishedOn?: string }> };
    }>('/projects/lingchuan-34');
    const open = Object.values(project.approvalItems).find((i) => i.finishedOn === undefined)!;
    await api.post('/projects/lingchuan-34/commands', { type: 'finishApprovalItem', item: open.id });
    const review = await api.get<Review>('/review');
    expect(figures(review, project.county)).toMatchObject({ approvalItems: 75, approvalItemsFinished: 56 });
    const waiting = review.agenda.filter((e) => e.status === 'waiting');
    expect(waiting.map((e) => e.title).join()).toContain('剩余线路接入');
    expect(review.agenda.filter((e) => e.status === 'late')).toEqual([]);
  });

  test('a second start beside the first names the port', async () => {
    const { code, output } = await cli('start');
    expect(code).not.toBe(0);
    expect(output).toContain(String(port));
    expect(output).not.toContain('    at ');
  });

  test('killed one after another while commands come: each accepted command is there exactly once', async () => {
    const accepted: string[] = [];
    const stop = new AbortController();
    const sending = (async () => {
      for (let i = 0; !stop.signal.aborted && i < 5_000; i++) {
        const id = `k${i}`;
        // An answer that was lost is asked for again under the same id, as a client would.
        for (;;) {
          const answer = await api
            .post('/projects/lingchuan-01/commands', item(id), id)
            .catch((error: unknown) => error);
          if (!(answer instanceof Error)) break;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        accepted.push(id);
      }
    })();
    for (const name of ['worker/main.ts', 'api/main.ts', 'temporal', 'postgres']) {
      const count = accepted.length;
      const pid = runInfo().children[name]!;
      process.kill(pid, 'SIGKILL');
      await expect
        .poll(() => runInfo().children[name], { timeout: 60_000, message: `${name} restarts` })
        .not.toBe(pid);
      await expect
        .poll(() => accepted.length, { timeout: 60_000, message: `after ${name}` })
        .toBeGreaterThan(count + 20);
    }
    stop.abort();
    await sending;
    const events = await api.get<
      { command_id?: string; commandId?: string; type: string; data: { id: string } }[]
    >('/projects/lingchuan-01/events');
    const added = events.filter((e) => e.type === 'approvalItemAdded' && /^k\d+$/.test(e.data.id));
    expect(added.map((e) => e.data.id)).toEqual(accepted);
  });

  const rungs = async () =>
    (
      await api.get<{ type: string; occurredOn: string; data: { obligation: string; rung: string } }[]>(
        '/projects/jinko-56gw/events',
      )
    )
      .filter((e) => e.type === 'rungReached' && e.data.obligation === 'milestone:first-full-line')
      .map((e) => `${e.occurredOn} ${e.data.rung}`);
  const firstRungs = ['2024-03-21 remind', '2024-03-26 due', '2024-03-27 chief'];

  test('past 26 March with no report on the first full line the chief is told', async () => {
    expect((await cli('clock', 'advance', '28d')).code).toBe(0);
    expect(await rungs()).toEqual(firstRungs);
    expect(app.output()).toContain('→ 赵项目长: 【逾期通知项目长】');
    expect((await api.get<Review>('/reviews/2024-03-04')).asOf).toBe('2024-03-04');
  });

  test('with Temporal stopped commands are accepted, and what came due fires once when it is back', async () => {
    const pid = runInfo().children.temporal!;
    process.kill(pid, 'SIGSTOP');
    const advancing = cli('clock', 'advance', '2d');
    try {
      await expect
        .poll(async () => (await api.get<{ now: string }>('/clock')).now, { timeout: 30_000 })
        // The daily report of 18:00 in Shanghai is the first thing that waits for Temporal.
        .toMatch(/^2024-03-27T10/);
      await api.post('/projects/lingchuan-02/commands', item('while-stopped'), 'while-stopped');
      expect(await rungs()).toEqual(firstRungs);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect((await advancing).output).not.toContain('✗');
    expect(await rungs()).toEqual([...firstRungs, '2024-03-29 department']);
  });

  test('everything dies and Temporal loses its data: the ladder climbs on, each rung once, on working days', async () => {
    const { children } = runInfo();
    const closed = once(app.child, 'close');
    for (const pid of [app.child.pid!, ...Object.values(children)]) process.kill(pid, 'SIGKILL');
    await closed;
    rmSync(join(folder, 'temporal'), { recursive: true });
    await start();

    const before = [...firstRungs, '2024-03-29 department'];
    expect(await rungs()).toEqual(before);
    expect((await cli('clock', 'advance', '12d')).code).toBe(0);
    // Qingming, 4 to 6 April, does not count; Sunday the 7th, a make-up workday, does.
    expect(await rungs()).toEqual([...before, '2024-04-02 leader', '2024-04-10 onSiteOffice']);
    const inbox = await api.get<{ obligation: string; rung: string; role: string }[]>('/notices');
    const told = inbox.filter((n) => n.obligation === 'milestone:first-full-line' && n.rung === 'leader');
    expect(told.map((n) => n.role)).toEqual(['leaderInCharge']);
  });

  test('Ctrl-C drains, and the data stays', async () => {
    app.child.kill('SIGINT');
    await once(app.child, 'close');
    expect(app.child.exitCode).toBe(0);
    const again = await cli('start', '--once');
    expect(again.code).toBe(0);
    expect(again.output).toContain('75');
  });
});
