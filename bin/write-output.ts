import { createWriteStream, type Stats } from 'node:fs';
import { readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasCode } from './has-code.ts';

const OWNER_ONLY = 0o600;
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Most links that lead to a file, as in Linux. */
const MAX_LINKS = 40;

type Text = AsyncIterable<string | Uint8Array>;

/**
 * Writes to a file, to where a link leads, or through what is no file, such as a device or a named pipe. Files are for their owner's eyes only,
 * and written whole or not at all, even if the process is told to end: beside their place first, then moved there. Rejects if the file
 * exists already, unless `replace`.
 */
export async function writeOutput(path: string, text: Text, { replace }: { readonly replace: boolean }): Promise<void> {
  const there = await statOf(path);
  if (there?.isDirectory()) throw new Error(`${path} is a folder.`);
  if (there && !there.isFile()) return pipeline(text, createWriteStream(path, { flags: 'a' }));
  if (there && !replace) throw new Error(`${path} already exists. To overwrite it, add --force`);
  const file = there ? await realpath(path) : await endOfLinks(path);
  await unlessEnded((signal) => writeWhole(file, text, signal));
}

/** Returns true if what is written to a path becomes a file there, and not, for one, what a device takes. */
export const isForFile = async (path: string): Promise<boolean> => (await statOf(path))?.isFile() ?? true;

async function writeWhole(file: string, text: Text, signal: AbortSignal): Promise<void> {
  const beside = `${file}.${process.pid}.partial`;
  try {
    await pipeline(text, createWriteStream(beside, { mode: OWNER_ONLY, flush: true }), { signal });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Does some work, which is aborted if the process is told to end. */
async function unlessEnded(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of endings) process.once(signal, end);
  try {
    await work(ending.signal);
  } catch (error) {
    throw ending.signal.aborted ? new Error('Interrupted: nothing was written.') : error;
  } finally {
    for (const signal of endings) process.off(signal, end);
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Returns the target of a link whose file doesn't exist yet, or the path itself if it isn't a link. */
async function endOfLinks(path: string): Promise<string> {
  let end = path;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    try {
      end = resolve(dirname(end), await readlink(end));
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'EINVAL')) return end;
      throw error;
    }
  }
  throw new Error(`${path} follows too many symbolic links.`);
}
