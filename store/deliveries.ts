/**
 * Notices on their way out. The queue of a channel is the table of states itself: a notice is in it while its
 * stream's `next_due_at` has come, so nothing can be lost between a log and a queue.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { channelOf, sendAt, type Notice } from '../domain/delivery.ts';
import type { Text } from '../domain/text.ts';
import { noticeText, whyText } from '../domain/notice.ts';
import { noticeIdOf, noticeStream, projectOf } from './aggregates.ts';
import type { Db } from './database.ts';
import type { NoticeFilter } from './read.ts';
import { NOTICES } from './subscriptions.ts';
import { ERASED } from './vault.ts';

/** Notices that go out as one message. */
export interface Group {
  /** Streams of the notices. */
  notices: string[];
  /** Of a digest: what its message is known by. */
  digest?: string;
}

/** Rows looked at for one batch: far more than go out in it, so that a digest is seen whole. */
const LOOKED_AT = 1_000;

/** Channels for which something is due, whether or not anybody serves them. */
export async function dueChannels(db: Db, now: string): Promise<string[]> {
  const { rows } = await sql<{ channel: string }>`
    select distinct channel from stream_state
    where category = 'notice' and next_due_at is not null and next_due_at <= ${now}`.execute(db);
  return rows.map((r) => r.channel);
}

/** Channels that end in this system itself: nobody outside can hold them up. */
const AT_HOME = ['console', 'inbox'];

/**
 * Whether all that came up by `now` has been told as far as this system alone can: every rung has its notices,
 * and none waits for a channel that ends here.
 */
export async function isTold(db: Db, now: string): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`
    select exists (
      select 1 from events where type = 'rungReached'
        and position > coalesce((select position from subscriptions where name = ${NOTICES}), 0)
    ) or exists (
      select 1 from stream_state where category = 'notice' and channel = any (${AT_HOME})
        and next_due_at is not null and next_due_at <= ${now}
    ) as waiting`.execute(db);
  return !rows[0]!.waiting;
}

/** What is due on a channel, the longest waiting first, at most `limit` messages. */
export async function dueGroups(db: Db, channel: string, now: string, limit: number): Promise<Group[]> {
  const { rows } = await sql<{ stream: string; state: Notice; digest: string | null }>`
    select stream, state, face ->> 'digest' as digest from stream_state
    where category = 'notice' and channel = ${channel} and next_due_at is not null and next_due_at <= ${now}
    order by next_due_at, stream limit ${LOOKED_AT}`.execute(db);
  const groups = new Map<string, { notices: string[]; sentAs?: string; many: boolean }>();
  for (const { stream, state, digest } of rows) {
    const last = state.attempts.at(-1);
    // What perhaps went out already as a part of a digest goes out again as the same one.
    const sentAs = last && last.outcome !== 'refused' ? last.digest : undefined;
    const to = channelOf(state)?.address ?? '';
    const key = sentAs ?? (digest === null ? stream : JSON.stringify([state.person, to, digest]));
    const group = groups.get(key) ?? {
      notices: [],
      many: digest !== null,
      ...(sentAs === undefined ? {} : { sentAs }),
    };
    group.notices.push(stream);
    groups.set(key, group);
  }
  return [...groups.values()].slice(0, limit).map(({ notices, sentAs, many }) => {
    if (!many || (notices.length === 1 && sentAs === undefined)) return { notices };
    return { notices, digest: sentAs ?? digestId(notices) };
  });
}

/** The same notices are the same digest. */
const digestId = (notices: readonly string[]): string =>
  `digest/${createHash('sha256').update(notices.toSorted().join(' ')).digest('hex').slice(0, 16)}`;

/** What a notice is about: an obligation as long as its deadline is of that version. */
export interface About {
  project: string;
  obligation: string;
  deadlineVersion: number;
}

/** Open notices of projects; with `beside`, only those about something else, or to a person who was erased. */
export async function openNotices(
  db: Db,
  { projects, beside = [] }: { projects: readonly string[]; beside?: readonly About[] },
): Promise<{ stream: string; notice: Notice }[]> {
  const { rows } = await sql<{ stream: string; notice: Notice }>`
    with beside as materialized (
      select project, obligation, "deadlineVersion" from jsonb_to_recordset(${JSON.stringify(beside)}::jsonb)
        as b (project text, obligation text, "deadlineVersion" integer)
    )
    select stream, state as notice from stream_state
    where category = 'notice' and not finished and project = any (${[...projects]}::text[])
      and (starts_with(person, ${ERASED}) or (
        project, state #>> '{rung,obligation}', (state #>> '{rung,deadlineVersion}')::integer
      ) not in (select * from beside))
    order by stream`.execute(db);
  return rows;
}

