/** A pause that counts down and can be skipped. It ends by the clock, even if the browser throttles timers. */
export class Countdown {
  #end: (() => void) | undefined;

  /** Calls `tick` with the seconds left, now and every second. Resolves at the end or when skipped; rejects when aborted. */
  readonly wait = (seconds: number, tick: (left: number) => void, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const deadline = Date.now() + seconds * 1000;
      const timer = setInterval(() => {
        const left = Math.ceil((deadline - Date.now()) / 1000);
        if (left > 0) tick(left);
        else this.#end?.();
      }, 1000);
      const stop = () => {
        clearInterval(timer);
        this.#end = undefined;
      };
      this.#end = () => {
        stop();
        resolve();
      };
      signal.addEventListener(
        'abort',
        () => {
          stop();
          reject(signal.reason);
        },
        { once: true },
      );
      tick(seconds);
    });

  /** Ends the current pause, if there is one. */
  readonly skip = (): void => this.#end?.();
}
