import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const elements = ['support-form', 'support-tickets'];
const DIGITS = 16;

/**
 * Copies each element's script in `directory` to a name with the hash of its content, and lists the copies in `support-elements.json`:
 * `{ "support-form": { "src": "/static/support-form-….js", "integrity": "sha384-…" }, … }`.
 */
export async function writeElementVersions(directory: string): Promise<void> {
  const versions = await Promise.all(
    elements.map(async (name) => {
      const script = await readFile(join(directory, `${name}.js`));
      const hash = createHash('sha384').update(script).digest();
      const file = `${name}-${hash.toString('hex').slice(0, DIGITS)}.js`;
      await writeFile(join(directory, file), script);
      // https://www.w3.org/TR/sri-2/#integrity-metadata-description
      return [name, { src: `/static/${file}`, integrity: `sha384-${hash.toString('base64')}` }] as const;
    }),
  );
  const list = JSON.stringify(Object.fromEntries(versions), null, 2);
  await writeFile(join(directory, 'support-elements.json'), `${list}\n`);
}
