import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The duration of one cold start, in milliseconds. */
export interface ColdStart {
  readonly import: number;
  readonly call: number;
  /** Processor time of all threads, for import and call together. */
  readonly processor: number;
}

const run = promisify(execFile);

/** The script of a process of its own: imports a function, calls it once, and prints the durations as the last line. */
const script = `
  const [file, event] = process.argv.slice(1);
  const before = process.cpuUsage();
  const started = performance.now();
  const { handler } = await import(file);
  const imported = performance.now();
  const answer = await handler(JSON.parse(event), { functionName: 'bench', functionVersion: '1', awsRequestId: 'bench' });
  const answered = performance.now();
  const { user, system } = process.cpuUsage(before);
  const took = { import: imported - started, call: answered - imported, processor: (user + system) / 1000 };
  console.log(JSON.stringify({ answer, took }));
  process.exit();`;

/** Imports a function in a fresh process and calls it once. Rejects if that fails, or returns a different status. */
export async function coldStart(
  file: string,
  environment: Readonly<Record<string, string>>,
  event: object,
  status = 200,
): Promise<ColdStart> {
  const args = ['--input-type=module', '--eval', script, file, JSON.stringify(event)];
  const { stdout } = await run(process.execPath, args, { env: environment });
  const { answer, took } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  const isDone = answer?.batchItemFailures?.length !== 1 && (answer?.statusCode ?? status) === status;
  if (!isDone) throw new Error(`${file} did not do its work:\n${stdout}`);
  return took;
}
