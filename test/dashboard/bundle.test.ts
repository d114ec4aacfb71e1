import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '#site/build.ts';

let directory: string;
let outputs: Metafile['outputs'];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'support-desk-site-'));
  outputs = Object.assign({}, ...(await buildSite(directory, {})).map((metafile) => metafile.outputs));
});
afterAll(() => rm(directory, { recursive: true }));

const fileNamed = (pattern: RegExp): string => {
  const path = Object.keys(outputs).find((path) => pattern.test(path));
  if (!path) throw new Error(`No file ${pattern}`);
  return path;
};

/** A script and all that it imports before it runs. */
function loadedWith(path: string): string[] {
  const imported = outputs[path]?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
  return [...new Set([path, ...imported.flatMap((other) => loadedWith(other.path))])];
}

const inputsOf = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));

async function gzipped(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => readFile(path)));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

describe('what the dashboard loads', () => {
  it('is at most 50 KB gzip, without charts, choices, export, files, saved views, the team, settings and received mail', async () => {
    const first = loadedWith(fileNamed(/admin-support\.js$/));
    expect(await gzipped(first)).toBeLessThanOrEqual(50_000);
    expect(
      inputsOf(first).filter((input) =>
        /uplot|dashboard\/(bulk|completion|customer|export|insight|fields|files|notifications|palette|received|saved-views|search|team)\/|site\/files\//i.test(
          input,
        ),
      ),
    ).toEqual([]);
  });

  it('is at most 36 KB gzip more for the insight page, with its styles', async () => {
    const first = loadedWith(fileNamed(/admin-support\.js$/));
    const more = loadedWith(fileNamed(/insight-page-\w+\.js$/)).filter((path) => !first.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(36_000);
    expect(inputsOf(more).some((input) => input.includes('uPlot.min.css'))).toBe(true);
  });

  it.each([
    'customer-profile',
    'export-button',
    'team-page',
    'invitation-page',
    'field-choices',
    'merge-choices',
    'settings',
    'canned-parts',
    'canned-reply-editor',
    'mail-parts',
    'file-parts',
    'saved-views',
    'search-parts',
    'bulk-parts',
  ])('is at most 7.5 KB gzip more for the %s', async (name) => {
    const first = loadedWith(fileNamed(/admin-support\.js$/));
    const more = loadedWith(fileNamed(new RegExp(`${name}-\\w+\\.js$`))).filter((path) => !first.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(7_500);
  });

  it('is at most 7.5 KB gzip more for the completion of queries, besides the search', async () => {
    const before = [/admin-support\.js$/, /search-parts-\w+\.js$/].flatMap((name) => loadedWith(fileNamed(name)));
    const more = loadedWith(fileNamed(/completion-list-\w+\.js$/)).filter((path) => !before.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(7_500);
  });

  it('is at most 7.5 KB gzip more for the command palette, besides what every page loads later for what it finds', async () => {
    const before = [/admin-support\.js$/, /canned-parts-\w+\.js$/, /saved-views-\w+\.js$/].flatMap((name) =>
      loadedWith(fileNamed(name)),
    );
    const more = loadedWith(fileNamed(/palette-\w+\.js$/)).filter((path) => !before.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(7_500);
  });

  it('is at most 7.5 KB gzip more for the image viewer, besides what every page loads later for files', async () => {
    const before = [/admin-support\.js$/, /file-parts-\w+\.js$/].flatMap((name) => loadedWith(fileNamed(name)));
    const more = loadedWith(fileNamed(/image-viewer-\w+\.js$/)).filter((path) => !before.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(7_500);
  });

  it('is at most 7.5 KB gzip more for held mail, besides what every page loads later for received mail', async () => {
    const before = [/admin-support\.js$/, /mail-parts-\w+\.js$/].flatMap((name) => loadedWith(fileNamed(name)));
    const more = loadedWith(fileNamed(/held-mail-page-\w+\.js$/)).filter((path) => !before.includes(path));
    expect(await gzipped(more)).toBeLessThanOrEqual(7_500);
  });

  it('is named in the page as far as every visit needs it, and no further', async () => {
    const page = await readFile(join(directory, 'admin-support.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|modulepreload" href)="([^"]+\.js)"/g)].map(([, name]) => name);
    const first = loadedWith(fileNamed(/admin-support\.js$/)).map((path) => path.split('/').at(-1));
    expect(named.toSorted()).toEqual(first.toSorted());
  });

  it('lies flat beside the pages', async () => {
    const entries = await readdir(directory, { withFileTypes: true });
    expect(entries.filter((entry) => !entry.isFile())).toEqual([]);
  });
});
