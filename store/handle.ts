/**
 * `handle(command)`: the one door through which anything changes.
 *
 * Commands on one stream of one process are folded in a mailbox: those that wait while one append is under
 * way are decided together on the state it leaves, and written by one append. Between processes the
 * expected version is the safety net: a conflict loads and decides again. So a command may first be decided on the
 * state that this process left in the stream; only what the append then takes counts (ADR 0022). A command id that is
 * already in the log gets the answer it got then. When too many wait, the next ones hear `Overloaded` at once.
 */
import type { Instant } from '../domain/dates.ts';
import type { Context } from '../domain/project/slice.ts';
import type { Rejection } from '../domain/text.ts';
import { here, traceparent, type Within } from '../telemetry/trace.ts';
import { aggregateOf, RULES_STREAM, STATE_SHAPE, type Command, type DomainEvent } from './aggregates.ts';
import type { Append, Appender, NewEvent } from './append.ts';
import type { SystemClock } from './clock.ts';
import { vaultOf, type Db } from './database.ts';
import { isOverlong, isUnavailable, Overloaded } from './faults.ts';
import type { RulesSource } from './rules.ts';
import { createGather, type Gather, type Known } from './gather.ts';
import { Newest } from './kept.ts';
import type { Recorded } from './read.ts';
import { sealAppend } from './seal.ts';
import { SCHEMA_VERSIONS } from './upcast.ts';
import { reject } from '../domain/text.ts';

export interface Envelope {
  stream: string;
  /** The same id is done once. */
  commandId: string;
  actor: string;
  /** The caller's clock (UTC), or the workflow's; the demo's offset is added here. */
  at: Instant;
  /** Decided as one: all or none. */
  commands: Command[];
  /** Refuse when the stream has moved on from this version. */
  expectedVersion?: number | undefined;
  /** Why the state as it is now is not for whoever sends this; null before the first event. */
  permit?: ((state: unknown) => Rejection | undefined) | undefined;
}

export type Outcome =
  | { ok: true; duplicate: boolean; version: number; events: Recorded[] }
  | { ok: false; rejection: Rejection; version: number };

export type Handle = (envelope: Envelope) => Promise<Outcome>;

