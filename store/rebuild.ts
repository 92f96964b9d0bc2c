/**
 * `rebuild`: a read model built anew from the log beside the live one, compared row by row, and switched in
 * one transaction, while commands go on. It makes no deliveries, so it sends nothing. Killed at any point
 * and run again it goes on where it was: what is built stands in the shadow with the version it was built at.
 *
 * 1. Stream by stream, the shadow is built and compared; streams that have moved on meanwhile are built
 *    again, until few are left.
 * 2. Under the lock of the append the last of them are built, and the differing streams' rows replaced.
 * 3. A person erased meanwhile would stand in the shadow by name: then it begins again.
 */
import { sql } from 'kysely';
import { READ_MODELS, type ReadModel } from '../projections/index.ts';
import { STATE_SHAPE } from './aggregates.ts';
import { APPEND_LOCK } from './append.ts';
import { vaultOf, type Db } from './database.ts';
import { livesOf, streamsAfter, streamsSince } from './lives.ts';
import type { Progress } from './progress.ts';
import { logEnd } from './read-log.ts';
import { readSystem, writeSystem } from './read.ts';
import { applyShadow, clearShadow, compareShadow, putShadow, type Difference } from './shadow.ts';
import type { System } from './system.ts';

const PAGE = 200;
/** Streams that may be left for the moment under the lock. */
const FEW = 20;
const MAX_ROUNDS = 20;

export interface Rebuilt {
  model: string;
  streams: number;
  /** Streams that moved on while it was built. */
  again: number;
  differences: number;
}

interface Begun {
  position: string;
  version: number;
  shape: number;
}

/** The read model of that name. Throws, naming those there are. */
export function readModel(name: string): ReadModel {
  const found = READ_MODELS.find((m) => m.name === name);
  if (found) return found;
  const names = READ_MODELS.map((m) => m.name).join(', ');
  throw new Error(`没有读模型 ${name}，可用 / there is no read model ${name}, there are: ${names}`);
}

/** Read models whose rows were built by an older version of their projection: they want a rebuild. */
export async function outdatedModels(db: Db): Promise<string[]> {
  const built = await db.selectFrom('read_models').select(['name', 'version']).execute();
  const versionOf = (name: string): number => built.find((b) => b.name === name)?.version ?? 1;
  return READ_MODELS.filter((m) => m.version > versionOf(m.name)).map((m) => m.name);
}

/** Another rebuild of the same model is under way. */
export class RebuildRunning extends Error {
  constructor(model: string) {
    super(`${model} 正在由另一进程重建 / another process is rebuilding ${model}`);
    this.name = 'RebuildRunning';
  }
}

/** Rebuilds one model. `onDifference` hears of each row in which the live table was not what the log says. */
export async function rebuild(
  system: System,
  model: ReadModel,
  options: {
    at: string;
    progress: (total: number) => Progress;
    onDifference?: (difference: Difference) => void;
  },
): Promise<Rebuilt> {
  const { db } = system;
  return db.connection().execute(async (holder) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${`rebuild/${model.name}`}, 0)) as free`.execute(holder);
    if (!rows[0]!.free) throw new RebuildRunning(model.name);
    try {
      for (;;) {
        const done = await attempt(system, model, options);
        if (done) return done;
        await clearShadow(db, model);
        await forgetBegun(db, model);
      }
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${`rebuild/${model.name}`}, 0))`.execute(holder);
    }
  });
}

