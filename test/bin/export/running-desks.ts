import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { type Desk, type DeskOptions, startDesk } from '#test/local/desk.ts';

/** Two desks for one test file, and a folder for what goes from one to the other. */
export function twoDesks(options: DeskOptions = {}) {
  let folder: string;
  let desks: [Desk, Desk];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'support-desk-running-'));
    desks = await Promise.all([startDesk(options), startDesk()]);
  });
  afterAll(async () => {
    for (const desk of desks) await desk.close();
    await rm(folder, { recursive: true });
  });

  return {
    from: () => desks[0],
    to: () => desks[1],
    file: (name: string) => join(folder, name),
    /** Runs the command line on one of the desks, as if it were the one that runs on this machine. Returns what it printed. */
    async run({ url, dynamoDb, s3, lambda }: Desk, ...args: string[]): Promise<string[]> {
      const running = new DevFolder(join(folder, '.dev'));
      await running.setRunning({ pid: process.pid, url, dynamoDb, s3, lambda });
      const printed: string[] = [];
      await runDeskCommand(args, running, (line) => printed.push(line));
      return printed;
    },
  };
}
