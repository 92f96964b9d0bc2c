/** Read models built again from the log, beside what the driver takes to read the same rows. */
import { rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { readModel, rebuild } from '../../store/rebuild.ts';
import { callers, type Bench, type Contender, type Subject } from '../harness.ts';
import { openEmmett, reportedEvent, setEvent, TARGETS } from '../peers/emmett.ts';
import { openOurs, report, setTarget, AT } from './ours.ts';

const EACH = 50;
const streamsOf = ({ quick }: Bench): number => (quick ? 40 : 400);
const silent = { step() {}, done() {} };

async function filled(bench: Bench): Promise<Awaited<ReturnType<typeof openOurs>>> {
  const system = await openOurs(bench);
  const streams = streamsOf(bench);
  await callers(streams, 1, (c) => setTarget(system, `t${c}`));
  await callers(streams, EACH - 1, (c, i) => report(system, `t${c}`, `c${i}`, i));
  return system;
}

/** Every state built beside, compared with the live one row by row, and switched. */
const ours: Contender = {
  name: 'ours: built beside, compared, switched',
  async open(bench) {
    const system = await filled(bench);
    return {
      async round() {
        const done = await rebuild(system, readModel('states'), { at: AT, progress: () => silent });
        if (done.differences > 0) throw new Error(`${done.differences} rows differ`);
        return done.streams * EACH;
      },
      close: () => system.drop(),
    };
  },
};

const emmett: Contender = {
  name: 'Emmett, rebuildPostgreSQLProjections',
  async open(bench) {
    const { store, url, close } = await openEmmett(bench);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // Fewer: it takes the events one by one.
    const streams = bench.quick ? 5 : 40;
    for (let c = 0; c < streams; c++) {
      const events = Array.from({ length: EACH - 1 }, (_, i) => reportedEvent(`c${i}`, i));
      await store.appendToStream(`target-${c}`, [setEvent(`${c}`), ...events]);
    }
    return {
      // It keeps how far it came, and would read nothing the second time.
      rest: () => client.query('truncate emt_processors').then(() => {}),
      async round() {
        const consumer = rebuildPostgreSQLProjections({ connectionString: url, projections: [TARGETS] });
        await consumer.start();
        await consumer.close();
        const { rows } = await client.query<{ built: string }>(
          `select count(*)::text as built from targets where data ->> 'value' = '${EACH - 2}'`,
        );
        if (rows[0]!.built !== String(streams))
          throw new Error(`${rows[0]!.built} of ${streams} were rebuilt`);
        return streams * EACH;
      },
      async close() {
        await client.end();
        await close();
      },
    };
  },
};

/** As pg itself reads them, whatever a peer has set for the process. */
const plain: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === pg.types.builtins.INT8) return (text: string) => text;
    if (oid === pg.types.builtins.JSONB) return (text: string): unknown => JSON.parse(text);
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  }) as pg.CustomTypesConfig['getTypeParser'],
};
const PAGE = 5_000;

const stream: Contender = {
  name: 'streaming the same rows',
  async open(bench) {
    const system = await filled(bench);
    const client = new pg.Client({ connectionString: system.url, types: plain });
    await client.connect();
    return {
      async round() {
        let read = 0;
        for (let after = '0'; ;) {
          const { rows } = await client.query<{ position: string }>({
            ...{ name: 'page', text: 'select * from events where position > $1 order by position limit $2' },
            values: [after, PAGE],
          });
          read += rows.length;
          if (rows.length < PAGE) return read;
          after = rows.at(-1)!.position;
        }
      },
      async close() {
        await client.end();
        await system.drop();
      },
    };
  },
};

export const read: Subject[] = [
  {
    ...{ key: 'rebuild', title: 'Rebuild of a read model', unit: 'events/s' },
    contenders: [ours, emmett, stream],
    goals: [
      { over: emmett.name, atLeast: 5 },
      { over: stream.name, atLeast: 0.5 },
    ],
  },
];