/** A notice as the office sees it. */
export interface Delivery {
  id: string;
  status: Notice['status'];
  channel: string | null;
  attempts: { channel: string; at: string; outcome: string; digest?: string; message?: string }[];
  perhapsTwice: boolean;
  /** When it goes out next; null when it does not. */
  nextAt: string | null;
  reason: Text | null;
  linkRevoked: boolean;
}

export function deliveryOf(stream: string, notice: Notice, zone: string): Delivery {
  return {
    id: noticeIdOf(stream),
    status: notice.status,
    channel:
      (notice.status === 'sent' ? notice.attempts.at(-1)?.channel : channelOf(notice)?.channel) ?? null,
    attempts: notice.attempts.map(({ channel, at, outcome, digest, message }) => ({
      ...{ channel, at, outcome },
      ...(digest === undefined ? {} : { digest }),
      ...(message === undefined ? {} : { message }),
    })),
    perhapsTwice: notice.perhapsTwice,
    nextAt: sendAt(notice, zone),
    reason: notice.reason ?? null,
    linkRevoked: notice.linkRevoked !== undefined,
  };
}

interface Row {
  stream: string;
  version: number;
  person: string;
}

/** How the notices of inbox rows went out; a row that none was opened for (before release 003) has null. */
export async function withDeliveries<R extends Row>(
  db: Db,
  rows: readonly R[],
  zone: string,
): Promise<(R & { delivery: Delivery | null; why: Text | null })[]> {
  const events = [...new Set(rows.map((r) => `${projectOf(r.stream)}:${r.version}`))];
  const { rows: found } = await sql<{ stream: string; state: Notice }>`
    select s.stream, s.state from unnest(${events}::text[]) e cross join generate_series(0, ${MOST_RECIPIENTS}) i
    join stream_state s on s.stream = 'notice/' || e || ':' || i`.execute(db);
  const byRow = new Map(found.map((f) => [`${f.stream.replace(/:\d+$/, '')} ${f.state.person}`, f]));
  return rows.map((row) => {
    const event = noticeStream(`${projectOf(row.stream)}:${row.version}`);
    const one = byRow.get(`${event} ${row.person}`);
    return {
      ...row,
      delivery: one ? deliveryOf(one.stream, one.state, zone) : null,
      why: one ? whyText(one.state.rung) : null,
    };
  });
}

/** A rung tells a few roles and the agency: never more than these. */
const MOST_RECIPIENTS = 9;

/** Notices of a status, the oldest first: `undeliverable` is the office's list. */
export async function noticesOfStatus(
  db: Db,
  status: Notice['status'],
  { person, streams, after, limit }: NoticeFilter,
  zone: string,
) {
  const last = after === undefined ? null : noticeStream(after);
  const { rows } = await sql<{ stream: string; state: Notice }>`
    select n.stream, n.state from stream_state n where n.category = 'notice' and n.face ->> 'status' = ${status}
      and (${person ?? null}::text is null or n.person = ${person ?? null})
      and (${streams === undefined} or 'project/' || n.project = any (${[...(streams ?? [])]}::text[]))
      and (${last}::text is null or exists (
        select 1 from stream_state a where a.stream = ${last}
          and (n.state ->> 'openedAt', n.stream) > (a.state ->> 'openedAt', a.stream)
      ))
    order by n.state ->> 'openedAt', n.stream limit ${limit}`.execute(db);
  return rows.map(({ stream, state }) => ({
    id: noticeIdOf(stream),
    stream: `project/${state.project}`,
    person: state.person,
    role: state.recipient.role,
    rung: state.rung.rung,
    obligation: state.rung.obligation,
    text: noticeText(state.projectName, state.rung, state.on),
    created_at: state.openedAt,
    delivery: deliveryOf(stream, state, zone),
    why: whyText(state.rung),
  }));
}
