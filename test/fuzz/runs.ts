import type { Parameters } from 'fast-check';

const asked = process.env.FUZZ_RUNS;

/** The same requests every time in CI: a new finding must not stop a change that has nothing to do with it. */
const seed = process.env.CI ? { seed: 1 } : {};

/** `FUZZ_RUNS` of each property; without, as many as it says. */
export const runs = (usual: number): Parameters<unknown> => ({ ...seed, numRuns: Number(asked ?? usual) });

/** How long vitest waits for such a property, in milliseconds. */
export const patience = asked ? 3_600_000 : 60_000;
