/** A bucket for each address that fills with what is counted and empties with time. Of this process alone. */
const MOST = 20;
const ONE_DRAINS_MS = 6_000;
const ADDRESSES = 10_000;

/** By itself for failures: twenty at once, then one in six seconds. */
export function createThrottle(
  clock: () => number = Date.now,
  { most = MOST, oneDrainsMs = ONE_DRAINS_MS }: { most?: number; oneDrainsMs?: number } = {},
) {
  const buckets = new Map<string, { level: number; at: number }>();
  const level = (address: string): number => {
    const bucket = buckets.get(address);
    return bucket ? Math.max(0, bucket.level - (clock() - bucket.at) / oneDrainsMs) : 0;
  };
  return {
    isFull: (address: string): boolean => level(address) > most - 1,
    count(address: string): void {
      const next = { level: level(address) + 1, at: clock() };
      buckets.delete(address);
      buckets.set(address, next);
      const [oldest] = buckets.keys();
      if (buckets.size > ADDRESSES && oldest !== undefined) buckets.delete(oldest);
    },
  };
}
