import { AsyncLocalStorage } from 'node:async_hooks';

/** Milliseconds since the process began at which the work at hand must have ended. */
const end = new AsyncLocalStorage<number>();

/** Runs `work`, and all that it leads to, with so many milliseconds to spend. */
export const withinDeadline = <T>(milliseconds: number, work: () => T): T =>
  end.run(performance.now() + milliseconds, work);

/** Milliseconds that the work at hand has left; infinite if nobody waits for it. */
export const timeLeft = (): number => (end.getStore() ?? Number.POSITIVE_INFINITY) - performance.now();
