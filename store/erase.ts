/**
 * `erase`: a person's key is deleted, and with it every name in the log that was written under it; what
 * stands beside the log is told again without the name. All in one transaction, with a receipt as an event.
 * The hash chain covers ciphertext, so it verifies as before.
 */
import { sql } from 'kysely';
import { READ_MODELS } from '../projections/index.ts';
import { localDate } from '../domain/dates.ts';
import { STATE_SHAPE } from './aggregates.ts';
import { APPEND_LOCK, write } from './append.ts';
import { vaultOf, type Db } from './database.ts';
import { erasureStream, type Receipt } from './erasure-stream.ts';
import { livesOf } from './lives.ts';
import type { Progress } from './progress.ts';
import { logEnd } from './read-log.ts';
import { sealAppend } from './seal.ts';
import { applyShadow, clearShadow, putShadow } from './shadow.ts';
import type { System } from './system.ts';
import { SCHEMA_VERSIONS } from './upcast.ts';
import { erasedName } from './vault.ts';

const PAGE = 20_000;
const STREAMS = 100;

/** Nobody of that name stands in the log, or not any more. */
export class UnknownPerson extends Error {
  constructor() {
    super('日志中没有此人，或已删除 / the log names no such person, or not any more');
    this.name = 'UnknownPerson';
  }
}

/** Erases `person`, exactly as the name is written. Throws `UnknownPerson`. */
export async function erasePerson(
  system: System,
  person: string,
  options: { reason: string; at: string; progress: (total: number) => Progress },
): Promise<Receipt & { stream: string }> {
  const { db } = system;
  const vault = vaultOf(db);
  const key = await vault.another().keyOf(db, person);
  if (key === undefined) throw new UnknownPerson();
  const now = await system.clock.now(options.at);
  const end = (await logEnd(db))?.position ?? '0';
  const found = await findEvents(db, key, '0', end, options.progress(Number(end)));

  const receipt = await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(tx);
    for (const [stream, n] of await findEvents(tx, key, end, null))
      found.set(stream, (found.get(stream) ?? 0) + n);
    const streams = [...found.keys()].toSorted();
    const rules = { ...(await system.freshRules()), now };
    const blind = vault.another(key);
    for (let i = 0; i < streams.length; i += STREAMS) {
      const page = streams.slice(i, i + STREAMS);
      const after = await livesOf(tx, 'events', page, rules, blind);
      for (const model of READ_MODELS) {
        await putShadow(tx, model, after);
        await applyShadow(tx, model, page);
      }
    }
    await tx.deleteFrom('person_keys').where('id', '=', key).execute();
    for (const model of READ_MODELS) await clearShadow(tx, model);
    // What workflows have shown holds the name too: they are told to show it anew.
    await sql`update stream_state set shown = null, woken_at = null where stream = any (${streams}::text[]) and shown is not null`.execute(
      tx,
    );
    await sql`delete from snapshots where stream = any (${streams}::text[])`.execute(tx);
    await sql`delete from entries where stream = any (${streams}::text[])`.execute(tx);
    await redactRejections(tx, person, erasedName(key));

    const data: Receipt = {
      key,
      reason: options.reason,
      streams: streams.length,
      events: [...found.values()].reduce((a, b) => a + b, 0),
    };
    const stream = erasureStream(key);
    const append = {
      ...{ stream, category: 'erasure', expectedVersion: 0, shape: STATE_SHAPE, state: data },
      ...{ face: {}, nextDueAt: null, finished: true, notices: [] },
      events: [
        {
          ...{ version: 1, type: 'personErased', schema_version: SCHEMA_VERSIONS.personErased, data },
          occurred_on: localDate(now, system.rules.calendar.zone),
          ...{ recorded_at: now, actor: 'office', command_id: `erase/${key}`, command_seq: 0 },
        },
      ],
    };
    await write(tx, [await sealAppend(tx, vault, append, null)]);
    return { ...data, stream };
  });
  vault.forget();
  return receipt;
}

/** How many events of each stream hold something of the key's person, after a position. */
async function findEvents(
  db: Db,
  key: string,
  after: string,
  upTo: string | null,
  progress?: Progress,
): Promise<Map<string, number>> {
  const { rows: last } = await sql<{
    p: string;
  }>`select coalesce(max(position), 0)::text as p from events`.execute(db);
  const end = BigInt(upTo ?? last[0]!.p);
  const found = new Map<string, number>();
  for (let from = BigInt(after); from < end; from += BigInt(PAGE)) {
    const to = from + BigInt(PAGE) < end ? from + BigInt(PAGE) : end;
    const { rows } = await sql<{ stream: string; n: number }>`
      select stream, count(*)::int as n from events
      where position > ${from.toString()} and position <= ${to.toString()}
        and (data::text like ${`%enc:${key}:%`} or actor like ${`enc:${key}:%`})
      group by stream`.execute(db);
    for (const { stream, n } of rows) found.set(stream, (found.get(stream) ?? 0) + n);
    progress?.step(Number(to - from));
  }
  progress?.done();
  return found;
}

async function redactRejections(db: Db, person: string, erased: string): Promise<void> {
  const inJson = JSON.stringify(person).slice(1, -1);
  await sql`
    update rejections set actor = replace(actor, ${person}, ${erased}),
      command = replace(command::text, ${inJson}, ${erased})::jsonb,
      message = replace(message::text, ${inJson}, ${erased})::jsonb
    where strpos(command::text, ${inJson}) > 0 or strpos(message::text, ${inJson}) > 0 or strpos(actor, ${person}) > 0`.execute(
    db,
  );
}
