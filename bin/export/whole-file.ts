import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

const OWNER_ONLY = 0o600;
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes a file for its owner's eyes only, all of it or nothing, even if the process is told to end: beside its place first, then moved
 * there. Rejects if it exists already, unless `replace`.
 */
export async function writeWholeFile(
  path: string,
  text: AsyncIterable<string>,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  if (!replace && existsSync(path)) throw new Error(`${path} exists already. To overwrite it: --force`);
  const beside = `${path}.${process.pid}.partial`;
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of endings) process.once(signal, end);
  try {
    await pipeline(text, createWriteStream(beside, { mode: OWNER_ONLY, flush: true }), { signal: ending.signal });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw ending.signal.aborted ? new Error('Ended before it was done: nothing was written.') : error;
  } finally {
    for (const signal of endings) process.off(signal, end);
  }
}
