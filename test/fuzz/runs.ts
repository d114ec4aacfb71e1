import type { Parameters } from 'fast-check';

const asked = process.env.FUZZ_RUNS;

/** `FUZZ_RUNS` of each property; without, as many as it says. */
export const runs = (usual: number): Parameters<unknown> => ({ numRuns: Number(asked ?? usual) });

/** How long vitest waits for such a property, in milliseconds. */
export const patience = asked ? 3_600_000 : 60_000;
