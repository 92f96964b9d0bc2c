/** A burst on the real worker and a real dev server, against servers that keep the robots' limits. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countOf, dueToday, notices, openWay, seenAt, type RobotName, type Way } from './given.ts';

const ROBOTS: RobotName[] = ['wecom', 'dingtalk', 'feishu', 'webhook'];
const WAIT = { timeout: 240_000, interval: 250 };
let way: Way;
beforeEach(async () => {
  way = await openWay();
}, 60_000);
afterEach(() => way.stop(), 60_000);

/** `count` notices; a quarter and more of them for the receiver that has no limit. */
async function burst(count: number): Promise<Map<string, RobotName>> {
  const robots = new Map<string, RobotName>();
  for (let i = 0; i < count; i++) robots.set(`p${i}`, i % 5 < 3 ? ROBOTS[i % 5]! : 'webhook');
  await Promise.all([...robots].map(([id, robot]) => dueToday(way.system, id, [robot])));
  return robots;
}

describe('a burst', { timeout: 300_000 }, () => {
  test('of 200 notices breaks no limit, loses none, doubles none; each on its own channel', async () => {
    const robots = await burst(200);
    await way.startWorker();
    await expect.poll(() => countOf(way.system, 'sent'), WAIT).toBe(200);
    const all = await notices(way.system);
    expect(all).toHaveLength(200);
    expect(way.fakes.received.filter((r) => r.became !== 'shown')).toEqual([]);
    expect(way.fakes.received).toHaveLength(200);
    for (const { id, notice } of all) {
      expect(seenAt(way.fakes, robots.get(notice.project)!, id), id).toBe(1);
      expect(notice.attempts.map((a) => a.outcome)).toEqual(['sent']);
      expect(notice.perhapsTwice).toBe(false);
    }
  });

  test('with the worker killed in the middle: none is lost, and one that came twice says so', async () => {
    const robots = await burst(80);
    await way.startWorker();
    for (const seen of [20, 45]) {
      await expect.poll(() => way.fakes.received.length, WAIT).toBeGreaterThan(seen);
      // The next message is with its robot, which never answers: it was taken, and nobody will record it.
      const reached = way.fakes.reached('wecom');
      way.fakes.fail('wecom', { is: 'silence', takes: true });
      await reached;
      await way.killWorker();
      await way.startWorker();
    }
    await expect.poll(() => countOf(way.system, 'sent'), WAIT).toBe(80);
    const all = await notices(way.system);
    expect(all).toHaveLength(80);
    const twice: string[] = [];
    let more = 0;
    for (const { id, notice } of all) {
      const seen = seenAt(way.fakes, robots.get(notice.project)!, id);
      expect(seen, id).toBeGreaterThanOrEqual(1);
      if (seen > 1) twice.push(id);
      more += seen - 1;
      expect(notice.perhapsTwice, id).toBe(notice.attempts.some((a) => a.outcome === 'uncertain'));
    }
    // One for each kill; both may have met the same notice.
    expect(more).toBeGreaterThanOrEqual(2);
    const flagged = all.filter((n) => n.notice.perhapsTwice).map((n) => n.id);
    expect(twice.filter((id) => !flagged.includes(id))).toEqual([]);
    expect(way.fakes.received.filter((r) => r.became === 'refused')).toEqual([]);
  });
});

describe('channels beside each other', { timeout: 120_000 }, () => {
  test('a dead one holds no other, and what it refuses for good goes to the next of the person', async () => {
    way.fakes.fail('wecom', ...Array.from({ length: 50 }, () => ({ is: 'silence' }) as const));
    way.fakes.fail('dingtalk', { is: 'code', code: 300001, said: 'token is not exist' });
    for (const i of [0, 1, 2]) await dueToday(way.system, `dead${i}`, ['wecom']);
    await dueToday(way.system, 'next', ['dingtalk', 'feishu']);
    await dueToday(way.system, 'gone', ['carrier-pigeon']);
    for (let i = 0; i < 20; i++) await dueToday(way.system, `live${i}`, ['webhook']);
    await way.startWorker();
    await expect.poll(() => way.fakes.shown('webhook').length, { timeout: 60_000 }).toBe(20);
    await expect.poll(() => way.fakes.shown('feishu').length, { timeout: 60_000 }).toBe(1);
    const of = async (project: string) =>
      (await notices(way.system)).find((n) => n.notice.project === project)!.notice;
    await expect.poll(async () => (await of('next')).status).toBe('sent');
    expect(await of('next')).toMatchObject({
      givenUp: ['dingtalk'],
      attempts: [
        { channel: 'dingtalk', outcome: 'refused' },
        { channel: 'feishu', outcome: 'sent' },
      ],
    });
    // A channel that the settings do not have: the office's list, with the reason.
    expect(await of('gone')).toMatchObject({ status: 'undeliverable' });
    expect((await of('gone')).reason?.zh).toContain('carrier-pigeon');
    for (const i of [0, 1, 2]) expect((await of(`dead${i}`)).status).toBe('open');
  });
});
