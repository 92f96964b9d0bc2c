/** A command from beginning to end: loaded, decided and recorded. 100 callers, each with an entity of its own. */
import { callers, type Bench, type Contender, type Subject } from '../harness.ts';
import { openDbos, type Dbos } from '../peers/dbos.ts';
import { openOurs, report, setTarget } from './ours.ts';

const CALLERS = 100;
const each = ({ quick }: Bench): number => (quick ? 10 : 100);

export const inProcess: Contender = {
  name: 'ours: load, decide, append',
  async open(bench) {
    const system = await openOurs(bench);
    return {
      rest: (n) => callers(CALLERS, 1, (c) => setTarget(system, `${n}-${c}`)).then(() => {}),
      round: (n) => callers(CALLERS, each(bench), (c, i) => report(system, `${n}-${c}`, `c${i}`, i)),
      close: () => system.drop(),
    };
  },
};

/** One process holds one DBOS: both of its contenders share it, the last one closes it. */
let shared: { dbos: Promise<Dbos>; users: number } | undefined;
async function share(bench: Bench): Promise<{ dbos: Dbos; close: () => Promise<void> }> {
  shared ??= { dbos: openDbos(bench), users: 0 };
  const mine = shared;
  mine.users += 1;
  const dbos = await mine.dbos;
  return {
    dbos,
    async close() {
      mine.users -= 1;
      if (mine.users > 0) return;
      shared = undefined;
      await dbos.close();
    },
  };
}

const dbosSend: Contender = {
  name: 'DBOS, send',
  async open(bench) {
    const { dbos, close } = await share(bench);
    for (let c = 0; c < CALLERS; c++) await dbos.entity(`entity-${c}`);
    return {
      round: (n) => callers(CALLERS, each(bench), (c, i) => dbos.send(`entity-${c}`, i, `${n}-${c}-${i}`)),
      close,
    };
  },
};

const dbosWhole: Contender = {
  name: 'DBOS, send, receive, finish',
  async open(bench) {
    const { dbos, close } = await share(bench);
    return {
      round: (n) =>
        callers(CALLERS, bench.quick ? 2 : 5, (c, i) => dbos.sendReceiveFinish(`one-${n}-${c}-${i}`, i)),
      close,
    };
  },
};

export const handle: Subject[] = [
  {
    ...{ key: 'handle', title: 'A command whole, 100 callers', unit: 'commands/s' },
    contenders: [inProcess, dbosSend, dbosWhole],
    goals: [
      { over: 'DBOS, send', atLeast: 4 },
      { over: 'DBOS, send, receive, finish', atLeast: 20 },
    ],
  },
];
