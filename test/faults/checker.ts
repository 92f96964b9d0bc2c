/**
 * Says what is wrong with a history, in the manner of Jepsen: it knows only what the clients saw and what stands
 * in the log at the end, and nothing of how the system works. Pure: histories in, faults out.
 */
import type { History, LoggedEvent, Operation } from './history.ts';

/** A rule, what breaks it, and the command it was found at where there is one. */
export interface Fault {
  rule: keyof typeof RULES;
  what: string;
  operation?: Operation;
}

export const RULES = {
  lost: 'every acknowledged command is in the log',
  twice: 'no command is in the log twice',
  refusedButDone: 'no refused command is in the log',
  otherVersion: 'an answer tells the version that the log has',
  reordered: 'what was answered before another command was sent stands before it',
  staleRead: 'a reading is not older than what was acknowledged before it',
  gap: 'the versions of a stream are 1, 2, 3 …',
  disorder: 'positions rise, and in each stream with its versions',
  readModel: 'read models equal a rebuild',
  rungTwice: 'a rung of a deadline comes up once',
  notTold: 'each recipient of a rung has one notice, and no notice is without a rung',
  notSent: 'a notice that is recorded as sent was received',
  sentTwice: 'a receiver hears a key twice only where the log says so',
  broken: 'the chain of hashes is whole',
  stuck: 'everything comes to rest once the faults have ended',
} as const;

export function check(history: History): Fault[] {
  const byStream = groupBy(history.events, (e) => e.stream);
  return [
    ...commandFaults(history),
    ...orderFaults(history, byStream),
    ...streamFaults(history.events, byStream),
    ...noticeFaults(history),
    ...(history.differences === 0
      ? []
      : [{ rule: 'readModel' as const, what: `${history.differences} rows differ` }]),
    ...(history.verify === null ? [] : [{ rule: 'broken' as const, what: history.verify }]),
    ...(history.stuck === null ? [] : [{ rule: 'stuck' as const, what: history.stuck }]),
  ];
}

type ByStream = ReadonlyMap<string, LoggedEvent[]>;

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
const nameOf = ({ stream, commandId }: { stream: string; commandId: string }): string =>
  `${stream} ${commandId}`;

function commandFaults({ operations, events }: History): Fault[] {
  const faults: Fault[] = [];
  const byCommand = groupBy(events, nameOf);
  for (const operation of operations) {
    const written = byCommand.get(nameOf(operation)) ?? [];
    const fault = (rule: Fault['rule']): number => faults.push({ rule, what: nameOf(operation), operation });
    if (operation.answer === 'ok' && written.length === 0) fault('lost');
    if (operation.answer === 'refused' && written.length > 0) fault('refusedButDone');
    if (new Set(written.map((e) => e.commandSeq)).size < written.length) fault('twice');
    const told = operation.version;
    if (told !== undefined && written.length > 0 && !written.some((e) => e.version === told))
      fault('otherVersion');
  }
  return faults;
}

function orderFaults({ operations, readings, events }: History, byStream: ByStream): Fault[] {
  const faults: Fault[] = [];
  // Of each command its first event.
  const versions = new Map(events.toReversed().map((e) => [nameOf(e), e.version]));
  const acknowledged = operations.filter(
    (o) => o.answer === 'ok' && o.again === undefined && versions.has(nameOf(o)),
  );
  const readingsOf = groupBy(readings, (r) => r.stream);
  for (const [stream, own] of groupBy(acknowledged, (o) => o.stream)) {
    let latest: Operation | undefined;
    for (const o of own.toSorted((a, b) => versions.get(nameOf(a))! - versions.get(nameOf(b))!)) {
      if (latest && o.end < latest.begin)
        faults.push({
          rule: 'reordered',
          what: `${nameOf(o)} stands after ${latest.commandId}`,
          operation: o,
        });
      if (!latest || o.begin > latest.begin) latest = o;
    }
    const last = byStream.get(stream)!.length;
    for (const reading of readingsOf.get(stream) ?? []) {
      const known = own.filter((o) => o.end < reading.begin).map((o) => versions.get(nameOf(o))!);
      const least = known.reduce((a, b) => Math.max(a, b), 0);
      if (reading.version < least || reading.version > last)
        faults.push({ rule: 'staleRead', what: `${stream} read as ${reading.version}, ${least} was told` });
    }
  }
  return faults;
}

function streamFaults(events: readonly LoggedEvent[], byStream: ByStream): Fault[] {
  const faults: Fault[] = [];
  if (new Set(events.map((e) => e.position)).size < events.length)
    faults.push({ rule: 'disorder', what: 'a position is there twice' });
  for (const [stream, own] of byStream) {
    const byVersion = own.toSorted((a, b) => a.version - b.version);
    if (byVersion.some((e, i) => e.version !== i + 1)) faults.push({ rule: 'gap', what: stream });
    if (byVersion.some((e, i) => i > 0 && e.position <= byVersion[i - 1]!.position))
      faults.push({ rule: 'disorder', what: stream });
  }
  return faults;
}

function noticeFaults({ events, notices, received }: History): Fault[] {
  const faults: Fault[] = [];
  const rungs = events.filter((e) => e.rung !== undefined);
  const seen = new Set<string>();
  for (const { stream, rung } of rungs) {
    const key = `${stream} ${rung}`;
    if (seen.has(key)) faults.push({ rule: 'rungTwice', what: key });
    seen.add(key);
  }

  const owed = rungs.flatMap((e) =>
    Array.from(
      { length: e.recipients ?? 0 },
      (_, i) => `${e.stream.replace('project/', '')}:${e.version}:${i}`,
    ),
  );
  const ids = notices.map((n) => n.id);
  const [wanted, found] = [new Set(owed), new Set(ids)];
  for (const id of owed) if (!found.has(id)) faults.push({ rule: 'notTold', what: `${id} has no notice` });
  for (const id of ids) if (!wanted.has(id)) faults.push({ rule: 'notTold', what: `${id} has no rung` });
  if (found.size < ids.length) faults.push({ rule: 'notTold', what: 'a notice is there twice' });

  const heard = groupBy(received, (key) => key);
  for (const { id, key, status, perhapsTwice } of notices) {
    const times = heard.get(key)?.length ?? 0;
    if (status === 'sent' && times === 0) faults.push({ rule: 'notSent', what: id });
    if (times > 1 && !perhapsTwice) faults.push({ rule: 'sentTwice', what: `${id} came ${times} times` });
  }
  return faults;
}
