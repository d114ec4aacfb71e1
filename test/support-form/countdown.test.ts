import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Countdown } from '#site/customer/countdown.ts';

describe('a countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function start(seconds: number) {
    const countdown = new Countdown();
    const work = new AbortController();
    const ticks: number[] = [];
    let outcome = 'running';
    countdown
      .wait(seconds, (left) => ticks.push(left), work.signal)
      .then(
        () => {
          outcome = 'over';
        },
        () => {
          outcome = 'aborted';
        },
      );
    return { countdown, work, ticks, outcome: () => outcome };
  }

  test('shows every second and ends on time', async () => {
    const { ticks, outcome } = start(3);
    await vi.advanceTimersByTimeAsync(2999);
    expect(ticks).toEqual([3, 2, 1]);
    expect(outcome()).toBe('running');
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome()).toBe('over');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('follows the clock when the browser throttles timers', async () => {
    const { outcome } = start(30);
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(outcome()).toBe('over');
  });

  test('can be skipped, once', async () => {
    const { countdown, outcome } = start(30);
    countdown.skip();
    countdown.skip();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome()).toBe('over');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('stops when it is aborted', async () => {
    const { work, outcome } = start(30);
    work.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome()).toBe('aborted');
    expect(vi.getTimerCount()).toBe(0);
  });
});
