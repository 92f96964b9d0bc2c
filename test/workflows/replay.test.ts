/** What runs out there replays on today's workflows; and a change that would break it is caught. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows } from '../../worker/worker.ts';
import { bundleVariant, ONE_STEP_MORE } from './variant.ts';

const FOLDER = join(import.meta.dirname, 'histories');
const histories = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.pb'))
  .toSorted()
  .map((name) => ({
    name,
    history: proto.temporal.api.history.v1.History.decode(readFileSync(join(FOLDER, name))),
  }));

beforeAll(() => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
});

/** The error of each history's replay; null where it fits. */
async function replay(workflowBundle: Awaited<ReturnType<typeof bundleWorkflows>>) {
  const results = new Map<string, Error | null>();
  const all = histories.map(({ name, history }) => ({ workflowId: name, history }));
  // Workflows with traces hand their spans over; nobody takes them here.
  const sinks = { exporter: { export: { fn: () => {} } } };
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks }, all))
    results.set(workflowId, error ?? null);
  return results;
}

test.each([
  ['as they are', {}],
  ['with traces', { traced: true }],
  ['with payload keys', { encrypted: true }],
])('every stored history replays on the workflows %s', async (_, options) => {
  expect(histories.map((h) => h.name.split('/')[1])).toEqual(
    expect.arrayContaining(['channel.pb', 'project-ended.pb', 'project-waiting.pb', 'report.pb']),
  );
  for (const [name, error] of await replay(await bundleWorkflows(options))) expect(error, name).toBeNull();
});

test('a loop with one step more does not, unless it asks whether the run began with it', async () => {
  const broken = await replay(await bundleVariant([ONE_STEP_MORE]));
  for (const [name, error] of broken)
    if (name.includes('project')) expect(error, name).toBeInstanceOf(DeterminismViolationError);
    else expect(error, name).toBeNull();

  const asking = await bundleVariant([
    ['  let round = 0;', "  let round = 0;\n  const modern = patched('one-step-more');"],
    [ONE_STEP_MORE[0], `if (modern) ${ONE_STEP_MORE[1]}`],
    ['  condition,\n', '  condition,\n  patched,\n'],
  ]);
  for (const [name, error] of await replay(asking)) expect(error, name).toBeNull();
});
