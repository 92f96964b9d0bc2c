/**
 * `import`: a whole log from a file into an empty system. Every line is checked (shape, order, hashes, seals)
 * before it is staged; states and read models are built beside from what is staged; then everything
 * appears in one transaction. Killed at any point and run again it goes on where it was. It sends nothing.
 */
import { sql } from 'kysely';
import { READ_MODELS } from '../projections/index.ts';
import { APPEND_LOCK } from './append.ts';
import { checkLog, type LoggedEvent, type Seal } from './check-log.ts';
import { vaultOf, type Db } from './database.ts';
import { livesOf, streamsAfter } from './lives.ts';
import { LogFileError, readLogFile, type LogHeader, type WrappedKey } from './log-file.ts';
import { progressLines } from './progress.ts';
import { readSystem, writeSystem } from './read.ts';
import { bytes } from './seal.ts';
import { applyShadow, clearShadow, putShadow } from './shadow.ts';
import type { System } from './system.ts';
import { KeyError } from './vault.ts';

const PAGE = 2_000;
const STREAMS = 100;
const KEY = 'import';

/** The system has events of its own: an import would mix two logs. */
export class NotEmpty extends Error {
  constructor() {
    super('系统中已有事件，只能导入空系统 / the system has events: a log is imported into an empty one only');
    this.name = 'NotEmpty';
  }
}

export interface Imported {
  events: number;
  streams: number;
  root: string;
}

/** Imports `path`. Throws `LogFileError`, `BrokenLog`, `NotEmpty` or `KeyError`; then nothing has appeared. */
export async function importLog(
  system: System,
  path: string,
  options: { at: string; log: (line: string) => void },
): Promise<Imported> {
  const { db } = system;
  if (await hasEvents(db)) throw new NotEmpty();
  const { header, streams } = await stage(db, path, options.log);
  await buildBeside(system, options, streams);
  await appear(db, header);
  return { events: header.events, streams, root: header.root };
}

async function stage(
  db: Db,
  path: string,
  log: (line: string) => void,
): Promise<{ header: LogHeader; streams: number }> {
  const check = checkLog();
  let header: LogHeader | undefined;
  let staged = { position: 0n, seal: 0n };
  let keys: WrappedKey[] = [];
  let events: LoggedEvent[] = [];
  let seals: Seal[] = [];
  let progress = progressLines(log, '导入 / importing');
  const flush = async (): Promise<void> => {
    await db.transaction().execute(async (tx) => {
      await putKeys(tx, keys);
      await putEvents(tx, events);
      await putSeals(tx, seals);
    });
    [keys, events, seals] = [[], [], []];
  };
  for await (const line of readLogFile(path)) {
    if ('header' in line) {
      if (header) throw new LogFileError(path, 0, 'quancheng: 第二个文件头 / a second header');
      header = line.header;
      staged = await resume(db, header);
      progress = progressLines(log, '导入 / importing', header.events);
    } else if ('key' in line) keys.push(line.key);
    else if ('event' in line) {
      check.take(line);
      progress.step();
      if (BigInt(line.event.position) > staged.position) events.push(line.event);
    } else if ('seal' in line) {
      check.take(line);
      if (BigInt(line.seal.position) > staged.seal) seals.push(line.seal);
    }
    if (events.length + seals.length >= PAGE) await flush();
  }
  check.end();
  await flush();
  progress.done();
  if (check.events !== header!.events || (check.root?.toString('hex') ?? '00') !== header!.root) {
    throw new LogFileError(path, 1, 'root: 与内容不符 / does not match what follows');
  }
  return { header: header!, streams: check.heads.size };
}

