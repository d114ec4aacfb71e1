import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const elements = ['support-form', 'support-tickets'];
const DIGITS = 16;

/**
 * Copies each element's script in `directory` to a name with the hash of its content, and lists the copies in `support-elements.json`, with the scripts that
 * they load later, whose files have such names: `{ "support-form": { "src": "/static/support-form-….js", "integrity": "sha384-…" }, … }`.
 */
export async function writeElementVersions(
  directory: string,
  later: readonly { readonly name: string; readonly file: string }[],
): Promise<void> {
  const versions = await Promise.all(
    elements.map(async (name) => {
      const script = await readFile(join(directory, `${name}.js`));
      const file = `${name}-${hashOf(script).toString('hex').slice(0, DIGITS)}.js`;
      await writeFile(join(directory, file), script);
      return [name, version(file, script)] as const;
    }),
  );
  const laterVersions = await Promise.all(
    later.map(async ({ name, file }) => [name, version(file, await readFile(join(directory, file)))] as const),
  );
  const list = JSON.stringify(Object.fromEntries([...versions, ...laterVersions]), null, 2);
  await writeFile(join(directory, 'support-elements.json'), `${list}\n`);
}

const hashOf = (script: Buffer) => createHash('sha384').update(script).digest();

/** A file's address and integrity metadata. https://www.w3.org/TR/sri-2/#integrity-metadata-description */
const version = (file: string, script: Buffer) => ({
  src: `/static/${file}`,
  integrity: `sha384-${hashOf(script).toString('base64')}`,
});
