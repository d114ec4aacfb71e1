import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, onTestFinished, test } from 'vitest';
import { browsers } from 'web-features';
import { buildSite } from '#site/build.ts';
import { oldestBrowsers } from '#site/oldest-browsers.ts';
import { youngFeatures } from '#test/admin-site/baseline/young-features.ts';

const root = join(import.meta.dirname, '../..');
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
/** Features that the pages use although one of the browsers doesn't fully support them, with the reason why nothing is lost there. */
const excused = {
  'api.AudioParam.exponentialRampToValueAtTime': 'a soft tone begins less softly in Firefox',
  'api.AudioParam.linearRampToValueAtTime': 'the same',
  'api.CanvasRenderingContext2D.font': 'Safari before 18.4 knows no system fonts there: a chart has another',
  'api.CustomElementRegistry.get': 'Safari lacks customized built-in elements, which are not used',
  'api.Highlight': 'in Firefox only since 140: the dashboard marks hits where there is one',
  'api.KeyboardEvent.repeat': 'the keys of Android report no repetition',
  'api.Notification': 'not in iOS, nor in Chrome on Android: the dashboard asks whether there is one',
  'api.Notification.close': 'the same',
  'api.Notification.permission_static': 'the same',
  'api.Notification.requestPermission_static': 'the same',
  'api.Window.open': 'phones open a tab instead of a window of a size, which is not asked for',
};

const { ios, ...desktop } = oldestBrowsers;
const oldest = { ...desktop, safari_ios: ios, chrome_android: desktop.chrome, firefox_android: desktop.firefox };

/** The sources of all scripts of the site's pages. */
async function sourcesOfSite(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'support-desk-site-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const inputs = (await buildSite(directory, {})).flatMap((metafile) => Object.keys(metafile.inputs));
  return [...new Set(inputs)]
    .filter((path) => /^(admin-site|functions)\/.*\.tsx?$/.test(path))
    .map((path) => resolve(path));
}

describe('the oldest browsers', () => {
  test('are from the end of the year of the style sheets’ Baseline', async () => {
    const { linter } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
    const { available } = linter.rules.suspicious.useBaseline.options;
    const versionOf = (browser: keyof typeof browsers) =>
      browsers[browser].releases.filter(({ date }: { date: string }) => date < `${available + 1}`).at(-1)?.version;
    expect(Object.keys(oldest).map((browser) => [browser, versionOf(browser as keyof typeof browsers)])).toEqual(
      Object.entries(oldest),
    );
  });

  test('have every function, property and class that the pages use', async () => {
    const files = await sourcesOfSite();
    expect(files.length).toBeGreaterThan(100);
    expect(youngFeatures(ts.createProgram(files, options), files, oldest)).toEqual(Object.keys(excused));
  });

  test('fail the check for newer features', () => {
    const file = join(root, 'admin-site/young.ts');
    const text = `
      export const young = [Promise.try(() => 1), document.startViewTransition(), new EditContext?.(), Math.f16round(1)];
      export const old = [AbortSignal.any([]), [1].toSorted(), structuredClone(1), document.body.checkVisibility(), Promise.withResolvers()];
    `;
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    host.getSourceFile = (name, ...rest) =>
      name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2024) : getSourceFile(name, ...rest);
    const program = ts.createProgram([file], { ...options, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] }, host);
    expect(youngFeatures(program, [file], oldest)).toEqual([
      'api.Document.startViewTransition',
      'javascript.builtins.Math.f16round',
      'javascript.builtins.Promise.try',
    ]);
  });
});
