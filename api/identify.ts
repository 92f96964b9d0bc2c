/**
 * Who asks: a bearer token (the operator's, or one of the log's), or a session, begun with a token or at the
 * identity provider. A session is a signed cookie that names a token or a user, when it ends and when it was used last; what they may do
 * is looked up at each request, so what was revoked is void at once.
 */
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Caller } from '../domain/access.ts';
import { reject, type Rejection } from '../domain/text.ts';
import { administrators, callerOfToken, callerOfUser, provenToken, vouchedUser } from '../store/accounts.ts';
import type { System } from '../store/system.ts';
import { sessionKey } from '../store/session-key.ts';
import { PROVIDER_AWAY, type Provider } from './oidc.ts';
import { notFound } from './problem.ts';
import type { Request } from './route.ts';
import { createThrottle } from './throttle.ts';

export type Identity =
  | { is: 'nobody' }
  /** What was shown is not good. */
  | { is: 'refused'; rejection: Rejection }
  /**
   * `account` is for lines of the log. `csrf` only with a session: its pages must send it back. `renew` says in the
   * cookie that it was used now.
   */
  | { is: 'known'; caller: Caller; account: Account; csrf?: string; renew?: () => void };

/** Who it is by id and not by name, since a log can't forget a person: `user/…` and `token/…` as their streams. */
export type Account = `user/${string}` | `token/${string}` | 'operator';

/** Whom a session is for; of a user also the sign of by what they signed in. */
export type Subject = `token:${string}` | `user:${string}:${string}` | 'operator';

export interface Sessions {
  identify: (c: Request) => Promise<Identity>;
  /** Starts a session with a token, and for which token; why not, when it is not good. */
  signIn: (c: Request, token: string) => Promise<{ who: Account } | Rejection>;
  /** The address at the identity provider to send a browser to; why not, when there is none. */
  beginAtProvider: (c: Request, to: string) => Promise<URL | Rejection>;
  /** Starts a session for a browser that comes back from the provider; for which user, and where it wanted to go. */
  signInAtProvider: (c: Request) => Promise<{ to: string; who: Account } | Rejection>;
  signOut: (c: Request) => void;
}

interface SessionOptions {
  system: System;
  /** The operator's. */
  token: string | undefined;
  provider?: Provider | undefined;
  /** Whether browsers reach this system by https. */
  isSecure: (c: Request) => boolean;
  /** A session that makes no request for so long ends; 0: only with its twelve hours. */
  idleMinutes: number;
}

const COOKIE = 'quancheng';
const SESSION_S = 12 * 3600;
/** How often a session that is used gets a new cookie. */
const SEEN_S = 60;
const seconds = (): number => Math.floor(Date.now() / 1000);
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

/** Whom to ask, and with what: the subject is what an administrator has to enter. */
function unknownUser(administrators: string[], subject: string): Rejection {
  const [zh, en] =
    administrators.length === 0
      ? ['系统管理员', 'the administrator of the system']
      : [administrators.join('、'), administrators.join(', ')];
  return reject(
    'unknownUser',
    `身份已确认，但本系统没有您的账号。请联系${zh}，并告知您的标识：${subject}`,
    `you are known, but have no account here: ask ${en}, and say that your subject is ${subject}`,
  );
}

function accountOf(subject: Subject): Account {
  if (subject === 'operator') return subject;
  const [kind, id] = subject.split(':') as ['user' | 'token', string];
  return `${kind}/${id}`;
}

