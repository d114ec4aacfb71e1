import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** The files in `docs/embedding.md`: blocks whose first line is a comment with their path. */
async function recipes(): Promise<(readonly [path: string, text: string])[]> {
  const page = await readFile(join(root, 'docs/embedding.md'), 'utf8');
  const files = page.matchAll(/^```\w+\n((?:\/\/|#|<!--) (\S+\.\w+)(?: -->)?\n.*?)^```$/gms);
  return [...files].map(([, text = '', path = '']) => [path, text]);
}

/** The elements as the README's section embeds them, which names no version. */
export async function readmeMarkup(desk: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith('Connect your website\n')) ?? '';
  const blocks = [...section.matchAll(/^```html\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return atDesk(blocks.filter((block) => !block.includes('VERSION')).join(''), desk);
}

/**
 * Writes the recipes of a desk into a folder, beside the elements' types, the tests' `session.ts` and what is installed here. Returns the folder, their paths,
 * and what removes it.
 */
export async function unpackRecipes(desk: string) {
  const folder = await mkdtemp(join(tmpdir(), 'support-desk-recipes-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await copyFile(join(root, 'admin-site/support-elements.d.ts'), join(folder, 'support-elements.d.ts'));
  await copyFile(join(import.meta.dirname, 'session.ts'), join(folder, 'session.ts'));
  const files = await recipes();
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), atDesk(text, desk));
  }
  return { folder, paths: files.map(([path]) => path), remove: () => rm(folder, { recursive: true, force: true }) };
}

const atDesk = (text: string, desk: string) => text.replaceAll('https://YOUR-DESK', desk);
