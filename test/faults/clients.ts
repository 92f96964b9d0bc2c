/**
 * Clients that send commands over HTTP as an office's programs do: several at once, some of them twice, some
 * late, some for a version that is gone. What each sends follows from the seed alone, never from an answer.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '../../domain/dates.ts';
import { PLANT } from '../given.ts';
import type { Operation, Reading } from './history.ts';
import { seeded, type Random } from './random.ts';

const ATTEMPTS = 4;
const ANSWER_MS = 6_000;
/** Commands between two new projects of a client. */
const SIGN_EVERY = 150;
const ITEMS = 12;
const DAY = '2024-03-04';

interface Command {
  stream: string;
  commandId: string;
  /** The body of `POST /projects` or of a command. */
  body: { type?: string; [field: string]: unknown };
  ifMatch?: string;
}

/** Where commands go. */
const pathOf = ({ stream, body }: Command): string =>
  body.type === undefined ? '/projects' : `/${stream.replace('project/', 'projects/')}/commands`;

export interface Clients {
  operations: Operation[];
  readings: Reading[];
  /** When each command was acknowledged, in order. */
  acknowledged: number[];
  /** Signs the projects that all clients share. */
  begin(): Promise<void>;
  /** Runs until `signal` aborts, and waits for the answers that are still to come. */
  run(signal: AbortSignal): Promise<void>;
}

export interface ClientOptions {
  apiUrl: string;
  token: string;
  seed: number;
  clients: number;
  /** Projects that they share. */
  projects: number;
  /** The longest pause of a client between two commands. */
  pauseMs: number;
}

/** Milliseconds since this run began. */
export const clock = (): (() => number) => {
  const begun = performance.now();
  return () => performance.now() - begun;
};

