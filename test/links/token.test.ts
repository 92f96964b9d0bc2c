/** A token proves exactly what it was signed for, and nothing else. */
import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSigned,
  LINK_ACTIONS,
  readLink,
  signLink,
  type Bound,
  type LinkClaims,
} from '../../links/token.ts';

const keyOf = (key: number): Buffer => Buffer.from(hkdfSync('sha256', 'master', '', `link/${key}`, 32));
const BOUND: Bound = { person: '赵项目长', project: 'plant', obligation: 'milestone:a', deadlineVersion: 1 };
const CLAIMS: LinkClaims = {
  ...{ key: 1, notice: 'plant:12:0', expiresAt: 1_712_000_000 },
  actions: ['acknowledge', 'nameCause'],
};
const token = signLink(CLAIMS, BOUND, keyOf);

describe('a token', () => {
  test('says what it is for, is short, and names nobody', () => {
    expect(readLink(token)).toEqual(CLAIMS);
    expect(isSigned(token, BOUND, keyOf)).toBe(true);
    expect(token.length).toBeLessThan(80);
    expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(Buffer.from(token.split('.')[0]!, 'base64url').toString()).not.toContain('赵');
  });

  test.each<[string, Partial<Bound>]>([
    ['person', { person: '钱项目长' }],
    ['project', { project: 'other' }],
    ['obligation', { obligation: 'milestone:b' }],
    ['deadline version', { deadlineVersion: 2 }],
  ])('is worth nothing for another %s', (_, other) => {
    expect(isSigned(token, { ...BOUND, ...other }, keyOf)).toBe(false);
  });

  test('signed by another key is worth nothing', () => {
    expect(isSigned(token, BOUND, (key) => keyOf(key + 1))).toBe(false);
    expect(keyOf(1).equals(keyOf(2))).toBe(false);
  });

  test('changed in any one character is worth nothing', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), (i, letter) => {
        fc.pre(token[i] !== letter);
        return !isSigned(token.slice(0, i) + letter + token.slice(i + 1), BOUND, keyOf);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what its words say can’t be changed: a later end, more actions, another notice', () => {
    const [, proof] = token.split('.');
    for (const change of [
      { expiresAt: CLAIMS.expiresAt + 1 },
      { actions: Object.values(LINK_ACTIONS) },
      { notice: 'plant:12:1' },
      { key: 2 },
    ]) {
      const [body] = signLink({ ...CLAIMS, ...change }, BOUND, () => Buffer.alloc(32)).split('.');
      expect(isSigned(`${body}.${proof}`, BOUND, keyOf), JSON.stringify(change)).toBe(false);
    }
  });

  test('anything else is read as none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => readLink(text) === undefined || !isSigned(text, BOUND, keyOf)),
    );
    expect(readLink('')).toBeUndefined();
    expect(readLink(`${'A'.repeat(5_000)}.${'A'.repeat(24)}`)).toBeUndefined();
  });
});
