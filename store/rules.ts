/**
 * The rules in force: those the system comes with, and what its log has added. Read from the log at most once
 * a second, so a rule is in force everywhere within a second of its event; an event names the version that
 * it was decided by.
 */
import type { Rules } from '../domain/project/slice.ts';
import { rulesOf, type AddedRules } from '../domain/rules.ts';
import { RULES_STREAM } from './aggregates.ts';
import type { Db } from './database.ts';
import { load } from './read.ts';

const MAX_AGE_MS = 1_000;

export interface RulesSource {
  /** What the system comes with. */
  base: Rules;
  /** As last read. */
  last(): Rules;
  /** Not older than a second, nor than this version: for what is kept under the version it was counted by. */
  fresh(atLeast?: number): Promise<Rules>;
  /** They have changed: read them again at the next chance. */
  forget(): void;
}

export function createRulesSource(db: Db, base: Rules): RulesSource {
  let rules = base;
  let version = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Rules> | undefined;

  const read = async (): Promise<Rules> => {
    const began = performance.now();
    if ((await rulesVersion(db)) !== version) {
      const loaded = await load(db, RULES_STREAM);
      if (loaded) {
        rules = rulesOf(base, loaded.state as AddedRules);
        version = loaded.version;
      }
    }
    readAt = began;
    return rules;
  };

  return {
    base,
    last: () => rules,
    async fresh(atLeast = 0) {
      if (version >= atLeast && performance.now() - readAt < MAX_AGE_MS) return rules;
      reading ??= read().finally(() => (reading = undefined));
      const found = await reading;
      // The one under way may have asked before that version was written.
      return version >= atLeast ? found : read();
    },
    forget: () => (readAt = Number.NEGATIVE_INFINITY),
  };
}

/** The version of the rules that the log holds; 0 while nothing was added. */
export async function rulesVersion(db: Db): Promise<number> {
  const row = await db
    .selectFrom('stream_state')
    .select('version')
    .where('stream', '=', RULES_STREAM)
    .executeTakeFirst();
  return row?.version ?? 0;
}
