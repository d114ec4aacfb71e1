import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The stores' contract tests and the local engine's tests about AWS, on DynamoDB Local; and both engines side by side. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: [
      'test/adapters/dynamo/{ticket-store,thread-store,view-store,verify-views,due-store,due-mail,switched-on,correspondence,agent-keys,team,read-marks,canned-replies,saved-views,mail-ledger,contention,write-transaction}.test.ts',
      'test/local/dynamodb-*.test.ts',
      'test/dynamodb-local/*.dynamodb-local.ts',
    ],
    setupFiles: ['test/dynamodb-local/expect-differences.ts', 'test/same-seed.ts'],
    reporters: process.env.CI ? ['default', './test/plain-summary.ts'] : ['default'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
