import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument, section } from '#test/docs/document.ts';

const root = join(import.meta.dirname, '../..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
const looks = section(readDocument('docs/embedding.md'), 'Style it');
const sorted = (names: Iterable<string | undefined>) => [...new Set(names)].sort();

test('docs/embedding.md names the custom properties that the elements have, and no others', () => {
  const sheets = read(
    'admin-site/{tokens.css,{customer,support-files,support-form,support-tickets,support-tickets/search}/*.css}',
  );
  const used = [...sheets.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
  const set = [...sheets.matchAll(/^ +(--[\w-]+):/gm)].map(([, name]) => name);
  expect(sorted(used)).toEqual(sorted(set));
  expect(sorted([...looks.matchAll(/^\| `(--.*?) \|/gm)].flatMap(([row]) => row.match(/--[\w-]+/g) ?? []))).toEqual(
    sorted(set),
  );
});

test('docs/embedding.md names the parts that the elements have, and no others', () => {
  const code = read('admin-site/{customer,support-files,support-form,support-tickets,support-tickets/search}/*.ts');
  const parts = sorted(
    [...code.matchAll(/\bpart(?:: |\.toggle\()(['`])(.*?)\1/g)]
      .flatMap(([, , names = '']) => names.replaceAll(/\$\{[^}]*\}/g, '*').split(' '))
      .flatMap((name) => variants[name] ?? [name]),
  );
  const rows = [...looks.matchAll(/^\| `(?!--)(.*?) \|/gm)].flatMap(([row]) => row.match(/`[\w-]+`/g) ?? []);
  expect(sorted(rows.map((name) => name.slice(1, -1)))).toEqual(parts);
});

/** The parts whose names depend on their contents. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'status-*': ['status-open', 'status-in-progress', 'status-closed'],
  'message-*': ['message-you', 'message-support'],
};
