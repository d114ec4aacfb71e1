import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const OLDEST = 17;

/** Returns the command that runs Java, from `JAVA_HOME` or the path. Rejects, saying what to do, if there is none or it is too old. */
export async function java(): Promise<string> {
  const home = process.env.JAVA_HOME;
  const command = home ? join(home, 'bin', 'java') : 'java';
  const needed = `DynamoDB Local needs Java ${OLDEST} or newer`;
  const { stderr } = await promisify(execFile)(command, ['-version']).catch(() => {
    throw new Error(`${needed}, but found none: install it, or set JAVA_HOME.`);
  });
  const version = /version "(\d+)/.exec(stderr)?.[1] ?? '';
  if (!(Number(version) >= OLDEST)) throw new Error(`${needed}; ${command} is version ${version}.`);
  return command;
}
