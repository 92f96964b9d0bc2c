/** What Postgres and the driver themselves can do: the same rows, and nothing else. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { freshDatabase, type Bench } from '../harness.ts';
import { ACTOR, AT } from '../subjects/ours.ts';

const TABLE = `create table plain (
  position bigint generated always as identity primary key, stream text not null, version integer not null,
  type text not null, data jsonb not null, occurred_on date not null, recorded_at timestamptz not null,
  actor text not null, command_id text not null, unique (stream, version)
)`;
const COLUMNS = 'stream, version, type, data, occurred_on, recorded_at, actor, command_id';

export interface Raw {
  /** One row by a prepared INSERT, in a transaction of its own. */
  insert(stream: string, version: number): Promise<void>;
  copy(stream: string, rows: number): Promise<void>;
  close(): Promise<void>;
}

export async function openRaw(bench: Bench): Promise<Raw> {
  const { url, drop } = await freshDatabase(bench);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(TABLE);
  const row = (stream: string, version: number): unknown[] => [
    ...[stream, version, 'targetReported', JSON.stringify({ value: version })],
    ...['2024-02-01', AT, ACTOR, `c${version}`],
  ];
  return {
    async insert(stream, version) {
      await pool.query({
        name: 'insert',
        text: `insert into plain (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: row(stream, version),
      });
    },
    async copy(stream, rows) {
      const client = await pool.connect();
      try {
        const lines = function* (): Generator<string> {
          for (let n = 1; n <= rows; n++) yield `${row(stream, n).join('\t')}\n`;
        };
        await pipeline(Readable.from(lines()), client.query(from(`copy plain (${COLUMNS}) from stdin`)));
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
      await drop();
    },
  };
}
