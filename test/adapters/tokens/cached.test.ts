import { expect, it } from 'vitest';
import { cached } from '#adapters/tokens/cached.ts';

const SECOND = 1000;

/** Returns something cached, which was fetched `asked.length` times so far; `fails` decides how the next fetch ends. */
function setUp() {
  const time = { now: 1_000_000 };
  const asked: number[] = [];
  const state = { fails: false };
  const get = cached(
    async () => {
      asked.push(time.now);
      if (state.fails) throw new Error('down');
      return `answer ${asked.length}`;
    },
    "It can't be reached. Try again.",
    { now: () => time.now },
  );
  return { time, asked, state, get };
}

it('is fetched once in five minutes, also for callers that arrive during the fetch', async () => {
  const { time, asked, get } = setUp();
  expect(await Promise.all([get(), get()])).toEqual(['answer 1', 'answer 1']);
  time.now += 300 * SECOND - 1;
  expect(await get()).toBe('answer 1');
  time.now += 1;
  expect(await get()).toBe('answer 2');
  expect(asked).toHaveLength(2);
});

it('is fetched again on demand, but not within thirty seconds', async () => {
  const { time, get } = setUp();
  await get();
  time.now += 30 * SECOND - 1;
  expect(await get(true)).toBe('answer 1');
  time.now += 1;
  expect(await get()).toBe('answer 1');
  expect(await get(true)).toBe('answer 2');
  time.now += 30 * SECOND - 1;
  expect(await get(true)).toBe('answer 2');
});

it('stays cached during an outage, in which it is fetched every thirty seconds', async () => {
  const { time, asked, state, get } = setUp();
  await get();
  state.fails = true;
  time.now += 300 * SECOND;
  expect(await get()).toBe('answer 1');
  time.now += 30 * SECOND - 1;
  expect(await get()).toBe('answer 1');
  expect(asked).toHaveLength(2);
  time.now += 1;
  expect(await get()).toBe('answer 1');
  expect(asked).toHaveLength(3);
  state.fails = false;
  time.now += 30 * SECOND;
  expect(await get()).toBe('answer 4');
  time.now += 300 * SECOND - 1;
  expect(await get()).toBe('answer 4');
});

it('stays cached for an hour of outage, and no longer', async () => {
  const { time, state, get } = setUp();
  await get();
  state.fails = true;
  time.now += 3600 * SECOND - 1;
  expect(await get()).toBe('answer 1');
  time.now += 5 * SECOND;
  await expect(get()).rejects.toMatchObject({ refusal: 'unavailable' });
  state.fails = false;
  time.now += 5 * SECOND;
  expect(await get()).toBe('answer 4');
});

it('is unavailable if it was never fetched, and is fetched again after five seconds', async () => {
  const { time, asked, state, get } = setUp();
  state.fails = true;
  const refusal = { refusal: 'unavailable', message: "It can't be reached. Try again.", cause: new Error('down') };
  await expect(get()).rejects.toMatchObject(refusal);
  time.now += 5 * SECOND - 1;
  await expect(get(true)).rejects.toMatchObject(refusal);
  expect(asked).toHaveLength(1);
  state.fails = false;
  time.now += 1;
  expect(await get()).toBe('answer 2');
});
