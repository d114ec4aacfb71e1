import { setTimeout as wait } from 'node:timers/promises';
import type { Pause } from '#core/ports.ts';

const FIRST_MS = 20;
const LONGEST_MS = 200;

/**
 * Waits for a random time, up to 20 ms after the first attempt and never more than 200 ms, so that writers that collided don't collide again.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const randomPause: Pause = (attempts) =>
  wait(Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1)));
