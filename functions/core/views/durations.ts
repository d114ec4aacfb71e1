import { quantile } from './duration-histogram.ts';
import { SEPARATOR } from './names.ts';

/** Times in whole seconds; null if there were none. Median and p90 are at most 5 % off. */
export interface Durations {
  readonly average: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

/** Returns the durations in numbers that have their count, their sum and the buckets of their histogram under these names. */
export function durations(
  numbers: ReadonlyMap<string, number>,
  countName: string,
  sumName: string,
  bucketKind: string,
): Durations {
  const count = numbers.get(countName) ?? 0;
  const histogram = new Map(partsOf(numbers, bucketKind).map(({ part, count }) => [Number(part), count]));
  return {
    average: wholeSeconds(count > 0 ? (numbers.get(sumName) ?? 0) / count : null),
    median: wholeSeconds(quantile(histogram, 0.5)),
    p90: wholeSeconds(quantile(histogram, 0.9)),
  };
}

const wholeSeconds = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds));

/** Returns the numbers whose names begin with `kind`, by the rest of their names. */
export function partsOf(numbers: ReadonlyMap<string, number>, kind: string) {
  const prefix = kind + SEPARATOR;
  return [...numbers].flatMap(([name, count]) =>
    name.startsWith(prefix) ? [{ part: name.slice(prefix.length), count }] : [],
  );
}
