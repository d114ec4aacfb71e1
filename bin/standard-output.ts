import { fstatSync, readFileSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { hasCode } from './has-code.ts';

/** Prints a line; may return a promise, which rejects if it can't be written. Nobody has to wait for it. */
export type Print = (line: string) => unknown;

/** A process's output, and whether it arrived. */
export interface StandardOutput {
  readonly print: Print;
  /** Everything printed so far is written. Rejects with the first failure. */
  written(): Promise<void>;
  /** Returns true if an error is what a failed write to it was rejected with. */
  isFailure(error: unknown): boolean;
}

/** Prints to a stream, whose errors end nothing by themselves: without a listener they would end the process. */
export function standardOutput(stream: NodeJS.WritableStream): StandardOutput {
  let failure: Error | undefined;
  let last: Promise<void> = Promise.resolve();
  const fail = (error: Error) => {
    failure ??= error;
  };
  stream.on('error', fail);
  return {
    print(line) {
      last = new Promise<void>((resolve, reject) => {
        stream.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
      });
      last.catch(fail);
      return last;
    },
    async written() {
      await last.catch(fail);
      if (failure) throw failure;
    },
    isFailure: (error) => error !== undefined && error === failure,
  };
}

/** Returns true if the reader of a stream has enough, like `head`. */
export const isBrokenPipe = (error: unknown): boolean => hasCode(error, 'EPIPE');

const STDOUT = 1;
const READ_AND_WRITE = 2;

/**
 * Throws if stdout was closed when the process began (`>&-`): for what is printed once and must be seen. Node.js opens /dev/null in the place of
 * a closed stdout, to read and to write, as no shell does; so does what starts a process without an output. Linux alone shows it.
 */
export function requireReader(): void {
  if (!isClosed()) return;
  throw new Error('stdout is closed, so the output would be lost. Nothing was done.');
}

function isClosed(): boolean {
  try {
    if (fstatSync(STDOUT).rdev !== statSync(devNull).rdev) return false;
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${STDOUT}`, 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & READ_AND_WRITE) !== 0;
  } catch {
    return false;
  }
}
