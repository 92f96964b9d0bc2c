/**
 * DBOS Transact by its own documentation: a durable workflow an entity, which waits for a message, and answers it
 * with an event. Its system database is on the same Postgres.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { freshDatabase, type Bench } from '../harness.ts';

interface Report {
  value: number;
}

const silent = { info() {}, debug() {}, warn() {}, error() {} };

/** Takes one message and ends: the whole way of a command. */
const one = DBOS.registerWorkflow(
  async (): Promise<number> => (await DBOS.recv<Report>('report', { timeoutSeconds: 60 }))!.value,
  { name: 'one' },
);

/** Waits for ever: a target for messages that nobody reads. */
const waits = DBOS.registerWorkflow(
  async (): Promise<void> => void (await DBOS.recv('never', { timeoutSeconds: 3_600 })),
  {
    name: 'waits',
  },
);

export interface Dbos {
  /** Starts an entity to which messages can be sent. */
  entity(id: string): Promise<void>;
  send(id: string, value: number, key: string): Promise<void>;
  /** Starts one, sends to it, and waits until it has recorded its end. */
  sendReceiveFinish(id: string, value: number): Promise<void>;
  close: () => Promise<void>;
}

export async function openDbos(bench: Bench): Promise<Dbos> {
  const { url, drop } = await freshDatabase(bench);
  DBOS.setConfig({
    ...{ name: 'bench', systemDatabaseUrl: url, systemDatabasePoolSize: 10, logger: silent },
  });
  await DBOS.launch();
  return {
    async entity(id) {
      await DBOS.startWorkflow(waits, { workflowID: id })();
    },
    send: (id, value, key) => DBOS.send(id, { value }, 'report', key),
    async sendReceiveFinish(id, value) {
      const handle = await DBOS.startWorkflow(one, { workflowID: id })();
      await DBOS.send(id, { value }, 'report');
      await handle.getResult();
    },
    async close() {
      await DBOS.shutdown();
      await drop();
    },
  };
}
