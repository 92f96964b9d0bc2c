/** What Postgres tells of an instant is ISO text in UTC, whatever zone its session has. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connect } from '../../store/database.ts';
import { freshDatabase } from '../fresh-system.ts';

test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata'])(
  'in a session of %s',
  async (zone) => {
    const db = connect(await freshDatabase(), () => {}, 1);
    try {
      await sql.raw(`set timezone = '${zone}'`).execute(db);
      for (const instant of [
        '2024-02-01T01:00:00.000Z',
        '2024-02-29T23:59:59.120Z',
        '2024-02-29T23:59:59.007Z',
        '1999-12-31T16:00:00.500Z',
      ]) {
        const { rows } = await sql<{ at: string }>`select ${instant}::timestamptz as at`.execute(db);
        expect(rows[0]!.at).toBe(instant);
      }
      const { rows } = await sql<{
        at: string;
      }>`select '2024-02-29 23:59:59.999999+00'::timestamptz as at`.execute(db);
      expect(rows[0]!.at).toBe('2024-02-29T23:59:59.999Z');
    } finally {
      await db.destroy();
    }
  },
);

test('a session of ours is in UTC', async () => {
  const db = connect(await freshDatabase(), () => {}, 1);
  const { rows } = await sql<{ TimeZone: string }>`show timezone`.execute(db);
  await db.destroy();
  expect(rows[0]!.TimeZone).toBe('UTC');
});
