/**
 * Every change of one row of a small log, exhaustively: each field of each row edited, each row deleted, doubled,
 * and each two rows swapped, whole or in their content. None goes unnoticed, and the log as it was is whole.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrokenLog, checkLog, type LogItem, type LoggedEvent } from '../../store/check-log.ts';
import { logEnd, logItems } from '../../store/read-log.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { fill } from '../store/filled.ts';

let system: System;
let log: LogItem[];
/** Where the events stand among the items; seals stand between them. */
let places: number[];

beforeAll(async () => {
  system = await freshSystem(REAL);
  await fill(system, 7);
  const items: LogItem[] = [];
  for await (const item of logItems(system.db, (await logEnd(system.db))!.position)) items.push(item);
  log = items;
  places = items.flatMap((item, i) => ('event' in item ? [i] : []));
});
afterAll(() => system.close());

const eventAt = (place: number): LoggedEvent => (log[place] as { event: LoggedEvent }).event;

/** What the verifier says of a log; undefined when it is whole. */
function verdict(items: readonly LogItem[]): BrokenLog | undefined {
  try {
    const check = checkLog();
    for (const item of items) check.take(item);
    check.end();
    return undefined;
  } catch (error) {
    if (error instanceof BrokenLog) return error;
    throw error;
  }
}

const EDITS: Record<string, (e: LoggedEvent) => Partial<LoggedEvent>> = {
  position: (e) => ({ position: String(BigInt(e.position) + 100_000n) }),
  stream: () => ({ stream: 'project/other' }),
  version: (e) => ({ version: e.version + 1 }),
  type: () => ({ type: 'factorMet' }),
  schema_version: (e) => ({ schema_version: e.schema_version + 1 }),
  data: (e) => ({ data: { ...(e.data as object), more: 1 } }),
  occurred_on: () => ({ occurred_on: '2023-12-31' }),
  recorded_at: () => ({ recorded_at: '2024-02-01T01:00:00.001Z' }),
  actor: () => ({ actor: 'somebody else' }),
  command_id: (e) => ({ command_id: `${e.command_id}x` }),
  command_seq: (e) => ({ command_seq: e.command_seq + 1 }),
  hash: (e) => ({ hash: Buffer.from(e.hash).fill(0) }),
};

const replaced = (changes: ReadonlyMap<number, LogItem[]>): LogItem[] =>
  log.flatMap((item, i) => changes.get(i) ?? [item]);

test('the log as it was written is whole, and long enough to say something', () => {
  expect(verdict(log)).toBeUndefined();
  expect(places.length).toBeGreaterThan(40);
});

test.each(Object.keys(EDITS))('each row with another %s', (field) => {
  for (const place of places) {
    const event = eventAt(place);
    const edited = { ...event, ...EDITS[field]!(event) };
    expect(verdict(replaced(new Map([[place, [{ event: edited }]]]))), `row ${place}`).toBeDefined();
  }
});

test('each row deleted, and each row there twice', () => {
  for (const place of places) {
    expect(verdict(replaced(new Map([[place, []]]))), `row ${place} deleted`).toBeDefined();
    expect(verdict(replaced(new Map([[place, [log[place]!, log[place]!]]]))), `row ${place}`).toBeDefined();
  }
});

test('each two rows swapped: as they stand, and with the positions kept', () => {
  for (const [i, a] of places.entries()) {
    for (const b of places.slice(i + 1)) {
      const [first, second] = [eventAt(a), eventAt(b)];
      const swap = (one: LoggedEvent, two: LoggedEvent) =>
        verdict(
          replaced(
            new Map([
              [a, [{ event: two }]],
              [b, [{ event: one }]],
            ]),
          ),
        );
      expect(swap(first, second), `${a} and ${b}`).toBeDefined();
      const moved = swap({ ...first, position: second.position }, { ...second, position: first.position });
      expect(moved, `${a} and ${b}, positions kept`).toBeDefined();
    }
  }
});

test('each seal edited or taken out', () => {
  for (const [i, item] of log.entries()) {
    if (!('seal' in item)) continue;
    const edited = { seal: { ...item.seal, root: Buffer.from(item.seal.root).fill(0) } };
    expect(verdict(replaced(new Map([[i, [edited]]]))), `seal ${i}`).toBeDefined();
    expect(verdict(replaced(new Map([[i, []]]))), `seal ${i} taken out`).toBeDefined();
  }
});
