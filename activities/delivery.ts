/**
 * Sends what is due on a channel. Each attempt is begun in the log before it is sent and recorded after, so a
 * worker that dies in between leaves an attempt whose outcome is not known, and the next one says so.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Channel, Message, Receipt } from '../channels/channel.ts';
import { channelOf, sendAt, type Notice, type NoticeCommand } from '../domain/delivery.ts';
import { dueGroups, type Group } from '../store/deliveries.ts';
import { visible, visibleLine } from '../domain/text.ts';
import type { Outcome } from '../store/handle.ts';
import { projectOf, withdrawIfOutdated } from '../store/intake.ts';
import { load } from '../store/read.ts';
import type { System } from '../store/system.ts';
import { deliveries } from '../telemetry/metrics.ts';
import { messageFor } from './message.ts';

export interface QueueActivities {
  /** What is due on a channel at `at`, the workflow's clock. */
  dueOnChannel(input: { channel: string; at: string }): Promise<Group[]>;
}

export interface DeliveryActivities {
  /** Sends a group as one message. What became of it is in the log; it throws only when the log is away. */
  deliver(group: Group): Promise<void>;
}

export interface DeliveryOptions {
  /** Where people reach the API; without it messages carry no link. */
  publicUrl?: string | undefined;
  /** The machine's clock. When a message left is known nowhere else. */
  now?: () => string | Promise<string>;
}

/** Messages that a workflow schedules at once. */
const BATCH = 50;
const HEARTBEAT_MS = 2_000;
/** A message that was sent is recorded, if need be again and again, rather than sent again. */
const RECORD_FOR_MS = 60_000;

export function createQueueActivities(system: System): QueueActivities {
  return {
    dueOnChannel: async ({ channel, at }) => dueGroups(system.db, channel, await system.clock.now(at), BATCH),
  };
}

export function createDeliveryActivities(
  system: System,
  channel: Channel,
  { publicUrl, now = () => new Date().toISOString() }: DeliveryOptions = {},
): DeliveryActivities {
  const command = (stream: string, commandId: string, at: string, one: NoticeCommand): Promise<Outcome> =>
    system.handle({ stream, commandId, actor: 'system', at, commands: [one] });

  /** The notices of a group that are still to be sent on this channel now. */
  async function stillDue({ notices }: Group): Promise<{ stream: string; notice: Notice }[]> {
    const at = await now();
    const time = await system.clock.now(at);
    const due: { stream: string; notice: Notice }[] = [];
    for (const stream of notices) {
      const notice = (await load(system.db, stream))?.state as Notice | undefined;
      if (notice?.status !== 'open' || channelOf(notice)?.channel !== channel.name) continue;
      const when = sendAt(notice, system.rules.calendar.zone);
      if (when === null || when > time) continue;
      const project = await projectOf(system, notice.project);
      const gone =
        project !== undefined && (await withdrawIfOutdated(system, { stream, notice, project, at }));
      if (!gone) due.push({ stream, notice });
    }
    return due;
  }

  const turn = paced(channel.sendsPerSecond);

  return {
    async deliver(group) {
      const { info, cancellationSignal } = Context.current();
      const beat = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MS);
      try {
        await turn();
        const due = await stillDue(group);
        const id = `send/${info.workflowExecution?.runId}/${info.activityId}/${info.attempt}`;
        const begun: { stream: string; notice: Notice; attempt: number }[] = [];
        for (const { stream, notice } of due) {
          const { digest } = group;
          const one = { type: 'beginAttempt', channel: channel.name, digest } as const;
          const outcome = await command(stream, id, await now(), one);
          if (outcome.ok) begun.push({ stream, notice, attempt: attemptOf(outcome) });
        }
        if (begun.length === 0) return;
        const { message, address } = await messageFor(system, begun, group.digest, {
          publicUrl,
          at: await system.clock.now(await now()),
        });
        const receipt = await send(channel, message, address, cancellationSignal);
        deliveries.inc({ channel: channel.name, outcome: receipt.outcome });
        const at = await now();
        for (const { stream, attempt } of begun) {
          await recorded(() =>
            command(stream, `outcome/${attempt}`, at, { type: 'recordOutcome', attempt, outcome: receipt }),
          );
        }
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/**
 * Spaces the sends of this worker evenly. Temporal's limit holds for the whole cluster, but lets each partition
 * of a queue burst, and a robot counts the burst.
 */
function paced(perSecond: number): () => Promise<void> {
  let free = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, free);
    free = at + 1_000 / perSecond;
    if (at > now) await pause(at - now);
  };
}

function attemptOf(outcome: Extract<Outcome, { ok: true }>): number {
  for (const event of outcome.events) if (event.type === 'attemptBegun') return event.data.attempt;
  throw new Error('an attempt was begun without its event');
}

/** A channel answers and does not throw; should one throw all the same, nobody knows what became of it. */
async function send(
  channel: Channel,
  message: Message,
  address: Parameters<Channel['send']>[1],
  signal: AbortSignal,
): Promise<Receipt> {
  try {
    // Events of before hold what comes in no more.
    const { title, body } = message;
    const shown = { ...message, title: visibleLine(title), body: visible(body) };
    const receipt = await channel.send(shown, address, signal);
    return 'message' in receipt ? { ...receipt, message: withoutAddress(receipt.message, address) } : receipt;
  } catch {
    return { outcome: 'unknown', message: '发送程序出错 / the sending program failed' };
  }
}

/** What a server says may quote whom it was sent to: that is personal and stands elsewhere, encrypted. */
function withoutAddress(text: string, { to, mention }: Parameters<Channel['send']>[1]): string {
  return [to, mention ?? ''].reduce((t, secret) => (secret.length < 5 ? t : t.replaceAll(secret, '…')), text);
}

async function recorded(attempt: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + RECORD_FOR_MS;
  for (let wait = 100; ; wait = Math.min(wait * 2, 5_000)) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await pause(wait);
  }
}