export function createClients(options: ClientOptions, now: () => number): Clients {
  const { apiUrl, token, seed } = options;
  const operations: Operation[] = [];
  const readings: Reading[] = [];
  const acknowledged: number[] = [];

  async function ask(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: unknown },
  ) {
    const response = await fetch(`${apiUrl}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { status: response.status, body: (await response.json()) as { version?: number } };
  }

  const attempt = async (command: Command): Promise<Pick<Operation, 'answer' | 'version'>> => {
    try {
      const { status, body } = await ask('POST', pathOf(command), {
        headers: {
          'idempotency-key': command.commandId,
          ...(command.ifMatch === undefined ? {} : { 'if-match': command.ifMatch }),
        },
        body: command.body,
      });
      if (status === 200) return { answer: 'ok', version: body.version! };
      return { answer: status < 500 ? 'refused' : 'unknown' };
    } catch {
      return { answer: 'unknown' };
    }
  };

  /** As a client would: what got no answer is asked for again under the same id. */
  async function send(client: number, command: Command, random: Random, copies = 1): Promise<Operation> {
    const { stream, commandId } = command;
    const begin = now();
    const pauses = Array.from({ length: ATTEMPTS }, () => random.between(20, 300));
    let doubtful = false;
    const settled = (one: Pick<Operation, 'answer' | 'version'>): Operation => {
      const operation = { client, stream, commandId, begin, end: now(), ...one };
      operations.push(operation);
      if (one.answer === 'ok') acknowledged.push(operation.end);
      return operation;
    };
    for (const pause of pauses) {
      const answers = await Promise.all(Array.from({ length: copies }, () => attempt(command)));
      const accepted = answers.find((a) => a.answer === 'ok');
      if (accepted) return settled(accepted);
      doubtful ||= answers.some((a) => a.answer === 'unknown');
      // Refused now, an earlier attempt of it may still be on its way.
      if (answers.every((a) => a.answer === 'refused'))
        return settled({ answer: doubtful ? 'unknown' : 'refused' });
      await sleep(pause);
    }
    return settled({ answer: 'unknown' });
  }

  const sign = (id: string, random: Random): Command => ({
    stream: `project/${id}`,
    commandId: 'sign',
    body: {
      ...PLANT,
      id,
      milestones: PLANT.milestones.map((m) => ({ ...m, committedOn: addDays(DAY, random.between(1, 30)) })),
      windows: [],
    },
  });

  async function client(number: number, signal: AbortSignal): Promise<void> {
    const random = seeded(seed * 1_000 + number);
    const shared = Array.from({ length: options.projects }, (_, i) => `p${i}`);
    const own: string[] = [];
    const done: Operation[] = [];
    let late: Command | undefined;
    for (let n = 0; !signal.aborted; n++) {
      await sleep(random.between(0, options.pauseMs));
      if (n % SIGN_EVERY === SIGN_EVERY - 1) {
        const id = `c${number}-${n}`;
        await send(number, sign(id, random), random);
        own.push(id);
        continue;
      }
      const project = random.pick(own.length > 0 && random.next() < 0.3 ? own : shared);
      const command = commandOf(project, `c${number}-${n}`, random);
      const how = random.next();
      if (how < 0.05) {
        await read(command.stream);
      } else if (how < 0.1) {
        late ??= command;
      } else if (how < 0.15) {
        const burst = [1, 2, 3].map((i) => commandOf(project, `${command.commandId}-${i}`, random));
        done.push(...(await Promise.all(burst.map((one) => send(number, one, seeded(n + number))))));
      } else if (how < 0.2) {
        done.push(await send(number, command, random, 2));
      } else if (how < 0.23) {
        await send(number, { ...command, ifMatch: '1' }, random);
      } else {
        done.push(await send(number, command, random));
      }
      if (late && random.next() < 0.1) {
        done.push(await send(number, late, random));
        late = undefined;
      }
      if (random.next() < 0.05) await again(number, done.at(-1));
    }
  }

  /** Sends a command that was acknowledged once more: the answer is the same. */
  async function again(number: number, operation: Operation | undefined): Promise<void> {
    if (operation?.answer !== 'ok') return;
    const { stream, commandId, begin } = operation;
    const body = { type: 'acknowledge', obligation: 'none', by: 'nobody' };
    const answer = await attempt({ stream, commandId, body });
    if (answer.answer !== 'unknown')
      operations.push({ client: number, stream, commandId, begin, end: now(), ...answer, again: true });
  }

  async function read(stream: string): Promise<void> {
    const begin = now();
    try {
      const { status, body } = await ask('GET', `/${stream.replace('project/', 'projects/')}`, {});
      if (status === 200) readings.push({ stream, begin, version: body.version! });
    } catch {
      // Nothing was read.
    }
  }

  return {
    operations,
    readings,
    acknowledged,
    async begin() {
      const random = seeded(seed);
      await Promise.all(
        Array.from({ length: options.projects }, (_, i) => send(-1, sign(`p${i}`, random), random)),
      );
    },
    async run(signal) {
      await Promise.all(Array.from({ length: options.clients }, (_, i) => client(i, signal)));
    },
  };
}

function commandOf(project: string, commandId: string, random: Random): Command {
  const milestone = random.pick(PLANT.milestones).id;
  const item = `i${random.between(1, ITEMS)}`;
  const kind = random.next();
  const body = ((): Command['body'] => {
    if (kind < 0.7) return { type: 'reportProgress', milestone, percent: random.between(0, 100) };
    if (kind < 0.78)
      return { type: 'addApprovalItem', id: item, name: '事项', department: '某局', limitWorkdays: 20 };
    if (kind < 0.86) return { type: 'startApprovalItem', item };
    if (kind < 0.92) return { type: 'finishApprovalItem', item };
    if (kind < 0.98)
      return {
        ...{
          type: 'issueDirective',
          directive: `d${random.between(1, 400)}`,
          title: '督办',
          owner: '周局长',
        },
        dueOn: addDays(DAY, random.between(1, 40)),
      };
    return { type: 'closeDirective', directive: `d${random.between(1, 400)}`, evidence: '照片' };
  })();
  return { stream: `project/${project}`, commandId, body };
}
