/**
 * `npm run fuzz:api`: Schemathesis against the API's own OpenAPI document, on a system of its own with the
 * examples in it. Ends with 0 when nothing was found and every operation was called. See docs/api.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { serve } from '@hono/node-server';
import getPort from 'get-port';
import { createApp } from '../../api/app.ts';
import { openAttachments } from '../../attachments/store.ts';
import { apiAt } from '../../cli/client.ts';
import { loadExamples, readExamples } from '../../cli/examples.ts';
import { readConfig } from '../../config.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { findOnPath } from '../../dev/temporal.ts';
import type { Target } from '../../domain/target.ts';
import { projectStream } from '../../store/aggregates.ts';
import { initMode } from '../../store/clock.ts';
import { migrate } from '../../store/database.ts';
import { noticesOfStatus } from '../../store/deliveries.ts';
import { takeIn } from '../../store/intake.ts';
import { statePages, whole, writeSystem } from '../../store/read.ts';
import { openSystem, type System } from '../../store/system.ts';
import { PLANT } from '../given.ts';

const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'operator-of-the-fuzz-run';
const STARTED = '2024-03-27T01:05:00.000Z';
const CHECKS = [
  ...['not_a_server_error', 'status_code_conformance'],
  ...['content_type_conformance', 'response_schema_conformance'],
];
/** It answers for as long as its caller listens: test/api/client.test.ts has it. */
const ENDLESS = '/v1/changes';
const [, , examples = '40', seed = '20240228'] = process.argv;

const { path } = readConfig();
const home = process.env.HOME;
const searched = home === undefined ? path : [path, join(home, '.local/bin')].join(delimiter);
const program = findOnPath('schemathesis', searched);
if (program === undefined) {
  console.error('没有 schemathesis，请安装 / there is none: pip install schemathesis');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'quancheng-fuzz-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres({
  ...{ dataDir: join(folder, 'postgres'), log: console.log, durable: false },
});
const faults: string[] = [];
let code = 1;
try {
  const system = openSystem(postgres.url, undefined, 'a5'.repeat(32));
  await migrate(system.db);
  // The examples come in on their own day; then the clock is real, so that no request moves it for years.
  const offsetMs = Date.parse(STARTED) - Date.now();
  await initMode(system.db, { mode: 'demo', offsetMs, startedAt: STARTED });
  const said = console.error;
  // What the API writes when it answers 503 for a fault that it does not know.
  console.error = (...words: unknown[]) => faults.push(words.map(String).join(' '));
  const app = createApp({
    ...{ system, token: TOKEN, log: () => {} },
    attachments: openAttachments({ folder: join(folder, 'attachments') }),
  });
  const port = await getPort();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  await loadExamples(apiAt(url, TOKEN), await readExamples(join(ROOT, 'examples')), () => {});
  await apiAt(url, TOKEN).post('/projects', { ...PLANT, county: '示例县' });
  const report = join(folder, 'report.ndjson');
  const config = join(folder, 'schemathesis.toml');
  writeFileSync(config, configFor(await givenIn(system)));
  await writeSystem(system.db, 'clock', { mode: 'real', startedAt: STARTED });
  const child = spawn(
    program,
    [
      ...['--config-file', config],
      ...['run', `${url}/v1/openapi.json`, '--header', `Authorization: Bearer ${TOKEN}`],
      ...['--checks', CHECKS.join(','), '--exclude-path', ENDLESS],
      ...['--max-examples', examples, '--seed', seed, '--generation-database', 'none'],
      ...['--request-timeout', '20', '--continue-on-failure', '--no-color'],
      ...['--report', 'ndjson', '--report-ndjson-path', report],
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  [code] = (await once(child, 'exit')) as [number];
  console.error = said;
  const wanted = operationsOf((await (await fetch(`${url}/v1/openapi.json`)).json()) as Document);
  const called = callsIn(report);
  const left = wanted.filter((operation) => !called.has(operation));
  const cases = [...called.values()].reduce((a, b) => a + b, 0);
  console.log(
    `\n${wanted.length - left.length} of ${wanted.length} operations called, ${cases} cases, ${faults.length} faults in the log`,
  );
  for (const operation of left) console.error(`✗ never called: ${operation}`);
  for (const fault of new Set(faults)) console.error(`✗ ${fault}`);
  if (left.length > 0 || faults.length > 0) code ||= 1;
  server.close();
  await system.close();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

/** Something of each kind that ids may name: by chance they name nothing. */
async function givenIn(system: System): Promise<Record<'project' | 'target' | 'notice', string>> {
  const at = new Date().toISOString();
  const stream = projectStream(PLANT.id);
  const commands = [{ type: 'passTime', now: at } as const];
  await system.handle({ stream, commandId: 'pass', actor: 'clock', at, commands });
  await takeIn(system, [{ channel: 'inbox' }], at);
  const [notice] = await noticesOfStatus(system.db, 'open', { limit: 1 }, 'Asia/Shanghai');
  const [target] = await whole(statePages<Target>(system.db, 'target'));
  return { project: 'jinko-56gw', target: target!.id, notice: notice!.id };
}

/** Which ids to ask for; and 501 is the documented answer of a machine that has no browser to print with. */
function configFor({ project, target, notice }: Awaited<ReturnType<typeof givenIn>>): string {
  return [
    '[checks.not_a_server_error]',
    'expected-statuses = ["2xx", "3xx", "4xx", 501]',
    ...Object.entries({ projects: project, targets: target, notices: notice }).flatMap(([kind, id]) => [
      '[[operations]]',
      `include-path-regex = "^/v1/${kind}/\\\\{id\\\\}"`,
      `parameters = { "path.id" = "${id}" }`,
    ]),
  ].join('\n');
}

interface Document {
  paths: Record<string, Record<string, unknown>>;
}

function operationsOf({ paths }: Document): string[] {
  return Object.entries(paths)
    .filter(([address]) => address !== ENDLESS)
    .flatMap(([address, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${address}`));
}

interface Finished {
  ScenarioFinished: { recorder: { label: string; cases?: Record<string, unknown> } };
}

/** How many requests each operation got. */
function callsIn(file: string): Map<string, number> {
  const calls = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (!line.startsWith('{"ScenarioFinished"')) continue;
    const { recorder } = (JSON.parse(line) as Finished).ScenarioFinished;
    const { label, cases = {} } = recorder;
    calls.set(label, (calls.get(label) ?? 0) + Object.keys(cases).length);
  }
  return calls;
}
