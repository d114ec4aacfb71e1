import type { Parameters } from 'fast-check';

const asked = process.env.FUZZ_RUNS;

/** The same requests every time in CI: a new finding must not stop a change that has nothing to do with it. */
const seed = process.env.CI ? { seed: 1 } : {};

/** `FUZZ_RUNS` of each property, or as many of 10,000 as fit its share of the time, in milliseconds. */
export const runs = (milliseconds: number): Parameters<unknown> =>
  asked ? { ...seed, numRuns: Number(asked) } : { ...seed, numRuns: 10_000, interruptAfterTimeLimit: milliseconds };

/** How long vitest waits for such a property, in milliseconds. */
export const patience = asked ? 3_600_000 : 60_000;
