import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build-once.ts',
    reporters: process.env.CI ? ['default', './test/plain-summary.ts'] : ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
