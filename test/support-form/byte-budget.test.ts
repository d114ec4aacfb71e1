import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { isVersioned } from '#lib/site-cache.ts';
import { buildSite } from '#site/build.ts';

test('the form is one classic script of at most 15 KB; what loads for files has at most 8 KB, and for searching 6 KB, compressed with gzip', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'support-desk-site-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await buildSite(directory, {});
  const sizeOf = async (name: string) => gzipSync(await readFile(join(directory, name))).length;
  const form = await readFile(join(directory, 'support-form.js'), 'utf8');
  expect(await sizeOf('support-form.js')).toBeLessThanOrEqual(15_000);
  expect(() => new Script(form)).not.toThrow();
  const loader = {
    'support-files': form,
    'support-search': await readFile(join(directory, 'support-tickets.js'), 'utf8'),
  };
  for (const [name, most] of [
    ['support-files', 8_000],
    ['support-search', 6_000],
  ] as const) {
    const [file = '', ...others] = (await readdir(directory)).filter((one) => one.startsWith(name));
    expect([file, ...others]).toEqual([expect.stringMatching(/^support-\w+-\w+\.js$/)]);
    expect(isVersioned(`/static/${file}`)).toBe(true);
    expect(loader[name]).toContain(file);
    expect(await sizeOf(file)).toBeLessThanOrEqual(most);
  }
});
