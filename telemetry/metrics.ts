/** What this process counts, for Prometheus. What stands in the database is counted when somebody asks. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The metrics of this process. */
export const registry = new Registry();
const registers = [registry];
collectDefaultMetrics({ register: registry });

/** From the moment an append is asked for until it is written, its wait in the queue included. */
export const appendSeconds = new Histogram({
  ...{ name: 'quancheng_append_seconds', help: 'From asking for an append until it is written', registers },
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** `outcome`: accepted, duplicate, refused (by the rules, or to its sender), overloaded, failed (the database). */
export const commands = new Counter({
  ...{ name: 'quancheng_commands_total', help: 'Commands by outcome', registers },
  labelNames: ['outcome'] as const,
});

export const commandsWaiting = new Gauge({
  ...{ name: 'quancheng_commands_waiting', help: 'Commands under way in this process', registers },
});

/** `outcome`: sent, refused, unknown, as the log has it. */
export const deliveries = new Counter({
  ...{ name: 'quancheng_deliveries_total', help: 'Messages sent on a channel, by outcome', registers },
  labelNames: ['channel', 'outcome'] as const,
});

/** `code`: of the refusal; too many requests of one token or address are `tooManyRequests`. */
export const refusals = new Counter({
  ...{ name: 'quancheng_refusals_total', help: 'Requests that were not let in, by code', registers },
  labelNames: ['code'] as const,
});

/** `kind`: internal, overlong (a statement past its limit), unavailable (the database is away). */
export const faults = new Counter({
  ...{ name: 'quancheng_faults_total', help: 'Requests that ended in a fault, by kind', registers },
  labelNames: ['kind'] as const,
});

const stands = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
  new Gauge({ name, help, labelNames, registers: [] });

/** What stands in the database, as `store/standing.ts` counts it. */
export interface Standing {
  /** Events that the reader of notices has not taken in, and the age of the oldest. */
  relayLag: { events: number; seconds: number };
  /** Projects whose workflow has yet to confirm what stands in the log. */
  unconfirmed: number;
  /** Open projects that have been due for more than a minute, and time has not been passed. */
  stuck: number;
  /** Notices that are due, by channel. */
  due: { channel: string; count: number }[];
  undeliverable: number;
  /** Seconds since the last whole export of the log; undefined before the first. */
  backupSeconds: number | undefined;
}

/** The text that Prometheus reads: of this process, and of the database when its `standing` is given. */
export async function exposition(standing?: Standing): Promise<string> {
  const own = await registry.metrics();
  if (!standing) return own;
  const here = new Registry();
  const say = (name: string, help: string, value: number): void => {
    const gauge = stands(name, help);
    gauge.set(value);
    here.registerMetric(gauge);
  };
  say('quancheng_relay_lag_events', 'Events that notices were not made of yet', standing.relayLag.events);
  say('quancheng_relay_lag_seconds', 'Age of the oldest of them', standing.relayLag.seconds);
  say('quancheng_unconfirmed_projects', 'Projects whose workflow is behind the log', standing.unconfirmed);
  say('quancheng_stuck_projects', 'Projects due for over a minute, their time not passed', standing.stuck);
  say('quancheng_undeliverable_notices', 'Notices that no channel could deliver', standing.undeliverable);
  if (standing.backupSeconds !== undefined)
    say('quancheng_backup_age_seconds', 'Since the last whole export', standing.backupSeconds);
  const due = stands('quancheng_notices_due', 'Notices that wait to go out', ['channel'] as const);
  for (const { channel, count } of standing.due) due.set({ channel }, count);
  here.registerMetric(due);
  return `${own}${await here.metrics()}`;
}

export const CONTENT_TYPE = registry.contentType;
