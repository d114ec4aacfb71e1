import { defineConfig } from 'vitest/config';

/** The tests that mutants of the rules, the edge and the token verifier must fail: those that import them directly. */
export default defineConfig({
  test: {
    include: [
      'test/{core,http}/**/*.test.ts',
      'test/adapters/tokens/{customer-tokens,cached,duplicate-members}.test.ts',
      'test/tokens/**/*.test.ts',
      'test/core/export/csv.test.ts',
    ],
  },
});
