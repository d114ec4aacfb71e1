import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { routes } from '../../lib/routes.ts';
import { atMost, type Figure } from './figure.ts';

/** Bytes an entry may have, with everything it imports now or later. */
const MAX_ENTRY_KB = 500;

/** The size of each entry as uploaded, before compression. */
export async function measureSizes(build: string): Promise<Figure[]> {
  const sizes = await Promise.all(
    routes.map(async ({ entry }) => {
      const folder = join(build, 'functions', entry);
      const files = await readdir(folder);
      const bytes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
      return { entry, kilobytes: bytes.reduce((sum, size) => sum + size, 0) / 1000 };
    }),
  );
  const largest = sizes.reduce((a, b) => (a.kilobytes > b.kilobytes ? a : b));
  return [atMost(`largest entry, kB (${largest.entry})`, largest.kilobytes, MAX_ENTRY_KB, 0)];
}
