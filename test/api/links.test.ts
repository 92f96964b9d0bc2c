/** Signed links over HTTP on a real store: looked at, used once, expired, revoked, rotated, and what of it is recorded. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { Notice } from '../../domain/delivery.ts';
import { noticeStream, projectStream } from '../../store/aggregates.ts';
import { takeIn } from '../../store/intake.ts';
import { tokenFor } from '../../store/links.ts';
import { load, readRejections, readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem } from '../fresh-system.ts';
import { PLANT } from '../given.ts';

const NOW = '2024-03-27T01:05:00.000Z';
const DAY_MS = 86_400_000;
let system: System & { url: string };
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  system = await freshSystem({ mode: 'demo', offsetMs: Date.parse(NOW) - Date.now(), startedAt: NOW });
  app = createApp({ system, token: 'secret' });
});
afterAll(() => system.close());

/** A plant of that name whose milestone a-trial was due yesterday; the ids of the notices of its chief rung. */
async function plant(id: string): Promise<string[]> {
  const at = new Date().toISOString();
  const send = (commandId: string, command: object) =>
    system.handle({
      stream: projectStream(id),
      commandId,
      actor: 'office',
      at,
      commands: [command as never],
    });
  expect((await send('sign', { type: 'signProject', ...PLANT, id })).ok).toBe(true);
  expect((await send('pass', { type: 'passTime', now: NOW })).ok).toBe(true);
  await takeIn(system, [{ channel: 'console' }], at);
  const chief = (await readStream(system.db, projectStream(id))).findLast(
    (e) => e.type === 'rungReached' && e.data.obligation === 'milestone:a-trial',
  )!;
  return [`${id}:${chief.version}:0`];
}

async function linkOf(notice: string): Promise<string> {
  const { state } = (await load(system.db, noticeStream(notice)))!;
  return `/l/${await tokenFor(system, noticeStream(notice), state as Notice)}`;
}

