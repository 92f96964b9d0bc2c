/** A command over HTTP, signed in by a token of the log, beside Emmett called in its caller's own process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import getPort from 'get-port';
import { makeToken } from '../../store/accounts.ts';
import { command, openEmmett, reportedEvent, setEvent } from '../peers/emmett.ts';
import { callers, type Bench, type Contender, type Subject } from '../harness.ts';
import { inProcess } from './handle.ts';
import { KEY, openOurs, send, setTarget } from './ours.ts';

const ROOT = join(import.meta.dirname, '../..');
const CALLERS = 100;
const each = ({ quick }: Bench): number => (quick ? 5 : 20);

const emmett: Contender = {
  name: 'Emmett in process',
  async open(bench) {
    const { store, close } = await openEmmett(bench);
    return {
      rest: (n) =>
        callers(CALLERS, 1, (c) =>
          store.appendToStream(`target-${n}-${c}`, [setEvent(`${c}`)], {
            expectedStreamVersion: STREAM_DOES_NOT_EXIST,
          }),
        ).then(() => {}),
      round: (n) =>
        callers(CALLERS, each(bench), (c, i) =>
          command(store, `target-${n}-${c}`, () => reportedEvent(`c${i}`, i)),
        ),
      close,
    };
  },
};

/** The API is a process of its own; its limit of requests a minute is off, because one token sends them all. */
const ours: Contender = {
  name: 'ours, over HTTP',
  async open(bench) {
    const system = await openOurs(bench);
    const { id, hash, shown } = makeToken();
    const token = { type: 'createToken', label: 'bench', grants: [{ role: 'office' }], hash };
    await send(system, `token/${id}`, 'create', token, new Date().toISOString());
    const port = await getPort();
    const api = fork(join(ROOT, 'api/main.ts'), {
      ...{ cwd: ROOT, stdio: 'ignore', execArgv: ['--import', 'tsx'] },
      env: {
        ...process.env,
        ...{ QUANCHENG_DATA: bench.folder, QUANCHENG_KEY: KEY, DATABASE_URL: system.url, PORT: String(port) },
        ...{ QUANCHENG_TOKEN: 'bench-operator', QUANCHENG_REQUESTS_PER_MINUTE: '0' },
      },
    });
    await once(api, 'message');
    const report = async (target: string, value: number): Promise<void> => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/targets/${target}/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shown}`, 'content-type': 'application/json' },
        body: JSON.stringify({ value }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    };
    return {
      rest: (n) => callers(CALLERS, 1, (c) => setTarget(system, `${n}-${c}`)).then(() => {}),
      round: (n) => callers(CALLERS, each(bench), (c, i) => report(`${n}-${c}`, i)),
      async close() {
        const closed = once(api, 'close');
        api.kill('SIGTERM');
        api.kill('SIGTERM');
        await closed;
        await system.drop();
      },
    };
  },
};

export const http: Subject[] = [
  {
    ...{ key: 'http', title: 'A command over HTTP with sign-in, 100 callers', unit: 'commands/s' },
    contenders: [ours, emmett, inProcess],
    goals: [{ over: emmett.name, atLeast: 5 }],
  },
];
