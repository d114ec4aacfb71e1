import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What the AWS CLI answers. */
// biome-ignore lint/suspicious/noExplicitAny: each command answers in a shape of its own.
export async function aws(...args: string[]): Promise<any> {
  const { stdout } = await promisify(execFile)('aws', [...args, '--output=json'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout === '' ? undefined : JSON.parse(stdout);
}