async function attempt(
  system: System,
  model: ReadModel,
  options: Parameters<typeof rebuild>[2],
): Promise<Rebuilt | undefined> {
  const { db } = system;
  const rules = { ...(await system.freshRules()), now: await system.clock.now(options.at) };
  const begun = await begin(db, model);
  // A key in memory may be of a person who has been erased: of those erased from now on the log tells.
  vaultOf(db).forget();
  const total = await db
    .selectFrom('stream_state')
    .select((e) => e.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const progress = options.progress(Number(total.n));
  const differing = new Map<string, Difference[]>();
  let streams = 0;
  let again = 0;

  const build = async (page: readonly string[]): Promise<void> => {
    await putShadow(db, model, await livesOf(db, 'events', page, rules));
  };
  const compare = async (page: readonly string[]): Promise<void> => {
    for (const stream of page) differing.delete(stream);
    for (const d of await compareShadow(db, model, page))
      differing.set(d.stream, [...(differing.get(d.stream) ?? []), d]);
  };

  // Rows of streams that the log does not have.
  await compare(await strangers(db, model));
  const read = async (after: string) => {
    const page = await streamsAfter(db, 'events', after, PAGE);
    const built = page.length === 0 ? undefined : await alreadyBuilt(db, model, page);
    return {
      page,
      lives: await livesOf(
        db,
        'events',
        page.filter((s) => !built?.has(s)),
        rules,
      ),
    };
  };
  // The next page is read and told while this one is written and compared.
  for (let next = read(''); ;) {
    const { page, lives } = await next;
    if (page.length === 0) break;
    next = read(page.at(-1)!);
    // Heard when it is awaited, if this page does not fail first.
    next.catch(() => {});
    await putShadow(db, model, lives);
    await compare(page);
    streams += page.length;
    progress.step(page.length);
  }
  let upTo = begun.position;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const end = (await logEnd(db))?.position ?? '0';
    const moved = await streamsSince(db, upTo);
    if (moved.length <= FEW) break;
    for (let i = 0; i < moved.length; i += PAGE) {
      await build(moved.slice(i, i + PAGE));
      await compare(moved.slice(i, i + PAGE));
    }
    again += moved.length;
    upTo = end;
  }
  progress.done();

  const switched = await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    if (await erasedSince(tx, begun.position)) return false;
    const moved = await streamsSince(tx, upTo);
    again += moved.length;
    await putShadow(tx, model, await livesOf(tx, 'events', moved, rules, vaultOf(db)));
    for (const stream of moved) differing.delete(stream);
    for (const d of await compareShadow(tx, model, moved))
      differing.set(d.stream, [...(differing.get(d.stream) ?? []), d]);
    await applyShadow(tx, model, [...differing.keys()]);
    await clearShadow(tx, model);
    const position = (await logEnd(tx))?.position ?? '0';
    await tx
      .insertInto('read_models')
      .values({ name: model.name, version: model.version, position, switched_at: rules.now })
      .onConflict((c) =>
        c.column('name').doUpdateSet({ version: model.version, position, switched_at: rules.now }),
      )
      .execute();
    await forgetBegun(tx, model);
    return true;
  });
  if (!switched) return undefined;
  const differences = [...differing.values()].flat();
  for (const difference of differences) options.onDifference?.(difference);
  return { model: model.name, streams, again, differences: differences.length };
}

const keyOf = (model: ReadModel): string => `rebuild/${model.name}`;

/** What was begun and can be gone on with, or a fresh beginning. */
async function begin(db: Db, model: ReadModel): Promise<Begun> {
  const known = await readSystem<Begun>(db, keyOf(model));
  if (known?.version === model.version && known.shape === STATE_SHAPE) return known;
  await clearShadow(db, model);
  const begun = {
    position: (await logEnd(db))?.position ?? '0',
    version: model.version,
    shape: STATE_SHAPE,
  };
  await writeSystem(db, keyOf(model), begun);
  return begun;
}

async function forgetBegun(db: Db, model: ReadModel): Promise<void> {
  await db.deleteFrom('system').where('key', '=', keyOf(model)).execute();
}

async function alreadyBuilt(db: Db, model: ReadModel, page: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('shadow_streams')
    .select('stream')
    .where('model', '=', model.name)
    .where('stream', 'in', page)
    .execute();
  return new Set(rows.map((r) => r.stream));
}

/** Streams that have rows and no events. */
async function strangers(db: Db, model: ReadModel): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select distinct stream from ${sql.table(model.table)} t
    where not exists (select 1 from events e where e.stream = t.stream and e.version = 1)`.execute(db);
  return rows.map((r) => r.stream);
}

async function erasedSince(db: Db, position: string): Promise<boolean> {
  const row = await db
    .selectFrom('events')
    .select('position')
    .where('position', '>', position)
    .where('type', '=', 'personErased')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
