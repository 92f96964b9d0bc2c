/**
 * A signed link's token: what it is for, and a proof that nobody but this system wrote it.
 *
 * 1. The token names a notice, the day it ends and what may be done by it. No name of a person stands in it:
 *    a link passes through chat programs and their logs.
 * 2. The proof (HMAC-SHA256) covers that and whom and what the notice is about: person, project, obligation,
 *    deadline version. A token is worth nothing for another of them, nor once its person was erased.
 * 3. The key has a number in the token; keys before the oldest that is accepted prove nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link may do, in one letter each: a token must be short enough for a chat message. */
export const LINK_ACTIONS = {
  a: 'acknowledge',
  c: 'completeMilestone',
  e: 'requestExtension',
  n: 'nameCause',
} as const;
export type LinkLetter = keyof typeof LINK_ACTIONS;
export type LinkAction = (typeof LINK_ACTIONS)[LinkLetter];

/** What the proof covers beside the token's own words. */
export interface Bound {
  person: string;
  project: string;
  obligation: string;
  deadlineVersion: number;
}

export interface LinkClaims {
  key: number;
  /** The notice: `plant:12:0`. */
  notice: string;
  /** Seconds since 1970, the system's time. */
  expiresAt: number;
  actions: LinkAction[];
}

export type KeyOf = (key: number) => Buffer;

const MAC_BYTES = 18;
const TOKEN = /^([A-Za-z0-9_-]{1,400})\.([A-Za-z0-9_-]{24})$/;
const CLAIMS = /^(\d{1,6})~([A-Za-z0-9_-]{1,80}:\d{1,9}:\d{1,3})~([0-9a-z]{1,9})~([acen]{1,4})$/;

export function signLink(claims: LinkClaims, bound: Bound, keyOf: KeyOf): string {
  const letters = (Object.keys(LINK_ACTIONS) as LinkLetter[]).filter((l) =>
    claims.actions.includes(LINK_ACTIONS[l]),
  );
  const text = [claims.key, claims.notice, claims.expiresAt.toString(36), letters.join('')].join('~');
  const proof = prove(text, bound, keyOf(claims.key)).toString('base64url');
  return `${Buffer.from(text).toString('base64url')}.${proof}`;
}

/** What a token says of itself, not proved yet; undefined when it is none. */
export function readLink(token: string): LinkClaims | undefined {
  const [, body] = TOKEN.exec(token) ?? [];
  if (body === undefined) return undefined;
  const [, key, notice, expiresAt, letters] = CLAIMS.exec(Buffer.from(body, 'base64url').toString()) ?? [];
  if (key === undefined || notice === undefined || expiresAt === undefined || letters === undefined)
    return undefined;
  return {
    key: Number(key),
    notice,
    expiresAt: Number.parseInt(expiresAt, 36),
    actions: letters.split('').map((l) => LINK_ACTIONS[l as LinkLetter]),
  };
}

/** Whether the token was signed for exactly this, letter by letter. */
export function isSigned(token: string, bound: Bound, keyOf: KeyOf): boolean {
  const [, body, proof] = TOKEN.exec(token) ?? [];
  const claims = readLink(token);
  if (body === undefined || proof === undefined || !claims) return false;
  const text = Buffer.from(body, 'base64url');
  // One link has one spelling: what decodes to the same and is written otherwise was not made here.
  if (text.toString('base64url') !== body) return false;
  const given = Buffer.from(proof, 'base64url');
  const wanted = prove(text.toString(), bound, keyOf(claims.key));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function prove(text: string, { person, project, obligation, deadlineVersion }: Bound, key: Buffer): Buffer {
  const about = JSON.stringify([text, person, project, obligation, deadlineVersion]);
  return createHmac('sha256', key).update(about).digest().subarray(0, MAC_BYTES);
}
