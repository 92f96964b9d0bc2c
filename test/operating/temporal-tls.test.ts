/** A Temporal behind TLS: what the settings may be, and a worker that reaches one, with certificates of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { findOnPath, resolveTemporal, startTemporal, type RunningTemporal } from '../../dev/temporal.ts';
import type { System } from '../../store/system.ts';
import { connectionOptions } from '../../worker/connection.ts';
import { runWorkers } from '../../worker/worker.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { terminal } from '../cli/given.ts';
import { freshSystem, REAL } from '../fresh-system.ts';

const ADDRESS = { TEMPORAL_ADDRESS: 'temporal.example:7233' };
const access = (env: Record<string, string>) => readConfig({ ...ADDRESS, ...env }).temporalAccess;

describe('settings', () => {
  test('are off by themselves, and on by TEMPORAL_TLS or an API key', () => {
    expect(access({})).toBeUndefined();
    expect(access({ TEMPORAL_TLS: 'false' })).toBeUndefined();
    expect(connectionOptions('a:1', access({}))).toEqual({ address: 'a:1' });
    expect(connectionOptions('a:1', access({ TEMPORAL_TLS: 'true' }))).toEqual({ address: 'a:1', tls: {} });
    expect(connectionOptions('a:1', access({ TEMPORAL_API_KEY: 'k' }))).toEqual({
      ...{ address: 'a:1', tls: {}, apiKey: 'k' },
    });
  });

  test.each([
    [{ TEMPORAL_TLS: 'yes' }, /TEMPORAL_TLS=yes: 应为.* \/ must be true or false/],
    [{ TEMPORAL_TLS_CA: '/nowhere/ca.pem' }, /TEMPORAL_TLS_CA=.*文件无法读取.*can't be read \(ENOENT\)/],
    [{ TEMPORAL_TLS_CA: import.meta.filename }, /TEMPORAL_TLS_CA=.*不是可用的 PEM.*is no PEM/],
    [{ TEMPORAL_TLS: 'true', TEMPORAL_ADDRESS: '' }, /^TEMPORAL_ADDRESS: 与 .*set it together/],
    [{ TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'hidden' }, /^(?!.*hidden)TEMPORAL_TLS=false: .*TLS only$/],
  ])('%o is refused in both languages', (env, said) => {
    expect(() => access(env)).toThrow(said);
  });
});

const openssl = findOnPath('openssl', process.env.PATH ?? '');
if (!openssl) console.warn('没有 openssl，跳过 TLS 握手 / no openssl: the handshake is not tested');

describe.skipIf(!openssl)('a worker and the command line', () => {
  let folder: string;
  let temporal: RunningTemporal;
  let system: System;
  let front: Server;
  let address: string;
  const file = (name: string): string => join(folder, name);
  const run = (...args: string[]) => execFileSync(openssl!, args, { cwd: folder, stdio: 'pipe' });

  /** A certificate that the authority has signed for this machine. */
  function sign(name: string): void {
    run(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    );
    writeFileSync(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
    run(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-days', '2', '-extfile', 'names', '-out', `${name}.pem`],
    );
  }

  const all = () => ({
    TEMPORAL_ADDRESS: address,
    TEMPORAL_TLS_CA: file('ca.pem'),
    TEMPORAL_TLS_CERT: file('client.pem'),
    TEMPORAL_TLS_KEY: file('client.key'),
  });
  const accessWithout = (...names: string[]) =>
    access(Object.fromEntries(Object.entries(all()).filter(([name]) => !names.includes(name))));

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    folder = mkdtempSync(join(tmpdir(), 'temporal-tls-'));
    run(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=authority'],
      ...['-keyout', 'ca.key', '-out', 'ca.pem'],
    );
    sign('server');
    sign('client');
    const { cacheDir, path } = readConfig();
    temporal = await startTemporal({
      executable: await resolveTemporal({ cacheDir, path, log: () => {} }),
      dbFile: file('temporal.db'),
      searchAttributes: SEARCH_ATTRIBUTES,
    });
    const [pem, key, ca] = ['server.pem', 'server.key', 'ca.pem'].map((name) => readFileSync(file(name)));
    // What a proxy in front of Temporal does: it ends TLS, and asks for a certificate of the same authority.
    front = createServer(
      { cert: pem, key, ca, requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] },
      (client) => {
        const behind = dial(temporal.port, '127.0.0.1');
        client.pipe(behind).pipe(client);
        client.on('error', () => behind.destroy());
        behind.on('error', () => client.destroy());
      },
    );
    await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
    address = `127.0.0.1:${(front.address() as AddressInfo).port}`;
    system = await freshSystem(REAL);
  });
  afterAll(async () => {
    front?.close();
    await temporal?.stop();
    await system?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('reach it: a worker polls, and each connection speaks to the namespace', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    let polls = false;
    const worker = runWorkers({
      ...{ system, channels: [], temporalAddress: address, namespace: 'default' },
      ...{ temporalAccess: access(all()), log: (line) => lines.push(line), signal: stop.signal },
      onReady: () => (polls = true),
    });
    await expect.poll(() => polls, { timeout: 50_000 }).toBe(true);
    stop.abort();
    await worker;
    expect(lines.filter((line) => line.includes('连不上'))).toEqual([]);
    const native = await NativeConnection.connect(connectionOptions(address, access(all())));
    const { namespaceInfo } = await native.workflowService.describeNamespace({ namespace: 'default' });
    expect(namespaceInfo?.name).toBe('default');
    await native.close();
  });

  test.each([
    ['without TLS', () => undefined],
    ['without the authority that vouches for the server', () => accessWithout('TEMPORAL_TLS_CA')],
    ['without a certificate', () => accessWithout('TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY')],
  ])('do not reach it %s', async (_, given) => {
    const options = connectionOptions(address, given());
    await expect(Connection.connect({ ...options, connectTimeout: 1_000 })).rejects.toThrow();
    await expect(NativeConnection.connect(options)).rejects.toThrow();
  });

  test('say at the start when the certificate and its key are not a pair, without what is in them', () => {
    expect(() => accessWithout('TEMPORAL_TLS_KEY')).toThrow(/^TEMPORAL_TLS_KEY: 与 .*set it together/);
    expect(() => accessWithout('TEMPORAL_TLS_CERT')).toThrow(/^TEMPORAL_TLS_CERT: 与 .*set it together/);
    const mixed = { ...all(), TEMPORAL_TLS_KEY: file('server.key') };
    expect(() => access(mixed)).toThrow(/^TEMPORAL_TLS_KEY: 不是.*的私钥.*is not the private key.*CERT$/);
    const swapped = { ...all(), TEMPORAL_TLS_CERT: file('client.key') };
    expect(() => access(swapped)).toThrow(/^TEMPORAL_TLS_CERT=\S+: 不是可用的 PEM 文件 \/ [^-]*$/);
  });

  test('doctor says whether it is reached', async () => {
    const finding = async (env: Record<string, string>) => {
      const { out } = await terminal({ QUANCHENG_DATA: folder, ...env })('doctor', '--json');
      const findings = JSON.parse(out) as { what: string; ok: boolean }[];
      return findings.find(({ what }) => what.startsWith('TEMPORAL_ADDRESS'));
    };
    expect(await finding(all())).toMatchObject({ what: `TEMPORAL_ADDRESS=${address} (TLS)`, ok: true });
    expect(await finding({ TEMPORAL_ADDRESS: address })).toMatchObject({ ok: false });
  });
});
