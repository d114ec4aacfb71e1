import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeBlocks, readDocument, root, section } from '#test/docs/document.ts';

const embedding = readDocument('docs/embedding.md');

/** The files in `docs/embedding.md`: blocks whose first line is a comment with their path. */
function recipes(): (readonly [path: string, text: string])[] {
  const files = embedding.matchAll(/^```\w+\n((?:\/\/|#|<!--) (\S+\.\w+)(?: -->)?\n.*?)^```$/gms);
  return [...files].map(([, text = '', path = '']) => [path, text]);
}

/** The elements, embedded as in the README. */
export const readmeMarkup = (desk: string): string =>
  atDesk(codeBlocks(section(readDocument('README.md'), 'Connect your website'), 'html').join(''), desk);

/**
 * Writes the recipes for a desk into a folder, next to the elements' types, the tests' `session.ts` and the installed packages. Returns the folder, their
 * paths, and a function that removes the folder.
 */
export async function unpackRecipes(desk: string) {
  const folder = await mkdtemp(join(tmpdir(), 'support-desk-recipes-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await copyFile(join(root, 'admin-site/support-elements.d.ts'), join(folder, 'support-elements.d.ts'));
  await copyFile(join(import.meta.dirname, 'session.ts'), join(folder, 'session.ts'));
  const files = recipes();
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), atDesk(text, desk));
  }
  return { folder, paths: files.map(([path]) => path), remove: () => rm(folder, { recursive: true, force: true }) };
}

const atDesk = (text: string, desk: string) => text.replaceAll('https://YOUR-DESK', desk);
