import { beforeEach } from 'vitest';
import { differs } from './differences.ts';

// A test that states what DynamoDB Local does otherwise must fail on it; if it passes, the difference is gone.
beforeEach(({ task }) => {
  if (differs(task.fullTestName)) Object.assign(task, { fails: true });
});
