/**
 * Emmett by its own documentation: its Postgres event store with a pool, the schema made beforehand, and an inline
 * projection that keeps the state as a document in the same transaction. Its driver sets how pg reads numbers and
 * JSON for the whole process: subjects with other peers come before the first one with Emmett.
 */
import { CommandHandler, projections, type Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  type PostgresEventStore,
} from '@event-driven-io/emmett-postgresql';
import { freshDatabase, type Bench } from '../harness.ts';
import { ACTOR, AT, TARGET } from '../subjects/ours.ts';

type Meta = { actor: string; commandId: string; recordedAt: string };
export type TargetSet = Event<'targetSet', typeof TARGET & { id: string }, Meta>;
export type TargetReported = Event<'targetReported', { value: number }, Meta>;
export type TargetEvent = TargetSet | TargetReported;
type Target = { id?: string; value?: number };

const evolve = (state: Target, { type, data }: TargetEvent): Target =>
  type === 'targetSet' ? { ...data } : { ...state, value: data.value };

const metadata = (commandId: string): Meta => ({ actor: ACTOR, commandId, recordedAt: AT });

export const setEvent = (id: string): TargetSet => ({
  ...{ type: 'targetSet', kind: 'Event', data: { id, ...TARGET }, metadata: metadata('set') },
});

export const reportedEvent = (commandId: string, value: number): TargetReported => ({
  ...{ type: 'targetReported', kind: 'Event', data: { value }, metadata: metadata(commandId) },
});

/** Load, decide, append, as its guide has it. */
export const command = CommandHandler<Target, TargetEvent>({ evolve, initialState: () => ({}) });

/** The state of each stream as a document. */
export const TARGETS = pongoSingleStreamProjection<Target, TargetEvent>({
  ...{ collectionName: 'targets', canHandle: ['targetSet', 'targetReported'], evolve },
  initialState: () => ({}),
});

export async function openEmmett(
  bench: Bench,
): Promise<{ store: PostgresEventStore; url: string; close: () => Promise<void> }> {
  const { url, drop } = await freshDatabase(bench);
  const store = getPostgreSQLEventStore(url, { projections: projections.inline([TARGETS]) });
  await store.schema.migrate();
  // The table of the documents is made by the first append; a hundred at once would make it a hundred times.
  await store.appendToStream('target-first', [setEvent('first')]);
  return {
    ...{ store, url },
    async close() {
      await store.close();
      await drop();
    },
  };
}
