/** `verify`: the stored log against its hashes, seals, anchors, states, and a root that was printed elsewhere. */
import { sql } from 'kysely';
import { BrokenLog, checkLog, type LogCheck, type LogItem } from './check-log.ts';
import type { Db } from './database.ts';
import type { Progress } from './progress.ts';
import { countEvents, logEnd, logItems } from './read-log.ts';

export interface Verdict {
  events: number;
  streams: number;
  position: string;
  /** Root over everything, to be printed and kept elsewhere. Empty for an empty log. */
  root: string;
  anchors: number;
}

/** A root that was kept elsewhere is not among those of this log: something before it was changed or cut off. */
export class AnchorMissing extends Error {
  constructor(anchor: string) {
    super(
      `日志中没有这个锚：它之前的内容被改动或截断 / the log has no such anchor, something before it was changed or cut off: ${anchor}`,
    );
    this.name = 'AnchorMissing';
  }
}

/** Verifies items that come from anywhere. Throws `BrokenLog` or `AnchorMissing`. */
export async function verifyItems(
  items: AsyncIterable<LogItem>,
  options: { anchor?: string | undefined; known?: ReadonlyMap<string, string>; progress: Progress },
): Promise<{ verdict: Verdict; check: LogCheck }> {
  const known = new Map(options.known ?? []);
  const anchor = options.anchor?.toLowerCase();
  let found = anchor === undefined;
  let anchors = 0;
  const check = checkLog((position, root) => {
    const hex = root.toString('hex');
    if (hex === anchor) found = true;
    const told = known.get(position);
    if (told === undefined) return;
    if (told !== hex) throw new AnchorMissing(told);
    known.delete(position);
    anchors += 1;
  });
  for await (const item of items) {
    check.take(item);
    if ('event' in item) options.progress.step();
  }
  check.end();
  for (const root of known.values()) throw new AnchorMissing(root);
  if (!found) throw new AnchorMissing(anchor!);
  const verdict = {
    events: check.events,
    streams: check.heads.size,
    position: check.position,
    root: check.root?.toString('hex') ?? '',
    anchors,
  };
  return { verdict, check };
}

/** Verifies the stored log up to its end of this moment, while commands go on. */
export async function verifyLog(
  db: Db,
  options: { anchor?: string | undefined; progress: (total: number) => Progress },
): Promise<Verdict> {
  const end = (await logEnd(db))?.position ?? '0';
  const { rows: last } = await sql<{
    position: string;
    stream: string;
    version: number;
  }>`select position, stream, version from events where position > ${end}
     and not exists (select 1 from seals where seals.position >= events.position) order by position limit 1`.execute(
    db,
  );
  if (last[0]) {
    const [zh, en] = ['没有封签：不是本系统写入的', 'it has no seal: this system did not write it'];
    throw new BrokenLog({ ...last[0], zh, en });
  }
  const anchors = await db.selectFrom('anchors').selectAll().execute();
  const progress = options.progress(await countEvents(db, end));
  const { verdict, check } = await verifyItems(logItems(db, end), {
    anchor: options.anchor,
    known: new Map(anchors.map((a) => [a.position, a.root.toString('hex')])),
    progress,
  });
  progress.done();
  await compareStates(db, check, end);
  return verdict;
}

/** Every stream's row must stand where its events end: a stream that was cut off or taken out shows here. */
async function compareStates(db: Db, check: LogCheck, end: string): Promise<void> {
  const missing = new Set(check.heads.keys());
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('stream_state')
      .select(['stream', 'version', 'hash'])
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(5_000)
      .execute();
    for (const row of rows) {
      missing.delete(row.stream);
      const head = check.heads.get(row.stream);
      const behind = head !== undefined && row.version < head.version;
      const same = head?.version === row.version;
      const lost = !same && !behind && (await addedAfter(db, row.stream, end)) === 0;
      if (behind || lost || (same && !head.hash.equals(row.hash))) {
        throw new BrokenLog({
          position: '?',
          stream: row.stream,
          version: Math.min(row.version, (head?.version ?? 0) + 1),
          zh: `状态停在第 ${row.version} 版，事件到第 ${head?.version ?? 0} 版`,
          en: `its state stands at version ${row.version}, its events end at ${head?.version ?? 0}`,
        });
      }
    }
    if (rows.length < 5_000) break;
    after = rows.at(-1)!.stream;
  }
  for (const stream of missing) {
    const [zh, en] = ['状态缺失', 'its state is missing'];
    throw new BrokenLog({ position: '?', stream, version: 1, zh, en });
  }
}

async function addedAfter(db: Db, stream: string, end: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from events where stream = ${stream} and position > ${end}`.execute(db);
  return rows[0]!.n;
}
