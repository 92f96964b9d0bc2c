/**
 * Who is known to the system: users, by the subject or address that their sign-in vouches for, and tokens of
 * programs. One stream each, so that who was given or lost what, when and by whom, stands in the log.
 */
import type { Grant } from './access.ts';
import { localDate, type Instant, type LocalDate } from './dates.ts';
import { accept, refuse, type Decision } from './decision.ts';
import type { Context } from './project/slice.ts';

export interface User {
  /** The name as projects write it. */
  person: string;
  /** OIDC `sub`. Who has one signs in by it alone. */
  subject?: string | undefined;
  /** Whose `sub` it is; without it the provider of the settings. */
  issuer?: string | undefined;
  /** Counts without a subject, and only where the provider says that it is verified. */
  email?: string | undefined;
  grants: Grant[];
}

export interface ApiToken {
  label: string;
  /** SHA-256 of the secret, in hex. The secret itself is shown once and kept nowhere. */
  hash: string;
  /** Whose token it is; a program's own has none. */
  person?: string | undefined;
  grants: Grant[];
  expiresAt?: Instant | undefined;
}

/** What is left of a user or token that was taken away. */
type Gone<T> = T & { goneOn?: LocalDate };
export type UserState = Gone<User>;
export type TokenState = Gone<ApiToken>;

interface Ended {
  reason: string;
}
export type UserCommand = ({ type: 'setUser' } & User) | ({ type: 'removeUser' } & Ended);
export type TokenCommand = ({ type: 'createToken' } & ApiToken) | ({ type: 'revokeToken' } & Ended);
interface Event<T, D> {
  type: T;
  occurredOn: LocalDate;
  data: D;
}
export type UserEvent = Event<'userSet', User> | Event<'userRemoved', Ended>;
export type TokenEvent = Event<'tokenCreated', ApiToken> | Event<'tokenRevoked', Ended>;

type At = Pick<Context, 'calendar'> & { now: Instant };
const on = ({ now, calendar }: At): LocalDate => localDate(now, calendar.zone);

export const evolveUser = (state: UserState | null, event: UserEvent): UserState =>
  event.type === 'userSet' ? event.data : { ...state!, goneOn: event.occurredOn };

export const evolveToken = (state: TokenState | null, event: TokenEvent): TokenState =>
  event.type === 'tokenCreated' ? event.data : { ...state!, goneOn: event.occurredOn };

export function decideUser(command: UserCommand, state: UserState | null, context: At): Decision<UserEvent> {
  if (command.type === 'removeUser') {
    const { type: _, ...data } = command;
    if (!state || state.goneOn !== undefined)
      return refuse('notFound', '没有这个用户', 'there is no such user');
    return accept({ type: 'userRemoved', occurredOn: on(context), data });
  }
  const { type: _, ...data } = command;
  return faultOf(data.grants) ?? accept({ type: 'userSet', occurredOn: on(context), data });
}

export function decideToken(
  command: TokenCommand,
  state: TokenState | null,
  context: At,
): Decision<TokenEvent> {
  if (command.type === 'revokeToken') {
    const { type: _, ...data } = command;
    if (!state || state.goneOn !== undefined)
      return refuse('notFound', '没有这个令牌', 'there is no such token');
    return accept({ type: 'tokenRevoked', occurredOn: on(context), data });
  }
  const { type: _, ...data } = command;
  if (state) return refuse('tokenExists', '令牌已存在', 'there is such a token');
  return faultOf(data.grants) ?? accept({ type: 'tokenCreated', occurredOn: on(context), data });
}

function faultOf(grants: readonly Grant[]) {
  return grants.some((g) => (g.role === 'department') !== (g.department !== undefined))
    ? refuse(
        'badGrant',
        '责任部门的授权须写明部门，其他角色不写',
        'a grant of the role department names its department, no other does',
        'grants',
      )
    : undefined;
}

/** Whom a provider vouches for: an e-mail address only when the provider has verified it. */
export interface Vouched {
  issuer: string;
  subject: string;
  email?: string | undefined;
}

/**
 * By what a user signs in at a provider, as one text: it changes when somebody else is meant. Undefined for
 * a user of another provider, who was taken away, or of whom neither subject nor address is known.
 */
export function signsInBy({ subject, issuer, email, goneOn }: UserState, at: string): string | undefined {
  if (goneOn !== undefined || (issuer !== undefined && issuer !== at)) return undefined;
  if (subject !== undefined) return `${at} subject ${subject}`;
  return email === undefined ? undefined : `${at} email ${email.toLowerCase()}`;
}

/** Whether a provider vouches for this user. */
export function isVouchedFor(user: UserState, { issuer, ...shown }: Vouched): boolean {
  const by = signsInBy(user, issuer);
  if (by === undefined) return false;
  const { subject, email } = shown;
  return [{ subject }, { email }].some((one) => by === signsInBy({ person: '', grants: [], ...one }, issuer));
}
