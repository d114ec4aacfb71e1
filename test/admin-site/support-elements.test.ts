import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typeMistakes } from '../type-check.ts';

const folder = join(import.meta.dirname, 'support-elements');
const declarations = join(import.meta.dirname, '../../admin-site/support-elements.d.ts');
const source = readFileSync(declarations, 'utf8');

test('the elements’ types are right where React, Preact and Vue are installed, and what the code has', () => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const checked = source.replace(/^.*@ts-nocheck.*$/m, '');
  expect(typeMistakes([declarations, ...files], { [declarations]: checked })).toEqual([]);
});

test('they do no harm where none of them is', () => {
  const page = `import './support-elements.d.ts'; document.createElement('support-form').signOut();`;
  expect(
    typeMistakes(['/shop/page.ts', '/shop/support-elements.d.ts'], {
      '/shop/page.ts': page,
      '/shop/support-elements.d.ts': source,
    }),
  ).toEqual([]);
});
