import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const elements = ['support-form', 'support-tickets'];
const DIGITS = 16;

/**
 * Copies each element's script in `directory` to a name with the hash of its content, and lists the copies in `support-elements.json`, with the script that
 * both load for files, which has such a name: `{ "support-form": { "src": "/static/support-form-….js", "integrity": "sha384-…" }, … }`.
 */
export async function writeElementVersions(directory: string, filesScript: string): Promise<void> {
  const versions = await Promise.all(
    elements.map(async (name) => {
      const script = await readFile(join(directory, `${name}.js`));
      const file = `${name}-${hashOf(script).toString('hex').slice(0, DIGITS)}.js`;
      await writeFile(join(directory, file), script);
      return [name, version(file, script)] as const;
    }),
  );
  const files = ['support-files', version(filesScript, await readFile(join(directory, filesScript)))] as const;
  const list = JSON.stringify(Object.fromEntries([...versions, files]), null, 2);
  await writeFile(join(directory, 'support-elements.json'), `${list}\n`);
}

const hashOf = (script: Buffer) => createHash('sha384').update(script).digest();

/** A file's address and integrity metadata. https://www.w3.org/TR/sri-2/#integrity-metadata-description */
const version = (file: string, script: Buffer) => ({
  src: `/static/${file}`,
  integrity: `sha384-${hashOf(script).toString('base64')}`,
});
