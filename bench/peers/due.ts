/** The table into which the peers' workers record that a deadline came, with its notice: one row for both. */
import pg from 'pg';
import { AT } from '../subjects/ours.ts';

export interface Recorder {
  record(project: string, round: number): Promise<void>;
  recordAll(projects: readonly string[], round: number): Promise<void>;
  /** Resolves when that many of a round are recorded. */
  all(round: number, amount: number): Promise<void>;
  close(): Promise<void>;
}

export async function openRecorder(url: string): Promise<Recorder> {
  const pool = new pg.Pool({ connectionString: url, max: 24 });
  await pool.query(
    `create table due (project text not null, round integer not null, data jsonb not null, recorded_at timestamptz not null,
      person text not null, text jsonb not null, primary key (project, round))`,
  );
  const done = new Map<number, number>();
  const waiting = new Map<number, { amount: number; resolve: () => void }>();
  const count = (round: number, by: number): void => {
    done.set(round, (done.get(round) ?? 0) + by);
    const one = waiting.get(round);
    if (one && done.get(round)! >= one.amount) one.resolve();
  };
  const recordAll = async (projects: readonly string[], round: number): Promise<void> => {
    const { rowCount } = await pool.query({
      name: 'record',
      text: `insert into due select p, $2, '{"rung":"overdue"}', $3, '赵项目长', '{"zh":"已逾期","en":"overdue"}' from unnest($1::text[]) p
        on conflict do nothing`,
      values: [projects, round, AT],
    });
    count(round, rowCount ?? 0);
  };
  return {
    recordAll,
    record: (project, round) => recordAll([project], round),
    all: (round, amount) =>
      new Promise((resolve) => {
        waiting.set(round, { amount, resolve });
        count(round, 0);
      }),
    close: () => pool.end(),
  };
}
