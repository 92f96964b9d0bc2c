import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anchorDay } from '../../store/anchors.ts';
import { exportLog } from '../../store/export.ts';
import { itemsOf, readLogFile } from '../../store/log-file.ts';
import { silent } from '../../store/progress.ts';
import { readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { verifyItems, verifyLog, type Verdict } from '../../store/verify.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { AT, fill, item, LATER, send, tamper } from './filled.ts';

let system: System & { url: string };
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  system = await freshSystem(REAL);
  await fill(system, 12);
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

const verify = (anchor?: string): Promise<Verdict> =>
  verifyLog(system.db, { anchor, progress: () => silent });
const verifyFile = (file: string, anchor?: string) =>
  verifyItems(itemsOf(readLogFile(file)), { anchor, progress: silent });

const STATE = 'stream, category, version, shape, state, face, next_due_at, finished, shown, woken_at, hash';
/** How each table is put back: what the database tells by itself it is not given. */
const COPIED = {
  events: 'overriding system value select *',
  seals: 'select *',
  stream_state: `(${STATE}) select ${STATE}`,
  anchors: 'select *',
};

/** Runs `change`, expects the verifier to object, and puts everything back. */
async function detects(change: string, message: RegExp | string): Promise<void> {
  await sql.raw('create schema if not exists kept').execute(system.db);
  for (const t of Object.keys(COPIED))
    await sql.raw(`drop table if exists kept.${t}; create table kept.${t} as table ${t}`).execute(system.db);
  await tamper(system, change);
  try {
    await expect(verify()).rejects.toThrow(message);
  } finally {
    for (const t of Object.keys(COPIED) as (keyof typeof COPIED)[])
      await tamper(system, `delete from ${t}; insert into ${t} ${COPIED[t]} from kept.${t}`);
  }
  await verify();
}

describe('verify', () => {
  test('a log as it was written is whole, and its root is the same twice', async () => {
    const verdict = await verify();
    expect(verdict.streams).toBe(12);
    expect(verdict.events).toBeGreaterThan(40);
    expect(await verify(verdict.root)).toEqual(verdict);
  });

  test.each([
    ['data', `data = data || '{"name": "x"}'`],
    ['type', `type = 'factorMet'`],
    ['schema_version', `schema_version = schema_version + 1`],
    ['occurred_on', `occurred_on = occurred_on + 1`],
    ['recorded_at', `recorded_at = recorded_at + interval '1 ms'`],
    ['actor', `actor = 'clock'`],
    ['command_id', `command_id = command_id || 'x'`],
    ['command_seq', `command_seq = command_seq + 7`],
    ['hash', `hash = sha256(hash)`],
    ['stream', `stream = 'project/other'`],
    ['version', `version = version + 1000`],
  ])('one edited row names the event: %s', async (_, set) => {
    const { rows } = await sql<{ position: string; stream: string; version: number }>`
      select position, stream, version from events where actor <> 'clock' and version = 2 order by position limit 1`.execute(
      system.db,
    );
    const [{ position, stream, version }] = rows as [(typeof rows)[0]];
    const named =
      _ === 'stream' || _ === 'version'
        ? new RegExp(`position ${position} `)
        : `${stream} version ${version}`;
    await detects(`update events set ${set} where position = ${position}`, named);
  });

  test('any one row that is edited, deleted or moved, and any two that are swapped', async () => {
    const { rows } = await sql<{ p: string }>`select position as p from events order by position`.execute(
      system.db,
    );
    const positions = rows.map((r) => r.p);
    const at = fc.integer({ min: 0, max: positions.length - 1 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('edit', 'delete', 'swap'), at, at, async (what, i, j) => {
        fc.pre(what !== 'swap' || i !== j);
        const [a, b] = [positions[i], positions[j]];
        await detects(
          {
            edit: `update events set data = data || '{"zz": 1}' where position = ${a}`,
            delete: `delete from events where position = ${a}`,
            swap: `create temp table moved on commit drop as select * from events where position in (${a}, ${b});
              delete from events where position in (${a}, ${b});
              update moved set position = ${a}::bigint + ${b}::bigint - position;
              insert into events overriding system value table moved`,
          }[what],
          /first broken event: position/,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('an added row, a whole stream taken out, a seal edited, a state set back', async () => {
    await detects(
      `insert into events (stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq, hash)
       select stream, version + 1, type, schema_version, data, occurred_on, recorded_at, actor, 'forged', 0, hash
       from events where stream = 'project/f3' order by version desc limit 1`,
      'project/f3',
    );
    await detects(`delete from events where stream = 'project/f2'`, 'first broken event');
    await detects(
      `update seals set root = sha256(root) where position = (select max(position) from seals)`,
      'seal',
    );
    await detects(`update stream_state set version = version - 1 where stream = 'project/f1'`, 'project/f1');
    await detects(`delete from stream_state where stream = 'project/f1'`, 'project/f1');
  });

  test('a cut-off end is found by the daily anchor, and by a root that was kept elsewhere', async () => {
    const kept = await verify();
    const made = await anchorDay(system, LATER);
    expect(made?.root).toBe(kept.root);
    expect(await anchorDay(system, LATER)).toBeUndefined();
    await send(system, 'f0', 'more', [item('more')], LATER);
    expect(await verify(kept.root)).toMatchObject({ anchors: 1 });
    const cut = (rest: string) => `
      delete from events where position >= (select min(position) from events where stream = 'project/f0' and version > 3);
      delete from seals where position > (select max(position) from events);
      update seals set events = (select count(*) from events) - (select coalesce(sum(events), 0) from seals s where s.position < seals.position)
        where position = (select max(position) from seals);
      ${rest}`;
    await detects(cut(''), /anchor|broken/);
    await detects(cut(`delete from anchors`), /broken|state/);
    const before = await verify();
    await sql.raw('drop schema kept cascade').execute(system.db);
    // The perfect forgery: the last append gone with its seal, its state set back as it was.
    await send(system, 'lone', 'sign', [(await import('./filled.ts')).sign('lone')], LATER);
    const printed = await verify();
    await tamper(
      system,
      `delete from events where stream = 'project/lone'; delete from stream_state where stream = 'project/lone';
       delete from seals where position > (select max(position) from events)`,
    );
    expect((await verify()).root).toBe(before.root);
    await expect(verify(printed.root)).rejects.toThrow('no such anchor');
  });
});

describe('an exported file', () => {
  test('verifies without a database, and against an anchor; one changed character in any line does not', async () => {
    const file = join(folder, 'log.ndjson');
    const { events, root } = await exportLog(system.db, file, () => silent);
    expect((await verifyFile(file, root)).verdict).toMatchObject({ events, root });
    await exportLog(system.db, `${file}.gz`, () => silent);
    expect((await verifyFile(`${file}.gz`)).verdict.root).toBe(root);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const first = lines.findIndex((l) => l.includes('"stream"'));
    const changed = join(folder, 'changed.ndjson');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: first, max: lines.length - 2 }),
        fc.integer({ min: first, max: lines.length - 2 }),
        fc.constantFrom('edit', 'delete', 'swap'),
        async (i, j, what) => {
          fc.pre(what !== 'swap' || i !== j);
          const next = [...lines];
          if (what === 'delete') next.splice(i, 1);
          else if (what === 'swap') [next[i], next[j]] = [next[j]!, next[i]!];
          else next[i] = next[i]!.replace(/"(hash|root)":"(.)/, (_, k, c) => `"${k}":"${c === '0' ? 1 : 0}`);
          writeFileSync(changed, `${next.join('\n')}\n`);
          await expect(verifyFile(changed)).rejects.toThrow(/broken|end:/);
        },
      ),
      { numRuns: 40 },
    );
    writeFileSync(changed, lines.slice(0, -5).join('\n'));
    await expect(verifyFile(changed)).rejects.toThrow('cut off');
    writeFileSync(changed, `${lines[0]}\n{"position":"1"}\n`);
    await expect(verifyFile(changed)).rejects.toThrow('changed.ndjson:2: stream:');
  });

  test('holds no name', async () => {
    const text = readFileSync(join(folder, 'log.ndjson'), 'utf8');
    for (const name of ['赵项目长', '孙副县长']) expect(text).not.toContain(name);
    const events = await readStream(system.db, 'project/f0');
    expect(JSON.stringify(events)).toContain('孙副县长');
    expect(events[1]).toMatchObject({ actor: '赵项目长', recordedAt: AT });
  });
});
