/** Each command of the run-books is run against a live system; each alert asks for what that system tells, and has a run-book. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { findOnPath } from '../../dev/temporal.ts';
import type { System } from '../../store/system.ts';
import { TODAY } from '../delivery/given.ts';
import { freshSystem, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';
import { ROOT, startPrograms, type Programs } from '../programs.ts';

const TOKEN = 'operator-of-the-run-books';
const PAGE = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const ALERTS = join(ROOT, 'docs/alerts.yml');
interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string; runbook: string };
}
const rules = (parse(readFileSync(ALERTS, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (g) => g.rules,
);
/** Lines of the `sh` blocks after the heading. */
const commands = [...PAGE.slice(PAGE.indexOf('## Run-books')).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
  (m) => m[1]!.trim().split('\n'),
);

let folder: string;
let system: System & { url: string };
let programs: Programs;
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${programs.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
  });
const metrics = async (): Promise<string> =>
  [await (await ask('/metrics')).text(), await (await fetch(`${programs.workerUrl}/metrics`)).text()].join(
    '\n',
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'run-books-'));
  mkdirSync(join(folder, 'backups'));
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(TODAY) - Date.now(), startedAt: TODAY });
  programs = await startPrograms(folder, {
    ...{ DATABASE_URL: system.url, QUANCHENG_TOKEN: TOKEN, QUANCHENG_KEY: TEST_KEY, QUANCHENG_CHANNELS: '' },
  });
  // A command, a message, a refusal and a fault: what is counted by label is there once it has happened.
  const signed = await ask('/v1/projects', { method: 'POST', body: JSON.stringify({ ...PLANT, id: 'run' }) });
  expect(signed.status).toBe(200);
  expect((await fetch(`${programs.url}/v1/projects`)).status).toBe(401);
  await sql`alter table rejections rename to elsewhere`.execute(system.db);
  expect((await ask('/v1/projects/run/rejections')).status).toBe(500);
  await sql`alter table elsewhere rename to rejections`.execute(system.db);
  await vi.waitFor(async () => expect(await metrics()).toContain('quancheng_deliveries_total{'), {
    timeout: 90_000,
    interval: 200,
  });
});
afterAll(async () => {
  await programs?.stop();
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the run-books', () => {
  test('have commands, and none of ours stands outside of what is run', () => {
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((c) => c.includes('npx quancheng')).length).toBeGreaterThan(8);
  });

  test.each(commands)('%s', { timeout: 120_000 }, async (command) => {
    const programsOf = command.split(' | ').map((part) => part.split(' ')[0]!);
    const missing = programsOf.find((name) => !findOnPath(name, process.env.PATH ?? ''));
    if (missing !== undefined) {
      console.log(`略过：本机没有 ${missing} / skipped: no ${missing} on this machine: ${command}`);
      return;
    }
    const env = {
      ...programs.env,
      ...{ QUANCHENG_URL: programs.url, WORKER_URL: programs.workerUrl, BACKUPS: join(folder, 'backups') },
    };
    const ran = await new Promise((resolve) =>
      execFile('bash', ['-o', 'pipefail', '-c', command], { cwd: ROOT, env }, (error, out, err) =>
        resolve(error ? { code: error.code, out, err } : { code: 0 }),
      ),
    );
    expect(ran).toEqual({ code: 0 });
  });
});

describe('the alerts', () => {
  const NAME = /\bquancheng_\w+/g;

  test('ask for metrics that the system tells, by labels that they have', async () => {
    const told = await metrics();
    const names = new Set([...told.matchAll(/^# TYPE (\w+)/gm)].map((m) => m[1]));
    for (const { alert, expr } of rules) {
      const asked = expr.match(NAME) ?? [];
      expect(asked.length, alert).toBeGreaterThan(0);
      for (const name of asked) expect(names, alert).toContain(name);
      const labels = [...expr.matchAll(/(\w+)(?:=|!=|=~|!~)"|by \((\w+)\)/g)].map((m) => m[1] ?? m[2]!);
      for (const label of labels)
        expect(told, alert).toMatch(new RegExp(`^${asked[0]}\\{[^}]*\\b${label}="`, 'm'));
    }
  });

  test('have each a name of its own, words, and a run-book under a heading that exists', () => {
    const headings = [...PAGE.matchAll(/^### (.*)$/gm)].map((m) => m[1]!.toLowerCase().replaceAll(' ', '-'));
    expect(new Set(rules.map((r) => r.alert)).size).toBe(rules.length);
    for (const { alert, annotations } of rules) {
      expect(annotations.summary.length, alert).toBeGreaterThan(10);
      const [page, heading] = annotations.runbook.split('#');
      expect(page).toBe('docs/operations.md');
      expect(headings, alert).toContain(heading);
    }
  });

  test('are taken by promtool, where there is one', () => {
    const promtool = findOnPath('promtool', process.env.PATH ?? '');
    if (!promtool) {
      console.log('略过：本机没有 promtool / skipped: no promtool on this machine');
      return;
    }
    expect(execFileSync(promtool, ['check', 'rules', ALERTS], { encoding: 'utf8' })).toContain('SUCCESS');
  });
});
