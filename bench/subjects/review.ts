/**
 * The review of every project, at four sizes: of this moment after a command, of a year ago, and beside it a query
 * to each workflow of the plain entity kind. And one project's command among so many.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { boardNow } from '../../store/board.ts';
import { load } from '../../store/read.ts';
import { reviewAsOf } from '../../store/reviews.ts';
import { callers, type Bench, type Contender, type Subject } from '../harness.ts';
import { read } from '../peers/entity.ts';
import { closeCounties, countyOf, NOW, stream, YEAR_AGO, type County } from './county.ts';
import { send } from './ours.ts';

/** As many workflows are asked as can be in the run's time: the figure is a rate, and holds for any number. */
const asked = ({ quick }: Bench): number => (quick ? 60 : 200);
const AT_ONCE = 20;
const ALONE = 50;
/** Commands of a round, each with the review after it. */
const MOVES = 20;
const READS = 300;

let directives = 0;
const direct = (county: County, n: number): Promise<void> => {
  directives += 1;
  const directive = { type: 'issueDirective', directive: `d${directives}`, title: '督办', owner: '县住建局' };
  return send(
    ...[county, stream(n % county.size), `d${directives}`, { ...directive, dueOn: '2025-07-31' }],
    NOW,
  );
};

const sized = (size: (bench: Bench) => number) => {
  const of = (bench: Bench): Promise<County> => countyOf(bench, size(bench));
  const moved: Contender = {
    name: 'ours, each after a command, which counts too',
    async open(bench) {
      const county = await of(bench);
      return {
        async round(n) {
          for (let i = 0; i < MOVES; i++) {
            await direct(county, n * MOVES + i);
            await boardNow(county, NOW, undefined);
          }
          return county.size * MOVES;
        },
        close: () => Promise.resolve(),
      };
    },
  };
  const kept: Contender = {
    name: 'ours, nothing has happened since',
    async open(bench) {
      const county = await of(bench);
      const times = 50;
      return {
        async round() {
          for (let i = 0; i < times; i++) await boardNow(county, NOW, undefined);
          return county.size * times;
        },
        close: () => Promise.resolve(),
      };
    },
  };
  const yearAgo: Contender = {
    name: 'ours',
    async open(bench) {
      const county = await of(bench);
      return {
        async round() {
          const review = await reviewAsOf(county, YEAR_AGO, 'true');
          return review.projects.length;
        },
        close: () => Promise.resolve(),
      };
    },
  };
  const alone: Contender = {
    name: 'ours',
    async open(bench) {
      const county = await of(bench);
      return {
        round: (n) => callers(1, ALONE, (_, i) => direct(county, n * ALONE + i)),
        close: () => Promise.resolve(),
      };
    },
  };
  return { moved, kept, yearAgo, alone };
};

/** Cached on one worker, twenty asked at a time. */
const querying: Contender = {
  name: 'a query to each workflow',
  async open(bench) {
    const county = await countyOf(bench, LARGE(bench));
    const amount = asked(bench);
    const address = await bench.temporal();
    const connection = await Connection.connect({ address });
    const native = await NativeConnection.connect({ address });
    const client = new Client({ connection });
    const worker = await Worker.create({
      ...{ connection: native, taskQueue: 'bench-entities', maxCachedWorkflows: amount * 2 },
      workflowsPath: new URL('../peers/entity.ts', import.meta.url).pathname,
    });
    const running = worker.run();
    const { state } = (await load(county.db, stream(0)))!;
    const idOf = (caller: number, i: number): string => `entity-${caller}-${i}`;
    await callers(AT_ONCE, amount / AT_ONCE, (caller, i) =>
      client.workflow.start('entity', {
        ...{ taskQueue: 'bench-entities', workflowId: idOf(caller, i), args: [state] },
      }),
    );
    return {
      round: () =>
        callers(AT_ONCE, amount / AT_ONCE, (caller, i) =>
          client.workflow.getHandle(idOf(caller, i)).query(read),
        ),
      async close() {
        worker.shutdown();
        await running;
        await connection.close();
        await native.close();
      },
    };
  },
};

/** How long the review of the largest county takes, each after a command: milliseconds, the least first. */
export async function readsAfterCommands(bench: Bench): Promise<{ size: number; ms: number[] }> {
  const county = await countyOf(bench, LARGE(bench));
  const ms: number[] = [];
  for (let n = 0; n < READS; n++) {
    await direct(county, n);
    const begun = performance.now();
    await boardNow(county, NOW, undefined);
    ms.push(performance.now() - begun);
  }
  return { size: county.size, ms: ms.slice(READS / 3).toSorted((a, b) => a - b) };
}

const LARGE = ({ quick }: Bench): number => (quick ? 300 : 10_000);
const SIZES: { of: (bench: Bench) => number; slow?: boolean }[] = [
  { of: ({ quick }) => (quick ? 30 : 100) },
  { of: ({ quick }) => (quick ? 100 : 1_000) },
  { of: LARGE },
  { of: () => 100_000, slow: true },
];
/** The first round takes the snapshots of a hundred thousand. */
const LIMIT_MS = 600_000;

/** Of a size all that is measured, one after the other: its county is gone before that of the next is made. */
export const review: Subject[] = SIZES.flatMap(({ of: size, slow = false }, i): Subject[] => {
  const { moved, kept, yearAgo, alone } = sized(size);
  const common = { slow, limitMs: LIMIT_MS };
  return [
    {
      ...{ ...common, key: `review-${i}`, title: 'Review of every project', unit: 'projects/s' },
      growth: { of: 'review', size },
      contenders: [moved, kept, ...(size === LARGE ? [querying] : [])],
      goals: size === LARGE ? [{ over: querying.name, atLeast: 1_000 }] : [],
    },
    {
      ...{
        ...common,
        key: `asof-${i}`,
        title: 'The same as of a year ago, true on that day',
        unit: 'projects/s',
      },
      ...{ growth: { of: 'as-of a year ago', size }, contenders: [yearAgo], goals: [] },
    },
    {
      ...{ ...common, key: `alone-${i}`, title: 'One caller, one project among all', unit: 'commands/s' },
      ...{ growth: { of: 'one command', size, single: true }, contenders: [alone], goals: [] },
      end: closeCounties,
    },
  ];
});
