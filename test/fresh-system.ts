/** A system on a database of its own, on the run's Postgres. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { initMode, type SystemMode } from '../store/clock.ts';
import { addDays, localDate, weekday } from '../domain/dates.ts';
import { RULES_STREAM } from '../store/aggregates.ts';
import { migrate } from '../store/database.ts';
import { openSystem, type System } from '../store/system.ts';

/** Master key of personal data in tests. */
export const TEST_KEY = 'a5'.repeat(32);

/** The store's tests run twice: on the embedded Postgres and on the machine's own (see `vitest.config.ts`). */
function serverUrl(): string {
  if (process.env.TEST_POSTGRES !== 'system') return inject('databaseUrl');
  const found = inject('systemPostgres');
  if (!found) throw new Error('no Postgres programs on PATH');
  return found.url;
}

export async function freshDatabase(): Promise<string> {
  const url = serverUrl();
  const name = `t_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return url.replace(/\/[^/]+$/, `/${name}`);
}

export async function freshSystem(mode: SystemMode): Promise<System & { url: string }> {
  const url = await freshDatabase();
  const system = openSystem(url, undefined, TEST_KEY);
  await migrate(system.db);
  await initMode(system.db, mode);
  return Object.assign(system, { url });
}

export const REAL: SystemMode = { mode: 'real', startedAt: '2024-01-01T00:00:00.000Z' };

/**
 * Rungs come up on working days at nine: for a test on the real clock, makes yesterday, today and tomorrow such,
 * and midnight the hour.
 */
export async function workToday(system: System): Promise<void> {
  const at = new Date().toISOString();
  const today = localDate(at, system.rules.calendar.zone);
  const days = [-1, 0, 1].map((n) => addDays(today, n)).filter((d) => [6, 7].includes(weekday(d)));
  const { policy } = system.rules;
  const set = { type: 'setPolicy', policy: { ...policy, version: policy.version + 1, rungTime: '00:00' } };
  const decide = async (commandId: string, command: object): Promise<void> => {
    const outcome = await system.handle({
      ...{ stream: RULES_STREAM, commandId, actor: 'test', at, commands: [command as never] },
    });
    if (!outcome.ok) throw new Error(outcome.rejection.message.en);
  };
  await decide('midnight', set);
  for (const year of new Set([-1, 0, 1].map((n) => Number(addDays(today, n).slice(0, 4))))) {
    const makeUpWorkdays = days.filter((d) => d.startsWith(`${year}`));
    const notice = {
      year,
      source: 'test',
      effectiveOn: today,
      status: 'published',
      holidays: [],
      makeUpWorkdays,
    };
    await decide(`work/${year}`, { type: 'publishCalendar', notice });
  }
}
