import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { ended } from './ended.ts';

/** The file that `npm run desk` runs. */
export const bin = join(import.meta.dirname, '../../bin/desk.ts');

/** The command line beside a folder of its own, in which no desk runs; `environment` is that of its processes besides. */
export function commandLine(environment: () => NodeJS.ProcessEnv = () => ({})) {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'support-desk-command-line-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const env = () => ({ ...process.env, DEV_FOLDER: folder, ...environment() });
  const started = (...args: string[]) => spawn(process.execPath, [bin, ...args], { env: env() });

  return {
    /** Runs a command; returns what it printed, or rejects with what it said was wrong. */
    async desk(...args: string[]): Promise<string> {
      const printed: string[] = [];
      await runDeskCommand(args, new DevFolder(folder), (line) => printed.push(line));
      return printed.join('\n');
    },

    /** Starts one in a process of its own, as `npm run desk` does. */
    started,

    /** Runs one by a shell, which calls it `"$@"` and may send its output elsewhere: `exec "$@" > /dev/full`. */
    byShell: (script: string, ...args: string[]) =>
      ended(spawn('sh', ['-c', script, 'sh', process.execPath, bin, ...args], { env: env() })),

    /** Runs one in a process of its own, whose output nobody reads. */
    async unread(...args: string[]) {
      const command = started(...args);
      command.stdout.destroy();
      const [stderr, [code]] = await Promise.all([textOf(command.stderr), once(command, 'close')]);
      return { code, stderr };
    },
  };
}
