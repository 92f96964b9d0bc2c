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

const inList = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** `[::1]` is how a URL writes an IPv6 address. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || inList(loopback, bare(hostname));

/** What is wrong with `text` as an address to send to; undefined when nothing is. Never quotes it: it may hold a key. */
export function urlFault(text: string, allowed: Allowed = {}): Text | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return { zh: '应为 https:// 开头的网址', en: 'must be a URL that begins with https://' };
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
export function guardedLookup({ allowLinkLocal }: Allowed): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const bad = !allowLinkLocal && addresses?.some((a) => inList(closed, a.address));
      if (error || bad) {
        callback(error ?? Object.assign(new Error('closed address'), { code: CLOSED }), '', 0);
      } else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}
