/**
 * Who asks: a bearer token (the operator's, or one of the log's), or a session. A session is a signed cookie
 * that names a token or a user and when it ends; what they may do is looked up at each request, so what was
 * revoked is void at once.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Caller } from '../domain/access.ts';
import { reject, type Rejection } from '../domain/text.ts';
import { callerOfToken, provenToken } from '../store/accounts.ts';
import type { System } from '../store/system.ts';
import { sessionKey } from '../store/session-key.ts';
import type { Request } from './route.ts';
import { createThrottle } from './throttle.ts';

export type Identity =
  | { is: 'nobody' }
  /** What was shown is not good. */
  | { is: 'refused'; rejection: Rejection }
  /** `csrf` only with a session: its pages must send it back. */
  | { is: 'known'; caller: Caller; csrf?: string };

/** Whom a session is for. */
export type Subject = `token:${string}` | 'operator';

export interface Sessions {
  identify: (c: Request) => Promise<Identity>;
  /** Starts a session with a token; why not, when it is not good. */
  signIn: (c: Request, token: string) => Promise<Rejection | undefined>;
  signOut: (c: Request) => void;
}

const COOKIE = 'quancheng';
const SESSION_S = 12 * 3600;
/** Whoever runs the system may do everything. */
const OPERATOR: Caller = {
  actor: 'office',
  grants: [{ role: 'office' }, { role: 'admin' }, { role: 'auditor' }],
};
const BAD_TOKEN = reject(
  'notSignedIn',
  '令牌无效或已过期',
  'the token is not good, or not any more',
  'token',
);
const TOO_MANY = reject('tooManyTries', '尝试过多，请稍后再试', 'too many tries: come back later');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export function createSessions({ system, token }: { system: System; token: string | undefined }): Sessions {
  const throttle = createThrottle();
  const sign = (text: string): string =>
    createHmac('sha256', sessionKey(system.db, token)).update(text).digest('base64url');

  const callerOf = (subject: string, now: string): Promise<Caller | undefined> =>
    subject === 'operator'
      ? Promise.resolve(token === undefined ? undefined : OPERATOR)
      : callerOfToken(system.db, subject.slice('token:'.length), now);

  async function subjectOf(shown: string): Promise<{ subject: Subject; caller: Caller } | undefined> {
    if (token !== undefined && same(shown, token)) return { subject: 'operator', caller: OPERATOR };
    const found = await provenToken(system.db, shown, new Date().toISOString());
    return found && { subject: `token:${found.id}`, caller: found.caller };
  }

  /** Whoever a token speaks for; failures of one address are counted, and too many are not looked at. */
  async function prove(c: Request, shown: string) {
    const address = c.env?.incoming?.socket.remoteAddress ?? '';
    if (throttle.isFull(address)) return TOO_MANY;
    const found = await subjectOf(shown);
    if (found) return found;
    throttle.failed(address);
    return BAD_TOKEN;
  }

  return {
    async identify(c) {
      const bearer = c.req.header('authorization')?.match(/^Bearer (.+)$/i)?.[1];
      if (bearer !== undefined) {
        const found = await prove(c, bearer);
        return 'code' in found ? { is: 'refused', rejection: found } : { is: 'known', caller: found.caller };
      }
      const cookie = getCookie(c, COOKIE);
      const [subject, until, proof] = cookie?.split('~') ?? [];
      if (subject === undefined || until === undefined || proof === undefined) return { is: 'nobody' };
      const now = new Date();
      if (!same(proof, sign(`${subject}~${until}`)) || Number(until) * 1000 <= now.getTime())
        return { is: 'nobody' };
      const caller = await callerOf(subject, now.toISOString());
      return caller ? { is: 'known', caller, csrf: sign(`csrf ${cookie}`) } : { is: 'nobody' };
    },
    async signIn(c, shown) {
      const found = await prove(c, shown);
      if ('code' in found) return found;
      const session = `${found.subject}~${Math.floor(Date.now() / 1000) + SESSION_S}`;
      const secure = new URL(c.req.url).protocol === 'https:';
      setCookie(c, COOKIE, `${session}~${sign(session)}`, {
        ...({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: SESSION_S } as const),
        secure,
      });
      return undefined;
    },
    signOut: (c) => {
      deleteCookie(c, COOKIE, { path: '/' });
    },
  };
}
