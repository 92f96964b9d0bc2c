/** `tsx bench/append.ts URL`: appends a second through `handle`, with 100 callers and with one, on a fresh database. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { initMode } from '../store/clock.ts';
import { migrate } from '../store/database.ts';
import { openSystem } from '../store/system.ts';

const [url] = process.argv.slice(2) as [string];
const name = `bench_${randomBytes(4).toString('hex')}`;
const admin = new pg.Client({ connectionString: url });
await admin.connect();
await admin.query(`create database ${name}`);
const system = openSystem(url.replace(/\/[^/]+$/, `/${name}`), () => {}, 'c3'.repeat(32));
await migrate(system.db);
await initMode(system.db, { mode: 'real', startedAt: '2024-01-01T00:00:00.000Z' });

const target = (id: string) => ({
  id,
  county: '县',
  name: '目标',
  owner: '局',
  from: '2024-01-01',
  to: '2024-12-31',
});
const send = (stream: string, commandId: string, command: object) =>
  system.handle({
    stream,
    commandId,
    actor: '赵项目长',
    at: '2024-02-01T01:00:00.000Z',
    commands: [command as never],
  });

async function callers(count: number, each: number): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: count }, async (_, c) => {
      const id = `t${count}-${each}-${c}`;
      await send(`target/${id}`, 'set', {
        type: 'setTarget',
        ...target(id),
        goal: 1,
        unit: '亿元',
        kind: 'amount',
      });
      for (let n = 1; n < each; n++) await send(`target/${id}`, `r${n}`, { type: 'reportTarget', value: n });
    }),
  );
  return Math.round((count * each) / ((performance.now() - begun) / 1000));
}

await callers(100, 3);
for (let round = 0; round < 3; round++)
  console.log(`100 callers ${await callers(100, 30 + round)}/s, 1 caller ${await callers(1, 300 + round)}/s`);
await system.close();
await admin.query(`drop database ${name}`);
await admin.end();
