/** A pause that shows what is left of it and can be cut short. Its end holds by the clock, however timers are throttled. */
export class Countdown {
  #end: (() => void) | undefined;

  /** Calls `tick` with the whole seconds left, at once and every second; resolves at the end or when skipped. */
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

  /** Ends the pause now, if there is one. */
  readonly skip = (): void => this.#end?.();
}