interface Letter {
  envelope: Envelope;
  within: Within;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

const MAX_CONFLICTS = 50;
const NONE: Known['before'] = new Map();
/** Commands that may wait in this process. More are refused at once, with the advice to come back. */
const MAX_LETTERS = 20_000;
/** Streams whose state a process remembers. */
const MAX_LEFT = 2_000;

export function createHandle(deps: {
  db: Db;
  append: Appender;
  clock: SystemClock;
  rules: RulesSource;
}): Handle {
  const mailboxes = new Map<string, Letter[]>();
  const tools: Tools = { ...deps, gather: createGather(deps.db), left: new Newest(MAX_LEFT) };
  let waiting = 0;

  const drain = async (stream: string, box: Letter[]): Promise<void> => {
    while (box.length > 0) {
      const letters = box.splice(0, 1000);
      await letters[0]!.within(() => deliver(stream, letters));
      waiting -= letters.length;
    }
    mailboxes.delete(stream);
  };

  /** A letter that can't be carried out must not take the others with it: they are tried by halves. */
  const deliver = async (stream: string, letters: Letter[]): Promise<void> => {
    try {
      const outcomes = await settle(
        tools,
        stream,
        letters.map((l) => l.envelope),
      );
      letters.forEach((letter, i) => letter.resolve(outcomes[i]!));
    } catch (error) {
      if (letters.length === 1 || error instanceof Overloaded || isOverlong(error) || isUnavailable(error)) {
        for (const letter of letters) letter.reject(error);
        return;
      }
      const half = letters.length >> 1;
      await deliver(stream, letters.slice(0, half));
      await deliver(stream, letters.slice(half));
    }
  };

  return (envelope) =>
    new Promise((resolve, reject_) => {
      if (waiting >= MAX_LETTERS) {
        reject_(new Overloaded('queue'));
        return;
      }
      waiting += 1;
      const letter = { envelope, within: here(), resolve, reject: reject_ };
      const box = mailboxes.get(envelope.stream);
      if (box) {
        box.push(letter);
        return;
      }
      const fresh = [letter];
      mailboxes.set(envelope.stream, fresh);
      void drain(envelope.stream, fresh);
    });
}

type Tools = Parameters<typeof createHandle>[0] & { gather: Gather; left: Newest<Known> };

async function settle(tools: Tools, stream: string, envelopes: Envelope[]): Promise<Outcome[]> {
  const { db, gather, left } = tools;
  for (let attempt = 0; attempt < MAX_CONFLICTS; attempt++) {
    const remembered = attempt === 0 ? left.get(stream) : undefined;
    const known =
      remembered ??
      (await gather(
        stream,
        envelopes.map((e) => e.commandId),
      ));
    const { loaded, edition } = known;
    const { outcomes, append, written } = await decideLetters(tools, stream, envelopes, known);
    // Others may have moved the stream on: a refusal has to be of what it is now.
    if (remembered && !(append && outcomes.every((o) => o.ok && !o.duplicate))) continue;
    if (!append) return outcomes;
    const vault = vaultOf(db);
    const sealed = await sealAppend(db, vault, { ...append, edition }, loaded?.hash ?? null);
    const result = await tools.append(sealed);
    if (result === 'conflict') {
      left.delete(stream);
      // Perhaps because a person was erased meanwhile: what is in memory of keys may be old.
      if (!remembered) vault.forget();
      continue;
    }
    place(written, BigInt(result.position));
    const { state } = append;
    const { version } = written.at(-1)!.row;
    // A stream that there was not is read once: that tells its edition.
    if (edition !== undefined)
      left.set(stream, { ...{ edition, before: NONE }, loaded: { state, version, hash: sealed.last } });
    if (stream === RULES_STREAM) tools.rules.forget();
    return outcomes;
  }
  throw new Error(`${stream}: ${MAX_CONFLICTS} version conflicts in a row`);
}

interface Written {
  event: Recorded;
  row: NewEvent;
}

/** A stream while the letters that wait for it are decided, one on what the other leaves. */
interface Draft {
  stream: string;
  aggregate: ReturnType<typeof aggregateOf>['aggregate'];
  state: unknown;
  version: number;
  written: Written[];
  notices: Append['notices'];
}

async function decideLetters(
  tools: Tools,
  stream: string,
  envelopes: Envelope[],
  { loaded, before }: Known,
): Promise<{ outcomes: Outcome[]; append?: Append; written: Written[] }> {
  const { category, aggregate } = aggregateOf(stream);
  const outcomes: Outcome[] = [];
  const seen = new Map<string, Outcome>();
  const draft: Draft = {
    ...{ stream, aggregate, state: loaded?.state ?? null, version: loaded?.version ?? 0 },
    ...{ written: [], notices: [] },
  };
  const { written, notices } = draft;
  // The rules of the system itself are decided by what it comes with: what was added is in their state.
  const rules = stream === RULES_STREAM ? tools.rules.base : await tools.rules.fresh();
  let context = { ...rules, now: '' };

  for (const envelope of envelopes) {
    // First: what the same command was answered before is not for everybody either.
    const rejection = envelope.permit?.(draft.state);
    if (rejection) {
      outcomes.push({ ok: false, rejection, version: draft.version });
      continue;
    }
    const known = before.get(envelope.commandId);
    const twin = seen.get(envelope.commandId);
    if (known || twin) {
      outcomes.push(
        known
          ? { ok: true, duplicate: true, version: known.at(-1)!.version, events: known }
          : { ...twin!, ...(twin!.ok ? { duplicate: true } : {}) },
      );
      continue;
    }
    context = { ...rules, now: await tools.clock.now(envelope.at) };
    const outcome = decideOne(draft, envelope, context);
    seen.set(envelope.commandId, outcome);
    outcomes.push(outcome);
  }

  if (written.length === 0) return { outcomes, written };
  const { state } = draft;
  const { face, nextDueAt, finished } = aggregate.show(state, context);
  return {
    outcomes,
    written,
    append: {
      stream,
      category,
      expectedVersion: loaded?.version ?? 0,
      events: written.map((w) => w.row),
      shape: STATE_SHAPE,
      state,
      face,
      nextDueAt,
      finished,
      notices,
      // What a workflow's own passing of time writes, it knows.
      traceparent: envelopes.some((e) => e.commands.some((c) => c.type !== 'passTime'))
        ? traceparent()
        : undefined,
    },
  };
}

function decideOne(draft: Draft, envelope: Envelope, context: Context): Outcome {
  const { stream, aggregate, version } = draft;
  if (envelope.expectedVersion !== undefined && envelope.expectedVersion !== version) {
    const rejection = reject(
      'versionMismatch',
      `数据已更新到第 ${version} 版，请刷新后重试`,
      `the version is ${version} now: load it again`,
      'expectedVersion',
    );
    return { ok: false, rejection, version };
  }
  const recordedAt = context.now;
  const commands = envelope.commands.map((c) => (c.type === 'passTime' ? { ...c, now: recordedAt } : c));
  const decision = aggregate.decide(commands, draft.state, context);
  if (!decision.ok) return { ok: false, rejection: decision.rejection, version };
  const events = decision.events.map((event: DomainEvent, seq): Recorded => {
    draft.version += 1;
    draft.state = aggregate.evolve(draft.state, event);
    const { actor, commandId } = envelope;
    const meta = { stream, version: draft.version, recordedAt, actor, commandId };
    const recorded = { ...event, ...meta, position: '' };
    draft.notices.push(...aggregate.notices(draft.state, event, meta));
    draft.written.push({
      event: recorded,
      row: {
        version: draft.version,
        type: event.type,
        schema_version: SCHEMA_VERSIONS[event.type],
        data: event.data,
        occurred_on: event.occurredOn,
        recorded_at: recordedAt,
        actor,
        command_id: commandId,
        command_seq: seq,
      },
    });
    return recorded;
  });
  return { ok: true, duplicate: false, version: draft.version, events };
}

/** The events' positions: one after the other, up to `last`. */
function place(written: readonly Written[], last: bigint): void {
  for (const [i, { event }] of written.entries())
    event.position = String(last - BigInt(written.length - 1 - i));
}
