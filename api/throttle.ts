/** Failures of an address: a bucket that fills with each and empties with time. Of this process alone. */
const MOST = 20;
const ONE_DRAINS_MS = 6_000;
const ADDRESSES = 10_000;

export function createThrottle(clock: () => number = Date.now) {
  const buckets = new Map<string, { level: number; at: number }>();
  const level = (address: string): number => {
    const bucket = buckets.get(address);
    return bucket ? Math.max(0, bucket.level - (clock() - bucket.at) / ONE_DRAINS_MS) : 0;
  };
  return {
    isFull: (address: string): boolean => level(address) > MOST - 1,
    failed(address: string): void {
      const next = { level: level(address) + 1, at: clock() };
      buckets.delete(address);
      buckets.set(address, next);
      const [oldest] = buckets.keys();
      if (buckets.size > ADDRESSES && oldest !== undefined) buckets.delete(oldest);
    },
  };
}
