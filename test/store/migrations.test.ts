import { readFileSync } from 'node:fs';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { simulate } from '../../domain/simulate.ts';
import { STORY, STORY_END, STORY_ID } from '../../examples/story.ts';
import { READ_MODELS } from '../../projections/index.ts';
import { connect, migrate } from '../../store/database.ts';
import { describeSchema, describeTypes } from '../../store/describe-schema.ts';
import * as first from '../../store/migrations/001-log.ts';
import { silent } from '../../store/progress.ts';
import { readStream } from '../../store/read.ts';
import { rebuild } from '../../store/rebuild.ts';
import { openSystem, RULES } from '../../store/system.ts';
import { verifyLog } from '../../store/verify.ts';
import { freshDatabase, TEST_KEY } from '../fresh-system.ts';

const file = (path: string): string => readFileSync(new URL(`../../store/${path}`, import.meta.url), 'utf8');

test('from an empty database; again, and from several processes at once, it changes nothing', async () => {
  const url = await freshDatabase();
  const pools = [connect(url, () => {}, 2, TEST_KEY), connect(url, () => {}, 2, TEST_KEY)];
  await Promise.all(pools.map((db) => migrate(db)));
  await migrate(pools[0]!);
  // `npm run schema` writes both files again.
  expect(
    await describeSchema(pools[0]!),
    'store/schema.sql is not what the migrations make: npm run schema',
  ).toBe(file('schema.sql'));
  expect(
    await describeTypes(pools[0]!),
    'store/schema.ts is not what the migrations make: npm run schema',
  ).toBe(file('schema.ts'));
  for (const db of pools) await db.destroy();
});

/** The story's events, the project being called as its stream is. */
const named = ({ type, data }: { type: string; data: object }, stream: string): object =>
  type === 'projectSigned' ? { ...data, id: stream.slice('project/'.length) } : data;

/** A database as release 001 left it: names in plain text, no hashes, with states and notices beside. */
async function filled001(): Promise<{
  url: string;
  happened: { type: string; data: unknown; at: string }[];
}> {
  const url = await freshDatabase();
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ '001-log': first }) },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  const log = simulate(STORY, STORY_END, RULES).flatMap((h) => (h.event ? [{ ...h, event: h.event }] : []));
  const streams = ['a', 'b', 'c'].map((x) => `project/${STORY_ID}-${x}`);
  for (const [v, { event, at, actor }] of log.entries()) {
    for (const stream of streams) {
      await sql`insert into events (stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq)
        values (${stream}, ${v + 1}, ${event.type}, 1, ${JSON.stringify(named(event, stream))}, ${event.occurredOn}, ${at}, ${actor}, ${`c${v}`}, 0)`.execute(
        db,
      );
    }
  }
  for (const stream of streams) {
    await sql`insert into stream_state (stream, category, version, shape, state, face, finished)
      values (${stream}, 'project', ${log.length}, 0, '{}', '{}', true)`.execute(db);
  }
  await sql`insert into notices values ('old', ${streams[0]}, 1, '某人', 'office', 'due', 'x', '{"zh":"","en":""}', now())`.execute(
    db,
  );
  await sql`insert into system values ('clock', '{"mode": "real", "startedAt": "2024-01-01T00:00:00.000Z"}')`.execute(
    db,
  );
  await db.destroy();
  return {
    url,
    happened: log.map(({ event, at }) => ({ type: event.type, data: named(event, streams[1]!), at })),
  };
}

test('from a filled database of release 001: hashed, sealed, names encrypted, with progress; then all of it reads as before', async () => {
  const { url, happened } = await filled001();
  const none = connect(url, () => {}, 2);
  await expect(migrate(none)).rejects.toThrow('QUANCHENG_KEY');
  await none.destroy();

  const system = openSystem(url, undefined, TEST_KEY);
  const lines: string[] = [];
  await migrate(system.db, (line) => lines.push(line));
  expect(lines.at(-1)).toContain(`${happened.length * 3} / ${happened.length * 3}`);
  const verdict = await verifyLog(system.db, { progress: () => silent });
  expect(verdict.events).toBe(happened.length * 3);
  const { rows } = await sql<{
    text: string;
  }>`select string_agg(to_jsonb(e)::text, ' ') as text from events e`.execute(system.db);
  for (const name of ['赵项目长', '孙副县长', '钱审批长']) expect(rows[0]!.text).not.toContain(name);
  const events = await readStream(system.db, `project/${STORY_ID}-b`);
  expect(events.map((e) => ({ type: e.type, data: e.data, at: e.recordedAt }))).toEqual(happened);
  for (const model of READ_MODELS) {
    await rebuild(system, model, { at: STORY_END, progress: () => silent });
    expect((await rebuild(system, model, { at: STORY_END, progress: () => silent })).differences).toBe(0);
  }
  const outcome = await system.handle({
    stream: `project/${STORY_ID}-b`,
    commandId: 'next',
    actor: 'test',
    at: STORY_END,
    commands: [{ type: 'addApprovalItem', id: 'more', name: 'more', department: '某局', limitWorkdays: 5 }],
  });
  expect(outcome.ok).toBe(true);
  expect((await verifyLog(system.db, { anchor: verdict.root, progress: () => silent })).events).toBe(
    verdict.events + 1,
  );
  await system.close();
});
