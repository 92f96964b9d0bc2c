/** Used by migration 002: what release 001 has written is encrypted, hashed and sealed, page by page. */
import { sql, type Kysely } from 'kysely';
import { eventHash, sealRoot, type StoredEvent } from './canonical.ts';
import type { Schema } from './schema.ts';
import { bytes } from './seal.ts';
import type { Vault } from './vault.ts';

const PAGE = 2_000;

type Old = StoredEvent & { position: string };

export async function sealOldRows(
  db: Kysely<Schema>,
  vault: Vault,
  log: (line: string) => void,
): Promise<void> {
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from events`.execute(db);
  const total = counted[0]!.n;
  if (total === 0) return;
  log(`升级事件日志：${total} 个事件 / upgrading the log: ${total} events`);
  await sql`update events set recorded_at = date_trunc('milliseconds', recorded_at)
    where recorded_at <> date_trunc('milliseconds', recorded_at)`.execute(db);
  const heads = new Map<string, Buffer>();
  let root: Buffer | null = null;
  let after = '0';
  for (let done = 0; done < total;) {
    const { rows } = await sql<Old>`
      select position, stream, version, type, schema_version, data, occurred_on, recorded_at, actor, command_id, command_seq
      from events where position > ${after} order by position limit ${PAGE}`.execute(db);
    const sealed = await vault.seal(db, rows);
    const hashed = sealed.rows.map((row) => {
      const hash = eventHash(heads.get(row.stream) ?? null, row);
      heads.set(row.stream, hash);
      return { ...row, hash };
    });
    await sql`
      update events e set data = n.data, actor = n.actor, hash = n.hash
      from jsonb_to_recordset(${JSON.stringify(
        hashed.map(({ position, data, actor, hash }) => ({ position, data, actor, hash: bytes(hash) })),
      )}::jsonb) as n (position bigint, data jsonb, actor text, hash bytea)
      where e.position = n.position`.execute(db);
    after = rows.at(-1)!.position;
    root = sealRoot(root, hashed);
    await sql`insert into seals (position, events, root) values (${after}, ${hashed.length}, ${root})`.execute(
      db,
    );
    done += rows.length;
    if (done % (PAGE * 25) === 0 || done === total) log(`  ${done} / ${total}`);
  }
  const list = [...heads].map(([stream, hash]) => ({ stream, hash: bytes(hash) }));
  for (let i = 0; i < list.length; i += PAGE) {
    await sql`
      update stream_state s set hash = n.hash
      from jsonb_to_recordset(${JSON.stringify(list.slice(i, i + PAGE))}::jsonb) as n (stream text, hash bytea)
      where s.stream = n.stream`.execute(db);
  }
}
