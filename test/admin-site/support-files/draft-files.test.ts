import { expect, test } from 'vitest';
import { Uploads } from '#site/files/uploads.ts';
import { draftFiles } from '#site/support-files/draft-files.ts';
import { file, uploadsUnderTest } from '#test/admin-site/files/uploads-under-test.ts';

test('a draft keeps finished uploads, and names those that weren’t finished; none that a message can’t have', async () => {
  const { uploads, end } = uploadsUnderTest();
  uploads.add([file('done.txt'), file('half.txt'), file('empty.txt', 0)]);
  await end('done.txt');
  const kept = draftFiles(uploads.all);
  expect(kept).toMatchObject([
    { name: 'done.txt', id: 'done.txt #1' },
    { name: 'half.txt', id: '' },
  ]);

  const restored = new Uploads({ announce: () => Promise.reject(), changed: () => {}, clock: () => 1 });
  restored.restore(JSON.parse(JSON.stringify(kept)));
  expect(restored.all).toMatchObject([
    { name: 'done.txt', state: 'done' },
    { name: 'half.txt', state: 'failed', problem: { reason: 'expired' }, isRetryable: false },
  ]);
  expect(draftFiles(restored.all).map(({ name }) => name)).toEqual(['done.txt', 'half.txt']);
});
