/** Our system on a fresh database, and the same small piece of work that every contender is given. */
import { initMode, type SystemMode } from '../../store/clock.ts';
import { migrate } from '../../store/database.ts';
import { openSystem, type System } from '../../store/system.ts';
import { freshDatabase, type Bench } from '../harness.ts';

export const KEY = 'c3'.repeat(32);
export const AT = '2024-02-01T01:00:00.000Z';
export const ACTOR = '赵项目长';
const REAL: SystemMode = { mode: 'real', startedAt: '2024-01-01T00:00:00.000Z' };

/** A year's target: what is reported on in each append. */
export const TARGET = {
  ...{ county: '县', name: '工业投资', owner: '县发改局', from: '2024-01-01', to: '2024-12-31' },
  ...{ goal: 1, unit: '亿元', kind: 'amount' as const },
};

export async function openOurs(
  bench: Bench,
  mode: SystemMode = REAL,
): Promise<System & { url: string; drop: () => Promise<void> }> {
  const { url, drop } = await freshDatabase(bench);
  const system = openSystem(url, () => {}, KEY);
  await migrate(system.db);
  await initMode(system.db, mode);
  return Object.assign(system, {
    url,
    drop: async () => {
      await system.close();
      await drop();
    },
  });
}

/** Sends one command; throws when it is refused. */
export async function send(
  system: System,
  stream: string,
  commandId: string,
  command: object,
  at = AT,
): Promise<void> {
  const outcome = await system.handle({
    ...{ stream, commandId, actor: ACTOR, at, commands: [command as never] },
  });
  if (!outcome.ok) throw new Error(outcome.rejection.message.en);
}

export const setTarget = (system: System, id: string): Promise<void> =>
  send(system, `target/${id}`, 'set', { type: 'setTarget', id, ...TARGET });

export const report = (system: System, id: string, commandId: string, value: number): Promise<void> =>
  send(system, `target/${id}`, commandId, { type: 'reportTarget', value });
