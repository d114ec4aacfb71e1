import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { LambdaFunction, WorkerCall, WorkerMessage } from './lambda.ts';

type Handler = (event: object) => Promise<unknown>;

const handlers = new Map<string, Handler>();
for (const { name, file, environment } of workerData as LambdaFunction[]) {
  // Each entry sees its own variables only, as on Lambda: one that reads another's cannot start here either.
  Object.assign(process.env, environment);
  const module = (await import(pathToFileURL(file).href)) as { handler: Handler };
  for (const variable of Object.keys(environment)) delete process.env[variable];
  handlers.set(name, module.handler);
}

const send = (message: WorkerMessage) => parentPort?.postMessage(message);

parentPort?.on('message', async ({ id, name, event }: WorkerCall) => {
  if (event === undefined) return process.stdout.write('', () => send({ id, result: undefined }));
  try {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`There is no function ${name}.`);
    send({ id, result: await handler(event) });
  } catch (error) {
    send({ id, error: String(error) });
  }
});
send({ ready: true });
