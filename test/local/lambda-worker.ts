import { flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Ended, EnvironmentData, Invocation } from './execution-environment.ts';

const { file, invocations } = workerData as EnvironmentData;
// Node has read it; the function sees only its own variables.
delete process.env.NODE_COMPILE_CACHE;
const { handler } = (await import(pathToFileURL(file).href)) as { handler: (event: object) => Promise<unknown> };
flushCompileCache();

const printed = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

async function run({ id, event }: Invocation): Promise<Ended> {
  try {
    return { id, payload: JSON.stringify((await handler(event)) ?? null) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

let done = 0;
parentPort?.on('message', async (invocation: Invocation) => {
  const ended = await run(invocation);
  await Promise.all([printed(process.stdout), printed(process.stderr)]);
  parentPort?.postMessage(ended);
  done += 1;
  // Frozen: whatever the function left undone waits for its next invocation.
  Atomics.wait(invocations, 0, done);
});
