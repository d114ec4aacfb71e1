import { expect, it } from 'vitest';
import { delayAfter } from '../../admin-site/dashboard/polling.ts';

it('asks every 30 s, and less and less often while the desk does not answer', () => {
  expect([0, 1, 2, 3, 4, 50].map((failures) => delayAfter(failures) / 1000)).toEqual([30, 60, 120, 240, 300, 300]);
});
