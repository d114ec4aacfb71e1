import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleEntries } from '#lib/bundle.ts';

const root = join(import.meta.dirname, '../..');

/** Bundles the entry in a folder of its own and returns file names and contents. */
async function bundle(name: string): Promise<Record<string, string>> {
  const outdir = await mkdtemp(join(tmpdir(), 'support-desk-bundle-'));
  onTestFinished(() => rm(outdir, { recursive: true }));
  await bundleEntries([{ name, file: join(root, 'functions', `${name}.ts`) }], outdir);
  const files = await readdir(join(outdir, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(join(outdir, name, file), 'utf8')])),
  );
}

test('the same source gives the same bytes wherever it is built, so that a deploy changes only what changed', async () => {
  const [one, other] = [await bundle('check-access'), await bundle('check-access')];
  expect(other).toEqual(one);
  expect(Object.keys(one)).toContain('index.mjs');
  for (const content of Object.values(one)) expect(content).not.toContain(root);
});
