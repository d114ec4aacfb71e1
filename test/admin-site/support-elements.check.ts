import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unpackRecipes } from '#test/browser/recipes/recipes.ts';
import { typeMistakes } from '#test/type-check.ts';

const folder = join(import.meta.dirname, 'support-elements');
const declarations = join(import.meta.dirname, '../../admin-site/support-elements.d.ts');
const source = readFileSync(declarations, 'utf8');

test('the elements’ types are correct with React, Preact and Vue, and match the code', () => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const checked = source.replace(/^.*@ts-nocheck.*$/m, '');
  expect(typeMistakes([declarations, ...files], { [declarations]: checked })).toEqual([]);
});

test('they compile without any of the three', () => {
  const page = `import './support-elements.d.ts'; document.createElement('support-form').signOut();`;
  expect(
    typeMistakes(['/shop/page.ts', '/shop/support-elements.d.ts'], {
      '/shop/page.ts': page,
      '/shop/support-elements.d.ts': source,
    }),
  ).toEqual([]);
});

test('the recipes for websites compile with them, except those that need Next or Vite', async () => {
  const { folder, paths, remove } = await unpackRecipes('https://desk.example.com');
  onTestFinished(remove);
  const typed = paths.filter((path) => /^(?!app\/|vite).*\.tsx?$/.test(path));
  expect(typed).toEqual(['support-token.ts', 'log-out.ts', 'Support.tsx', 'ContactForm.tsx']);
  const files = [...typed, 'support-elements.d.ts'].map((path) => join(folder, path));
  expect(typeMistakes(files, {}, { jsxImportSource: 'react' })).toEqual([]);
});
