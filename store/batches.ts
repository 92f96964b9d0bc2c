/**
 * A queue whose entries go to the database in batches, at most two under way: while the database works on one, this
 * process makes the next ready. Those that come in one turn of the event loop go together; a few are not worth a
 * batch beside another, because each costs a commit.
 */

const UNDER_WAY = 2;
const WORTH_A_BATCH = 32;

export interface Batches<T> {
  add(one: T): void;
  /** Entries that no batch has taken yet. */
  waiting(): number;
}

/**
 * `settle` answers every entry of its batch and does not reject. Where there is a `keyOf`, entries of one key go one
 * after another, in the order they came: never two in a batch, nor in two that are under way together.
 */
export function createBatches<T>(options: {
  most: number;
  settle: (batch: T[]) => Promise<void>;
  keyOf?: (one: T) => string;
}): Batches<T> {
  const { most, settle, keyOf } = options;
  let waiting: T[] = [];
  const busy = new Set<string>();
  let underWay = 0;
  let called = false;

  /** The next batch, its keys taken; none where waiting for the one under way gains more. */
  const take = (): T[] => {
    const worth = underWay === 0 ? 1 : WORTH_A_BATCH;
    if (underWay === UNDER_WAY || waiting.length < worth) return [];
    const split = underWay === 0 && waiting.length >= 2 * WORTH_A_BATCH;
    const size = Math.min(most, split ? Math.ceil(waiting.length / UNDER_WAY) : waiting.length);
    const batch: T[] = [];
    const later: T[] = [];
    const keys = new Set<string>();
    for (const one of waiting) {
      const key = keyOf?.(one);
      const free = key === undefined || (!busy.has(key) && !keys.has(key));
      if (free && batch.length < size) batch.push(one);
      else later.push(one);
      // What has to wait holds those of its key that came after it.
      if (key !== undefined) keys.add(key);
    }
    if (batch.length < worth) return [];
    waiting = later;
    if (keyOf) for (const one of batch) busy.add(keyOf(one));
    return batch;
  };

  const run = async (batch: T[]): Promise<void> => {
    underWay += 1;
    await settle(batch);
    underWay -= 1;
    if (keyOf) for (const one of batch) busy.delete(keyOf(one));
    call();
  };

  const call = (): void => {
    if (called || waiting.length === 0) return;
    called = true;
    setImmediate(() => {
      called = false;
      for (let batch = take(); batch.length > 0; batch = take()) void run(batch);
    });
  };

  return {
    add(one) {
      waiting.push(one);
      call();
    },
    waiting: () => waiting.length,
  };
}
