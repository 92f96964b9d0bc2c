/** From a rung to a notice of each person: preferences, digest, withdrawal, erasure, and what the office sees. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageFor } from '../../activities/message.ts';
import { createApp } from '../../api/app.ts';
import { instantAt } from '../../domain/dates.ts';
import type { Notice } from '../../domain/delivery.ts';
import { contactStream, noticeStream } from '../../store/aggregates.ts';
import { dueChannels, dueGroups, openNotices } from '../../store/deliveries.ts';
import { erasePerson } from '../../store/erase.ts';
import { takeIn } from '../../store/intake.ts';
import { silent } from '../../store/progress.ts';
import { dueBy, load, readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { giveUpUnserved } from '../../store/unserved.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { AT, item, send, sign } from './filled.ts';

const at = (date: string, time: string): string => instantAt(date, time, 'Asia/Shanghai');
let system: System & { url: string };
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

const pass = (id: string, now: string) =>
  send(system, id, `pass/${now}`, [{ type: 'passTime', now }], now, 'clock');
const state = async (id: string) => (await load(system.db, noticeStream(id)))?.state as Notice | undefined;
let contacts = 0;
const contact = async (person: string, change: object) => {
  const outcome = await system.handle({
    ...{ stream: contactStream('c'), commandId: `set/${(contacts += 1)}`, actor: 'office', at: AT },
    commands: [
      {
        ...{ type: 'setContact', person, language: 'zh' },
        channels: [{ channel: 'wecom', address: '调度群', mobile: '13800000001' }],
        ...change,
      },
    ],
  });
  expect(outcome.ok).toBe(true);
};
const handle = (id: string, commandId: string, command: object, now: string) =>
  system.handle({
    ...{ stream: noticeStream(id), commandId, actor: 'system', at: now },
    commands: [command as never],
  });
const app = () => createApp({ system, token: 'secret' });
const get = async (path: string) =>
  (await (await app().request(path, { headers: { authorization: 'Bearer secret' } })).json()) as {
    person: string;
    delivery: { id: string; status: string; perhapsTwice: boolean; attempts: { outcome: string }[] } | null;
    why: { zh: string } | null;
  }[];

const openTo = async (project: string, person: string) =>
  (await openNotices(system.db, { projects: [project] })).filter((o) => o.notice.person === person);

const openCount = async (project: string) => (await openNotices(system.db, { projects: [project] })).length;

describe('a rung becomes a notice for each recipient', () => {
  test('once, also when the reader repeats it; whoever has no contact is told on the default channels', async () => {
    await send(system, 'a', 'sign', [sign('a')]);
    const now = at('2024-04-01', '09:00');
    await pass('a', now);
    await takeIn(system, [{ channel: 'console' }], now);
    const open = await openNotices(system.db, { projects: ['a'] });
    const rungs = (await readStream(system.db, 'project/a')).flatMap((e) =>
      e.type === 'rungReached' ? e.data.recipients.map((r) => r.person) : [],
    );
    expect(open.map((o) => o.notice.person).toSorted()).toEqual(rungs.toSorted());
    expect(open[0]!.notice.preferences).toEqual({
      language: 'zh',
      channels: [{ channel: 'console', address: open[0]!.notice.person }],
    });
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from events`.execute(system.db);
    await sql`update subscriptions set position = 0 where name = 'notices'`.execute(system.db);
    await takeIn(system, [{ channel: 'console' }], now);
    const again = await sql<{ n: number }>`select count(*)::int as n from events`.execute(system.db);
    expect(again.rows).toEqual(rows);
    expect(await dueChannels(system.db, now)).toEqual(['console']);
  });

  test('who acts for an absent one is told, and it says for whom', async () => {
    await send(system, 'b', 'sign', [sign('b')]);
    const acting = { type: 'appointActing', role: 'projectChief', person: '李代项目长' } as const;
    await send(system, 'b', 'acting', [{ ...acting, from: '2024-01-15', to: '2024-12-31', reason: '学习' }]);
    const now = at('2024-03-26', '09:00');
    await pass('b', now);
    await takeIn(system, [{ channel: 'console' }], now);
    const open = await openNotices(system.db, { projects: ['b'] });
    const due = open.find((o) => o.notice.rung.rung === 'due')!;
    expect(due.notice.recipient).toEqual({ role: 'projectChief', person: '李代项目长', absent: '赵项目长' });
  });
});

describe('taking in', () => {
  test('stops at its bound, goes on where it stopped, and withdraws only what is outdated', async () => {
    const now = at('2024-03-26', '09:00');
    await takeIn(system, [{ channel: 'console' }], now);
    await send(system, 'many', 'sign', [sign('many')]);
    await pass('many', now);
    expect(await openCount('many')).toBe(0);
    const long = Array.from({ length: 250 }, (_, i) => [item(`i${i}`)]);
    for (const [i, commands] of long.entries()) await send(system, 'many', `item${i}`, commands, now);
    const first = await takeIn(system, [{ channel: 'console' }], now, 100);
    expect(first).toBe(100);
    const open = await openCount('many');
    expect(open).toBeGreaterThan(0);
    expect(await takeIn(system, [{ channel: 'console' }], now)).toBeGreaterThanOrEqual(150);
    expect(await takeIn(system, [{ channel: 'console' }], now)).toBe(0);
    expect(await openCount('many')).toBe(open);
  });
});

describe('the digest', () => {
  test('merges what is not late of all projects into one message, at its time, under one id', async () => {
    await contact('赵项目长', { digestAt: '17:00' });
    for (const id of ['d1', 'd2', 'd3']) await send(system, id, 'sign', [sign(id)]);
    const now = at('2024-03-26', '09:00');
    for (const id of ['d1', 'd2', 'd3']) await pass(id, now);
    await takeIn(system, [{ channel: 'console' }], now);
    expect(await dueGroups(system.db, 'wecom', now, 50)).toEqual([]);
    // A demo's clock stops at the digest.
    expect((await dueBy(system.db, now)).next).toBe(at('2024-03-26', '17:00'));
    const evening = at('2024-03-26', '17:00');
    const [group, ...rest] = await dueGroups(system.db, 'wecom', evening, 50);
    expect(rest).toEqual([]);
    // A reminder that was slept through and the day itself, of each of the three.
    expect(group!.notices.map((n) => n.slice(0, 9)).toSorted()).toEqual([
      ...['notice/d1', 'notice/d1', 'notice/d2', 'notice/d2', 'notice/d3', 'notice/d3'],
    ]);
    expect(group!.digest).toMatch(/^digest\/[0-9a-f]{16}$/);
    // Each of them can be acted on by a link of its own.
    const due = await Promise.all(
      group!.notices.map(async (stream) => ({
        stream,
        notice: (await load(system.db, stream))!.state as Notice,
      })),
    );
    const where = { publicUrl: 'https://quancheng.example', at: evening };
    const { message } = await messageFor(system, due, group!.digest, where);
    expect(message).not.toHaveProperty('link');
    const links = message.body.split('\n').filter((line) => line.startsWith('https://quancheng.example/l/'));
    expect(new Set(links).size).toBe(6);
    // Begun and never recorded: it goes out again as the same digest, whatever has joined since.
    for (const stream of group!.notices)
      await handle(
        stream.slice('notice/'.length),
        'begin',
        { type: 'beginAttempt', channel: 'wecom', digest: group!.digest },
        evening,
      );
    await send(system, 'd4', 'sign', [sign('d4')]);
    await pass('d4', now);
    await takeIn(system, [{ channel: 'console' }], now);
    const later = await dueGroups(system.db, 'wecom', at('2024-03-26', '17:05'), 50);
    expect(later.find((g) => g.digest === group!.digest)!.notices).toEqual(group!.notices);
    expect(later).toHaveLength(2);
  });
});

describe('the office sees', () => {
  test('status, attempts, why, and what perhaps came twice; it retries and mutes with a reason', async () => {
    const { stream } = (await openNotices(system.db, { projects: ['a'] }))[0]!;
    const id = stream.slice('notice/'.length);
    const now = at('2024-04-01', '09:05');
    await handle(id, 's1', { type: 'beginAttempt', channel: 'console' }, now);
    await handle(id, 's2', { type: 'beginAttempt', channel: 'console' }, now);
    const row = (await get('/v1/notices?project=a&limit=1000')).find((n) => n.delivery?.id === id)!;
    expect(row.delivery).toMatchObject({ status: 'open', perhapsTwice: true });
    expect(row.delivery!.attempts.map((a) => a.outcome)).toEqual(['uncertain', 'open']);
    expect(row.why!.zh).toContain('督办规则 county 第 1 版');

    const refused = { outcome: 'refused', code: 'x', message: 'no', permanent: true };
    await handle(id, 'o2', { type: 'recordOutcome', attempt: 2, outcome: refused }, now);
    const list = await get('/v1/notices?status=undeliverable');
    expect(list.map((n) => n.delivery!.id)).toEqual([id]);
    const office = (path: string, body: object) =>
      app().request(path, {
        method: 'POST',
        headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await office(`/v1/notices/${id}/retry`, { by: '县调度办' })).status).toBe(200);
    expect((await state(id))!.status).toBe('open');
    expect((await office(`/v1/notices/${id}/mute`, { by: '县调度办' })).status).toBe(400);
    expect((await office(`/v1/notices/${id}/mute`, { by: '县调度办', reason: '已电话告知' })).status).toBe(
      200,
    );
    expect(await state(id)).toMatchObject({ status: 'muted', reason: { zh: '已电话告知' } });
    expect((await office('/v1/notices/a:999:0/retry', { by: 'x' })).status).toBe(422);
  });

  test('a channel that the settings do not have does not hold a notice for ever', async () => {
    const now = at('2024-03-28', '09:00');
    await contact('孙副县长', {
      channels: [
        { channel: 'pigeon', address: 'x' },
        { channel: 'console', address: 'y' },
      ],
    });
    await send(system, 'u', 'sign', [sign('u')]);
    await pass('u', at('2024-04-08', '09:00'));
    await takeIn(system, [{ channel: 'console' }], now);
    await giveUpUnserved(system, 'pigeon', at('2024-04-08', '09:05'));
    const open = await openTo('u', '孙副县长');
    const moved = open.filter((o) => o.notice.givenUp.includes('pigeon'));
    expect(moved.length).toBeGreaterThan(0);
    expect(open.filter((o) => o.notice.preferences.channels[0]?.channel === 'pigeon').length).toBe(
      moved.length,
    );
    expect(moved.every((o) => o.notice.status === 'open')).toBe(true);
  });
});

test('what is done is withdrawn before it goes out; an erased person’s addresses are gone from every table', async () => {
  const now = at('2024-03-27', '09:00');
  await contact('吴项目长', {
    channels: [{ channel: 'email', address: 'wu@example.org', mobile: '13911112222' }],
  });
  await send(system, 'w', 'sign', [sign('w')]);
  await send(system, 'w', 'appoint', [{ type: 'appointPerson', role: 'projectChief', person: '吴项目长' }]);
  await pass('w', now);
  await takeIn(system, [{ channel: 'console' }], now);
  const before = await openTo('w', '吴项目长');
  expect(before.length).toBeGreaterThan(0);
  await send(system, 'w', 'done', [{ type: 'completeMilestone', milestone: 'a-trial' }], now);
  await takeIn(system, [{ channel: 'console' }], now);
  const trial = before.filter((b) => b.notice.rung.obligation === 'milestone:a-trial');
  for (const { stream } of trial)
    expect(await state(stream.slice('notice/'.length))).toMatchObject({ status: 'withdrawn', attempts: [] });

  await erasePerson(system, '吴项目长', { reason: '本人申请', at: now, progress: () => silent });
  const { rows } = await sql<{ t: string }>`
    select string_agg(t, ' ') as t from (
      select to_jsonb(e)::text as t from events e union all select to_jsonb(s)::text from stream_state s
      union all select to_jsonb(n)::text from notices n union all select to_jsonb(r)::text from rejections r
    ) x`.execute(system.db);
  for (const gone of ['吴项目长', 'wu@example.org', '13911112222'])
    expect(rows[0]!.t.includes(gone), gone).toBe(false);
});
