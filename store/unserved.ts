/**
 * Notices on a channel that the settings do not have (any more): they go to the next one of the person, or to
 * the office's list, and do not wait in silence. All workers of a system have the same settings.
 */
import { sql } from 'kysely';
import type { System } from './system.ts';

const LIMIT = 200;

export async function giveUpUnserved(system: System, channel: string, at: string): Promise<void> {
  const now = await system.clock.now(at);
  const { rows } = await sql<{ stream: string; version: number; attempts: number }>`
    select stream, version, jsonb_array_length(state -> 'attempts') as attempts from stream_state
    where category = 'notice' and channel = ${channel} and next_due_at is not null and next_due_at <= ${now}
    order by next_due_at limit ${LIMIT}`.execute(system.db);
  const message = `设置中没有通道“${channel}”/ the settings have no channel “${channel}”`;
  await Promise.all(
    rows.map(({ stream, version, attempts }) =>
      system.handle({
        ...{ stream, commandId: `unserved/${channel}/${attempts + 1}`, actor: 'system', at },
        expectedVersion: version,
        commands: [
          { type: 'beginAttempt', channel },
          {
            type: 'recordOutcome',
            attempt: attempts + 1,
            outcome: { outcome: 'refused', code: 'noSuchChannel', message, permanent: true },
          },
        ],
      }),
    ),
  );
}
