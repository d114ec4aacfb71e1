import { Presets, SingleBar } from 'cli-progress';

/** Shows progress to the person who waits for it. */
export interface Progress {
  advance(by: number): void;
  stop(): void;
}

export const noBar: Progress = { advance: () => {}, stop: () => {} };

/** A bar on stderr, if that is a terminal. `total` may be a guess. */
export function progressBar(what: string, total: number): Progress {
  if (!process.stderr.isTTY) return noBar;
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage} % | {value}/{total} | {eta_formatted} left`,
      clearOnComplete: false,
      // Else the first Ctrl-C would end the bar and nothing else.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  let value = 0;
  return {
    advance: (by) => {
      value += by;
      if (value > bar.getTotal()) bar.setTotal(value);
      bar.update(value);
    },
    stop: () => {
      bar.setTotal(value);
      bar.stop();
    },
  };
}
