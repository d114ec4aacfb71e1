import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';

/** Starts the engine in a thread of its own, as a database is a machine of its own: the function waits for its work, but doesn't pay for it. */
export async function startEngineThread(): Promise<{ endpoint: string; close(): Promise<unknown> }> {
  const worker = new Worker(new URL(import.meta.url));
  const [endpoint] = await once(worker, 'message');
  return { endpoint, close: () => worker.terminate() };
}

if (!isMainThread) parentPort?.postMessage((await startDynamoDb()).endpoint);
