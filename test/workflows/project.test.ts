/** The real workflow on Temporal's time-skipping server, with the real store: months pass in seconds. */
import type { WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { simulate } from '../../domain/simulate.ts';
import type { Step } from '../../domain/simulate.ts';
import { STORY, STORY_END, STORY_ID } from '../../examples/story.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readRejections, readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { wakeProject } from '../../worker/relay.ts';
import { searchAttributeTypes } from '../../worker/temporal.ts';
import { bundleWorkflows } from '../../worker/worker.ts';
import {
  completeMilestoneSignal,
  completeMilestoneUpdate,
  projectWorkflowId,
  stateQuery,
  submitUpdate,
  TASK_QUEUE,
  wake,
} from '../../workflows/messages.ts';
import { freshSystem } from '../fresh-system.ts';

let env: TestWorkflowEnvironment;
let system: System;
let worker: Worker;
let running: Promise<void>;
const stream = projectStream(STORY_ID);

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: inject('testServer') } });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: searchAttributeTypes,
  });
  const offsetMs = Date.parse(STORY[0]!.at) - (await env.currentTimeMs());
  system = await freshSystem({ mode: 'demo', offsetMs, startedAt: STORY[0]!.at });
  worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await bundleWorkflows(),
    activities: createActivities(system),
  });
  running = worker.run();
});
afterAll(async () => {
  worker?.shutdown();
  await running;
  await system?.close();
  await env?.teardown();
});

const nowMs = async (): Promise<number> =>
  Date.parse(await system.clock.now(new Date(await env.currentTimeMs()).toISOString()));

async function sleepUntil(instant: string): Promise<void> {
  const ms = Date.parse(instant) - (await nowMs());
  if (ms > 0) await env.sleep(ms);
}

async function sign({ command, actor }: Step): Promise<WorkflowHandle> {
  const at = new Date(await env.currentTimeMs()).toISOString();
  const signed = await system.handle({ stream, commandId: 'sign', actor, at, commands: [command] });
  expect(signed).toMatchObject({ ok: true });
  await wakeProject(env.client, STORY_ID);
  return env.client.workflow.getHandle(projectWorkflowId(STORY_ID));
}

/** What the Temporal UI shows of the project in construction: the business, and nobody's name but the chief's. */
async function expectShown(handle: WorkflowHandle): Promise<void> {
  const described = await handle.describe();
  const attribute = (name: string, type: 'KEYWORD' | 'DATETIME') =>
    described.typedSearchAttributes.get(defineSearchAttributeKey(name, type));
  const shown = {
    stage: attribute('QcStage', 'KEYWORD'),
    light: attribute('QcLight', 'KEYWORD'),
    zone: attribute('QcZone', 'KEYWORD'),
    chief: attribute('QcChief', 'KEYWORD'),
  };
  expect(shown).toEqual({
    ...{ stage: 'construction', zone: '示例县', chief: '赵项目长' },
    light: expect.stringMatching(/^(red|yellow|green)$/),
  });
  expect(attribute('QcNextDue', 'DATETIME')).toBeInstanceOf(Date);

  const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(currentDetails).toContain('绿源精密铸造一期');
  expect(currentDetails).toContain('示例县 · 建设 / construction');
  expect(currentDetails).toMatch(/- \d{4}-\d\d-\d\d 铸造车间试生产/);
  const { events } = await handle.fetchHistory();
  const summaries = (events ?? []).flatMap((e) => {
    const data = e.userMetadata?.summary?.data;
    return data ? [Buffer.from(data).toString('utf8')] : [];
  });
  expect(summaries).toContain('"到期处理 / passes what is due"');
  expect(summaries.some((s) => /"命令 \/ command: \w+"/.test(s))).toBe(true);
  expect(summaries.some((s) => /建设 \/ construction · \d{4}-\d\d-\d\d/.test(s))).toBe(true);
  const people = STORY.flatMap(({ command }) => ('people' in command ? command.people : []));
  expect(people.length).toBeGreaterThan(3);
  for (const { person } of people) expect(`${currentDetails} ${summaries.join()}`).not.toContain(person);
}

describe('the story, through the real workflow', () => {
  test('a command, a query, a refused update and a refused signal; then the same events as the simulator', async () => {
    const [first, ...steps] = STORY;
    const handle = await sign(first!);

    for (const [index, { at, actor, command }] of steps.entries()) {
      await sleepUntil(at);
      const commandId = `step/${index}`;
      if (command.type === 'completeMilestone') {
        const { type: _, ...report } = command;
        const args = [{ ...report, commandId, actor }] as never;
        await handle.executeUpdate(completeMilestoneUpdate, { args });
        // Sent again, it is done once; after the last one the workflow has ended with its project.
        if (index < steps.length - 1) await handle.executeUpdate(completeMilestoneUpdate, { args });
      } else {
        await handle.executeUpdate(submitUpdate, { args: [{ commandId, actor, command }] });
      }
      if (index !== 7) continue;

      const view = await handle.query(stateQuery);
      expect(view.face).toMatchObject({ name: '绿源精密铸造一期', chief: '赵项目长', stage: 'construction' });
      await expectShown(handle);
      const bad = { commandId: 'bad/update', actor: '某人', milestone: 'nowhere' };
      await expect(handle.executeUpdate(completeMilestoneUpdate, { args: [bad] })).rejects.toMatchObject({
        cause: { type: 'unknownMilestone' },
      });
      await expect(
        handle.executeUpdate(completeMilestoneUpdate, { args: [{ ...bad, milestone: '' }] }),
      ).rejects.toMatchObject({ cause: { type: 'badRequest' } });
      await handle.signal(completeMilestoneSignal, { ...bad, commandId: 'bad/signal' });
      await expect
        .poll(async () => (await handle.query(stateQuery)).rejections)
        .toMatchObject([{ commandId: 'bad/signal', code: 'unknownMilestone' }]);
    }
    await sleepUntil(STORY_END);
    await handle.result();

    const expected = simulate(STORY, STORY_END, system.rules).flatMap((h) => (h.event ? [h.event] : []));
    const recorded = await readStream(system.db, stream);
    expect(recorded.map((e) => ({ type: e.type, occurredOn: e.occurredOn, data: e.data }))).toEqual(
      expected.map((e) => ({ type: e.type, occurredOn: e.occurredOn, data: e.data })),
    );
    expect(expected.filter((e) => e.type === 'rungReached').length).toBeGreaterThan(3);
    const refused = await readRejections(system.db, stream);
    expect(refused.map((r) => r.command_id).toSorted()).toEqual(['bad/signal', 'bad/update']);
  });

  test('a workflow that has ended and is woken again reads the log, adds nothing and ends', async () => {
    const before = await readStream(system.db, stream);
    const again = await env.client.workflow.signalWithStart('project', {
      workflowId: projectWorkflowId(STORY_ID),
      taskQueue: TASK_QUEUE,
      args: [STORY_ID],
      signal: wake,
    });
    await again.result();
    expect(await readStream(system.db, stream)).toEqual(before);
  });
});
