import { AsyncLocalStorage } from 'node:async_hooks';

/** The deadline of the work in progress, in milliseconds since the process started. */
const end = new AsyncLocalStorage<number>();

/** Runs `work`, and everything it calls, with this many milliseconds to spend. */
export const withinDeadline = <T>(milliseconds: number, work: () => T): T =>
  end.run(performance.now() + milliseconds, work);

/** Returns the milliseconds left for the work in progress; infinite if it has no deadline. */
export const timeLeft = (): number => (end.getStore() ?? Number.POSITIVE_INFINITY) - performance.now();
