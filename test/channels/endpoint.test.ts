import dns from 'node:dns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { guardedLookup, isLoopback, urlFault } from '../../channels/endpoint.ts';
import { post } from '../../channels/http.ts';
import { never } from './given.ts';

const fault = (url: string, allowed = {}): string => urlFault(url, allowed)?.en ?? 'none';

describe('which URLs may be called', () => {
  test.each([
    'https://hook.example/a?key=1',
    'https://10.1.2.3/a',
    'http://127.0.0.1:3000/a',
    'http://127.8.8.8/a',
    'http://[::1]:3000/a',
    'http://localhost/a',
  ])('%s may', (url) => {
    expect(fault(url)).toBe('none');
  });

  test.each([
    ['http://10.1.2.3/a', 'allowHttp'],
    ['http://hook.example/a', 'allowHttp'],
    ['http://127.0.0.1.example/a', 'allowHttp'],
    ['https://169.254.169.254/latest', 'allowLinkLocal'],
    ['https://2852039166/latest', 'allowLinkLocal'],
    ['https://0xa9fea9fe/latest', 'allowLinkLocal'],
    ['https://[::ffff:169.254.169.254]/latest', 'allowLinkLocal'],
    ['https://[fe80::1]/a', 'allowLinkLocal'],
    ['https://[fd00:ec2::254]/a', 'allowLinkLocal'],
    ['https://100.100.100.200/a', 'allowLinkLocal'],
    ['https://0.0.0.0/a', 'allowLinkLocal'],
    ['https://user:pass@hook.example/a', 'no user name'],
    ['ftp://hook.example/a', 'https://'],
    ['hook.example/a', 'https://'],
    ['', 'https://'],
  ])('%s may not: %s', (url, words) => {
    expect(fault(url)).toContain(words);
  });

  test('a setting allows each for itself', () => {
    expect(fault('http://10.1.2.3/a', { allowHttp: true })).toBe('none');
    expect(fault('https://169.254.1.1/a', { allowLinkLocal: true })).toBe('none');
    expect(fault('http://169.254.1.1/a', { allowHttp: true })).toContain('allowLinkLocal');
    expect(isLoopback('127.0.0.1')).toBe(true);
    expect(isLoopback('128.0.0.1')).toBe(false);
  });
});

describe('what a name resolves to', () => {
  afterEach(() => vi.restoreAllMocks());

  /** The resolver is the one thing here that can't be had for real: no name of this machine leads there. */
  function resolving(...addresses: dns.LookupAddress[]): void {
    vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, done: Function) =>
      done(null, addresses)) as unknown as typeof dns.lookup);
  }

  test('a name that leads to a closed address is not dialled', async () => {
    resolving({ address: '127.0.0.1', family: 4 }, { address: '169.254.169.254', family: 4 });
    const reply = await post({
      url: 'https://hook.example/a',
      headers: {},
      body: '{}',
      allowed: {},
      timeoutMs: 5000,
      signal: never(),
    });
    expect(reply).toEqual({ kind: 'notSent', code: 'EADDRCLOSED' });
  });

  test.each(['10.1.2.3', '127.0.0.1', '192.168.1.1', '100.64.0.1', '::1', 'fd12::1', '::ffff:10.0.0.1'])(
    'for an address given over the API a name that leads inside, %s, is not dialled',
    async (address) => {
      resolving({ address: '203.0.113.7', family: 4 }, { address, family: address.includes(':') ? 6 : 4 });
      const lookup = guardedLookup({ publicOnly: true });
      const error = await new Promise((resolve) => lookup('a', {}, (e) => resolve(e)));
      expect(error).toMatchObject({ code: 'EADDRCLOSED' });
    },
  );

  test('with the setting it is handed on, one or all as asked', async () => {
    resolving({ address: '169.254.1.1', family: 4 });
    const lookup = guardedLookup({ allowLinkLocal: true });
    const one = await new Promise((resolve) => lookup('a', {}, (...got) => resolve(got)));
    const all = await new Promise((resolve) => lookup('a', { all: true }, (...got) => resolve(got)));
    expect(one).toEqual([null, '169.254.1.1', 4]);
    expect(all).toEqual([null, [{ address: '169.254.1.1', family: 4 }]]);
  });
});
