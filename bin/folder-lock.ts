import { rm } from 'node:fs/promises';
import { openStore } from '#test/local/dynamodb/store.ts';
import { hasCode } from './has-code.ts';

/**
 * Takes a lock that one process alone can hold: a LevelDB with nothing in it, whose lock ends with its process, however that ends. Returns what
 * gives it back, or undefined if another process has it. Throws why if it can't be had at all.
 */
export async function takeLock(path: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await opened(path);
  } catch (error) {
    if (isTaken(error)) return undefined;
  }
  // What was left of it by a full disk or a crash is worth nothing.
  await rm(path, { recursive: true, force: true });
  return opened(path);
}

async function opened(path: string): Promise<() => Promise<void>> {
  const store = await openStore(path);
  return () => store.db.close();
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && hasCode(error.cause.cause, 'LEVEL_LOCKED');
