/**
 * The verifier: one pass over events and seals in order of position. It reads no database, so a stored log,
 * an exported file and an import are checked by the same lines. What it holds grows with streams, not events.
 */
import { eventHash, sealRoot, type StoredEvent } from './canonical.ts';

export interface LoggedEvent extends StoredEvent {
  position: string;
  hash: Buffer;
}

export interface Seal {
  position: string;
  events: number;
  root: Buffer;
}

export type LogItem = { event: LoggedEvent } | { seal: Seal };

/** The first thing that is wrong, with the event it was found at. */
export interface Broken {
  position: string;
  stream: string;
  version: number;
  zh: string;
  en: string;
}

/** Something is wrong with the log; `broken` says what and where. */
export class BrokenLog extends Error {
  readonly broken: Broken;
  constructor(broken: Broken) {
    super(
      `第一个有问题的事件：位置 ${broken.position}（${broken.stream} 第 ${broken.version} 版）：${broken.zh} / ` +
        `first broken event: position ${broken.position} (${broken.stream} version ${broken.version}): ${broken.en}`,
    );
    this.name = 'BrokenLog';
    this.broken = broken;
  }
}

export interface LogCheck {
  /** Takes the next item. Throws `BrokenLog`. */
  take(item: LogItem): void;
  /** To be called after the last one. Throws `BrokenLog` when events follow the last seal. */
  end(): void;
  readonly events: number;
  readonly position: string;
  readonly root: Buffer | null;
  /** Last version and hash of each stream. */
  readonly heads: ReadonlyMap<string, { version: number; hash: Buffer }>;
}

/** `onRoot` hears each root that was recomputed, to be compared with anchors. */
export function checkLog(onRoot: (position: string, root: Buffer) => void = () => {}): LogCheck {
  const heads = new Map<string, { version: number; hash: Buffer }>();
  let root: Buffer | null = null;
  let events = 0;
  let position = '0';
  let open: LoggedEvent[] = [];

  const broken = (
    e: { position: string; stream: string; version: number },
    zh: string,
    en: string,
  ): never => {
    throw new BrokenLog({ position: e.position, stream: e.stream, version: e.version, zh, en });
  };

  const takeEvent = (e: LoggedEvent): void => {
    const head = heads.get(e.stream);
    const version = (head?.version ?? 0) + 1;
    if (BigInt(e.position) <= BigInt(position)) broken(e, '顺序被改动', 'it is out of order');
    if (e.version !== version) {
      broken(
        e.version > version ? { ...e, version } : e,
        e.version > version ? '事件缺失' : '版本重复或顺序被改动',
        e.version > version ? 'an event is missing' : 'its version is repeated or out of order',
      );
    }
    if (!eventHash(head?.hash ?? null, e).equals(e.hash))
      broken(e, '内容与哈希不符', 'its content does not match its hash');
    heads.set(e.stream, { version, hash: e.hash });
    position = e.position;
    events += 1;
    open.push(e);
  };

  const takeSeal = (seal: Seal): void => {
    const last = open.at(-1);
    const first = open[0] ?? { position: seal.position, stream: '?', version: 0 };
    if (last?.position !== seal.position || open.length !== seal.events) {
      broken(
        first,
        `这次写入应有 ${seal.events} 个事件，现有 ${open.length} 个（至位置 ${seal.position}）`,
        `its append wrote ${seal.events} events up to position ${seal.position}, ${open.length} are there`,
      );
    }
    root = sealRoot(root, open);
    if (!root.equals(seal.root))
      broken(
        first,
        '封签不符：这次或之前的写入被改动',
        'its seal does not match: this append or one before it was changed',
      );
    open = [];
    onRoot(seal.position, root);
  };

  return {
    take: (item) => ('event' in item ? takeEvent(item.event) : takeSeal(item.seal)),
    end() {
      if (open.length > 0)
        broken(open[0]!, '没有封签：不是本系统写入的', 'it has no seal: this system did not write it');
    },
    get events() {
      return events;
    },
    get position() {
      return position;
    },
    get root() {
      return root;
    },
    heads,
  };
}
