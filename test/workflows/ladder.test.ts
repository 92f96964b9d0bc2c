/**
 * A milestone that is missed for thirty working days over a Spring Festival, on Temporal's time-skipping
 * server: the real workflows, store, delivery and links, and a channel that notes what it is given and when.
 */
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createActivities, createDeliveryActivities } from '../../activities/index.ts';
import type { Channel } from '../../channels/channel.ts';
import { addDays, instantAt, localDate, localTime } from '../../domain/dates.ts';
import { projectStream, contactStream } from '../../store/aggregates.ts';
import { openNotices } from '../../store/deliveries.ts';
import { takeIn } from '../../store/intake.ts';
import { tokenFor, useLink } from '../../store/links.ts';
import { dueBy, load, readStream } from '../../store/read.ts';
import type { Notice } from '../../domain/delivery.ts';
import type { System } from '../../store/system.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { bundleWorkflows } from '../../worker/worker.ts';
import { channelQueue, projectWorkflowId, TASK_QUEUE, wake } from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';

const ZONE = 'Asia/Shanghai';
const SIGNED = '2024-01-22';
const DUE = '2024-02-02';
let env: TestWorkflowEnvironment;
/** Not the environment's own: that one lets time run while it waits for a result. */
let client: Client;
let system: System;
let workers: Worker[];
let running: Promise<unknown>;
/** `date time project → person: title`, as the channel got it. */
const told: { at: string; project: string; person: string; text: string }[] = [];

const realNow = async (): Promise<string> => new Date(await env.currentTimeMs()).toISOString();
const now = async (): Promise<string> => system.clock.now(await realNow());

const channel: Channel = {
  ...{ name: 'console', sendsPerSecond: 1_000, maxBytes: 4_000, dropsRepeats: false },
  async send({ title, body, id }, { to }) {
    const project = id.split(':')[0]!;
    told.push({ at: localTime(await now(), ZONE), project, person: to, text: `${title}\n${body}` });
    return { outcome: 'sent' };
  },
};

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: inject('testServer') } });
  client = new Client({ connection: env.connection });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: searchAttributeTypes,
  });
  const start = instantAt(SIGNED, '10:00', ZONE);
  const offsetMs = Date.parse(start) - (await env.currentTimeMs());
  system = await freshSystem({ mode: 'demo', offsetMs, startedAt: start });
  const connection = env.nativeConnection;
  workers = [
    await Worker.create({
      ...{ connection, taskQueue: TASK_QUEUE, workflowBundle: await bundleWorkflows() },
      activities: createActivities(system),
    }),
    await Worker.create({
      ...{ connection, taskQueue: channelQueue('console') },
      activities: createDeliveryActivities(system, channel, { now: realNow }),
    }),
  ];
  running = Promise.all(workers.map((w) => w.run()));
});
afterAll(async () => {
  for (const worker of workers ?? []) worker.shutdown();
  await running;
  await system?.close();
  await env?.teardown();
});

async function send(stream: string, commandId: string, command: object, actor = '赵项目长'): Promise<void> {
  const commands = [command as never];
  const outcome = await system.handle({ stream, commandId, actor, at: await realNow(), commands });
  expect(outcome).toMatchObject({ ok: true });
}

async function sign(id: string): Promise<void> {
  await send(projectStream(id), 'sign', {
    ...{ type: 'signProject', id, name: `工厂 ${id}`, county: '示例县', signedOn: SIGNED },
    template: { id: 'industrial', version: 1 },
    people: [
      { role: 'projectChief', person: `赵项目长 ${id}`, from: SIGNED },
      { role: 'leaderInCharge', person: '孙副县长', from: SIGNED },
      { role: 'office', person: '县调度办', from: SIGNED },
    ],
    lines: [{ id: 'a', name: '甲线', kind: 'main' }],
    milestones: [{ id: 'm', name: '甲线通电', line: 'a', committedOn: DUE, department: '县工信局' }],
    ...{ approvalItems: [], factors: [], windows: [] },
  });
  await wakeUp(id);
}

const wakeUp = (id: string) =>
  client.workflow.signalWithStart('project', {
    ...{ workflowId: projectWorkflowId(id), taskQueue: TASK_QUEUE, args: [id], signal: wake },
  });

