/** What is counted and not timed: statements of SQL, events of a Temporal history, memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { instantAt } from '../domain/dates.ts';
import { dueBy } from '../store/read.ts';
import { countUnshown } from '../store/wake.ts';
import { runWorkers } from '../worker/worker.ts';
import { projectWorkflowId } from '../workflows/messages.ts';
import { atShare, callers, inTime, kb, number, type Bench } from './harness.ts';
import { closeCounties, plan, SIGNED } from './subjects/county.ts';
import { openOurs, report, send, setTarget } from './subjects/ours.ts';
import { readsAfterCommands } from './subjects/review.ts';

export interface Cost {
  what: string;
  is: string;
  goal: string;
}

/** Each is asked for by itself: one that fails says why. */
export async function costs(bench: Bench, say: (line: string) => void): Promise<Cost[]> {
  const told: Cost[] = [];
  for (const count of [statements, histories, memory, reads, work]) {
    try {
      told.push(...(await inTime(count(bench))));
    } catch (error) {
      told.push({ what: count.name, is: `failed: ${(error as Error).message.split('\n')[0]}`, goal: '' });
    }
  }
  say('');
  for (const { what, is, goal } of told) say(`  ${what}: ${is} ${goal}`);
  return told;
}

const sign = (goal: boolean): string => (goal ? '✓' : '✗');

/** Statements that the driver is given, `begin` and `commit` among them. */
async function statements(bench: Bench): Promise<Cost[]> {
  const system = await openOurs(bench);
  const client = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const { query } = client;
  let counted = 0;
  client.query = function (this: unknown, ...args) {
    counted += 1;
    return query.apply(this, args);
  };
  try {
    await callers(100, 1, (c) => setTarget(system, `t${c}`));
    const of = async (at: number, each: number): Promise<string> => {
      counted = 0;
      const done = await callers(at, each, (c, i) => report(system, `t${c}`, `of-${at}-${i}`, i));
      return number(counted / done);
    };
    return [
      { what: 'SQL statements per command, 1 caller', is: await of(1, 50), goal: '' },
      { what: 'SQL statements per command, 100 callers', is: await of(100, 10), goal: '' },
    ];
  } finally {
    client.query = query;
    await system.drop();
  }
}

/** One project of the whole system: what its history grows by. */
async function histories(bench: Bench): Promise<Cost[]> {
  const temporalAddress = await bench.temporal();
  const start = instantAt(SIGNED, '10:00', 'Asia/Shanghai');
  const offsetMs = Date.parse(start) - Date.now();
  const system = await openOurs(bench, { mode: 'demo', offsetMs, startedAt: start });
  const id = `counted-${Date.now()}`;
  const command = (commandId: string, one: object): Promise<void> =>
    send(system, `project/${id}`, commandId, one, new Date().toISOString());
  await command('sign', plan(id));
  const stop = new AbortController();
  const running = runWorkers({
    ...{ system, channels: [], defaults: [], temporalAddress, namespace: 'default', log: () => {} },
    signal: stop.signal,
  });
  const connection = await Connection.connect({ address: temporalAddress });
  const workflow = new Client({ connection }).workflow.getHandle(projectWorkflowId(id));
  const confirmed = async (): Promise<void> => {
    while ((await countUnshown(system.db)) > 0) await sleep(50);
  };
  const look = async (): Promise<{ events: number; bytes: number; timers: number }> => {
    await confirmed();
    for (let length = -1; ; await sleep(200)) {
      const { events } = await workflow.fetchHistory();
      const found = events ?? [];
      if (found.length !== length) {
        length = found.length;
        continue;
      }
      const timers = found.reduce(
        (n, e) =>
          n +
          (e.timerStartedEventAttributes ? 1 : 0) -
          (e.timerFiredEventAttributes || e.timerCanceledEventAttributes ? 1 : 0),
        0,
      );
      const { raw } = await workflow.describe();
      return { events: length, timers, bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0) };
    }
  };
  try {
    const signed = await look();
    const wakes = 3;
    for (let i = 0; i < wakes; i++) {
      const now = await system.clock.now(new Date().toISOString());
      await system.clock.moveTo((await dueBy(system.db, now)).next!, new Date().toISOString());
      const passed = async (): Promise<boolean> =>
        (await dueBy(system.db, await system.clock.now(new Date().toISOString()))).due === 0;
      while (!(await passed())) await sleep(50);
      await look();
    }
    const woken = await look();
    const directive = { type: 'issueDirective', directive: 'd', title: '督办', owner: '县住建局' };
    await command('directive', { ...directive, dueOn: '2025-07-31' });
    const moved = await look();
    await command('progress', { type: 'reportProgress', milestone: 'm2', percent: 1 });
    const unmoved = (await countUnshown(system.db)) === 0;
    const last = await look();
    const perWake = (woken.events - signed.events) / wakes;
    return [
      {
        what: 'History events per wake-up, a due instant and what it changes on the project',
        ...{ is: number(perWake), goal: `≤ 12 ${sign(perWake <= 12)}` },
      },
      { what: 'Bytes of history per wake-up', is: number((woken.bytes - signed.bytes) / wakes), goal: '' },
      {
        what: 'Timers of a project that is idle',
        ...{ is: String(last.timers), goal: `1 and nothing else ${sign(last.timers === 1)}` },
      },
      {
        what: 'History events of a command that changes what the project shows',
        ...{ is: number(moved.events - woken.events), goal: '' },
      },
      {
        what: 'History events of a command that moves no due date and shows nothing new',
        ...{ is: String(last.events - moved.events), goal: `as little as possible ${sign(unmoved)}` },
      },
    ];
  } finally {
    await workflow.terminate();
    stop.abort();
    await running;
    await connection.close();
    await system.drop();
  }
}

