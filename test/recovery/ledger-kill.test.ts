/** `kill -9` in the middle of taking a ledger in, and again: the same log as if it had not been disturbed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLedger } from '../../ledger/write.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { projectsOf, TODAY } from '../ledger/given.ts';

const COUNTY = '陵川县';
const MODE = { mode: 'demo', offsetMs: 0, startedAt: TODAY.now } as const;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-kill-'));
  file = join(folder, 'ledger.xlsx');
  writeFileSync(file, await writeLedger(projectsOf(COUNTY), TODAY, COUNTY));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Takes the ledger in; killed once so many projects are done. Returns how many it told of. */
async function take({ url }: { url: string }, killAfter = Infinity): Promise<number> {
  const script = join(import.meta.dirname, 'ledger-import.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, file, COUNTY, TODAY.now], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let done = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line !== '') done += 1;
    if (done === killAfter) child.kill('SIGKILL');
  }
  await closed;
  if (killAfter === Infinity) expect(child.exitCode).toBe(0);
  return done;
}

const log = async ({ db }: System): Promise<string[]> => {
  const { rows } = await sql<{ event: string }>`
    select concat_ws(' ', stream, version, type, occurred_on, command_id, command_seq) as event
    from events where stream like 'project/%' order by stream, version`.execute(db);
  return rows.map((r) => r.event);
};

test(
  'killed after 3, after 17 and after 31 projects, and begun again each time',
  { timeout: 300_000 },
  async () => {
    const whole = await freshSystem(MODE);
    const torn = await freshSystem(MODE);
    expect(await take(whole)).toBe(45);
    for (const count of [3, 17, 31]) {
      const before = (await log(torn)).length;
      await take(torn, count);
      expect((await log(torn)).length).toBeGreaterThan(before);
      if (count === 3) expect((await log(torn)).length).toBeLessThan((await log(whole)).length);
    }
    await take(torn);
    expect(await log(torn)).toEqual(await log(whole));
    await Promise.all([whole.close(), torn.close()]);
  },
);
