/** A log with some life in it, made through `handle` alone. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Command } from '../../store/aggregates.ts';
import type { System } from '../../store/system.ts';
import { PLANT } from '../given.ts';

export const AT = '2024-02-01T01:00:00.000Z';
export const LATER = '2024-04-15T01:00:00.000Z';

export async function send(
  system: System,
  id: string,
  commandId: string,
  commands: Command[],
  at = AT,
  actor = '赵项目长',
): Promise<void> {
  const outcome = await system.handle({ stream: `project/${id}`, commandId, actor, at, commands });
  expect(outcome, `${id} ${commandId}`).toMatchObject({ ok: true });
}

export const sign = (id: string): Command => ({ type: 'signProject', ...PLANT, id });
export const item = (id: string): Command => ({
  type: 'addApprovalItem',
  id,
  name: id,
  department: '某局',
  limitWorkdays: 5,
});

/** `count` signed projects with some items each, most of them late: their ladders have reached people. */
export async function fill(system: System, count: number, prefix = 'f'): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const id = `${prefix}${i}`;
      await send(system, id, 'sign', [sign(id)]);
      for (let n = 0; n < 1 + (i % 3); n++) await send(system, id, `item${n}`, [item(`x${n}`)]);
      if (i % 4 !== 3) await send(system, id, 'pass', [{ type: 'passTime', now: LATER }], LATER, 'clock');
    }),
  );
}

/** Everything that is derived from the log, as text. What follows the clock or is operational is left out. */
export async function derived(system: System): Promise<string> {
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(s) - '{face,next_due_at,shown,woken_at}'::text[])::text as row from stream_state s
    union all select to_jsonb(n)::text from notices n order by 1`.execute(system.db);
  return rows.map((r) => r.row).join('\n');
}

/** Changes the stored log as its owner could, the trigger switched off. */
export async function tamper(system: System, statement: string): Promise<void> {
  await system.db.transaction().execute(async (tx) => {
    await sql.raw('set local session_replication_role = replica').execute(tx);
    await sql.raw(statement).execute(tx);
  });
}
