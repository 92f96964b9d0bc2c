import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarNotice } from '../../domain/calendar.ts';
import { POLICY } from '../../domain/policy.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import type { Project } from '../../domain/project/state.ts';
import { RULES_STREAM, type Command } from '../../store/aggregates.ts';
import { passProjectTime } from '../../store/pass-time.ts';
import { load, readStream } from '../../store/read.ts';
import type { System } from '../../store/system.ts';
import { freshSystem, REAL } from '../fresh-system.ts';
import { on, PLANT } from '../given.ts';

let system: System;
beforeAll(async () => {
  system = await freshSystem(REAL);
});
afterAll(() => system.close());

const send = (stream: string, commandId: string, at: string, ...commands: Command[]) =>
  system.handle({ stream, commandId, actor: 'test', at, commands });
const sign = (id: string, county: string) =>
  send(`project/${id}`, 'sign', on('2024-02-28').now, { type: 'signProject', ...PLANT, id, county });
const project = async (id: string) => (await load(system.db, `project/${id}`))!.state as Project;

test('a calendar notice moves the open deadlines of a project, each with its reason, once', async () => {
  await sign('moved', '示例县');
  const start: ProjectCommand = { type: 'startApprovalItem', item: 'eia' };
  await send('project/moved', 'start', on('2024-02-28').now, start);
  expect((await project('moved')).obligations['approvalItem:eia']!.dueOn).toBe('2024-03-20');
  const { holidays, makeUpWorkdays } = system.rules.calendar.years['2024']!;
  const notice: CalendarNotice = {
    year: 2024,
    source: '示例通知',
    effectiveOn: '2024-03-01',
    status: 'published',
    holidays: [...holidays, '2024-03-08'],
    makeUpWorkdays,
  };
  expect(
    await send(RULES_STREAM, 'notice', on('2024-02-29').now, { type: 'publishCalendar', notice }),
  ).toMatchObject({
    ok: true,
  });

  const wake = (commandId: string, day: string) =>
    passProjectTime(system, { project: 'moved', at: on(day).now, commandId });
  // Not before the day from which the notice counts; the workflow sleeps until then.
  const early = await wake('t0', '2024-02-29');
  expect(early.face.nextDueAt).toBe(on('2024-03-01', '00:00').now);
  await wake('t1', '2024-03-01');
  await wake('t2', '2024-03-01');
  const events = (await readStream(system.db, 'project/moved')).slice(2);
  expect(events.map(({ type, data }) => ({ type, data }))).toMatchObject([
    { type: 'calendarAdopted', data: { calendar: { id: 'china', version: 2 } } },
    {
      type: 'deadlineMoved',
      data: { obligation: 'approvalItem:eia', from: '2024-03-20', dueOn: '2024-03-21' },
    },
  ]);
  expect(events[1]!.data).toHaveProperty('reason.zh', expect.stringContaining('2024-03-21'));
});

test('a county that has set its own policy climbs its own ladder, its neighbour the common one', async () => {
  const quick = {
    ...POLICY,
    id: 'quick',
    ladders: { ...POLICY.ladders, commitment: POLICY.ladders.commitment.slice(2) },
  };
  const set = { type: 'setPolicy', county: '快县', policy: quick } as const;
  expect(await send(RULES_STREAM, 'quick', on('2024-02-28').now, set)).toMatchObject({ ok: true });
  await sign('quick', '快县');
  await sign('slow', '慢县');
  const rungs = async (id: string) => {
    await passProjectTime(system, { project: id, at: on('2024-03-27').now, commandId: 'late' });
    return (await readStream(system.db, `project/${id}`)).flatMap((e) =>
      e.type === 'rungReached' && e.data.obligation === 'milestone:a-trial'
        ? [`${e.data.rung} ${e.data.policy.id}`]
        : [],
    );
  };
  expect(await rungs('quick')).toEqual(['chief quick']);
  expect(await rungs('slow')).toEqual(['remind county', 'due county', 'chief county']);
});

test("a county's template can be signed with at once, and a project moved to it", async () => {
  const { templates } = await system.freshRules();
  const template = { ...templates.find((t) => t.id === 'industrial' && t.version === 2)!, version: 3 };
  const add = await send(RULES_STREAM, 'template', on('2024-02-28').now, { type: 'addTemplate', template });
  expect(add).toMatchObject({ ok: true });
  await sign('mover', '示例县');
  const move = { type: 'moveTemplate', to: { id: 'industrial', version: 3 } } as const;
  expect(await send('project/mover', 'move', on('2024-02-28').now, move)).toMatchObject({ ok: true });
  const moved = await project('mover');
  expect(moved.template).toEqual({ id: 'industrial', version: 3 });
  expect(moved.stages.find((s) => s.id === 'trialProduction')?.gate).toHaveLength(2);
  expect(moved.approvalItems['eia']).toMatchObject({ limitWorkdays: 12 });
});
