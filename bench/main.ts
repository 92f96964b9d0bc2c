/**
 * `npm run bench`: our figures beside the peers' and beside the raw limit, in one run on one machine.
 * `--quick` in less than three minutes, `--only append,handle` for some subjects, `--write` puts the table into
 * `docs/performance.md`.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Runtime, DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import { format } from 'prettier';
import { startPostgres } from '../dev/postgres.ts';
import { measure, number, slopes, type Bench, type Measured, type Subject } from './harness.ts';
import { append } from './subjects/append.ts';
import { deadlines } from './subjects/deadlines.ts';
import { closeCounties } from './subjects/county.ts';
import { handle } from './subjects/handle.ts';
import { http } from './subjects/http.ts';
import { read } from './subjects/read.ts';
import { review } from './subjects/review.ts';
import { simulator } from './subjects/simulator.ts';
import { costs } from './costs.ts';
import { storm } from './storm.ts';
import { Temporals } from './temporals.ts';

const ROOT = join(import.meta.dirname, '..');
const DOC = join(ROOT, 'docs/performance.md');
const say = (line: string): void => console.log(line);

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const PEERS = [
  '@event-driven-io/emmett-postgresql',
  '@dbos-inc/dbos-sdk',
  'pg-boss',
  'graphile-worker',
  '@restatedev/restate-sdk',
  'pg',
  '@temporalio/worker',
];

async function about(postgresUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  const settings = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];
  const shown = await Promise.all(
    settings.map(async (name) => {
      const { rows } = await client.query<Record<string, string>>(`show ${name}`);
      return `${name} ${Object.values(rows[0]!)[0]}`;
    }),
  );
  await client.end();
  const versions = PEERS.map((name) => {
    const file = join(ROOT, 'node_modules', name, 'package.json');
    return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
  });
  const load = loadavg().map((n) => n.toFixed(1));
  return [
    `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; load average at the start ${load.join(' ')}`,
    `Postgres: ${shown.join(', ')}; every contender has a database of its own on it`,
    `Peers: ${versions.join(', ')}`,
  ];
}

function table(measured: Measured[]): string[] {
  const lines = [
    '| subject | contender | min | median | max | ours ÷ theirs | goal |',
    '| --- | --- | --: | --: | --: | --: | --: |',
  ];
  for (const { subject, figures, failed } of measured) {
    const size = subject.growth ? `, ${subject.growth.size(bench).toLocaleString('en-US')} of them` : '';
    const title = `${subject.title}${size}`;
    const ours = figures.find((f) => f.name === subject.contenders[0]!.name);
    for (const f of figures) {
      const goal = subject.goals.find((g) => g.over === f.name)?.atLeast;
      const ratio = ours && f !== ours ? ours.median / f.median : undefined;
      // A quick run's rounds are too short for that: they measure a process that is not warm yet.
      const judged = goal !== undefined && ratio !== undefined && !options.quick;
      const sign = !judged ? '' : ratio >= goal ? ' ✓' : ' ✗';
      lines.push(
        `| ${f === figures[0] ? `${title} (${subject.unit})` : ''} | ${f.name} | ${number(f.min)} | ${number(f.median)} | ${number(f.max)} | ${ratio === undefined ? '' : `${number(ratio)}×`} | ${goal === undefined ? '' : `≥ ${goal}×${sign}`} |`,
      );
    }
    for (const { name, why } of failed)
      lines.push(`| ${title} | ${name} | failed: ${why.replaceAll('|', '/')} | | | | |`);
  }
  return lines;
}

async function write(lines: string[]): Promise<void> {
  const [begin, end] = ['<!-- table -->', '<!-- /table -->'];
  const text = readFileSync(DOC, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < 0) throw new Error(`${DOC}: ${begin} … ${end} is missing`);
  const whole = `${text.slice(0, before + begin.length)}\n\n${lines.join('\n')}\n\n${text.slice(after)}`;
  writeFileSync(DOC, await format(whole, { parser: 'markdown', printWidth: 110 }));
}

// A peer's idle connection ends with its database: that is not the run's end.
process.on('uncaughtException', (error) => say(`  ${error.message}`));

// Those with Emmett come last: it changes how pg reads for the whole process.
const subjects = [...handle, ...deadlines, ...review, ...simulator, ...append, ...http, ...read];
const only = options.only?.split(',');
const isWanted = ({ key, slow = false }: Subject): boolean =>
  !(slow && options.quick) && (only?.some((o) => key.startsWith(o)) ?? true);
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});
const folder = mkdtempSync(join(tmpdir(), 'quancheng-bench-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => {} });
const bench: Bench = {
  ...{ postgresUrl: postgres.url, quick: options.quick, folder },
  temporal: (store = 'sqlite') => temporals.address(store),
};
const temporals = new Temporals(bench, (line) => say(`  ${line}`));
try {
  const begun = performance.now();
  const head = await about(postgres.url);
  for (const line of head) say(line);
  const measured: Measured[] = [];
  // First, while no other project runs on the Temporal server.
  const told = [];
  if (only === undefined || only.includes('costs')) told.push(...(await costs(bench, say)));
  if (only?.includes('storm') ?? !options.quick) told.push(...(await storm(bench, say)));
  for (const subject of subjects.filter(isWanted)) {
    const at = Math.round((performance.now() - begun) / 1000);
    say(`\n${subject.key}, after ${at} s: ${subject.title}, ${subject.unit}, min / median / max`);
    measured.push(await measure(bench, subject, say));
    // With what runs on them: ten thousand workflows that nobody answers would be tried again beside the next.
    await temporals.stop();
    await subject.end?.();
  }
  await closeCounties();
  const took = `${Math.round((performance.now() - begun) / 1000)} s${options.quick ? ', --quick' : ''}; load average at the end ${loadavg()[0]!.toFixed(1)}`;
  const grown = slopes(bench, measured).map(({ line }) => `- ${line}`);
  const lines = [
    ...table(measured),
    ...(grown.length === 0 ? [] : ['', 'How time grows with size (1 is linear, 0 flat):', '', ...grown]),
    ...(told.length === 0
      ? []
      : [
          '',
          '| cost | measured | goal |',
          '| --- | --: | --: |',
          ...told.map((t) => `| ${t.what} | ${t.is} | ${t.goal} |`),
        ]),
  ];
  say(`\n${lines.join('\n')}\n\n${took}`);
  if (options.write) await write([...head.map((l) => `- ${l}`), `- Run: ${took}`, '', ...lines]);
} finally {
  await temporals.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
// Peers leave timers and sockets behind.
process.exit();