const addressOf = (c: Request): string => c.env?.incoming?.socket.remoteAddress ?? '';
const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export function createSessions({ system, token, provider, isSecure, idleMinutes }: SessionOptions): Sessions {
  const throttle = createThrottle();
  const operator = token === undefined ? undefined : digest(token);
  const sign = (text: string): string =>
    createHmac('sha256', sessionKey(system.db, token)).update(text).digest('base64url');

  async function callerOf(subject: string, now: string): Promise<Caller | undefined> {
    const [kind, id, by] = subject.split(':');
    if (kind === 'operator') return token === undefined ? undefined : OPERATOR;
    if (id === undefined) return undefined;
    if (kind === 'token') return callerOfToken(system.db, id, now);
    // Without a provider nobody vouches for users any more.
    if (by === undefined || !provider) return undefined;
    return callerOfUser(system.db, id, by, provider.issuer);
  }

  async function subjectOf(shown: string): Promise<{ subject: Subject; caller: Caller } | undefined> {
    if (operator && timingSafeEqual(digest(shown), operator))
      return { subject: 'operator', caller: OPERATOR };
    const found = await provenToken(system.db, shown, new Date().toISOString());
    return found && { subject: `token:${found.id}`, caller: found.caller };
  }

  /** Whoever a token speaks for; failures of one address are counted, and too many are not looked at. */
  async function prove(c: Request, shown: string) {
    const address = addressOf(c);
    if (throttle.isFull(address)) return TOO_MANY;
    const found = await subjectOf(shown);
    if (found) return found;
    throttle.count(address);
    return BAD_TOKEN;
  }

  /** By https under a name that a browser takes from this host alone, and for every path (`__Host-`). */
  const how = (c: Request) => (isSecure(c) ? ({ secure: true, prefix: 'host' } as const) : {});

  /** `session` says for whom, until when, and of which sign-in; `seen` when it was used last, in seconds. */
  function keep(c: Request, session: string, until: number): void {
    const said = `${session}~${seconds()}`;
    setCookie(c, COOKIE, `${said}~${sign(said)}`, {
      ...({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: until - seconds() } as const),
      ...how(c),
    });
  }

  function begin(c: Request, subject: Subject): void {
    const until = seconds() + SESSION_S;
    keep(c, `${subject}~${until}~${randomBytes(16).toString('base64url')}`, until);
  }

  return {
    async identify(c) {
      const bearer = c.req.header('authorization')?.match(/^Bearer (.+)$/i)?.[1];
      if (bearer !== undefined) {
        const found = await prove(c, bearer);
        if ('code' in found) return { is: 'refused', rejection: found };
        return { is: 'known', caller: found.caller, account: accountOf(found.subject) };
      }
      const cookie = getCookie(c, COOKIE, how(c).prefix);
      const [subject, until, no, seen, proof] = cookie?.split('~') ?? [];
      if (subject === undefined || proof === undefined) return { is: 'nobody' };
      const session = `${subject}~${until}~${no}`;
      if (!same(proof, sign(`${session}~${seen}`)) || Number(until) <= seconds()) return { is: 'nobody' };
      const idle = seconds() - Number(seen);
      if (idleMinutes > 0 && idle > idleMinutes * 60) return { is: 'nobody' };
      const caller = await callerOf(subject, new Date().toISOString());
      if (!caller) return { is: 'nobody' };
      const renew = (): void => (idle < SEEN_S ? undefined : keep(c, session, Number(until)));
      const account = accountOf(subject as Subject);
      return { is: 'known', caller, account, csrf: sign(`csrf ${session}`), renew };
    },
    async signIn(c, shown) {
      const found = await prove(c, shown);
      if ('code' in found) return found;
      begin(c, found.subject);
      return { who: accountOf(found.subject) };
    },
    beginAtProvider: async (c, to) => (provider ? provider.begin(c, to) : notFound(c.req.path)),
    async signInAtProvider(c) {
      if (!provider) return notFound(c.req.path);
      const address = addressOf(c);
      if (throttle.isFull(address)) return TOO_MANY;
      const found = await provider.finish(c);
      if ('code' in found) {
        // That the provider is away is nobody's wrong try.
        if (found !== PROVIDER_AWAY) throttle.count(address);
        return found;
      }
      const user = await vouchedUser(system.db, found.vouched);
      if (!user) return unknownUser(await administrators(system.db), found.vouched.subject);
      begin(c, `user:${user.id}:${user.sign}`);
      return { to: found.to, who: `user/${user.id}` };
    },
    signOut: (c) => {
      deleteCookie(c, COOKIE, { path: '/', ...how(c) });
    },
  };
}
