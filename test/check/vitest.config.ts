import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What is found out of the sources alone, a part of `npm run check`: types of the elements, what browsers must have, slow regular expressions. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/**/*.check.ts'],
    reporters: ['dot'],
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
  },
});
