import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const leftOut = new Set(['node_modules', '.git', '.dev', 'cdk.out']);

/** Copies the current sources into `folder`, where a deployer's changes disturb nobody; the installed packages are shared. */
export async function copySources(folder: string): Promise<void> {
  await mkdir(folder);
  await cp(root, folder, { recursive: true, filter: (source) => !leftOut.has(relative(root, source)) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
}

/** Replaces every occurrence of a text in a file. Throws if there is none. */
export async function replaceIn(file: string, old: string, text: string): Promise<void> {
  const content = await readFile(file, 'utf8');
  if (!content.includes(old)) throw new Error(`${file} does not contain "${old}".`);
  await writeFile(file, content.replaceAll(old, text));
}
