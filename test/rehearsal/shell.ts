import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const started = new Set<ChildProcess>();

/** Starts a program in a process group of its own, so that its children can be ended with it. */
export function start(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, { ...options, detached: true });
  child.stdin.end();
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Ends everything that was started, immediately. */
export function killStarted(): void {
  for (const { pid } of started) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  started.clear();
}

/** Runs a command line in a shell, as a person would; returns its standard output, and throws everything it printed if it fails. */
export async function run(command: string, cwd: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = start('sh', ['-c', command], { cwd, env: { ...process.env, ...environment } });
  const [[code], output, errors] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${output}${errors}\n"${command}" ended with ${code}.`);
  return output;
}
