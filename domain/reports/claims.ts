/** What is reported and cannot be (填报矛盾): a stage that was reached while its gate does not hold. */
import type { Claim, Entry } from '../review/entry.ts';
import { whose, type Whose } from '../review/weekly.ts';

export type ClaimsOf = Whose & { claims: Claim[] };

/** The projects whose reports contradict themselves. */
export const claimsIn = (entries: readonly Entry[]): ClaimsOf[] =>
  entries.flatMap((e) => (e.claims.length > 0 ? [{ ...whose(e), claims: e.claims }] : []));
