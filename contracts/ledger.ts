/** A county's own names of the columns of its ledger, as they come in. */
import { z } from 'zod';
import type { LedgerMapping } from '../domain/rules.ts';
import { TABLES } from '../ledger/tables.ts';

const header = z.string().trim().min(1).max(100);

/** By table: a header → the key of a column of that table, or null for one that is not read. */
export const ledgerMapping = z.strictObject(
  Object.fromEntries(
    Object.values(TABLES).map((table) => {
      const keys = table.columns.filter((c) => c.kind !== 'shown').map((c) => c.key) as [string, ...string[]];
      return [table.id, z.record(header, z.enum(keys).nullable()).optional()];
    }),
  ),
) as unknown as z.ZodType<LedgerMapping>;
