import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { load, readAfter, readStream } from '../../store/read.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshSystem, REAL, TEST_KEY } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

let system: System & { url: string };
/** Another process on the same database, as far as the log can tell: its own pool, queue and mailboxes. */
let other: System;

beforeAll(async () => {
  system = await freshSystem(REAL);
  other = openSystem(system.url, undefined, TEST_KEY);
});
afterAll(async () => {
  await other.close();
  await system.close();
});

const AT = '2024-02-01T01:00:00.000Z';
const sign = (id: string): ProjectCommand => ({ type: 'signProject', ...PLANT, id });
const item = (id: string): ProjectCommand => ({
  type: 'addApprovalItem',
  id,
  name: id,
  department: '某局',
  limitWorkdays: 5,
});
const send = (to: System, id: string, commandId: string, ...commands: ProjectCommand[]) =>
  to.handle({ stream: `project/${id}`, commandId, actor: 'test', at: AT, commands });

describe('handle', () => {
  test('writes events, state and version together', async () => {
    const outcome = await send(system, 'p1', 'c1', sign('p1'), item('x'));
    expect(outcome).toMatchObject({ ok: true, duplicate: false, version: 2 });
    const events = await readStream(system.db, 'project/p1');
    expect(events.map((e) => [e.type, e.version, e.recordedAt, e.occurredOn])).toEqual([
      ['projectSigned', 1, AT, '2024-01-08'],
      ['approvalItemAdded', 2, AT, '2024-02-01'],
    ]);
    expect((await load(system.db, 'project/p1'))!.state).toEqual(foldProject(events as ProjectEvent[]));
    expect(outcome.ok && outcome.events.map((e) => e.position)).toEqual(events.map((e) => e.position));
  });

  test('the same command again gets its first answer, also in another process, also when it signs', async () => {
    await send(system, 'p2', 'c1', sign('p2'));
    const first = await send(system, 'p2', 'c2', item('x'));
    const again = await Promise.all([
      send(system, 'p2', 'c2', item('x')),
      send(other, 'p2', 'c2', item('x')),
      send(other, 'p2', 'c1', sign('p2')),
    ]);
    expect(again.map((o) => [o.ok && o.duplicate, o.version])).toEqual([
      [true, 2],
      [true, 2],
      [true, 1],
    ]);
    expect(again[0].ok && first.ok && again[0].events).toEqual(first.ok && first.events);
    expect(await readStream(system.db, 'project/p2')).toHaveLength(2);
  });

  test('of several commands as one, one refusal refuses all, and says which', async () => {
    await send(system, 'p3', 'c1', sign('p3'));
    const outcome = await send(system, 'p3', 'c2', item('x'), { type: 'finishApprovalItem', item: 'none' });
    expect(outcome).toMatchObject({
      ok: false,
      rejection: { code: 'unknownItem', field: 'commands[1].item' },
      version: 1,
    });
    expect(await readStream(system.db, 'project/p3')).toHaveLength(1);
  });

  test('an expected version that has passed is refused', async () => {
    await send(system, 'p4', 'c1', sign('p4'), item('x'));
    const outcome = await system.handle({
      stream: 'project/p4',
      commandId: 'c2',
      actor: 'test',
      at: AT,
      commands: [item('y')],
      expectedVersion: 1,
    });
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'versionMismatch' } });
  });

  test('commands at once from two processes, some of them twice: each exactly once, in a row of versions', async () => {
    await send(system, 'p5', 'c0', sign('p5'));
    const ids = Array.from({ length: 120 }, (_, i) => `i${i}`);
    const outcomes = await Promise.all([
      ...ids.map((id) => send(system, 'p5', id, item(id))),
      ...ids.filter((_, i) => i % 3 === 0).map((id) => send(other, 'p5', id, item(id))),
    ]);
    expect(outcomes.every((o) => o.ok)).toBe(true);
    const events = await readStream(system.db, 'project/p5');
    expect(events.map((e) => e.version)).toEqual(Array.from({ length: 121 }, (_, i) => i + 1));
    expect(new Set(events.map((e) => e.commandId)).size).toBe(121);
  });

  test("a command that the database can't store fails alone", async () => {
    await send(system, 'p6', 'c0', sign('p6'));
    await send(system, 'p7', 'c0', sign('p7'));
    const [good, bad, alsoGood] = await Promise.allSettled([
      send(system, 'p6', 'c1', item('x')),
      send(system, 'p8', 'c1', { ...sign('p8'), name: 'a\u0000b' } as ProjectCommand),
      send(system, 'p7', 'c1', item('x')),
    ]);
    expect([good.status, bad.status, alsoGood.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('a reader with a checkpoint', () => {
  test('skips nothing and repeats nothing, whatever the order of commits, with rollbacks, killed connections and an idle transaction', async () => {
    const admin = new pg.Client({ connectionString: system.url });
    await admin.connect();
    await admin.query('begin; select txid_current()');
    const killer = new pg.Client({ connectionString: system.url });
    await killer.connect();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ n: fc.integer({ min: 1, max: 6 }), kill: fc.boolean(), bad: fc.boolean() }), {
          minLength: 3,
          maxLength: 10,
        }),
        async (writers) => {
          round += 1;
          const { rows } = await sql<{
            p: string;
          }>`select coalesce(max(position), 0)::text as p from events`.execute(system.db);
          let checkpoint = rows[0]!.p;
          const seen: string[] = [];
          const reading = new AbortController();
          const look = async (): Promise<number> => {
            const events = await readAfter(other.db, checkpoint, 7);
            for (const e of events) seen.push(`${e.stream} ${e.version}`);
            checkpoint = events.at(-1)?.position ?? checkpoint;
            return events.length;
          };
          const reader = (async () => {
            while (!reading.signal.aborted) if ((await look()) === 0) await sleep(1);
          })();
          await Promise.all(
            writers.map(async ({ n, kill, bad }, w) => {
              const id = `r${round}-${w}`;
              const target = w % 2 === 0 ? system : other;
              const begun = send(target, id, 'c0', sign(id)).catch(() => undefined);
              if (kill) {
                await killer.query(
                  `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_advisory_xact_lock%' and pid <> pg_backend_pid() limit 1`,
                );
              }
              await begun;
              for (let i = 0; i < n; i++) {
                const command =
                  bad && i === 0 ? ({ ...item('x'), name: '\u0000' } as ProjectCommand) : item(`i${i}`);
                await send(target, id, `c${i + 1}`, command).catch(() => undefined);
              }
            }),
          );
          reading.abort();
          await reader;
          while ((await look()) > 0);
          const { rows: all } = await sql<{ key: string }>`
          select stream || ' ' || version as key from events where stream like ${`project/r${round}-%`} order by position`.execute(
            system.db,
          );
          expect(seen).toEqual(all.map((r) => r.key));
        },
      ),
      { numRuns: 15 },
    );
    await admin.query('rollback');
    await Promise.all([admin.end(), killer.end()]);
  });
});
