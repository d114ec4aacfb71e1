import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entries } from '#lib/entries.ts';
import { atMost, type Figure } from './figure.ts';

/** The maximum size of an entry, with everything it imports at any time. */
const MAX_ENTRY_KB = 500;

/** Measures the largest function of any desk as uploaded, before compression. */
export async function measureSizes(build: string): Promise<Figure[]> {
  const sizes = await Promise.all(
    entries.map(async (entry) => ({ entry, kilobytes: await kilobytes(join(build, 'functions', entry)) })),
  );
  const largest = sizes.reduce((a, b) => (a.kilobytes > b.kilobytes ? a : b));
  return [atMost(`largest entry, kB (${largest.entry})`, largest.kilobytes, MAX_ENTRY_KB, 0)];
}

/** Returns the size of the files in a folder, in units of 1,000 bytes. */
export async function kilobytes(folder: string): Promise<number> {
  const files = await readdir(folder);
  const bytes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}
