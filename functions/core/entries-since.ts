import type { ThreadStore } from './ports.ts';
import { inOrder, since, type ThreadEntry } from './thread.ts';

/** What came after a version of a ticket, oldest first (consistent), however many parts its thread has. */
export async function entriesSince(threads: ThreadStore, id: string, version: number): Promise<ThreadEntry[]> {
  const found: ThreadEntry[] = [];
  for (let before: string | undefined; ; ) {
    const part = await threads.thread(id, before);
    found.push(...since(version, part?.entries ?? []));
    before = part?.earlier;
    if (before === undefined) return inOrder(found);
  }
}
