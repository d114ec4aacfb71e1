import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** A Lambda entry: its name, and the file that exports `handler`. */
export interface Entry {
  readonly name: string;
  readonly file: string;
}

/** Paths in the output are relative to it, so that the same source gives the same bytes on every machine. */
const root = join(import.meta.dirname, '..');

/** CommonJS packages in an ES module bundle look for `require`. */
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles each entry to `<outdir>/<name>/index.mjs`, self-contained, as it is deployed, and returns esbuild's metafiles by the entries' names. What
 * an entry imports at first use is in chunks beside it and isn't read at start.
 */
export async function bundleEntries(entries: readonly Entry[], outdir: string): Promise<Record<string, Metafile>> {
  const bundles = entries.map(
    async ({ name, file }) => [name, await bundle({ index: file }, join(outdir, name))] as const,
  );
  return Object.fromEntries(await Promise.all(bundles));
}

/**
 * Bundles the entries to the same files, except that they share chunks: a fifteenth of the work, for a desk on this machine. Returns esbuild's metafile.
 * What an entry's chunks have is no less than its own bundle has: of a shared module, parts stay that only others use.
 */
export async function bundleTogether(entries: readonly Entry[], outdir: string): Promise<Metafile> {
  return bundle(Object.fromEntries(entries.map(({ name, file }) => [`${name}/index`, file])), outdir);
}

async function bundle(entryPoints: Record<string, string>, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    plugins: [credentialsFromEnvironment],
    // For size, not for speed: a start takes as long without it.
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}

/**
 * Lambda hands a function its credentials in environment variables, so the SDK's search for others (profiles, SSO, processes,
 * instance metadata) stays out of the bundle. A client that wants more of the replaced package fails the build.
 */
const credentialsFromEnvironment: Plugin = {
  name: 'credentials-from-environment',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'credentials',
      pluginData: resolveDir,
    }));
    onLoad({ filter: /./, namespace: 'credentials' }, ({ pluginData }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: pluginData,
    }));
  },
};
