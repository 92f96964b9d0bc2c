/** What the chain is computed from. Changing anything here breaks every chain that was ever written. */
import { createHash } from 'node:crypto';

/** An event exactly as it is stored: personal fields encrypted, not upcast. */
export interface StoredEvent {
  stream: string;
  version: number;
  type: string;
  schema_version: number;
  data: unknown;
  occurred_on: string;
  recorded_at: string;
  actor: string;
  command_id: string;
  command_seq: number;
}

/** JSON with sorted keys and no spaces: the same text before it is stored and after it is read back. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = value as Record<string, unknown>;
  // No lists of pairs: every event that is written or verified passes here.
  let text = '';
  for (const key of Object.keys(fields).toSorted()) {
    if (fields[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(fields[key])}`;
  }
  return `{${text}}`;
}

/** sha256 of the hash before it in its stream and everything in the row but its position. */
export function eventHash(before: Buffer | null, e: StoredEvent): Buffer {
  const row = [
    e.stream,
    e.version,
    e.type,
    e.schema_version,
    e.data,
    e.occurred_on,
    e.recorded_at,
    e.actor,
    e.command_id,
    e.command_seq,
  ];
  return createHash('sha256')
    .update(before ?? Buffer.alloc(0))
    .update(canonical(row))
    .digest();
}

/** Root over the whole log: the root before it, then position and hash of each event of one append. */
export function sealRoot(before: Buffer | null, events: { position: string; hash: Buffer }[]): Buffer {
  const digest = createHash('sha256').update(before ?? Buffer.alloc(0));
  for (const { position, hash } of events) {
    const at = Buffer.alloc(8);
    at.writeBigInt64BE(BigInt(position));
    digest.update(at).update(hash);
  }
  return digest.digest();
}
