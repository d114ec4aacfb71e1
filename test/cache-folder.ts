import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the tests keep what they fetch or unpack once: a folder of the user's own, each thing in one named by its version. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'support-desk');
