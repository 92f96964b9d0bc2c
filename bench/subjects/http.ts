/** A command over HTTP, signed in by a token of the log, beside Emmett called in its caller's own process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import getPort from 'get-port';
import { makeToken } from '../../store/accounts.ts';
import { command, openEmmett, reportedEvent, setEvent } from '../peers/emmett.ts';
import { callers, type Bench, type Contender, type Subject } from '../harness.ts';
import { inProcess } from './handle.ts';
import { KEY, openOurs, send, setTarget } from './ours.ts';

const ROOT = join(import.meta.dirname, '../..');
const CALLERS = 100;
const each = ({ quick }: Bench): number => (quick ? 10 : 40);

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
    const headers = { authorization: `Bearer ${shown}`, 'content-type': 'application/json' };
    /** Not by `fetch`: what that costs would be taken from the cores that the API has. */
    const report = async (agent: Agent, target: string, value: number): Promise<void> => {
      const body = JSON.stringify({ value });
      const asked = request({
        ...{ agent, port, host: '127.0.0.1', path: `/v1/targets/${target}/reports`, method: 'POST' },
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      asked.end(body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      const said = await text(answer);
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${said}`);
    };
    return {
      rest: (n) => callers(CALLERS, 1, (c) => setTarget(system, `${n}-${c}`)).then(() => {}),
      // Connections are of one round: the API closes those that were idle during the rounds of the others.
      async round(n) {
        const agent = new Agent({ keepAlive: true });
        try {
          return await callers(CALLERS, each(bench), (c, i) => report(agent, `${n}-${c}`, i));
        } finally {
          agent.destroy();
        }
      },
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
