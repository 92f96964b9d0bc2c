/** Who asks: the operator's token, as a bearer or, for the pages, in a session's cookie. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import type { Caller } from '../domain/access.ts';
import type { Rejection } from '../domain/text.ts';
import type { Request } from './route.ts';

export type Identity =
  | { is: 'nobody' }
  /** What was shown is not good. */
  | { is: 'refused'; rejection: Rejection }
  /** `csrf` only with a session: its pages must send it back. */
  | { is: 'known'; caller: Caller; csrf?: string };
export type Identify = (c: Request) => Promise<Identity>;

export const COOKIE = 'quancheng';
/** Whoever runs the system may do everything. */
export const OPERATOR: Caller = {
  actor: 'office',
  grants: [{ role: 'office' }, { role: 'admin' }, { role: 'auditor' }],
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
export const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export function createIdentify({ token }: { token: string }): Identify {
  return async (c) => {
    const bearer = c.req.header('authorization')?.match(/^Bearer (.+)$/i)?.[1];
    if (bearer !== undefined)
      return same(bearer, token) ? { is: 'known', caller: OPERATOR } : { is: 'nobody' };
    const cookie = getCookie(c, COOKIE);
    if (cookie === undefined || !same(cookie, token)) return { is: 'nobody' };
    return { is: 'known', caller: OPERATOR, csrf: digest(`csrf ${token}`).toString('base64url') };
  };
}
