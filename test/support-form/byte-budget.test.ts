import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { isVersioned } from '#lib/site-cache.ts';
import { buildSite } from '#site/build.ts';

test('the form is one classic script of at most 15 KB, and what loads for files of at most 8 KB, compressed with gzip', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'support-desk-site-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await buildSite(directory, {});
  const script = await readFile(join(directory, 'support-form.js'));
  expect(gzipSync(script).length).toBeLessThanOrEqual(15_000);
  expect(() => new Script(script.toString())).not.toThrow();
  const files = (await readdir(directory)).filter((name) => name.startsWith('support-files'));
  expect(files).toEqual([expect.stringMatching(/^support-files-\w+\.js$/)]);
  expect(isVersioned(`/static/${files[0]}`)).toBe(true);
  expect(script.toString()).toContain(files[0]);
  expect(gzipSync(await readFile(join(directory, files[0] ?? ''))).length).toBeLessThanOrEqual(8_000);
});
