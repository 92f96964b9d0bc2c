/**
 * `npm run faults [-- --seed N] [--minutes M]`: an hour by itself. Writes the table into docs/reliability.md and
 * ends with 1 when the checker found anything.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { summary, table } from './report.ts';
import { runFaults, type RunOptions } from './run.ts';
import { ROOT } from './system.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, minutes: { type: 'string' } } });
const options: RunOptions = {
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  ms: Number(values.minutes ?? 60) * 60_000,
  ...{ clients: 30, projects: 60, pauseMs: 300, calmMs: 1_500 },
  say: console.log,
};
const result = await runFaults(options);
const text = `${table(result)}\n\n${summary(result, options)}`;
console.log(`\n${text}`);
for (const { rule, what } of result.faults.slice(0, 50)) console.log(`${rule}: ${what}`);

const file = join(ROOT, 'docs/reliability.md');
const [before, after] = [/^[^]*<!-- fault run -->\n/, /<!-- \/fault run -->[^]*$/].map(
  (part) => part.exec(readFileSync(file, 'utf8'))![0],
);
writeFileSync(file, `${before}\n${text}\n\n${after}`);
process.exit(result.faults.length === 0 ? 0 : 1);
