/**
 * Restate: a virtual object for each project, whose handler is sent for the instant that its deadline is due ("delayed
 * sends") and records it in one durable step. Its server is taken from PATH or, where somebody put it there, from
 * `node_modules`; it keeps its own log in a folder of its own, with its own durability as it comes.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http2';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEndpointHandler, object, type ObjectContext } from '@restatedev/restate-sdk';
import { connect, rpc } from '@restatedev/restate-sdk-clients';
import getPort from 'get-port';
import type { Recorder } from './due.ts';

const HOW = 'npm install --no-save @restatedev/restate-server@1.7.12';
const START_MS = 60_000;

// The SDK is written for Node 22.
(Promise as { withResolvers?: unknown }).withResolvers ??= function withResolvers<T>() {
  let [resolve, reject] = [(_: T): void => {}, (_: unknown): void => {}];
  const promise = new Promise<T>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return { promise, resolve, reject };
};

interface Due {
  round: number;
}

const projectOf = (recorder: Recorder) =>
  object({
    name: 'project',
    handlers: {
      due: async (context: ObjectContext, { round }: Due): Promise<void> => {
        await context.run('record', () => recorder.record(context.key, round));
      },
    },
  });

/** The program; throws with the way to get it. */
function findServer(): string {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    join(import.meta.dirname, '../../node_modules/.bin'),
  ];
  const found = folders.map((f) => join(f, 'restate-server')).find((f) => existsSync(f));
  if (found === undefined) throw new Error(`not measured: there is no restate-server here (${HOW})`);
  return found;
}

export interface Restate {
  /** Sends for a project's deadline, to come in so many ms. */
  set(project: string, round: number, inMs: number): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a server in `folder`, the handlers that it calls, and makes them known to it. */
export async function startRestate(folder: string, recorder: Recorder): Promise<Restate> {
  const program = findServer();
  const [ingress, admin, node] = [await getPort(), await getPort(), await getPort()];
  const child = spawn(program, ['--no-logo', '--base-dir', mkdtempSync(join(folder, 'restate-'))], {
    stdio: 'ignore',
    env: {
      ...process.env,
      RESTATE_LOG_FILTER: 'error',
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
      RESTATE_ADVERTISED_ADDRESS: `http://127.0.0.1:${node}/`,
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
    },
  });
  const project = projectOf(recorder);
  const handlers = createServer(createEndpointHandler({ services: [project], logger: () => {} }));
  handlers.listen(0, '127.0.0.1');
  await once(handlers, 'listening');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    handlers.close();
  };
  try {
    const uri = `http://127.0.0.1:${(handlers.address() as AddressInfo).port}`;
    await registered(`http://127.0.0.1:${admin}/deployments`, uri);
    const client = connect({ url: `http://127.0.0.1:${ingress}` });
    return {
      set: (key, round, inMs) =>
        client.objectSendClient(project, key).due({ round }, rpc.sendOpts({ delay: inMs })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function registered(deployments: string, uri: string): Promise<void> {
  let why = '';
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(200)) {
    try {
      const answer = await fetch(deployments, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uri }),
      });
      if (answer.ok) return;
      why = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      why = (error as Error).message;
    }
  }
  throw new Error(`Restate did not start: ${why}`);
}
