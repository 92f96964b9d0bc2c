/** Users and tokens as they are now, and when a token was last used: that alone is no event. */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Caller } from '../domain/access.ts';
import {
  isVouchedFor,
  signsInBy,
  type ApiToken,
  type TokenState,
  type UserState,
  type Vouched,
} from '../domain/accounts.ts';
import { tokenStream, userStream } from './aggregates.ts';
import type { Db } from './database.ts';
import { load, readSystem, writeSystem } from './read.ts';

/** `qc_<id>_<secret>`: the id finds the token, the secret proves it. */
const TOKEN = /^qc_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
/** How exactly the last use is known. */
const USED_MS = 60_000;

const hashOf = (secret: string): string => hash('sha256', secret);
const usedKey = (id: string): string => `token/${id}/used`;

/** A new token's id, what is stored of it, and what its holder is shown once. */
export function makeToken(): { id: string; hash: string; shown: string } {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { id, hash: hashOf(secret), shown: `qc_${id}_${secret}` };
}

/** When each token was used last, as far as this process knows: it need not ask for each request. */
const lastUsed = new WeakMap<Db, Map<string, number>>();

/** Notes that a token is used, once in a while. */
async function markUsed(db: Db, id: string, now: string): Promise<void> {
  const known = lastUsed.get(db) ?? new Map<string, number>();
  lastUsed.set(db, known);
  const at = Date.parse(now);
  const isRecent = (used: number): boolean => at - used <= USED_MS;
  if (isRecent(known.get(id) ?? -Infinity)) return;
  const noted = Date.parse((await readSystem<string>(db, usedKey(id))) ?? '1970-01-01');
  if (!isRecent(noted)) await writeSystem(db, usedKey(id), now);
  known.set(id, isRecent(noted) ? noted : at);
}

/** A token that is good at `now`, the machine's time, with whoever it speaks for. */
export async function provenToken(
  db: Db,
  shown: string,
  now: string,
): Promise<{ id: string; caller: Caller } | undefined> {
  const [, id, secret] = TOKEN.exec(shown) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const token = (await load(db, tokenStream(id)))?.state as TokenState | undefined;
  if (!token || !timingSafeEqual(Buffer.from(token.hash), Buffer.from(hashOf(secret)))) return undefined;
  await markUsed(db, id, now);
  const caller = callerIn(id, token, now);
  return caller && { id, caller };
}

/** Whoever a token speaks for while it is good; undefined when it was revoked or has expired. */
export async function callerOfToken(db: Db, id: string, now: string): Promise<Caller | undefined> {
  const token = (await load(db, tokenStream(id)))?.state as TokenState | undefined;
  return token && callerIn(id, token, now);
}

function callerIn(id: string, token: TokenState, now: string): Caller | undefined {
  const { person, grants, goneOn, expiresAt } = token;
  if (goneOn !== undefined || (expiresAt !== undefined && expiresAt <= now)) return undefined;
  return { actor: person ?? `token/${id}`, person, grants };
}

/** Of a user, and by what they sign in: a session names both, so that it ends when one of them is another. */
const signOf = (by: string): string => hashOf(by).slice(0, 32);

/**
 * The user for whom a provider vouches, with the sign of by what. Undefined when nobody is meant, or more
 * than one: a doubt lets nobody in.
 */
export async function vouchedUser(
  db: Db,
  vouched: Vouched,
): Promise<{ id: string; sign: string } | undefined> {
  const meant = (await readUsers(db)).filter((user) => isVouchedFor(user, vouched));
  const [user] = meant;
  if (!user || meant.length > 1) return undefined;
  return { id: user.id, sign: signOf(signsInBy(user, vouched.issuer)!) };
}

/** A user as they are now, for a session that was begun by `sign`; undefined when it does not count any more. */
export async function callerOfUser(
  db: Db,
  id: string,
  sign: string,
  issuer: string,
): Promise<Caller | undefined> {
  const user = (await load(db, userStream(id)))?.state as UserState | undefined;
  const by = user && signsInBy(user, issuer);
  if (!user || by === undefined || signOf(by) !== sign) return undefined;
  return { actor: user.person, person: user.person, grants: user.grants };
}

/** Whom to ask for a sign-in: the administrators among the users. */
export async function administrators(db: Db): Promise<string[]> {
  const users = await readUsers(db);
  return users.filter((u) => u.grants.some((g) => g.role === 'admin')).map((u) => u.person);
}

interface Shown<T> {
  id: string;
  state: T;
}

const ofCategory = async <T>(db: Db, category: 'user' | 'token'): Promise<Shown<T>[]> => {
  const { rows } = await sql<Shown<T>>`
    select substr(stream, ${category.length + 2}) as id, state from stream_state
    where category = ${category} order by stream`.execute(db);
  return rows;
};

/** Users who were not taken away. */
export async function readUsers(db: Db): Promise<({ id: string } & UserState)[]> {
  const rows = await ofCategory<UserState>(db, 'user');
  return rows.flatMap(({ id, state }) => (state.goneOn === undefined ? [{ id, ...state }] : []));
}

/** Every token without what proves it. */
export async function readTokens(
  db: Db,
): Promise<(Omit<ApiToken, 'hash'> & { id: string; goneOn?: string; lastUsedAt: string | null })[]> {
  const rows = await ofCategory<TokenState>(db, 'token');
  return Promise.all(
    rows.map(async ({ id, state: { hash: _, ...token } }) => ({
      ...{ id, ...token },
      lastUsedAt: (await readSystem<string>(db, usedKey(id))) ?? null,
    })),
  );
}
