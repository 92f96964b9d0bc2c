/**
 * The append by itself: one event a time, with state, read model, chain and encryption on; and a thousand at once
 * on one stream. Each caller has a stream of its own.
 */
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { createAppender, type Append } from '../../store/append.ts';
import { STATE_SHAPE } from '../../store/aggregates.ts';
import { vaultOf } from '../../store/database.ts';
import { sealAppend } from '../../store/seal.ts';
import { callers, type Bench, type Contender, type Opened, type Subject } from '../harness.ts';
import { openEmmett, reportedEvent, setEvent } from '../peers/emmett.ts';
import { openRaw } from '../peers/raw.ts';
import { ACTOR, AT, openOurs, report, setTarget, TARGET } from './ours.ts';

interface Size {
  callers: number;
  each(bench: Bench): number;
}

const ours = (size: Size): Contender => ({
  name: 'ours',
  async open(bench): Promise<Opened> {
    const system = await openOurs(bench);
    const append = createAppender(system.db);
    return {
      async round(n) {
        const heads = Array.from({ length: size.callers }, (): Buffer | null => null);
        return callers(size.callers, size.each(bench), async (caller, i) => {
          const sealed = await sealAppend(
            ...[system.db, vaultOf(system.db), one(`target/${n}-${caller}`, i), heads[caller]!],
          );
          if ((await append(sealed)) === 'conflict') throw new Error('conflict');
          heads[caller] = Buffer.from(sealed.hash!.slice(2), 'hex');
        });
      },
      close: () => system.drop(),
    };
  },
});

function one(stream: string, version: number): Append {
  const reported = { value: version, on: '2024-02-01' };
  return {
    ...{ stream, category: 'target', expectedVersion: version, shape: STATE_SHAPE },
    events: [
      {
        ...{ version: version + 1, type: 'targetReported', schema_version: 1, data: { value: version } },
        ...{ occurred_on: '2024-02-01', recorded_at: AT, actor: ACTOR },
        ...{ command_id: `c${version}`, command_seq: 0 },
      },
    ],
    state: { id: stream, ...TARGET, reported },
    face: { light: 'green' },
    ...{ nextDueAt: null, finished: false, notices: [] },
  };
}

const emmett = (size: Size): Contender => ({
  name: 'Emmett',
  async open(bench) {
    const { store, close } = await openEmmett(bench);
    return {
      round: (n) =>
        callers(size.callers, size.each(bench), (caller, i) =>
          store.appendToStream(`target-${n}-${caller}`, [reportedEvent(`c${i}`, i)], {
            expectedStreamVersion: i === 0 ? STREAM_DOES_NOT_EXIST : BigInt(i),
          }),
        ),
      close,
    };
  },
});

const insert = (size: Size): Contender => ({
  name: 'a plain row',
  async open(bench) {
    const raw = await openRaw(bench);
    return {
      round: (n) =>
        callers(size.callers, size.each(bench), (caller, i) => raw.insert(`target/${n}-${caller}`, i + 1)),
      close: () => raw.close(),
    };
  },
});

const ONE: Size = { callers: 1, each: ({ quick }) => (quick ? 200 : 500) };
const SIXTEEN: Size = { callers: 16, each: ({ quick }) => (quick ? 30 : 100) };
const HUNDRED: Size = { callers: 100, each: ({ quick }) => (quick ? 10 : 40) };

const single = (key: string, title: string, size: Size, goals: Subject['goals']): Subject => ({
  ...{ key, title, unit: 'events/s', goals },
  contenders: [ours(size), emmett(size), insert(size)],
});

const AT_ONCE = 1_000;

const atOnce: Subject = {
  key: 'append-at-once',
  title: '1,000 commands at once on one project, read models on',
  unit: 'commands/s',
  contenders: [
    {
      name: 'ours',
      async open(bench) {
        const system = await openOurs(bench);
        return {
          rest: (n) => setTarget(system, `t${n}`),
          round: (n) => callers(AT_ONCE, 1, (caller) => report(system, `t${n}`, `c${caller}`, caller)),
          close: () => system.drop(),
        };
      },
    },
    {
      // It has no queue of its own: a thousand at once would conflict. One after another is the best it can do.
      name: 'Emmett, one after another',
      async open(bench) {
        const { store, close } = await openEmmett(bench);
        const amount = bench.quick ? 200 : AT_ONCE;
        return {
          rest: (n) => store.appendToStream(`target-${n}`, [setEvent(`${n}`)]).then(() => {}),
          round: (n) =>
            callers(1, amount, (_, i) => store.appendToStream(`target-${n}`, [reportedEvent(`c${i}`, i)])),
          close,
        };
      },
    },
    {
      name: 'COPY of the rows',
      async open(bench) {
        const raw = await openRaw(bench);
        return {
          round: async (n) => {
            await raw.copy(`target/${n}`, AT_ONCE);
            return AT_ONCE;
          },
          close: () => raw.close(),
        };
      },
    },
  ],
  goals: [{ over: 'Emmett, one after another', atLeast: 100 }],
};

export const append: Subject[] = [
  single('append-1', 'Append with state and read model, 1 caller', ONE, [{ over: 'Emmett', atLeast: 1.3 }]),
  single('append-16', 'The same, 16 callers', SIXTEEN, []),
  single('append-100', 'The same, 100 callers', HUNDRED, [
    { over: 'Emmett', atLeast: 10 },
    { over: 'a plain row', atLeast: 3 },
  ]),
  atOnce,
];
