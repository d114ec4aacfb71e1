import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * The checks of the sources themselves, a part of `npm run check`: types of the elements, features that browsers must have, slow regular expressions.
 */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/**/*.check.ts'],
    reporters: ['dot'],
    testTimeout: 180_000,
    maxWorkers: availableParallelism(),
  },
});
