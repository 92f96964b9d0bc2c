/** Signed projects with a year and a half behind them: what reviews are made of, the same at each size. */
import { sql } from 'kysely';
import { addDays, instantAt } from '../../domain/dates.ts';
import { createSweep } from '../../store/sweep.ts';
import { callers, type Bench } from '../harness.ts';
import { openOurs, send } from './ours.ts';

const ZONE = 'Asia/Shanghai';
export const SIGNED = '2024-01-08';
/** The moment of the review, and a year before it. */
export const NOW = instantAt('2025-06-03', '09:00', ZONE);
export const YEAR_AGO = '2024-06-03';
const SWEEPS = ['2024-04-10', '2025-06-03'].map((day) => instantAt(day, '09:00', ZONE));

export type County = Awaited<ReturnType<typeof openOurs>> & { size: number };

/** A project of one line with three promises, signed with its people. */
export const plan = (id: string) => ({
  ...{ type: 'signProject', id, name: `项目 ${id}`, county: '县', signedOn: SIGNED },
  template: { id: 'industrial', version: 1 },
  people: [
    { role: 'projectChief', person: '赵项目长', from: SIGNED },
    { role: 'leaderInCharge', person: '孙副县长', from: SIGNED },
    { role: 'office', person: '县调度办', from: SIGNED },
  ],
  lines: [{ id: 'a', name: '甲线', kind: 'main' }],
  milestones: [0, 1, 2].map((n) => ({
    ...{ id: `m${n}`, name: `节点 ${n}`, line: 'a', committedOn: addDays('2024-03-20', n * 120) },
    department: '县工信局',
  })),
  ...{ approvalItems: [], factors: [], windows: [] },
});

const counties = new Map<number, Promise<County>>();

/** The county of that size, made when it is first asked for and kept for the subjects after. */
export function countyOf(bench: Bench, size: number): Promise<County> {
  const found = counties.get(size) ?? make(bench, size);
  counties.set(size, found);
  return found;
}

export async function closeCounties(): Promise<void> {
  for (const county of counties.values()) await (await county).drop();
  counties.clear();
}

/** Two in three report what they promised, on time; the others are late and their ladders climb. */
async function make(bench: Bench, size: number): Promise<County> {
  const system = await openOurs(bench);
  const many = Math.min(size, 100);
  const each = (act: (n: number) => Promise<void>): Promise<number> =>
    callers(many, size / many, (caller, i) => act(i * many + caller));
  const complete = (n: number, milestone: string, day: string): Promise<void> =>
    n % 3 === 0
      ? Promise.resolve()
      : send(
          ...[system, stream(n), milestone, { type: 'completeMilestone', milestone }],
          instantAt(day, '15:00', ZONE),
        );
  const sweep = createSweep(system);
  await each((n) => send(system, stream(n), 'sign', plan(`p${n}`), instantAt(SIGNED, '10:00', ZONE)));
  await each((n) => complete(n, 'm0', '2024-03-18'));
  await sweep(SWEEPS[0]!, Infinity);
  await each((n) => complete(n, 'm1', '2024-07-10'));
  await each((n) => complete(n, 'm2', '2024-11-10'));
  await sweep(SWEEPS[1]!, Infinity);
  // As its autovacuum does within minutes.
  await sql`vacuum analyze`.execute(system.db);
  return Object.assign(system, { size });
}

export const stream = (n: number): string => `project/p${n}`;
