/**
 * The read models, each registered here and nowhere else. A read model is a table whose rows belong to one
 * stream each and follow from that stream's events: so it can be built beside the live one stream by stream,
 * compared row by row, and switched (`store/rebuild.ts`). Raise `version` when its rows come out differently.
 */
import type { NoticeRow } from './notices.ts';

/** One event of a stream with what it led to. */
export interface Told {
  version: number;
  recordedAt: string;
  state: unknown;
  notices: NoticeRow[];
}

/** A stream from its first event to its last. */
export interface Life {
  stream: string;
  category: string;
  shape: number;
  told: Told[];
  /** Hash of the last event, as bytea's text. */
  hash: string;
  shown: { face: unknown; nextDueAt: string | null; finished: boolean };
}

export interface ReadModel {
  name: string;
  version: number;
  title: { zh: string; en: string };
  table: 'stream_state' | 'notices';
  /** Primary key, and every column that a rebuild writes. */
  key: string;
  columns: readonly string[];
  /** Columns that follow the clock or are operational: a rebuild does not compare them. */
  passing: readonly string[];
  /** Rows in a stable order, by key. */
  rows(life: Life): { key: string; content: Record<string, unknown> }[];
}

const states: ReadModel = {
  name: 'states',
  version: 1,
  title: { zh: '各流状态', en: 'states of streams' },
  table: 'stream_state',
  key: 'stream',
  columns: ['stream', 'category', 'version', 'shape', 'state', 'hash', 'face', 'next_due_at', 'finished'],
  // The last four the database tells from the others.
  passing: [
    'face',
    'next_due_at',
    'finished',
    'shown',
    'woken_at',
    'channel',
    'person',
    'project',
    'unshown',
  ],
  rows: ({ stream, category, shape, told, hash, shown }) => {
    const last = told.at(-1)!;
    const content = {
      ...{ stream, category, version: last.version, shape, state: last.state, hash },
      ...{ face: shown.face, next_due_at: shown.nextDueAt, finished: shown.finished },
    };
    return [{ key: stream, content }];
  },
};

const notices: ReadModel = {
  name: 'notices',
  version: 1,
  title: { zh: '通知收件箱', en: 'inbox of notices' },
  table: 'notices',
  key: 'id',
  columns: ['id', 'stream', 'version', 'person', 'role', 'rung', 'obligation', 'text', 'created_at'],
  passing: [],
  rows: ({ told }) => {
    const seen = new Map<string, NoticeRow>();
    for (const row of told.flatMap((t) => t.notices)) if (!seen.has(row.id)) seen.set(row.id, row);
    return [...seen].map(([key, row]) => ({ key, content: { ...row } }));
  },
};

export const READ_MODELS: readonly ReadModel[] = [states, notices];
