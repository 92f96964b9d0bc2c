import { sql } from 'kysely';
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { READ_MODELS } from '../../projections/index.ts';
import { silent, type Progress } from '../../store/progress.ts';
import { outdatedModels, readModel, rebuild } from '../../store/rebuild.ts';
import { readNotices } from '../../store/read.ts';
import type { Difference } from '../../store/shadow.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { derived, fill, item, LATER, send, sign } from './filled.ts';

let system: System & { url: string };
beforeEach(async () => {
  system = await freshSystem(REAL);
  await fill(system, 30);
});
afterEach(() => system.close());

const events = async (): Promise<string> =>
  JSON.stringify((await sql`select count(*) from events`.execute(system.db)).rows);

async function all(progress: Progress = silent): Promise<{ differences: Difference[]; again: number }> {
  const differences: Difference[] = [];
  let again = 0;
  for (const model of READ_MODELS) {
    const done = await rebuild(system, model, {
      at: LATER,
      progress: () => progress,
      onDifference: (d) => differences.push(d),
    });
    again += done.again;
  }
  return { differences, again };
}

describe('rebuild', () => {
  test('of what the append has written: no row differs, nothing is sent', async () => {
    const [before, sent] = [await derived(system), await events()];
    expect((await readNotices(system.db, { limit: 1000 })).length).toBeGreaterThan(30);
    expect((await all()).differences).toEqual([]);
    expect(await derived(system)).toBe(before);
    expect(await events()).toBe(sent);
  });

  test('names each row that differs, and mends it: edited, missing, and one too many', async () => {
    const before = await derived(system);
    const { rows } = await sql<{
      id: string;
    }>`select id from notices where stream = 'project/f0' order by id limit 1`.execute(system.db);
    await sql.raw(`update notices set person = '别人' where id = '${rows[0]!.id}'`).execute(system.db);
    await sql.raw(`delete from notices where stream = 'project/f1'`).execute(system.db);
    await sql
      .raw(
        `insert into notices select 'forged', 'project/none', 1, person, role, rung, obligation, text, created_at from notices limit 1`,
      )
      .execute(system.db);
    await sql
      .raw(`update stream_state set state = state || '{"name": "x"}' where stream = 'project/f2'`)
      .execute(system.db);
    await sql.raw(`delete from stream_state where stream = 'project/f3'`).execute(system.db);
    const { differences } = await all();
    const of = (stream: string) => differences.filter((d) => d.stream === stream);
    expect(of('project/f0')).toMatchObject([
      { model: 'notices', key: rows[0]!.id, live: { person: '别人' } },
    ]);
    expect(of('project/f1').every((d) => d.live === null && d.built !== null)).toBe(true);
    expect(of('project/none')).toMatchObject([{ key: 'forged', built: null }]);
    expect(of('project/f2')).toMatchObject([{ model: 'states', live: { state: { name: 'x' } } }]);
    expect(of('project/f3')).toMatchObject([{ model: 'states', live: null }]);
    expect(await derived(system)).toBe(before);
    expect((await all()).differences).toEqual([]);
  });

  test('goes on while commands come, and loses none of them', async () => {
    await sql.raw(`update notices set person = '别人' where stream = 'project/f4'`).execute(system.db);
    let n = 0;
    const stop = new AbortController();
    const writers = Promise.all(
      ['f0', 'f5', 'f9'].map(async (id) => {
        while (!stop.signal.aborted) await send(system, id, `w${(n += 1)}`, [item(`w${n}`)], LATER);
      }),
    );
    const signing = (async () => {
      for (let i = 0; !stop.signal.aborted; i++) await send(system, `new${i}`, 'sign', [sign(`new${i}`)]);
    })();
    const { again } = await all();
    stop.abort();
    await Promise.all([writers, signing]);
    expect(again).toBeGreaterThan(0);
    expect((await all()).differences).toEqual([]);
    const { rows } = await sql<{ bad: number }>`
      select count(*)::int as bad from stream_state s
      where version <> (select max(version) from events e where e.stream = s.stream)`.execute(system.db);
    expect(rows[0]!.bad).toBe(0);
    expect(n).toBeGreaterThan(10);
  });

  test('stopped in the middle and begun again it goes on, with the result of one that was not disturbed', async () => {
    const before = await derived(system);
    await sql.raw(`update notices set person = '别人'`).execute(system.db);
    const model = readModel('notices');
    const interrupted: Progress = {
      step: () => {
        throw new Error('stopped');
      },
      done: () => {},
    };
    await expect(rebuild(system, model, { at: LATER, progress: () => interrupted })).rejects.toThrow(
      'stopped',
    );
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from shadow_streams`.execute(
      system.db,
    );
    expect(rows[0]!.n).toBeGreaterThan(0);
    await send(system, 'f3', 'since', [item('since')], LATER);
    await send(system, 'f3', 'since-pass', [{ type: 'passTime', now: LATER }], LATER, 'clock');
    await rebuild(system, model, { at: LATER, progress: () => silent });
    expect((await all()).differences).toEqual([]);
    expect((await derived(system)).length).toBeGreaterThan(before.length);
    expect((await readNotices(system.db, { limit: 1000 })).some((r) => r.person === '别人')).toBe(false);
  });

  test('a model built by an older version of its projection is named until it is rebuilt', async () => {
    expect(await outdatedModels(system.db)).toEqual([]);
    await all();
    await sql`update read_models set version = 0 where name = 'notices'`.execute(system.db);
    expect(await outdatedModels(system.db)).toEqual(['notices']);
    await all();
    expect(await outdatedModels(system.db)).toEqual([]);
  });

  test('an unknown name is refused, with those there are', () => {
    expect(() => readModel('none')).toThrow('states, notices');
  });
});
