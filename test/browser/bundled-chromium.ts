import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '#test/cache-folder.ts';

/** The options that start the Chromium that `@sparticuz/chromium` carries: its libraries and fonts lie beside it. */
export interface BundledChromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` (Linux x64) once per user and version, and says how to start it.
 * Safe to call from several processes at once: each unpacks apart, and the first to finish gives the folder its name.
 */
export async function bundledChromium(): Promise<BundledChromium> {
  const chromiumPackage = import.meta.resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(new URL('../../package.json', chromiumPackage), 'utf8'));
  const folder = join(cacheFolder, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(chromiumPackage, folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/**
 * The package unpacks into the temporary folder of its process and changes that process's environment when it is imported,
 * so it gets a process of its own. The runtime's name is what makes it unpack its shared libraries too.
 */
async function unpack(chromiumPackage: string, folder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const unpacking = await mkdtemp(`${folder}-`);
  const script = `const { default: chromium } = await import(${JSON.stringify(chromiumPackage)}); await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  await writeFile(join(unpacking, 'fonts', 'fonts.conf'), fontsBesideThisFile);
  await rename(unpacking, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error;
    await rm(unpacking, { recursive: true });
  });
}

/** The package's own configuration looks for its fonts under /tmp; and Chromium crashes when it finds no font at all. */
const fontsBesideThisFile = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
