import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DeskProcess } from './desk-process.ts';

/** A local desk in a process of its own, with this many open tickets. */
export interface LoadedDesk extends DeskProcess {
  readonly tickets: number;
  /** Resident memory, in bytes. */
  memory(): Promise<number>;
  close(): void;
}

/** Starts a desk from the bundles in `build`. */
export async function startDeskProcess(build: string, tickets: number): Promise<LoadedDesk> {
  const env = { ...process.env, SUPPORT_DESK_BUILD: build };
  const child = fork(join(import.meta.dirname, 'desk-process.ts'), [String(tickets)], { env, stdio: 'inherit' });
  const [desk] = (await once(child, 'message')) as [DeskProcess];
  return {
    ...desk,
    tickets,
    memory: async () => {
      const answer = once(child, 'message');
      child.send('memory');
      return (await answer)[0];
    },
    close: () => child.kill(),
  };
}
