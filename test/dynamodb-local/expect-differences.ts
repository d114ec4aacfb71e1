import { beforeEach } from 'vitest';
import { differs } from './differences.ts';

// A test of a known difference must fail on DynamoDB Local; if it passes, the difference is gone.
beforeEach(({ task }) => {
  if (differs(task.fullTestName)) Object.assign(task, { fails: true });
});
