import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { delayAfter, startPolling } from '#dashboard/desk/polling.ts';
import type { Trouble } from '#dashboard/desk/session.ts';

const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the next question is asked', () => {
  it('after 30 s, and less and less often while the desk does not answer', () => {
    const delays = [0, 1, 2, 3, 4, 50].map((failures) => Math.round(delayAfter(failures, 0.5) / 1000));
    expect(delays).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('up to a fifth sooner or later, anywhere in between', () => {
    fc.assert(
      fc.property(fc.nat(100), anyRandom, (failures, random) => {
        const regular = delayAfter(failures, 0.5);
        expect(delayAfter(failures, random)).toBeCloseTo(regular * (0.8 + 0.4 * random), 3);
      }),
    );
  });

  it('not before the desk wants it, but within the hour', () => {
    fc.assert(
      fc.property(fc.nat(10), anyRandom, fc.nat(10_000_000), (failures, random, retryAfterMs) => {
        const delay = delayAfter(failures, random, retryAfterMs);
        expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, 3_600_000));
        expect(delay).toBeGreaterThanOrEqual(delayAfter(failures, random));
        expect(delay).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});

describe('a page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** A page that asks every 30 s sharp; `trouble` is what it meets from now on. */
  function polled({ evenHidden = false } = {}) {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const tab = new EventTarget();
    vi.stubGlobal('document', page);
    vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
    const world = { asked: 0, trouble: undefined as Trouble | undefined };
    const ask = async () => {
      world.asked += 1;
      return world.trouble;
    };
    const now = startPolling({ ask, evenHidden: () => evenHidden, clock: Date.now, random: () => 0.5 });
    return {
      world,
      now,
      turn(state: 'visible' | 'hidden') {
        page.visibilityState = state;
        page.dispatchEvent(new Event('visibilitychange'));
      },
      tell: (event: 'focus' | 'online') => tab.dispatchEvent(new Event(event)),
      /** Returns the number of polls in so many seconds. */
      async asks(seconds: number): Promise<number> {
        const before = world.asked;
        await vi.advanceTimersByTimeAsync(seconds * 1000);
        return world.asked - before;
      },
    };
  }
  const busy = (retryAfterMs?: number): Trouble => ({ kind: 'unreachable', detail: 'Busy.', retryAfterMs });

  it('asks when it opens, and every 30 s', async () => {
    const { world, asks } = polled();
    expect(world.asked).toBe(1);
    expect(await asks(29)).toBe(0);
    expect(await asks(61)).toBe(3);
  });

  it('does not ask while it is hidden, and once when it is seen and gets the focus', async () => {
    const { world, turn, tell, asks } = polled();
    turn('hidden');
    tell('online');
    expect(await asks(600)).toBe(0);
    turn('visible');
    tell('focus');
    expect(world.asked).toBe(2);
    expect(await asks(30)).toBe(1);
  });

  it('goes on when it was hidden for a moment', async () => {
    const { turn, asks } = polled();
    await asks(30);
    turn('hidden');
    turn('visible');
    expect(await asks(30)).toBe(1);
  });

  it('asks when it is seen again, even if the clock was set back meanwhile', async () => {
    const { turn, asks } = polled();
    await asks(30);
    turn('hidden');
    await asks(60);
    vi.setSystemTime(Date.now() - 3_600_000);
    turn('visible');
    expect(await asks(30)).toBe(1);
  });

  it('asks at once when its window gets the focus, when the network returns and when the agent wants it', async () => {
    const { world, tell, now, asks } = polled();
    await asks(10);
    tell('focus');
    expect(world.asked).toBe(2);
    tell('online');
    expect(world.asked).toBe(3);
    now();
    expect(world.asked).toBe(4);
    expect(await asks(29)).toBe(0);
    expect(await asks(1)).toBe(1);
  });

  it('asks while it is hidden if it shall announce what is new', async () => {
    const { turn, asks } = polled({ evenHidden: true });
    turn('hidden');
    expect(await asks(90)).toBe(3);
  });

  it('asks less and less often while something is wrong, and as before when it is not', async () => {
    const { world, asks } = polled();
    world.trouble = busy();
    expect(await asks(30)).toBe(1);
    expect(await asks(59)).toBe(0);
    world.trouble = undefined;
    expect(await asks(1)).toBe(1);
    expect(await asks(30)).toBe(1);
  });

  it('leaves the desk alone as long as it asks for, unless the agent insists', async () => {
    const { world, tell, now, asks } = polled();
    world.trouble = busy(100_000);
    expect(await asks(30)).toBe(1);
    expect(await asks(50)).toBe(0);
    tell('focus');
    expect(await asks(49)).toBe(0);
    expect(await asks(1)).toBe(1);
    now();
    expect(world.asked).toBe(4);
  });
});
