/** Everything of a running system that stands on one database, wired once for API, worker and tests. */
import type { Rules } from '../domain/project/slice.ts';
import { RULES } from '../domain/rules.ts';
import { createAppender } from './append.ts';
import { createClock, type SystemClock } from './clock.ts';
import { connect, type Db } from './database.ts';
import { createHandle, type Handle } from './handle.ts';
import { countedAppender, countedHandle } from './counted.ts';
import { createRulesSource } from './rules.ts';

export { RULES };

export interface System {
  db: Db;
  clock: SystemClock;
  handle: Handle;
  /** The rules as last read: never older than a second where `fresh` was awaited. */
  readonly rules: Rules;
  /** Not older than a second, nor than this version of `rulesVersion`. */
  freshRules(atLeast?: number): Promise<Rules>;
  close(): Promise<void>;
}

/**
 * Opens the system on a database that is migrated. `onError` hears of connections that died idle; `key` is
 * the master key of personal data; `statementSeconds` as `connect` takes it: none for jobs over the whole log.
 */
export function openSystem(
  databaseUrl: string,
  onError: (error: Error) => void = () => {},
  key?: string,
  statementSeconds?: number,
): System {
  const db = connect(databaseUrl, onError, 10, key, statementSeconds);
  const clock = createClock(db);
  const rules = createRulesSource(db, RULES);
  const append = countedAppender(createAppender(db));
  const handle = countedHandle(createHandle({ db, append, clock, rules }));
  return {
    db,
    clock,
    handle,
    get rules() {
      return rules.last();
    },
    freshRules: (atLeast) => rules.fresh(atLeast),
    close: () => db.destroy(),
  };
}
