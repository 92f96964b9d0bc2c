/**
 * Tells other systems of events: each webhook in the order of the log, one event at a time, the next only when
 * the one before was taken. Needs no Temporal. At least once: the id of an event is the same at every attempt.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { allowedFor } from '../channels/endpoint.ts';
import { eventOf, sendSigned } from '../channels/signed.ts';
import type { Receipt } from '../channels/channel.ts';
import { isToldOf, type WebhookState } from '../domain/webhook.ts';
import { webhookStream } from '../store/aggregates.ts';
import { readAfter } from '../store/read.ts';
import type { System } from '../store/system.ts';
import {
  countiesOf,
  dueWebhooks,
  noteProgress,
  secretsOf,
  takeWebhook,
  toldOf,
  type Progress,
} from '../store/webhooks.ts';

export interface WebhooksOptions {
  system: System;
  /** Which system speaks: where people reach it. */
  source: string;
  /** Hosts of the intranet that may be called. */
  hosts: readonly string[];
  log: (line: string) => void;
  signal: AbortSignal;
  /** The machine's clock in ms. */
  clock?: () => number;
}

const LOOK_MS = 500;
const RETRY_PAUSE_MS = 2_000;
const PAGE = 100;
/** Longer than an attempt may take. */
const HELD_MS = 60_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** A receiver that has taken nothing for so long is not told any more. */
export const DEAD_AFTER_DAYS = 5;
const DAY_MS = 24 * 3_600_000;

/** Runs until `signal` aborts. Never rejects because the database or a receiver is away. */
export async function runWebhooks(options: WebhooksOptions): Promise<void> {
  const { signal, log } = options;
  let said = '';
  while (!signal.aborted) {
    let pause = LOOK_MS;
    try {
      if ((await deliverWebhooks(options)) > 0) pause = 0;
      said = '';
    } catch (error) {
      const line = `回调暂停，稍后重试 / webhooks pause: ${(error as Error).message.split('\n')[0]}`;
      if (line !== said) log(line);
      said = line;
      pause = RETRY_PAUSE_MS;
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

/** One look: a page of the log for each webhook that is due. Returns how many events were taken. */
export async function deliverWebhooks(options: WebhooksOptions): Promise<number> {
  const { system, clock = Date.now } = options;
  const due = await dueWebhooks(system.db, instant(clock()));
  const taken = await Promise.all(due.map(({ id, state }) => deliver(options, id, state)));
  return taken.reduce((a, b) => a + b, 0);
}

async function deliver(options: WebhooksOptions, id: string, state: WebhookState): Promise<number> {
  const { system, signal, clock = Date.now } = options;
  const holder = randomUUID();
  const until = (): string => instant(clock() + HELD_MS);
  let progress = await takeWebhook(system.db, id, state, { holder, now: instant(clock()), until: until() });
  if (!progress) return 0;
  const events = await readAfter(system.db, progress.position, PAGE);
  const counties = await countiesOf(
    system.db,
    events.map((e) => e.stream),
  );
  let taken = 0;
  for (const event of events) {
    if (signal.aborted) break;
    if (!isToldOf(state, event, counties.get(event.stream))) {
      progress = { ...progress, position: event.position };
      continue;
    }
    const receipt = await sendEvent(options, id, state, {
      ...{ id: `evt_${event.position}`, type: event.type, time: event.recordedAt, subject: event.stream },
      data: toldOf(event, state.names),
    });
    // Broken off by us, not by the receiver: it is sent again, and no failure.
    if (signal.aborted && receipt.outcome !== 'sent') break;
    const at = clock();
    if (receipt.outcome === 'sent') {
      taken += 1;
      const { position } = event;
      progress = {
        position,
        attempts: 0,
        failingSince: null,
        nextAt: null,
        said: null,
        deliveredAt: instant(at),
      };
      if (!(await noteProgress(system.db, id, holder, progress, until()))) return taken;
      continue;
    }
    progress = failed(progress, receipt, at);
    await disableIfDead(options, id, receipt, progress, at);
    break;
  }
  await noteProgress(system.db, id, holder, progress, null);
  return taken;
}

/** An event, or whatever else is to be said, as one signed request. */
async function sendEvent(
  { system, source, hosts, signal, clock = Date.now }: Omit<WebhooksOptions, 'log'>,
  id: string,
  state: WebhookState,
  event: Omit<Parameters<typeof eventOf>[0], 'source'>,
): Promise<Receipt> {
  const { url } = state;
  const now = await system.clock.now(instant(clock()));
  return sendSigned(
    { url, secrets: secretsOf(system.db, id, state, now), allowed: allowedFor(url, hosts) },
    { id: event.id, body: eventOf({ ...event, source }), signal, clock },
  );
}

function failed(progress: Progress, receipt: Exclude<Receipt, { outcome: 'sent' }>, at: number): Progress {
  const attempts = progress.attempts + 1;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
  const asked = receipt.outcome === 'refused' ? (receipt.retryAfterMs ?? 0) : 0;
  return {
    ...progress,
    attempts,
    failingSince: progress.failingSince ?? instant(at),
    nextAt: instant(at + Math.max(pause, Math.min(asked, LONGEST_PAUSE_MS))),
    said: receipt.message,
  };
}

/** 410 is how a receiver says "never again" (Standard Webhooks). */
async function disableIfDead(
  { system, log }: WebhooksOptions,
  id: string,
  receipt: Exclude<Receipt, { outcome: 'sent' }>,
  { failingSince, attempts, said }: Progress,
  at: number,
): Promise<void> {
  const gone = receipt.outcome === 'refused' && receipt.code === 'http:410';
  if (!gone && at - Date.parse(failingSince!) < DEAD_AFTER_DAYS * DAY_MS) return;
  const reason = gone
    ? { zh: '接收方答复 410：不再接收', en: 'the receiver said 410: never again' }
    : {
        zh: `连续 ${DEAD_AFTER_DAYS} 天未送达（${attempts} 次）：${said}`,
        en: `nothing was taken for ${DEAD_AFTER_DAYS} days (${attempts} attempts): ${said}`,
      };
  const outcome = await system.handle({
    ...{ stream: webhookStream(id), commandId: `dead/${failingSince}`, actor: 'system', at: instant(at) },
    commands: [{ type: 'disableWebhook', reason }],
  });
  if (outcome.ok) log(`回调 ${id} 已停用：${reason.zh} / webhook ${id} is disabled: ${reason.en}`);
}

const instant = (ms: number): string => new Date(ms).toISOString();
