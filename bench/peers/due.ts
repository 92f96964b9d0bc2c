/**
 * What the peers' workers do when a deadline comes, as much as ours does but for the encryption and the chain: read the
 * project's state, record the rung it reached as an event, once, with its notice, and keep the new state and the next
 * due date, in one transaction.
 */
import pg from 'pg';
import { plan, SIGNED } from '../subjects/county.ts';
import { AT } from '../subjects/ours.ts';

export interface Recorder {
  /** The states of projects that have none yet. */
  prepare(projects: readonly string[]): Promise<void>;
  record(project: string, round: number): Promise<void>;
  recordAll(projects: readonly string[], round: number): Promise<void>;
  /** Resolves when that many of a round are recorded. */
  all(round: number, amount: number): Promise<void>;
  close(): Promise<void>;
}

const TABLES = `
  create table event (
    position bigint generated always as identity primary key, stream text not null, version integer not null,
    type text not null, data jsonb not null, occurred_on date not null, recorded_at timestamptz not null,
    actor text not null, command_id text not null, unique (stream, version), unique (stream, command_id)
  );
  create table notice (
    id text primary key, stream text not null, person text not null, role text not null, rung text not null,
    obligation text not null, text jsonb not null, created_at timestamptz not null
  );
  create index on notice (person, created_at);
  create table state (
    stream text primary key, version integer not null, state jsonb not null, next_due_at timestamptz not null
  );
  create index on state (next_due_at)`;

const WRITE = `
  with input as materialized (
    select * from jsonb_to_recordset($1::jsonb) as i (stream text, version integer, data jsonb, command_id text, state jsonb)
  ), written as (
    insert into event (stream, version, type, data, occurred_on, recorded_at, actor, command_id)
    select stream, version, 'rungReached', data, $2::timestamptz::date, $2, 'clock', command_id from input
    on conflict do nothing returning stream, version, data
  ), noted as (
    insert into notice (id, stream, person, role, rung, obligation, text, created_at)
    select w.stream || ':' || w.version, w.stream, r ->> 'person', r ->> 'role', w.data ->> 'rung', w.data ->> 'obligation',
      w.data -> 'name', $2 from written w cross join lateral jsonb_array_elements(w.data -> 'recipients') r
  ), kept as (
    update state s set version = i.version, state = i.state, next_due_at = s.next_due_at + interval '1 day'
    from input i join written w on w.stream = i.stream where s.stream = i.stream
  )
  select count(*)::int as count from written`;

interface State extends ReturnType<typeof plan> {
  rungs: number[];
}

/** The rung that a project reaches next, as the event says it. */
function rungOf(state: State, round: number) {
  const [milestone] = state.milestones;
  const [chief] = state.people;
  return {
    ...{
      obligation: `milestone:${milestone!.id}`,
      kind: 'milestone',
      title: milestone!.name,
      clock: 'commitment',
    },
    ...{ rung: `rung${state.rungs.length}`, name: { zh: '通知项目长', en: 'project chief' } },
    ...{ afterWorkdays: round, dueOn: milestone!.committedOn, deadlineVersion: 1 },
    policy: { id: 'default', version: 1 },
    accountable: { role: chief!.role, person: chief!.person },
    recipients: [{ role: chief!.role, person: chief!.person }],
  };
}

export async function openRecorder(url: string): Promise<Recorder> {
  const pool = new pg.Pool({ connectionString: url, max: 24 });
  await pool.query(TABLES);
  const done = new Map<number, number>();
  const waiting = new Map<number, { amount: number; resolve: () => void }>();
  const count = (round: number, by: number): void => {
    done.set(round, (done.get(round) ?? 0) + by);
    const one = waiting.get(round);
    if (one && done.get(round)! >= one.amount) one.resolve();
  };
  const recordAll = async (projects: readonly string[], round: number): Promise<void> => {
    const { rows } = await pool.query<{ stream: string; version: number; state: State }>({
      name: 'read',
      text: 'select stream, version, state from state where stream = any ($1::text[])',
      values: [projects],
    });
    const input = rows.map(({ stream, version, state }) => ({
      ...{ stream, version: version + 1, data: rungOf(state, round), command_id: `due/${round}` },
      state: { ...state, rungs: [...state.rungs, round] },
    }));
    const written = await pool.query<{ count: number }>({
      ...{ name: 'write', text: WRITE, values: [JSON.stringify(input), AT] },
    });
    count(round, written.rows[0]!.count);
  };
  return {
    async prepare(projects) {
      const states = projects.map((id) => ({ id, state: { ...plan(id), rungs: [] } satisfies State }));
      await pool.query(
        `insert into state select i.id, 1, i.state, $2::date from jsonb_to_recordset($1::jsonb) as i (id text, state jsonb)
          on conflict do nothing`,
        [JSON.stringify(states), SIGNED],
      );
      await pool.query('vacuum analyze state');
    },
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
