import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs the AWS CLI and returns its output. */
// biome-ignore lint/suspicious/noExplicitAny: each command has an output of its own shape.
export async function aws(...args: string[]): Promise<any> {
  const { stdout } = await promisify(execFile)('aws', [...args, '--output=json'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout === '' ? undefined : JSON.parse(stdout);
}