/** How far the same file was staged before; what another file has left is cleared away. */
async function resume(db: Db, header: LogHeader): Promise<{ position: bigint; seal: bigint }> {
  const vault = vaultOf(db);
  if (header.mark !== vault.mark()) {
    throw new KeyError(
      '不是导出该文件的系统的主密钥，导入后人名将无法读取',
      'is not the master key of the system that wrote the file: names could not be read',
    );
  }
  const known = await readSystem<LogHeader>(db, KEY);
  if (known?.root !== header.root || known.position !== header.position) {
    await sql`truncate import_events, import_seals`.execute(db);
    for (const model of READ_MODELS) await clearShadow(db, model);
    await writeSystem(db, KEY, header);
  }
  const { rows } = await sql<{ position: string; seal: string }>`
    select coalesce((select max(position) from import_events), 0)::text as position,
      coalesce((select max(position) from import_seals), 0)::text as seal`.execute(db);
  return { position: BigInt(rows[0]!.position), seal: BigInt(rows[0]!.seal) };
}

async function putKeys(db: Db, keys: WrappedKey[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map((k) => ({ id: k.key, tag: `\\x${k.tag}`, wrapped: `\\x${k.wrapped}` }));
  await sql`insert into person_keys (id, tag, wrapped)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k (id text, tag bytea, wrapped bytea)
    on conflict do nothing`.execute(db);
}

async function putEvents(db: Db, events: LoggedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((e) => ({ ...e, hash: bytes(e.hash) }));
  await sql`insert into import_events select r.* from jsonb_populate_recordset(null::import_events, ${JSON.stringify(rows)}::jsonb) r`.execute(
    db,
  );
}

async function putSeals(db: Db, seals: Seal[]): Promise<void> {
  if (seals.length === 0) return;
  const rows = seals.map((s) => ({ ...s, root: bytes(s.root) }));
  await sql`insert into import_seals select r.* from jsonb_populate_recordset(null::import_seals, ${JSON.stringify(rows)}::jsonb) r`.execute(
    db,
  );
}

async function buildBeside(
  system: System,
  { at, log }: { at: string; log: (line: string) => void },
  total: number,
): Promise<void> {
  const { db } = system;
  const real = (await readSystem(db, 'clock')) !== undefined;
  const rules = { ...(await system.freshRules()), now: real ? await system.clock.now(at) : at };
  await sql`analyze import_events`.execute(db);
  const progress = progressLines(log, '重建状态和读模型 / building states and read models', total);
  for (let after = ''; ;) {
    const page = await streamsAfter(db, 'import_events', after, STREAMS);
    if (page.length === 0) break;
    const lives = await livesOf(db, 'import_events', page, rules);
    for (const model of READ_MODELS) await putShadow(db, model, lives);
    progress.step(page.length);
    after = page.at(-1)!;
  }
  progress.done();
}

async function appear(db: Db, header: LogHeader): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    if (await hasEvents(tx)) throw new NotEmpty();
    await sql`insert into events overriding system value select * from import_events order by position`.execute(
      tx,
    );
    await sql`select setval(pg_get_serial_sequence('events', 'position'), ${header.position}) where ${header.position} <> '0'`.execute(
      tx,
    );
    await sql`insert into seals select * from import_seals`.execute(tx);
    for (const model of READ_MODELS) {
      const { rows } = await sql<{ stream: string }>`
        select stream from shadow_streams where model = ${model.name}`.execute(tx);
      await applyShadow(
        tx,
        model,
        rows.map((r) => r.stream),
      );
      await clearShadow(tx, model);
    }
    await tx
      .insertInto('system')
      .values({ key: 'clock', value: JSON.stringify(header.clock) })
      .onConflict((c) => c.doNothing())
      .execute();
    await tx.deleteFrom('system').where('key', '=', KEY).execute();
    await sql`truncate import_events, import_seals`.execute(tx);
  });
  await sql`analyze events`.execute(db);
  await sql`analyze stream_state`.execute(db);
}

async function hasEvents(db: Db): Promise<boolean> {
  return (await db.selectFrom('events').select('position').limit(1).executeTakeFirst()) !== undefined;
}
