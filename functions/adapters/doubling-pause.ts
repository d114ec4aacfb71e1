import { setTimeout as wait } from 'node:timers/promises';
import type { Pause } from '#core/ports.ts';

const FIRST_MS = 100;

/** Waits for 100 ms after the first attempt, and for twice as long after each further one. */
export const doublingPause: Pause = (attempts) => wait(FIRST_MS * 2 ** (attempts - 1));
