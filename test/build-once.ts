import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLocalDesk } from '#bin/build-desk.ts';

/** Builds functions and site once for all test files. */
export async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'support-desk-build-'));
  await buildLocalDesk(directory);
  process.env.SUPPORT_DESK_BUILD = directory;
  // Every command that a test starts loads the same modules: this halves the time.
  process.env.NODE_COMPILE_CACHE = join(directory, 'compiled');
  return () => rm(directory, { recursive: true, force: true });
}
