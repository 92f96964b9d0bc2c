/** Thirty dirty ledgers: every cell is read right or refused, none silently wrong, in any time zone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dirtyLedger, judge, SEEDS } from './dirty.ts';

test('each of thirty ledgers is read right or refused, cell by cell', async () => {
  let [cells, refused] = [0, 0];
  for (const seed of SEEDS) {
    const ledger = await dirtyLedger(seed);
    expect(await judge(ledger), `seed ${seed}`).toEqual([]);
    cells += ledger.cells;
    refused += ledger.refused.length;
  }
  expect(cells).toBeGreaterThan(1_500);
  expect(refused).toBeGreaterThan(200);
});

test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('in %s', (zone) => {
  const file = join(import.meta.dirname, 'dirty.ts');
  const out = execFileSync(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  expect(JSON.parse(out)).toEqual([]);
});
