/**
 * One run: clients send commands while faults come and go, then everything is healed, comes to rest and is
 * checked. The seed settles the order, the amount and the length of the faults, and what the clients send; it
 * does not settle how the processes' steps fall between them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { keyOf } from '../../channels/identity.ts';
import type { Notice } from '../../domain/delivery.ts';
import { READ_MODELS } from '../../projections/index.ts';
import { noticeIdOf } from '../../store/aggregates.ts';
import { isTold } from '../../store/deliveries.ts';
import { silent } from '../../store/progress.ts';
import { rebuild } from '../../store/rebuild.ts';
import { NOTICES } from '../../store/subscriptions.ts';
import type { System } from '../../store/system.ts';
import { verifyLog } from '../../store/verify.ts';
import { countUnshown } from '../../store/wake.ts';
import { check, type Fault } from './checker.ts';
import { clock, createClients, type ClientOptions } from './clients.ts';
import type { History, LoggedEvent } from './history.ts';
import { KINDS, otherRelease, skipped, type Context, type Kind } from './kinds.ts';
import { seeded } from './random.ts';
import { startFaultySystem } from './system.ts';

/** As long as it goes on, what is left is waited for; without a step on for so long, it is stuck. */
const REST_MS = 240_000;

export interface RunOptions extends Pick<ClientOptions, 'seed' | 'clients' | 'projects' | 'pauseMs'> {
  /** How long faults are injected; by themselves at least one of each kind. */
  ms: number;
  /** Between two faults, at most. */
  calmMs: number;
  say: (line: string) => void;
}

export interface Injection {
  kind: Kind;
  from: number;
  /** When it was healed. */
  to: number;
}

export interface RunResult {
  injections: Injection[];
  skipped: Partial<Record<Kind, string>>;
  history: History;
  faults: Fault[];
  /** From the last healing until everything had come to rest. */
  restMs: number;
  /** When each command was acknowledged, in order. */
  acknowledged: number[];
}

/** The faults in their order, without end: each round has every kind once. */
export function* schedule(seed: number, calmMs: number) {
  const random = seeded(seed ^ 0x5bd1e995);
  for (;;) {
    for (const kind of random.shuffled(Object.keys(KINDS) as Kind[]))
      yield {
        ...{ kind, amount: random.next(), lastsMs: random.between(200, 2_000) },
        calmMs: random.between(0, calmMs),
      };
  }
}

export async function runFaults(options: RunOptions): Promise<RunResult> {
  const { seed, say } = options;
  say(`seed ${seed}: npm run faults -- --seed ${seed} --minutes ${options.ms / 60_000}`);
  const system = await startFaultySystem(say);
  try {
    const now = clock();
    const context: Context = { system, release: otherRelease(system.folder) };
    const missing = skipped(context);
    for (const [kind, reason] of Object.entries(missing)) say(`skipped: ${kind}: ${reason}`);
    const clients = createClients({ ...options, apiUrl: system.apiUrl, token: system.token }, now);
    await clients.begin();
    const stop = new AbortController();
    const sending = clients.run(stop.signal);

    const injections: Injection[] = [];
    const until = now() + options.ms;
    let told = now();
    for (const { kind, amount, lastsMs, calmMs } of schedule(seed, options.calmMs)) {
      if (now() >= until && injections.length >= Object.keys(KINDS).length - Object.keys(missing).length)
        break;
      if (missing[kind] !== undefined) continue;
      const from = now();
      const heal = await patient<void | (() => void | Promise<void>)>(() => KINDS[kind](context, amount));
      if (heal) {
        await sleep(lastsMs);
        await patient(async () => heal());
      }
      injections.push({ kind, from, to: now() });
      await sleep(calmMs);
      if (now() - told > 60_000) {
        say(
          `${Math.round(now() / 1_000)} s: ${injections.length} faults, ${clients.operations.length} commands`,
        );
        told = now();
      }
    }
    stop.abort();
    await sending;
    const begunResting = now();
    await system.allUp();
    const stuck = await comesToRest(system.system, now);
    const restMs = now() - begunResting;
    const history: History = {
      ...{ operations: clients.operations, readings: clients.readings },
      ...(await found(system.system)),
      ...{ received: system.received, stuck },
    };
    return {
      ...{ injections, skipped: missing, history, restMs, acknowledged: clients.acknowledged },
      faults: check(history),
    };
  } finally {
    await system.stop();
  }
}

/** A fault needs the database now and then, and the one before may not be over. */
async function patient<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(100);
    }
  }
}

/** Every workflow shows what the log says, every rung is told, and nothing is on its way; else what is not. */
async function comesToRest(system: System, now: () => number): Promise<string | null> {
  let left = '';
  // How far the notices' reader and the notices have come, and the fewest workflows that were behind.
  let [done, behind] = [-1, Infinity];
  for (let until = now() + REST_MS; now() < until; await sleep(500)) {
    try {
      const at = await system.clock.now(new Date().toISOString());
      const [unshown, told, { rows }] = await Promise.all([
        countUnshown(system.db),
        isTold(system.db, at),
        sql<{ due: number; done: number }>`
          select count(*) filter (where next_due_at <= ${at})::int as due,
            (count(*) filter (where category = 'notice' and finished)
              + coalesce((select position from subscriptions where name = ${NOTICES}), 0))::float8 as done
          from stream_state`.execute(system.db),
      ]);
      const found = rows[0]!;
      left = `${unshown} projects unshown, ${told ? 'all' : 'not all'} rungs told, ${found.due} streams due`;
      if (unshown === 0 && told && found.due === 0) return null;
      if (found.done > done || unshown < behind) {
        [done, behind] = [Math.max(done, found.done), Math.min(behind, unshown)];
        until = now() + REST_MS;
      }
    } catch (error) {
      left = (error as Error).message;
    }
  }
  return left;
}

async function found(
  system: System,
): Promise<Pick<History, 'events' | 'notices' | 'differences' | 'verify'>> {
  const { rows: events } = await sql<LoggedEvent>`
    select position::float8 as position, stream, version, type, command_id as "commandId", command_seq as "commandSeq",
      case when type = 'rungReached' then
        concat_ws(' ', data ->> 'obligation', data ->> 'rung', data ->> 'deadlineVersion') end as rung,
      jsonb_array_length(data -> 'recipients') as recipients
    from events order by position`.execute(system.db);
  const { rows: notices } = await sql<{ stream: string; state: Notice }>`
    select stream, state from stream_state where category = 'notice'`.execute(system.db);
  let differences = 0;
  for (const model of READ_MODELS) {
    const at = new Date().toISOString();
    differences += (await rebuild(system, model, { at, progress: () => silent })).differences;
  }
  const verify = await verifyLog(system.db, { progress: () => silent }).then(
    () => null,
    (error: Error) => error.message,
  );
  return {
    ...{ differences, verify },
    events: events.map(({ rung, recipients, ...event }) =>
      rung === null ? event : { ...event, rung: rung!, recipients: recipients! },
    ),
    notices: notices.map(({ stream, state: { status, perhapsTwice } }) => {
      const id = noticeIdOf(stream);
      return { id, status, perhapsTwice, key: keyOf(id) };
    }),
  };
}
