import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from '#test/longest-first.ts';

/**
 * Run when they are named: `test/infra/permissions.test.ts` runs the API's tests with every call to AWS on record, `npm run test:browsers`
 * those that need WebKit.
 */
const unnamed = ['test/api', 'test/webkit'].filter(
  (folder) => !process.argv.some((argument) => argument.includes(folder)),
);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...unnamed.map((folder) => `${folder}/**`)],
    globalSetup: 'test/build-once.ts',
    setupFiles: ['test/restore-environment.ts', 'test/same-seed.ts'],
    reporters: process.env.CI ? ['default', './test/plain-summary.ts'] : ['default'],
    // A machine that is busy with something else takes ten times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Vitest's one second is less than a request may take while other files work.
    expect: { poll: { timeout: 30_000 } },
    // Half of what the small files take is a process of their own.
    isolate: false,
    // Tests wait as much as they work, for browsers, processes and timers: with a file for each core, half of the cores' time is left over.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongestFirst },
  },
});
