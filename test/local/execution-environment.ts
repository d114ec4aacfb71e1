import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** A function as deployed: its bundle, and what the stack gives it. */
export interface LambdaFunction {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Longest run of an invocation. */
  readonly timeoutSeconds: number;
}

/** A function's execution environment: a thread of its own, which stands still between invocations, timers and sockets included. */
export interface ExecutionEnvironment {
  /** True if it was ended, or ended itself. */
  readonly ended: boolean;
  /** Returns the JSON of what the function returned. Rejects if it ended with an error, or took longer than its timeout, which ends it. */
  invoke(event: object): Promise<string>;
  end(): Promise<void>;
}

export interface Output {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** The thread's data. */
export interface EnvironmentData {
  readonly file: string;
  /** One number, of all invocations so far: the thread sleeps on it. */
  readonly invocations: Int32Array;
}

/** A request to the thread. */
export interface Invocation {
  readonly id: number;
  readonly event: object;
}

/** The thread's response. */
export type Ended = { readonly id: number; readonly payload: string } | { readonly id: number; readonly error: string };

/** The folder in which Node keeps what it has compiled, if this process has one: functions share most of their modules. */
const compileCache = () => {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
};

/** Starts a function's environment with these variables and no others, and imports it. */
export function startEnvironment(
  { name, file, timeoutSeconds }: LambdaFunction,
  env: Readonly<Record<string, string>>,
  output: Output,
): ExecutionEnvironment {
  const invocations = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    workerData: { file, invocations } satisfies EnvironmentData,
    env: { ...env, ...compileCache() },
    // Not those of this process, like a test runner's modules to load first.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.pipe(output.stdout, { end: false });
  worker.stderr.pipe(output.stderr, { end: false });
  const waiting = new Map<number, PromiseWithResolvers<string>>();
  let ended = false;

  worker.on('message', (message: Ended) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('payload' in message) call?.resolve(message.payload);
    else call?.reject(new Error(message.error));
  });
  worker.on('error', (error) => fail(error));
  worker.on('exit', () => fail(new Error(`${name} exited.`)));

  function fail(error: unknown): void {
    ended = true;
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  }

  function wake(): void {
    Atomics.add(invocations, 0, 1);
    Atomics.notify(invocations, 0);
  }

  async function end(): Promise<void> {
    ended = true;
    const exit = once(worker, 'exit');
    wake();
    await worker.terminate();
    await exit;
  }

  return {
    get ended() {
      return ended;
    },
    async invoke(event) {
      const call = Promise.withResolvers<string>();
      const id = Atomics.load(invocations, 0);
      waiting.set(id, call);
      const timer = setTimeout(() => {
        fail(new Error(`Task timed out after ${timeoutSeconds.toFixed(2)} seconds`));
        void end();
      }, timeoutSeconds * 1000);
      worker.postMessage({ id, event } satisfies Invocation);
      wake();
      try {
        return await call.promise;
      } finally {
        clearTimeout(timer);
      }
    },
    end,
  };
}
