import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild';
import { writeElementVersions } from './element-versions.ts';
import { oldestBrowsers } from './oldest-browsers.ts';
import { withWebsiteLink } from './website-link.ts';

const source = import.meta.dirname;

/** The site's bundles: one for agents, one for the support page, two to embed in any website, one that these load by a name without a hash, and one for the frame with a mail's HTML. */
const bundles = [
  { entry: 'dashboard/main.tsx', name: 'admin-support', format: 'esm' },
  { entry: 'dashboard/dashboard.css', name: 'admin-support', format: 'esm' },
  { entry: 'support-form/support-form.ts', name: 'support-form', format: 'iife' },
  { entry: 'support-tickets/support-tickets.ts', name: 'support-tickets', format: 'iife' },
  { entry: 'support-tickets/support-links.ts', name: 'support-links', format: 'esm' },
  { entry: 'support-page/support-page.ts', name: 'support', format: 'iife' },
  { entry: 'support-page/support-page.css', name: 'support', format: 'esm' },
  { entry: 'mail-frame/mail-frame.ts', name: 'mail-frame', format: 'iife' },
] as const;

/** The scripts that the elements load later, by names with their hashes, which are inserted for these words: both are always of the same version. */
const laterBundles = {
  FILES_SCRIPT: { entry: 'support-files/support-files.ts', name: 'support-files', format: 'esm' },
  SEARCH_SCRIPT: { entry: 'support-tickets/search/ticket-search.ts', name: 'support-search', format: 'esm' },
} as const;

type Bundle = (typeof bundles)[number] | (typeof laterBundles)[keyof typeof laterBundles];

const target = Object.entries(oldestBrowsers).map(([browser, version]) => `${browser}${version}`);

const DASHBOARD = 'admin-support.html';
const SUPPORT_PAGE = 'support.html';
const copied = ['icon.svg', 'mail-frame.html', 'support-elements.d.ts'];

/**
 * Builds the static site, which `/static/` serves, into `outdir`. Its support page links back to `website` (an absolute URL). Returns esbuild's metafiles,
 * one per bundle, for the byte budgets.
 */
export async function buildSite(outdir: string, openApi: unknown, website?: string): Promise<Metafile[]> {
  await mkdir(outdir, { recursive: true });
  const later = await Promise.all(
    Object.entries(laterBundles).map(async ([word, bundle]) => {
      const metafile = await buildBundle(outdir, bundle, { entryNames: '[name]-[hash]' });
      return { word, name: bundle.name, file: basename(Object.keys(metafile.outputs)[0] ?? ''), metafile };
    }),
  );
  const define = Object.fromEntries(later.map(({ word, file }) => [word, JSON.stringify(file)]));
  const [metafiles] = await Promise.all([
    Promise.all(bundles.map((bundle) => buildBundle(outdir, bundle, { define }))),
    ...copied.map((file) => copyFile(join(source, file), join(outdir, file))),
    writeFile(join(outdir, 'openapi.json'), `${JSON.stringify(openApi, null, 2)}\n`),
  ]);
  await writeElementVersions(outdir, later);
  await Promise.all([
    copyPage(outdir, DASHBOARD, (page) => page.replace(/^( *)<\/head>/m, `${preloads(metafiles)}$&`)),
    copyPage(outdir, SUPPORT_PAGE, (page) => (website === undefined ? page : withWebsiteLink(page, website))),
  ]);
  return [...later.map(({ metafile }) => metafile), ...metafiles];
}

async function copyPage(outdir: string, name: string, change: (page: string) => string): Promise<void> {
  await writeFile(join(outdir, name), change(await readFile(join(source, name), 'utf8')));
}

/** Imports style sheets as minified text, for a shadow root. */
const sheetAsText: Plugin = {
  name: 'sheet-as-text',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target });
      return { contents: code, loader: 'text' };
    }),
};

/**
 * Keeps what a page loads first in one chunk: each part that loads later imports all of it. Otherwise it would be split by what each of them uses, into files
 * that compress badly.
 */
const oneFirstChunk = (entry: string): Plugin => ({
  name: 'one-first-chunk',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const found = await resolve(path, { kind: 'import-statement', importer, resolveDir });
      return { ...found, pluginData: { loadsLater: true } };
    });
    onLoad({ filter: /\.tsx?$/ }, async ({ path, pluginData }) => {
      if (!pluginData?.loadsLater) return undefined;
      const contents = `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(entry)};\n`;
      return { contents, loader: 'tsx', resolveDir: dirname(path) };
    });
  },
});

async function buildBundle(
  outdir: string,
  { entry, name, format }: Bundle,
  options: Pick<BuildOptions, 'define' | 'entryNames'>,
): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: { [name]: join(source, entry) },
    outdir,
    bundle: true,
    minify: true,
    format,
    splitting: format === 'esm',
    chunkNames: '[name]-[hash]',
    platform: 'browser',
    target,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: { 'uc.micro': join(source, 'unicode-classes.ts') },
    plugins: entry.endsWith('.css') ? [] : [sheetAsText, oneFirstChunk(join(source, entry))],
    legalComments: 'none',
    ...options,
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}

/** Returns preload links for the chunks that scripts always import, so that they are fetched with their script, not after it. */
function preloads(metafiles: readonly Metafile[]): string {
  return metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .filter(({ entryPoint }) => entryPoint?.endsWith('/main.tsx'))
    .flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'import-statement'))
    .map(({ path }) => `    <link rel="modulepreload" href="${basename(path)}">\n`)
    .join('');
}
