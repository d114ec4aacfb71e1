/** Spaces out work. */
export interface Pace {
  /** Waits for one's turn. */
  turn(): Promise<void>;
  /** Slows down after work that met a busy service, and speeds up again after other work. */
  adapt(isBusy: boolean): void;
}

/** The longest interval between two turns, in milliseconds. */
const SLOWEST_MS = 5_000;
const FASTER = 0.8;

/** Returns a pace of at most this many turns a second. `now` and `wait` are in milliseconds. */
export function paceOf(perSecond: number, now: () => number, wait: (milliseconds: number) => Promise<void>): Pace {
  const fastest = 1000 / perSecond;
  let interval = fastest;
  let next = 0;
  return {
    async turn() {
      const at = Math.max(now(), next);
      next = at + interval;
      if (at > now()) await wait(at - now());
    },
    adapt(isBusy) {
      interval = isBusy ? Math.min(SLOWEST_MS, 2 * interval) : Math.max(fastest, FASTER * interval);
    },
  };
}
