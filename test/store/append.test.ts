import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createAppender, type Appender } from '../../store/append.ts';
import { Overloaded } from '../../store/faults.ts';
import { createHandle, type Handle } from '../../store/handle.ts';
import { createRulesSource } from '../../store/rules.ts';
import { readStream } from '../../store/read.ts';
import { openSystem, RULES, type System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { AT, item, send, sign } from './filled.ts';

let system: System & { url: string };
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

/** `handle` over an appender that can be counted or held. */
function handleOver(wrap: (append: Appender) => Appender): Handle {
  return createHandle({
    ...system,
    rules: createRulesSource(system.db, RULES),
    append: wrap(createAppender(system.db)),
  });
}

const command = (id: string, n: number) => ({
  stream: `project/${id}`,
  commandId: `c${n}`,
  actor: 'test',
  at: AT,
  commands: [item(`i${n}`)],
});

describe('many commands at once', () => {
  test('a thousand on one project are folded in order by a few appends, with no conflict', async () => {
    await send(system, 'one', 'sign', [sign('one')]);
    const answers: string[] = [];
    const handle = handleOver((append) => async (a) => {
      const answer = await append(a);
      answers.push(answer === 'conflict' ? 'conflict' : 'written');
      return answer;
    });
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, (_, n) => handle(command('one', n))));
    expect(outcomes.every((o) => o.ok && !o.duplicate)).toBe(true);
    expect(answers.length).toBeLessThanOrEqual(3);
    expect(answers).not.toContain('conflict');
    const events = await readStream(system.db, 'project/one');
    expect(events.slice(1).map((e) => e.commandId)).toEqual(Array.from({ length: 1_000 }, (_, n) => `c${n}`));
  });

  test('on many projects they share transactions: each leaves one seal', async () => {
    const seals = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from seals`.execute(system.db)).rows[0]!.n;
    const before = await seals();
    await Promise.all(Array.from({ length: 400 }, (_, n) => send(system, `m${n}`, 'sign', [sign(`m${n}`)])));
    expect((await seals()) - before).toBeLessThan(40);
  });

  test('of those that wait for one project a bad one fails alone', async () => {
    await send(system, 'bad', 'sign', [sign('bad')]);
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        system.handle({
          ...command('bad', n),
          commands: [{ ...item(`i${n}`), ...(n === 31 ? { name: 'a\u0000' } : {}) }],
        }),
      ),
    );
    const failed = results.flatMap((r, n) => (r.status === 'rejected' ? [n] : []));
    expect(failed).toEqual([31]);
    expect(await readStream(system.db, 'project/bad')).toHaveLength(60);
  });
});

describe('back-pressure', () => {
  test('beyond the bound a command hears at once that it is too much, and nothing of it is written', async () => {
    let free: () => void = () => {};
    const gate = new Promise<void>((resolve) => (free = resolve));
    const handle = handleOver((append) => async (a) => {
      await gate;
      return append(a);
    });
    await send(system, 'full', 'sign', [sign('full')]);
    // The same few ids again and again: what waits is many letters, and what is written in the end is little.
    const waiting = Array.from({ length: 20_000 }, (_, n) => handle(command('full', n % 5)));
    await expect(handle(command('full', 7))).rejects.toBeInstanceOf(Overloaded);
    free();
    const outcomes = await Promise.all(waiting);
    expect(outcomes.filter((o) => o.ok && !o.duplicate)).toHaveLength(5);
    expect(await handle(command('full', 7))).toMatchObject({ ok: true, duplicate: false });
  });

  test('the API says 503 and when to come again', async () => {
    const full = { ...system, handle: () => Promise.reject(new Overloaded('queue')) };
    const answer = await createApp({ system: full, token: 'secret' }).request('/v1/projects/full/commands', {
      method: 'POST',
      headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
      body: JSON.stringify({ ...item('x') }),
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ code: 'overloaded' });
  });
});

describe('the application role', () => {
  test('adds events and can neither change nor delete them; nor can the owner by mistake', async () => {
    const url = new URL(system.url);
    const role = `app_${url.pathname.slice(3)}`;
    await sql.raw(`create role ${role} login password 'x' in role quancheng_app`).execute(system.db);
    url.username = role;
    url.password = 'x';
    const app = openSystem(url.toString(), undefined, 'a5'.repeat(32));
    try {
      await send(app, 'app', 'sign', [sign('app')]);
      await send(app, 'app', 'item', [item('x')]);
      for (const table of ['events', 'seals', 'anchors', 'person_keys']) {
        for (const statement of [
          `delete from ${table}`,
          `truncate ${table}`,
          `update ${table} set ${table === 'person_keys' ? 'id' : 'position'} = default`,
        ])
          await expect(sql.raw(statement).execute(app.db), statement).rejects.toThrow(/permission denied/);
      }
      await expect(sql.raw('alter table events disable trigger all').execute(app.db)).rejects.toThrow(
        'must be owner',
      );
      await expect(sql.raw('drop table events').execute(app.db)).rejects.toThrow('must be owner');
      await expect(sql.raw('delete from events').execute(system.db)).rejects.toThrow('only ever added');
      await expect(sql.raw(`update events set actor = 'x'`).execute(system.db)).rejects.toThrow(
        'only ever added',
      );
    } finally {
      await app.close();
      await sql.raw(`drop role ${role}`).execute(system.db);
    }
  });
});
