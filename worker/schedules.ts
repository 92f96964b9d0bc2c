/**
 * A Temporal Schedule for each report of each office. It fires every day at the report's time; whether one is
 * due that day (a holiday, a month's first working day) is for `domain/office.ts` to say.
 */
import { ScheduleAlreadyRunning, type Client, type ScheduleOptions } from '@temporalio/client';
import { officesOf, RUN_KINDS, type RunKind } from '../domain/office.ts';
import type { System } from '../store/system.ts';
import { reportId, TASK_QUEUE } from '../workflows/messages.ts';

const PREFIX = 'report/';
const NAMES: Record<RunKind, string> = {
  weekly: '周调度 / weekly scheduling review',
  daily: '日汇报 / daily report',
  monthly: '月总结 / monthly summary',
};

/**
 * Brings the Schedules to the offices' settings; safe to repeat. On a demo's clock they are paused: the relay
 * starts what the demo's time has made due.
 */
export async function ensureSchedules(system: System, client: Client): Promise<void> {
  const rules = await system.freshRules();
  const { mode } = await system.clock.mode();
  const wanted = new Set<string>();
  for (const [county, office] of officesOf(rules)) {
    for (const kind of RUN_KINDS) {
      const times = office[kind];
      if (!times) continue;
      wanted.add(reportId({ kind, county }));
      await ensure(client, scheduleOf(kind, county, times.time, rules.calendar.zone, mode === 'demo'));
    }
  }
  for await (const { scheduleId } of client.schedule.list()) {
    if (scheduleId.startsWith(PREFIX) && !wanted.has(scheduleId))
      await client.schedule.getHandle(scheduleId).delete();
  }
}

function scheduleOf(
  kind: RunKind,
  county: string | undefined,
  time: string,
  timezone: string,
  paused: boolean,
): ScheduleOptions {
  const [hour, minute] = time.split(':').map(Number);
  return {
    scheduleId: reportId({ kind, county }),
    spec: { calendars: [{ hour: hour!, minute: minute! }], timezone },
    action: {
      type: 'startWorkflow',
      workflowType: 'report',
      workflowId: reportId({ kind, county }),
      taskQueue: TASK_QUEUE,
      args: [{ kind, county }],
    },
    policies: { overlap: 'SKIP', catchupWindow: '1 day' },
    state: { paused, note: paused ? '演示时钟触发 / started by the demo clock' : NAMES[kind] },
  };
}

async function ensure(client: Client, options: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec } = options;
    await client.schedule.getHandle(options.scheduleId).update((before) => ({ ...before, spec }));
  }
}
