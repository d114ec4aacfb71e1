/** Two durations in one bucket differ by at most this factor, so an estimate is at most 5 % off. */
const GROWTH = 1.1;

/**
 * Returns the bucket of a duration in seconds, as in DDSketch (https://www.vldb.org/pvldb/vol12/p2195-masson.pdf): histograms are merged by adding
 * their counts, and quantiles have a bounded relative error. Durations of up to a second are in bucket 0.
 */
export function bucketOf(seconds: number): number {
  return seconds <= 1 ? 0 : Math.ceil(Math.log(seconds) / Math.log(GROWTH));
}

/** The duration that represents a bucket, in seconds. */
const durationIn = (bucket: number): number => (2 * GROWTH ** bucket) / (GROWTH + 1);

/** Returns the duration in seconds that a share `q` (0 to 1) of all don't exceed; null for an empty histogram. */
export function quantile(histogram: ReadonlyMap<number, number>, q: number): number | null {
  const buckets = [...histogram].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(q * total));
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return durationIn(bucket);
  }
  return null;
}
