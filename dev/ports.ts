/** TCP ports on the loopback address. */
import { createServer } from 'node:net';
import getPort from 'get-port';
import { SetupError } from './errors.ts';

/** Throws `SetupError` when `port` of `host` is taken. Port 0 is any free one. */
export async function assertPortFree(port: number, host: string, fix: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new SetupError(`端口 ${port} 已被占用 / port ${port} is in use`, fix)
          : new SetupError(`端口 ${port} 不能使用 / port ${port} can't be used: ${error.code}`, fix),
      );
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

/** A free port, `preferred` where it is free. */
export function freePort(preferred?: number): Promise<number> {
  return getPort(preferred === undefined ? { host: '127.0.0.1' } : { port: preferred, host: '127.0.0.1' });
}
