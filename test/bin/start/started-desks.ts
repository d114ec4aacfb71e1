import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { bin } from '#test/bin/command-line.ts';

/** Desks in processes of their own, as `npm start` starts them, one after the other in one folder; and the command line beside them. */
export function startedDesks() {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'support-desk-start-'));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(stop));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const environment = (more: NodeJS.ProcessEnv) => ({ ...process.env, DEV_FOLDER: folder, PORT: '0', ...more });

  /** Starts a desk, by a shell that may set its limits first, and waits until it has printed how to use it. */
  async function startIn(shell: string, more: NodeJS.ProcessEnv, ...args: string[]) {
    const child = spawn('sh', ['-c', shell, 'sh', process.execPath, bin, 'start', ...args], { env: environment(more) });
    running.push(child);
    const printed: string[] = [];
    const ready = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed.push(line);
      if (line.includes('Ctrl-C')) ready.resolve();
    });
    createInterface({ input: child.stderr }).on('line', (line) => printed.push(line));
    child.once('exit', () => ready.reject(new Error(printed.join('\n'))));
    await ready.promise;
    const text = printed.join('\n');
    return {
      child,
      printed,
      text,
      url: /Dashboard +(http:\/\/localhost:\d+)\//.exec(text)?.[1] ?? '',
      key: /Agent key +(\S+)/.exec(text)?.[1] ?? '',
    };
  }

  /** Runs one command of the command line to its end. */
  async function deskWith(more: NodeJS.ProcessEnv, ...args: string[]) {
    const child = spawn(process.execPath, [bin, ...args], { env: environment(more) });
    const [stdout, stderr, [code]] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ]);
    return { code, stdout, stderr };
  }

  return {
    folder: () => folder,
    startIn,
    start: (more: NodeJS.ProcessEnv = {}, ...args: string[]) => startIn('exec "$@"', more, ...args),
    deskWith,
    desk: (...args: string[]) => deskWith({}, ...args),
  };
}

/** Ends a desk as Ctrl-C does, unless it has ended; returns its exit code. */
export async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  const [code] = await exit;
  return code;
}

/** All tickets of a desk. */
export const list = async (url: string, key: string) =>
  (await fetch(`${url}/api/admin/support-tickets?status=all`, { headers: { 'x-admin-key': key } })).json() as Promise<
    { id: string }[]
  >;
