import { expect, test } from 'vitest';
import type { FinalAnswer } from '#site/customer/answer.ts';
import { links } from '#site/support-files/links.ts';

const file = { id: 'f1', name: 'a.png', type: 'image/png', size: 3 };
const MINUTE = 60_000;

/** Links, after these responses. */
function linksUnderTest(...answers: (FinalAnswer<string> | undefined)[]) {
  let now = 0;
  let asked = 0;
  const link = links(
    async () => {
      asked += 1;
      return answers.length > 0 ? answers.shift() : { outcome: 'done', value: `https://s3/${asked}` };
    },
    () => now,
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { get: () => link(file), pass };
}

test('a link is used until it may have expired', async () => {
  const { get, pass } = linksUnderTest();
  expect(await get()).toBe('https://s3/1');
  pass(3 * MINUTE);
  expect(await get()).toBe('https://s3/1');
  pass(MINUTE);
  expect(await get()).toBe('https://s3/2');
});

test('there is none while the desk can’t be reached, or refuses it, and one afterwards', async () => {
  const { get } = linksUnderTest(undefined, { outcome: 'refused', reason: '', type: '', mistakes: {}, files: [] });
  expect([await get(), await get(), await get()]).toEqual([undefined, undefined, 'https://s3/3']);
});
