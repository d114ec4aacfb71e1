import { randomInt } from 'node:crypto';
import type { Clock } from '#core/ports.ts';

const NANOS_PER_MILLI = 1_000_000;

/**
 * Returns a clock with the time of `millis` and nine fractional digits. The six below the millisecond are random, so that two processes hardly ever
 * return the same time, and increase where needed, so that one process never does.
 */
export function clockOf(millis: () => number): Clock {
  let last = 0n;
  return {
    now: millis,
    timestamp: () => {
      const drawn = BigInt(Math.floor(millis())) * BigInt(NANOS_PER_MILLI) + BigInt(randomInt(NANOS_PER_MILLI));
      last = drawn > last ? drawn : last + 1n;
      const nanos = last % BigInt(NANOS_PER_MILLI);
      const iso = new Date(Number(last / BigInt(NANOS_PER_MILLI))).toISOString();
      return iso.replace('Z', `${String(nanos).padStart(6, '0')}Z`);
    },
  };
}

export const systemClock: Clock = clockOf(() => Date.now());
