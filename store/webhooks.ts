/** Webhooks of the log, their secrets, and how far each has been told. */
import { sql } from 'kysely';
import type { WebhookState } from '../domain/webhook.ts';
import { webhookStream } from './aggregates.ts';
import { vaultOf, type Db } from './database.ts';
import { mapPersonal, SYSTEM_ACTORS } from './personal.ts';
import { load, type Recorded } from './read.ts';

/** What stands of a webhook's deliveries. Times are of the machine's clock. */
export interface Progress {
  position: string;
  attempts: number;
  failingSince: string | null;
  nextAt: string | null;
  said: string | null;
  deliveredAt: string | null;
}

const secretOf = (db: Db, id: string, no: number): string =>
  `whsec_${vaultOf(db).derive(`quancheng/webhook/${id}/${no}`).toString('base64')}`;

/** The secrets that sign at `now`, the newest first. */
export function secretsOf(db: Db, id: string, { secret }: WebhookState, now: string): [string, ...string[]] {
  const { newest, previousUntil } = secret;
  const newer = secretOf(db, id, newest);
  return previousUntil !== undefined && now < previousUntil ? [newer, secretOf(db, id, newest - 1)] : [newer];
}

/** A webhook that was not removed. */
export async function readWebhook(db: Db, id: string): Promise<WebhookState | undefined> {
  const state = (await load(db, webhookStream(id)))?.state as WebhookState | undefined;
  return state?.goneOn === undefined ? state : undefined;
}

const PROGRESS = sql`
  d.position::text, d.attempts, d.failing_since as "failingSince", d.next_at as "nextAt", d.said, d.delivered_at as "deliveredAt"`;

/** Every webhook that was not removed; null where none of its events was looked at yet. */
export async function readWebhooks(
  db: Db,
): Promise<{ id: string; state: WebhookState; progress: Progress | null }[]> {
  const { rows } = await sql<{ id: string; state: WebhookState } & Progress>`
    select substr(s.stream, ${'webhook/'.length + 1}) as id, s.state, ${PROGRESS} from stream_state s
    left join webhook_deliveries d on s.stream = 'webhook/' || d.id
    where s.category = 'webhook' order by s.stream`.execute(db);
  return rows
    .filter(({ state }) => state.goneOn === undefined)
    .map(({ id, state, ...progress }) => ({
      id,
      state,
      progress: progress.position === null ? null : progress,
    }));
}

/** Webhooks that are to be told, of which some event may be due at `now`. */
export async function dueWebhooks(db: Db, now: string): Promise<{ id: string; state: WebhookState }[]> {
  const { rows } = await sql<{ id: string; state: WebhookState }>`
    select substr(s.stream, ${'webhook/'.length + 1}) as id, s.state from stream_state s
    left join webhook_deliveries d on s.stream = 'webhook/' || d.id
    where s.category = 'webhook' and not s.finished and (
      d.id is null or d.turn < (s.state ->> 'turn')::int or (
        d.position < (select max(position) from events)
        and (d.next_at is null or d.next_at <= ${now}) and (d.held_until is null or d.held_until <= ${now})
      )
    ) order by s.stream`.execute(db);
  return rows;
}

/**
 * Takes a webhook for one worker until `until`; undefined when another has it or nothing is due. A new turn
 * forgets what had failed, and goes back or on to where it begins.
 */
export async function takeWebhook(
  db: Db,
  id: string,
  { turn, from }: WebhookState,
  { holder, now, until }: { holder: string; now: string; until: string },
): Promise<Progress | undefined> {
  await sql`
    insert into webhook_deliveries (id, turn, position)
    select ${id}, 1, position from events where stream = ${webhookStream(id)} and version = 1
    on conflict do nothing`.execute(db);
  const { rows } = await sql<Progress>`
    update webhook_deliveries d set holder = ${holder}, held_until = ${until}, turn = ${turn},
      position = case when d.turn < ${from?.turn ?? 0} then ${from?.after ?? '0'}::bigint else d.position end,
      attempts = case when d.turn < ${turn} then 0 else d.attempts end,
      failing_since = case when d.turn < ${turn} then null else d.failing_since end,
      next_at = case when d.turn < ${turn} then null else d.next_at end
    where id = ${id} and (held_until is null or held_until <= ${now})
      and (next_at is null or next_at <= ${now} or d.turn < ${turn})
    returning ${PROGRESS}`.execute(db);
  return rows[0];
}

/** What became of an attempt, or how far a webhook wanted nothing. False when another worker has it meanwhile. */
export async function noteProgress(
  db: Db,
  id: string,
  holder: string,
  { position, attempts, failingSince, nextAt, said, deliveredAt }: Progress,
  until: string | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set position = ${position}, attempts = ${attempts}, failing_since = ${failingSince},
      next_at = ${nextAt}, said = ${said}, delivered_at = ${deliveredAt},
      held_until = ${until}
    where id = ${id} and holder = ${holder}`.execute(db);
  return numAffectedRows === 1n;
}

/** The counties of the projects among these streams. */
export async function countiesOf(db: Db, streams: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ stream: string; county: string }>`
    select stream, state ->> 'county' as county from stream_state
    where category = 'project' and stream = any (${[...new Set(streams)]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.stream, r.county]));
}

const UNNAMED = '…';

/** An event as another system hears of it: without names, unless they were granted. */
export function toldOf({ data, actor, ...event }: Recorded, names: boolean): Record<string, unknown> {
  const isPerson = !SYSTEM_ACTORS.has(actor) && !actor.startsWith('token/');
  return {
    ...event,
    actor: names || !isPerson ? actor : UNNAMED,
    data: names ? data : mapPersonal(data, () => UNNAMED),
  };
}
