import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isVersioned } from '#lib/site-cache.ts';
import { writeElementVersions } from '#site/element-versions.ts';

/** Returns the versions of a site with these scripts, and a function that reads its files. */
async function versionsOf(form: string, tickets: string) {
  const directory = await mkdtemp(join(tmpdir(), 'support-desk-versions-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'support-form.js'), form);
  await writeFile(join(directory, 'support-tickets.js'), tickets);
  await writeFile(join(directory, 'support-files-AB.js'), 'alert(3)');
  await writeElementVersions(directory, [{ name: 'support-files', file: 'support-files-AB.js' }]);
  const read = (path: string) => readFile(join(directory, path.replace('/static/', '')), 'utf8');
  return { versions: JSON.parse(await read('support-elements.json')), read };
}

test('each element has a version with the hash of its script, which browsers check, and so has a script that it loads later', async () => {
  const { versions, read } = await versionsOf('alert(1)', 'alert(2)');
  expect(versions).toEqual({
    'support-form': {
      src: expect.stringMatching(/^\/static\/support-form-[0-9a-f]{16}\.js$/),
      // printf 'alert(1)' | openssl dgst -sha384 -binary | base64
      integrity: 'sha384-HT2E9NfWiuQ/w1PRai+hTyqW16NIoCGA/m8VQDUopfAtcz6YQjtsMmQd5uRbVDpW',
    },
    'support-tickets': {
      src: expect.stringMatching(/^\/static\/support-tickets-[0-9a-f]{16}\.js$/),
      integrity: expect.stringMatching(/^sha384-/),
    },
    'support-files': {
      src: '/static/support-files-AB.js',
      integrity: 'sha384-UrwuWM9TPY0M2CHXUPuO7y9oPsdH75yaQrErgBlBymNpFmYHVkt7bLw5laJRVwqg',
    },
  });
  expect(await read(versions['support-form'].src)).toBe('alert(1)');
  expect(isVersioned(versions['support-tickets'].src)).toBe(true);
});

test('the name of a version changes only with the script', async () => {
  const before = await versionsOf('alert(1)', 'alert(2)');
  const after = await versionsOf('alert(1)', 'alert(3)');
  expect(after.versions['support-form']).toEqual(before.versions['support-form']);
  expect(after.versions['support-tickets'].src).not.toBe(before.versions['support-tickets'].src);
  expect(isVersioned('/static/support-tickets.js')).toBe(false);
});
