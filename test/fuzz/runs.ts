import type { Parameters } from 'fast-check';

const asked = process.env.FUZZ_RUNS;

/** Runs each property `FUZZ_RUNS` times; by default, as many times as it says. */
export const runs = (usual: number): Parameters<unknown> => ({ numRuns: Number(asked ?? usual) });

/** The timeout of such a property, in milliseconds. */
export const patience = asked ? 3_600_000 : 60_000;
