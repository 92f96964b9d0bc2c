/** A TCP proxy on the loopback address that can cut, delay and swallow what passes. */
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  port: number;
  /** Ends every connection that is open; new ones are let through. */
  cut(): void;
  /** Everything that passes, either way, is late by this much. 0 heals. */
  delay(ms: number): void;
  /** Bytes disappear, connections stay open and new ones never answer. Healing cuts what was swallowed. */
  blackHole(on: boolean): void;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<Proxy> {
  const pairs = new Set<[Socket, Socket]>();
  let late = 0;
  let swallows = false;

  const pass = (from: Socket, to: Socket): void => {
    // A stream keeps its order: what comes after something that is late is not sooner than that.
    let behind = Promise.resolve();
    let waiting = 0;
    from.on('data', (chunk) => {
      if (swallows) return;
      if (late === 0 && waiting === 0) {
        to.write(chunk);
        return;
      }
      const at = performance.now() + late;
      waiting += 1;
      behind = behind.then(async () => {
        await sleep(Math.max(0, at - performance.now()));
        if (to.writable) to.write(chunk);
        waiting -= 1;
      });
    });
  };
  const server = createServer({ noDelay: true }, (inner) => {
    const outer = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const pair: [Socket, Socket] = [inner, outer];
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    pass(inner, outer);
    pass(outer, inner);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = (): void => {
    for (const [inner, outer] of pairs) {
      inner.resetAndDestroy();
      outer.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    delay: (ms) => (late = ms),
    blackHole(on) {
      swallows = on;
      if (!on) cut();
    },
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
