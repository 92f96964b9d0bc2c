/** An append made ready for the log: personal data encrypted, each event chained to the one before it. */
import type { Append } from './append.ts';
import { eventHash } from './canonical.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** `before` is the hash of the stream's last event, null for its first; `last` is that of the last one now. */
export async function sealAppend(
  db: Db,
  vault: Vault,
  append: Append,
  before: Buffer | null,
): Promise<Append & { last: Buffer }> {
  const { rows, keys } = await vault.seal(db, append.events);
  let hash = before;
  const events = rows.map((row) => {
    hash = eventHash(hash, { ...row, stream: append.stream });
    return { ...row, hash: bytes(hash) };
  });
  return { ...append, events, keys, hash: bytes(hash!), last: hash! };
}

/** Bytes as Postgres reads them. */
export const bytes = (b: Buffer): string => `\\x${b.toString('hex')}`;