/** Each kind in a process of its own. */
async function memory(bench: Bench): Promise<Cost[]> {
  const address = await bench.temporal();
  const of = async (kind: string): Promise<number> => {
    const args = ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'memory.ts')];
    const child = spawn(process.execPath, [...args, kind, bench.quick ? '60' : '300', address], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
    if (child.exitCode !== 0) throw new Error(`memory of ${kind}: exit ${child.exitCode}`);
    return Number(out.trim().split('\n').at(-1));
  };
  const [project, entity, bare] = [await of('project'), await of('entity'), await of('bare')];
  return [
    {
      what: 'Heap of a cached project workflow, beside the plain entity workflow with the same project inside',
      is: `${kb(project)}, ${kb(entity)}: ${number(project / entity)}×`,
      goal: `≤ 0.5× ${sign(project <= entity / 2)}`,
    },
    { what: 'Heap of a cached workflow that holds nothing', is: kb(bare), goal: '' },
  ];
}

/** Of the review of this moment, in a process that has read it before. */
async function reads(bench: Bench): Promise<Cost[]> {
  const { size, ms } = await readsAfterCommands(bench);
  await closeCounties();
  const [p50, p99] = [atShare(ms, 0.5), atShare(ms, 0.99)];
  return [
    {
      what: `Review of ${size.toLocaleString('en-US')} projects, read after a command, p50 / p99`,
      is: `${number(p50)} / ${number(p99)} ms of ${ms.length}`,
      goal: `p99 ≤ 25 ms ${sign(p99 <= 25)}`,
    },
  ];
}

/** A county's work by 100 callers: every project signed, and then five milestones of each completed on time. */
async function work(bench: Bench): Promise<Cost[]> {
  const system = await openOurs(bench);
  const [projects, milestones, at] = [bench.quick ? 100 : 10_000, 5, 100];
  const planOf = (id: string) => {
    const { milestones: own, ...rest } = plan(id);
    return {
      ...rest,
      milestones: Array.from({ length: milestones }, (_, n) => ({ ...own[0]!, id: `m${n}` })),
    };
  };
  const rate = async (commands: number, act: (id: string) => Promise<void>): Promise<string> => {
    const begun = performance.now();
    const done = await callers(at, projects / at, (c, n) => act(`p${c}-${n}`));
    return number((done * commands) / ((performance.now() - begun) / 1_000));
  };
  const sent = (id: string, commandId: string, command: object): Promise<void> =>
    send(system, `project/${id}`, commandId, command, instantAt(SIGNED, '10:00', 'Asia/Shanghai'));
  try {
    const signed = await rate(1, (id) => sent(id, 'sign', planOf(id)));
    const completed = await rate(milestones, async (id) => {
      for (let n = 0; n < milestones; n++)
        await sent(id, `m${n}`, { type: 'completeMilestone', milestone: `m${n}` });
    });
    const told = (n: number): string => n.toLocaleString('en-US');
    return [
      { what: `${told(projects)} projects signed, 100 callers`, is: `${signed}/s`, goal: '' },
      {
        what: `${told(projects * milestones)} milestones of theirs completed, a command each`,
        ...{ is: `${completed}/s`, goal: '' },
      },
    ];
  } finally {
    await system.drop();
  }
}
