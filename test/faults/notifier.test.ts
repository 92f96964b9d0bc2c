/** Nobody sends notices for twelve days; then they go out, each once, and what is over by then does not. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeliveryActivities } from '../../activities/index.ts';
import type { Channel } from '../../channels/channel.ts';
import { addDays, instantAt } from '../../domain/dates.ts';
import { dueGroups, noticesOfStatus } from '../../store/deliveries.ts';
import { takeIn } from '../../store/intake.ts';
import { passProjectTime } from '../../store/pass-time.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { send, sign } from '../store/filled.ts';

const ZONE = 'Asia/Shanghai';
const DUE = '2024-03-26';
const DAYS = 12;
const IDS = ['a', 'b', 'c', 'd'];
let system: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

test('a notifier that was down for days loses nothing and sends each key once', async () => {
  for (const id of IDS) await send(system, id, 'sign', [sign(id)], instantAt('2024-03-01', '10:00', ZONE));
  let at = '';
  for (let day = -5; day <= DAYS; day++) {
    at = instantAt(addDays(DUE, day), '10:00', ZONE);
    for (const project of IDS)
      await passProjectTime(system, { project, at, commandId: `time/${project}/${day}` });
    await takeIn(system, [{ channel: 'console' }], at);
    if (day === 3) {
      const done = { type: 'completeMilestone', milestone: 'a-trial', evidence: '验收单' } as const;
      await send(system, 'd', 'done', [{ ...done, cause: 'enterprise', owner: '企业' } as never], at);
    }
  }
  const open = await noticesOfStatus(system.db, 'open', { limit: 1_000 }, ZONE);
  expect(open.length).toBeGreaterThan(IDS.length * 3);

  const heard: string[] = [];
  const channel: Channel = {
    ...{ name: 'console', sendsPerSecond: 1_000, maxBytes: 4_000, dropsRepeats: false },
    send: (message) => {
      heard.push(message.id);
      return Promise.resolve({ outcome: 'sent' });
    },
  };
  const activities = createDeliveryActivities(system, channel, { now: () => at });
  const sendAll = async (): Promise<void> => {
    for (const group of await dueGroups(system.db, 'console', at, 1_000))
      await new MockActivityEnvironment({ activityId: group.notices.join() }).run(
        (one: typeof group) => activities.deliver(one),
        group,
      );
  };
  await sendAll();
  await sendAll();

  const sent = await noticesOfStatus(system.db, 'sent', { limit: 1_000 }, ZONE);
  expect(heard.toSorted()).toEqual(sent.map((n) => n.id).toSorted());
  expect(new Set(heard).size).toBe(heard.length);
  const stillOpen = await noticesOfStatus(system.db, 'open', { limit: 1_000 }, ZONE);
  const withdrawn = await noticesOfStatus(system.db, 'withdrawn', { limit: 1_000 }, ZONE);
  expect(stillOpen).toEqual([]);
  expect(sent.length + withdrawn.length).toBeGreaterThanOrEqual(open.length);
  // The one that was done on the third day: what had not gone out about it does not any more.
  expect(withdrawn.some((n) => n.stream === 'project/d')).toBe(true);
});
