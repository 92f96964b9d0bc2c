/**
 * Which addresses may be called. Settings are an office's own, but a webhook's address is given by others, and
 * a name may resolve to anything; so what is dialled is checked too, after it has been resolved (`guardedLookup`),
 * and the one that was checked is the one that is used.
 */
import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Text } from '../domain/text.ts';

/** What a setting may allow beyond https to an ordinary address. */
export interface Allowed {
  /** Plain http, for a receiver inside the intranet. Loopback always may. */
  allowHttp?: boolean | undefined;
  /** Link-local and cloud metadata addresses. */
  allowLinkLocal?: boolean | undefined;
  /** The address was given over the API: only public ones, and only https. */
  publicOnly?: boolean | undefined;
}

/**
 * Never a receiver of notices, and at cloud providers the way to the machine's own credentials: link-local
 * (RFC 3927, RFC 4291; metadata of Tencent Cloud, Huawei Cloud, AWS and others at 169.254.x.x), Alibaba
 * Cloud's metadata at 100.100.100.200, AWS's IPv6 one, "this network" (RFC 1122) and multicast.
 */
const closed = new BlockList();
closed.addSubnet('169.254.0.0', 16, 'ipv4');
closed.addAddress('100.100.100.200', 'ipv4');
closed.addSubnet('0.0.0.0', 8, 'ipv4');
closed.addSubnet('224.0.0.0', 4, 'ipv4');
closed.addSubnet('fe80::', 10, 'ipv6');
closed.addAddress('fd00:ec2::254', 'ipv6');
closed.addAddress('::', 'ipv6');
closed.addSubnet('ff00::', 8, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Not of the internet: private (RFC 1918, RFC 4193), shared (RFC 6598), benchmarks, and IPv4 within IPv6 by NAT64. */
const inside = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['198.18.0.0', 15],
  ['192.0.0.0', 24],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('64:ff9b::', 96, 'ipv6');

const inList = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** `[::1]` is how a URL writes an IPv6 address. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || inList(loopback, bare(hostname));

const isInside = (hostname: string): boolean => isLoopback(hostname) || inList(inside, bare(hostname));

/** What may be called for an address given over the API: `hosts` are the operator's exceptions in the intranet. */
export const allowedFor = (url: string, hosts: readonly string[]): Allowed => {
  const { hostname, host } = URL.canParse(url) ? new URL(url) : { hostname: '', host: '' };
  const known = hosts.includes(hostname) || hosts.includes(host);
  return known ? { allowHttp: true } : { publicOnly: true };
};

/** What is wrong with `text` as an address to send to; undefined when nothing is. Never quotes it: it may hold a key. */
export function urlFault(text: string, allowed: Allowed = {}): Text | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return { zh: '应为 https:// 开头的网址', en: 'must be a URL that begins with https://' };
  }
  if (allowed.publicOnly && (url.protocol === 'http:' || isInside(url.hostname))) {
    return {
      zh: '须为公网 https 网址；内网接收方由运维在 QUANCHENG_WEBHOOK_HOSTS 中列出其主机',
      en: 'must be https to a public address; for a receiver in the intranet the operator lists its host in QUANCHENG_WEBHOOK_HOSTS',
    };
  }
  if (url.protocol === 'http:' && !allowed.allowHttp && !isLoopback(url.hostname)) {
    return {
      zh: '须用 https；内网接收方确需 http 的，设 allowHttp: true',
      en: 'must be https; for a receiver in the intranet that has only http, set allowHttp: true',
    };
  }
  if (url.username || url.password) {
    return { zh: '网址中不能写用户名和口令', en: 'must hold no user name or password' };
  }
  if (!allowed.allowLinkLocal && inList(closed, bare(url.hostname))) {
    return {
      zh: '是链路本地或云元数据地址；确需使用的，设 allowLinkLocal: true',
      en: 'is a link-local or metadata address; where that is meant, set allowLinkLocal: true',
    };
  }
  return undefined;
}

/** The code of the error with which a guarded lookup ends when a name leads to a closed address. */
export const CLOSED = 'EADDRCLOSED';

/** Resolves as usual, and fails with `CLOSED` when any address of the name is one that may not be called. */
export function guardedLookup({ allowLinkLocal, publicOnly }: Allowed): LookupFunction {
  const isClosed = (address: string): boolean =>
    (!allowLinkLocal && inList(closed, address)) || (publicOnly === true && isInside(address));
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const bad = addresses?.some((a) => isClosed(a.address));
      if (error || bad) {
        callback(error ?? Object.assign(new Error('closed address'), { code: CLOSED }), '', 0);
      } else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}
