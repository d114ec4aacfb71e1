import { join } from 'node:path';
import { build } from 'esbuild';

/** The entries' rivals: the least code that can store anything, and what most people would write. */
const rivals = ['bare-client', 'common-style'] as const;

/** Bundles the rivals with esbuild's defaults, to `<build>/rivals/<name>.mjs`. */
export async function buildRivals(folder: string): Promise<void> {
  await build({
    entryPoints: rivals.map((name) => join(import.meta.dirname, 'rivals', `${name}.ts`)),
    outdir: join(folder, 'rivals'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}
