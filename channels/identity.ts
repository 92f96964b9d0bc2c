/** A message's id in the forms that channels can carry. Both follow from the id alone. */
import { createHash } from 'node:crypto';

const digest = (id: string): Buffer => createHash('sha256').update(id).digest();

/**
 * For programs: letters, digits, `-` and `_`. It stands in an HTTP header and in a Message-ID, where the id
 * itself (names in Chinese) can't; and Standard Webhooks asks that the id signed has no full stop in it.
 */
export const keyOf = (id: string): string => `qc_${digest(id).subarray(0, 18).toString('base64url')}`;

/** Without 0/O and 1/I/L, which are misread from a screen. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** For people, where a channel has no field for the key: two messages with one number are one notice. */
export const numberOf = (id: string): string =>
  [...digest(id).subarray(18, 26)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
