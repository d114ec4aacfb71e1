import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder where tests keep what they download or unpack once: the user's own, with a folder per thing named by its version. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'support-desk');
