/** A database behind TLS, as `DATABASE_URL` asks for it: its certificate is checked, and nothing goes in the clear. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findOnPath } from '../../dev/temporal.ts';
import { connect, ping } from '../../store/database.ts';
import { freshDatabase } from '../fresh-system.ts';

const openssl = findOnPath('openssl', process.env.PATH ?? '');
if (!openssl) console.warn('没有 openssl，跳过数据库 TLS / no openssl: TLS to the database is not tested');
/** What a client of Postgres asks first: may we speak TLS? */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

describe.skipIf(!openssl)('TLS to the database', () => {
  let folder: string;
  let url: string;
  let front: Server;
  const run = (...args: string[]) => execFileSync(openssl!, args, { cwd: folder, stdio: 'pipe' });
  const authority = (name: string): void => {
    run(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
    );
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'database-tls-'));
    authority('ca');
    authority('other');
    run(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=database'],
      ...['-keyout', 'server.key', '-out', 'server.csr'],
    );
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n');
    run(
      ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-days', '2', '-extfile', 'names', '-out', 'server.pem'],
    );
    const [cert, key] = ['server.pem', 'server.key'].map((name) => readFileSync(join(folder, name)));
    const address = new URL(await freshDatabase());
    const { port, hostname } = address;
    // The server of the tests has no TLS: this one speaks it for it, and takes nobody who does not.
    front = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (asked: Buffer) => {
        if (!asked.equals(SSL_REQUEST)) return socket.destroy();
        socket.write('S');
        const client = new TLSSocket(socket, { isServer: true, cert, key });
        const server = dial(Number(port), hostname);
        client.on('error', () => server.destroy());
        server.on('error', () => client.destroy());
        return client.pipe(server).pipe(client);
      });
    });
    await new Promise<void>((ready) => front.listen(0, 'localhost', ready));
    address.hostname = 'localhost';
    address.port = String((front.address() as AddressInfo).port);
    url = address.href;
  });
  afterAll(() => {
    front?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Undefined when the database answers; else what is said of the connection. */
  async function faultOf(query: string): Promise<string | undefined> {
    const db = connect(`${url}?${query}`, () => {}, 1, undefined, 30);
    try {
      return await ping(db).then(
        () => undefined,
        (error: Error) => error.message,
      );
    } finally {
      await db.destroy();
    }
  }
  const full = (ca: string) => `sslmode=verify-full&sslrootcert=${encodeURIComponent(join(folder, ca))}`;

  test('verify-full reaches it with the authority that vouches for it', async () => {
    expect(await faultOf(full('ca.pem'))).toBeUndefined();
  });

  test.each([
    ['another authority vouches for', () => full('other.pem'), /certificate/],
    ['nobody on this machine vouches for', () => 'sslmode=verify-full', /certificate/],
    ['is asked in the clear', () => 'sslmode=disable', /terminated|ended|reset/],
  ])('a database that %s is not spoken to', async (_, query, said) => {
    expect(await faultOf(query())).toMatch(said);
  });
});