/** What the relay does, at an instant of the system's time: everybody's time has passed, notices are on their way. */
async function at(date: string, time: string): Promise<void> {
  const ms = Date.parse(instantAt(date, time, ZONE)) - Date.parse(await now());
  if (ms > 0) await env.sleep(ms);
  await expect.poll(async () => (await dueBy(system.db, await now())).due, { timeout: 20_000 }).toBe(0);
  await takeIn(system, [{ channel: 'console' }], await realNow());
  await client.workflow.execute('deliverChannel', {
    ...{ workflowId: 'channel/console', taskQueue: TASK_QUEUE, args: ['console'] },
  });
}

const rungs = async (id: string): Promise<string[]> =>
  (await readStream(system.db, projectStream(id))).flatMap((e) =>
    e.type === 'rungReached' ? [`${e.occurredOn} ${e.data.rung}`] : [],
  );

const openNotice = async (project: string): Promise<{ stream: string; notice: Notice }> =>
  (await openNotices(system.db, { projects: [project] }))[0]!;

test('the right rungs on the right days; an acknowledgement holds the next; a correction withdraws', async () => {
  for (const id of ['missed', 'answered', 'corrected']) await sign(id);
  // Who waits for the digest has not had it when the correction comes.
  await send(contactStream('zhao'), 'set', {
    ...{ type: 'setContact', person: '赵项目长 corrected', language: 'zh', digestAt: '18:00' },
    channels: [{ channel: 'console', address: '赵项目长 corrected' }],
  });

  for (let day = addDays(SIGNED, 1); day <= '2024-03-22'; day = addDays(day, 1)) {
    await at(day, '10:00');
    if (day === '2024-01-30') await at(day, '18:30');
    if (day === '2024-02-04') {
      // The chief of the second one answers by the link of the day's notice.
      const { rows } = { rows: await readStream(system.db, projectStream('answered')) };
      const chief = rows.findLast((e) => e.type === 'rungReached')!;
      const stream = `notice/answered:${chief.version}:0`;
      const notice = (await load(system.db, stream))!.state as Notice;
      const used = await useLink(
        system,
        await tokenFor(system, stream, notice),
        { action: 'acknowledge' },
        await realNow(),
      );
      expect(used.is).toBe('done');
      await wakeUp('answered');
    }
    if (day === DUE) {
      const { stream, notice } = await openNotice('corrected');
      expect([notice.rung.rung, notice.status]).toEqual(['due', 'open']);
      await send(projectStream('corrected'), 'correct', {
        ...{ type: 'completeMilestone', milestone: 'm', occurredOn: '2024-02-01', evidence: '漏报' },
      });
      await wakeUp('corrected');
      await at(day, '19:00');
      expect((await load(system.db, stream))!.state).toMatchObject({
        status: 'withdrawn',
        reason: { zh: '甲线通电已完成或已撤销' },
        attempts: [],
      });
    }
  }

  // 4 and 18 February are Sundays that are worked; 10 to 17 February is the Spring Festival.
  expect(await rungs('missed')).toEqual([
    '2024-01-30 remind',
    '2024-02-02 due',
    '2024-02-04 chief',
    '2024-02-06 department',
    '2024-02-08 leader',
    '2024-02-21 onSiteOffice',
  ]);
  const of = (project: string) =>
    told
      .filter((t) => t.project === project)
      .map((t) => `${t.at.slice(0, 10)} ${t.person}`)
      .toSorted();
  expect(of('missed')).toEqual([
    '2024-01-30 赵项目长 missed',
    '2024-02-02 赵项目长 missed',
    '2024-02-04 赵项目长 missed',
    '2024-02-06 县工信局',
    '2024-02-06 县调度办',
    '2024-02-08 孙副县长',
    '2024-02-21 县调度办',
    '2024-02-21 孙副县长',
  ]);
  // Acknowledged on the 4th for two working days, to the 6th: what was due on the 6th comes on the 7th.
  expect(await rungs('answered')).toEqual([
    '2024-01-30 remind',
    '2024-02-02 due',
    '2024-02-04 chief',
    '2024-02-07 department',
    '2024-02-08 leader',
    '2024-02-21 onSiteOffice',
  ]);
  expect(await rungs('corrected')).toEqual(['2024-01-30 remind', '2024-02-02 due']);
  expect(of('corrected')).toEqual(['2024-01-30 赵项目长 corrected']);
  expect(told.find((t) => t.project === 'corrected')!.at.slice(11)).toBe('18:30');

  // Each step says why: rule and version, clock, days.
  const leader = told.find((t) => t.project === 'missed' && t.person === '孙副县长')!;
  expect(leader.text).toContain('督办规则 county 第 1 版，承诺时限，到期后第 5 个工作日（2024-02-02）');
  expect(localDate(await now(), ZONE) >= '2024-03-22').toBe(true);
}, 300_000);
