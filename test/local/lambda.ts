import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** A function as deployed: its bundle, and the environment the stack gives it. */
export interface LambdaFunction {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Lambda on this machine: entries run from their bundles in a thread of their own, with an environment of their own. */
export interface Lambda {
  /** What the functions print; the structured log's errors are on the second. */
  readonly output: readonly Readable[];
  /** Answers what the function answered, of which the caller knows the type; rejects if it ended with an error. */
  invoke<Result>(name: string, event: object): Promise<Result>;
  /** Ends the functions once they have answered what was asked of them. */
  close(): Promise<void>;
}

/** What the thread is asked; without an event, to answer when all that was printed has arrived. */
export interface WorkerCall {
  readonly id: number;
  readonly name: string;
  readonly event?: object;
}

/** What the thread answers. */
export type WorkerMessage =
  | { readonly ready: true }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Starts the functions; `shared` is what Lambda itself sets, like the region. Answers when all entries are imported. */
export async function startLambda(
  functions: readonly LambdaFunction[],
  shared: Readonly<Record<string, string>>,
): Promise<Lambda> {
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    workerData: functions,
    env: { ...shared },
    stdout: true,
    stderr: true,
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<void>();
  worker.on('message', (message: WorkerMessage) => {
    if ('ready' in message) return ready.resolve();
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('result' in message) call?.resolve(message.result);
    else call?.reject(new Error(message.error));
  });
  worker.on('error', (error) => {
    ready.reject(error);
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  });
  await ready.promise;
  let calls = 0;
  function ask<Result>(call: Omit<WorkerCall, 'id'>): Promise<Result> {
    const id = calls++;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    worker.postMessage({ id, ...call } satisfies WorkerCall);
    return answer.promise as Promise<Result>;
  }
  return {
    output: [worker.stdout, worker.stderr],
    invoke: (name, event) => ask({ name, event }),
    async close() {
      await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      await ask({ name: 'what was printed' }).catch(() => undefined);
      const exit = once(worker, 'exit');
      await worker.terminate();
      await exit;
    },
  };
}