const look = async (path: string) => {
  const answer = await app.request(path);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const use = async (path: string, form: Record<string, string>) => {
  const answer = await app.request(path, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, text: await answer.text() };
};
const office = async (path: string, body: object) =>
  app.request(path, {
    method: 'POST',
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const byLink = async (project: string) =>
  (await readStream(system.db, projectStream(project))).filter((e) => e.commandId.startsWith('link/'));

/** Everything that stands in the database, as text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ t: string }>`
    select coalesce(string_agg(t, ' '), '') as t from (
      select to_jsonb(e)::text as t from events e union all select to_jsonb(s)::text from stream_state s
      union all select to_jsonb(r)::text from rejections r union all select to_jsonb(y)::text from system y
      union all select to_jsonb(u)::text from subscriptions u order by 1
    ) x`.execute(system.db);
  return rows[0]!.t;
}

describe('looked at', () => {
  test('a link shows what it is for, needs no script, and changes nothing however often', async () => {
    const [notice] = await plant('look');
    const path = await linkOf(notice!);
    const before = await everything();
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await app.request(path, { method, headers: { 'user-agent': 'WeCom preview' } })).status).toBe(
        200,
      );
    expect(await everything()).toBe(before);
    const { text, headers } = await look(path);
    for (const shown of ['示例工厂', '甲线试生产', '2024-03-26', '赵项目长', '督办规则 county 第 1 版'])
      expect(text).toContain(shown);
    expect(text).toContain('width=device-width');
    expect(text).not.toMatch(/<script|onclick|href=/i);
    expect(text.match(/name="action" value="(\w+)"/g)).toHaveLength(4);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
  });
});

describe('used', () => {
  test('once: the event names the person and the link; a second time it answers what was done', async () => {
    const [notice] = await plant('once');
    const path = await linkOf(notice!);
    const first = await use(path, { action: 'acknowledge' });
    expect([first.status, first.text.includes('已记录')]).toEqual([200, true]);
    const again = await use(path, { action: 'completeMilestone', remark: '又来' });
    expect([again.status, again.text.includes('已经用过'), again.text.includes('确认收到')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await look(path)).text).toContain('已经用过');
    expect(await byLink('once')).toMatchObject([
      {
        ...{ type: 'rungAcknowledged', actor: '赵项目长', commandId: `link/${notice}` },
        data: { obligation: 'milestone:a-trial', by: '赵项目长' },
      },
    ]);
    const page = await app.request('/page/projects/once', { headers: { authorization: 'Bearer secret' } });
    expect(await page.text()).toContain('赵项目长（通过链接）');
  });

  test('twenty times at once it is done once', async () => {
    const [notice] = await plant('race');
    const path = await linkOf(notice!);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        use(path, { action: 'requestExtension', workdays: '5', reason: '设备晚到' }),
      ),
    );
    expect(answers.map((a) => a.status)).toEqual(Array(20).fill(200));
    expect(answers.filter((a) => a.text.includes('已记录，谢谢'))).toHaveLength(1);
    expect((await byLink('race')).map((e) => e.type)).toEqual(['extensionRequested']);
  });

  test.each<[string, Record<string, string>, object]>([
    [
      'confirm',
      { action: 'completeMilestone', remark: '点火成功' },
      { type: 'milestoneCompleted', data: { milestone: 'a-trial', evidence: '点火成功' } },
    ],
    [
      'extend',
      { action: 'requestExtension', workdays: '', dueOn: '2024-05-10', reason: '设备晚到' },
      { type: 'extensionRequested', data: { dueOn: '2024-05-10', reason: '设备晚到', by: '赵项目长' } },
    ],
    [
      'cause',
      { action: 'nameCause', cause: 'energy', owner: '供电公司', note: '外线未通' },
      { type: 'causeNamed', data: { cause: 'energy', owner: '供电公司', by: '赵项目长' } },
    ],
  ])('to %s', async (id, form, event) => {
    const [notice] = await plant(id);
    const answer = await use(await linkOf(notice!), form);
    expect(answer.status).toBe(200);
    expect(await byLink(id)).toMatchObject([event]);
  });

  test('for what the rules refuse: that is recorded, and the link is not used up', async () => {
    const [notice] = await plant('rules');
    const path = await linkOf(notice!);
    const obligation = 'milestone:a-trial';
    await office('/v1/projects/rules/commands', { type: 'acknowledge', obligation, by: '县调度办' });
    const answer = await use(path, { action: 'acknowledge' });
    expect([answer.status, answer.text.includes('未能受理')]).toEqual([409, true]);
    const rejections = await readRejections(system.db, projectStream('rules'));
    expect(rejections.map((r) => [r.code, r.actor])).toEqual([['alreadyAcknowledged', '赵项目长']]);
    expect((await use(path, { action: 'nameCause', cause: 'land' })).status).toBe(200);
  });

  test('a field that is missing or wrong is named, and the link stays good', async () => {
    const [notice] = await plant('form');
    const path = await linkOf(notice!);
    for (const [form, field] of [
      [{ action: 'requestExtension', workdays: '5', reason: ' ' }, '理由'],
      [{ action: 'requestExtension', workdays: '-5', reason: 'x' }, '工作日'],
      [{ action: 'dropTables' }, '未能受理'],
    ] as const) {
      const answer = await use(path, form);
      expect([answer.status, answer.text.includes(field)]).toEqual([400, true]);
    }
    expect(await byLink('form')).toEqual([]);
    expect((await use(path, { action: 'acknowledge' })).status).toBe(200);
  });
});

describe('refused', () => {
  const recorded = async (project: string) =>
    (await readRejections(system.db, projectStream(project))).map((r) => [r.code, r.actor]);

  test('tampered, made up, or for another person or obligation: nothing is shown, nothing written', async () => {
    const [one] = await plant('forge');
    const [other] = await plant('forge2');
    const path = await linkOf(one!);
    const [body, proof] = path.slice(3).split('.');
    const [otherBody, otherProof] = (await linkOf(other!)).slice(3).split('.');
    const before = await everything();
    for (const token of [
      `${body}.${otherProof}`,
      `${otherBody}.${proof}`,
      `${body}.${proof!.slice(0, -1)}${proof!.endsWith('A') ? 'B' : 'A'}`,
      `${body}`,
      'x'.repeat(3_000),
      '%E4%B8%AD',
    ]) {
      expect((await look(`/l/${token}`)).status, token).toBe(404);
      const answer = await use(`/l/${token}`, { action: 'acknowledge' });
      expect(answer.status, token).toBe(404);
      expect(answer.text).not.toContain('示例工厂');
    }
    expect(await everything()).toBe(before);
  });

  test('when its days are over; the attempt is recorded under the person', async () => {
    const [notice] = await plant('old');
    const path = await linkOf(notice!);
    const mode = await system.clock.mode();
    const now = await system.clock.now(new Date().toISOString());
    await system.clock.moveTo(
      new Date(Date.parse(now) + 15 * DAY_MS).toISOString(),
      new Date().toISOString(),
    );
    expect((await look(path)).status).toBe(410);
    expect((await use(path, { action: 'acknowledge' })).text).toContain('已过期');
    await system.clock.moveTo(now, new Date().toISOString());
    expect(mode.mode).toBe('demo');
    expect(await recorded('old')).toEqual([['link_expired', '赵项目长']]);
    expect(await byLink('old')).toEqual([]);
  });

  test('when the deadline has moved or the thing is done', async () => {
    const [notice] = await plant('moved');
    const path = await linkOf(notice!);
    const answer = await office('/v1/projects/moved/commands', {
      ...{ type: 'raiseBlocker', blocker: 'b', title: '堵', party: '某方', covers: [], dueOn: '2024-05-01' },
    });
    expect(answer.status).toBe(200);
    await office('/v1/projects/moved/commands', {
      ...{ type: 'terminateProject', by: '县政府', basis: '会议纪要', reason: '企业退出' },
    });
    expect((await use(path, { action: 'acknowledge' })).status).toBe(410);
    expect(await recorded('moved')).toEqual([['link_over', '赵项目长']]);
  });

  test('when it was revoked, alone or with all of a person', async () => {
    const [one] = await plant('revoke');
    const path = await linkOf(one!);
    const why = { by: '县调度办', reason: '误转发到大群' };
    expect((await office(`/v1/notices/${one}/revoke-link`, why)).status).toBe(200);
    expect((await use(path, { action: 'acknowledge' })).text).toContain('已作废');
    expect(await recorded('revoke')).toEqual([['link_revoked', '赵项目长']]);
    const events = await readStream(system.db, noticeStream(one!));
    expect(events.at(-1)).toMatchObject({ type: 'linkRevoked', actor: 'office', data: why });

    const [all] = await plant('revokeAll');
    const answer = await office('/v1/links/revoke', { person: '赵项目长', ...why });
    expect((await answer.json()) as object).toMatchObject({ revoked: expect.any(Number) as number });
    expect((await look(await linkOf(all!))).status).toBe(410);
    expect((await office('/v1/links/revoke', { person: '赵项目长', ...why })).status).toBe(422);
  });

  test('after a rotation old links live on, or are void where that was asked; new ones are signed anew', async () => {
    const [one] = await plant('rotate');
    const before = await linkOf(one!);
    const why = { by: '县调度办', reason: '例行轮换' };
    expect((await office('/v1/links/rotate', why)).status).toBe(200);
    expect((await look(before)).status).toBe(200);
    const between = await linkOf(one!);
    expect(between).not.toBe(before);
    expect((await office('/v1/links/rotate', { ...why, voidOld: true })).status).toBe(200);
    expect([(await look(before)).status, (await look(between)).status]).toEqual([410, 410]);
    expect((await use(await linkOf(one!), { action: 'acknowledge' })).status).toBe(200);
  });

  test('a leader’s link acknowledges and does no more', async () => {
    await plant('leader');
    const later = '2024-04-10T01:05:00.000Z';
    const at = new Date().toISOString();
    await system.handle({
      ...{ stream: projectStream('leader'), commandId: 'later', actor: 'clock', at },
      commands: [{ type: 'passTime', now: later }],
    });
    await takeIn(system, [{ channel: 'console' }], at);
    const { rows } = await sql<{ stream: string }>`
      select stream from stream_state where category = 'notice' and state ->> 'project' = 'leader'
        and state -> 'recipient' ->> 'role' = 'leaderInCharge' limit 1`.execute(system.db);
    if (!rows[0]) return;
    const path = await linkOf(rows[0].stream.slice('notice/'.length));
    expect((await look(path)).text.match(/name="action" value="(\w+)"/g)).toHaveLength(1);
    expect((await use(path, { action: 'nameCause', cause: 'land' })).status).toBe(409);
    expect(await byLink('leader')).toEqual([]);
  });

  test('every other command still needs the office’s token', async () => {
    for (const path of ['/v1/links/rotate', '/v1/links/revoke', '/v1/notices/a:1:0/mute', '/v1/contacts/a'])
      expect(
        (await app.request(path, { method: path === '/v1/contacts/a' ? 'PUT' : 'POST' })).status,
        path,
      ).toBe(401);
  });
});
