import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
const section = /\*\*Give them your looks\.\*\*([\s\S]*?)\n\*\*/.exec(read('README.md'))?.[1] ?? '';
const sorted = (names: Iterable<string | undefined>) => [...new Set(names)].sort();

test('the README names the custom properties that the elements have, and no others', () => {
  const sheets = read('admin-site/{tokens.css,{customer,support-form,support-tickets}/*.css}');
  const used = [...sheets.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
  const set = [...sheets.matchAll(/^ +(--[\w-]+):/gm)].map(([, name]) => name);
  expect(sorted(used)).toEqual(sorted(set));
  expect(sorted([...section.matchAll(/^\| `(--.*?) \|/gm)].flatMap(([row]) => row.match(/--[\w-]+/g) ?? []))).toEqual(
    sorted(set),
  );
});

test('the README names the parts that the elements have, and no others', () => {
  const code = read('admin-site/{customer,support-form,support-tickets}/*.ts');
  const parts = sorted(
    [...code.matchAll(/\bpart(?:: |\.toggle\()(['`])(.*?)\1/g)]
      .flatMap(([, , names = '']) => names.replaceAll(/\$\{[^}]*\}/g, '*').split(' '))
      .flatMap((name) => variants[name] ?? [name]),
  );
  const rows = [...section.matchAll(/^\| `(?!--)(.*?) \|/gm)].flatMap(([row]) => row.match(/`[\w-]+`/g) ?? []);
  expect(sorted(rows.map((name) => name.slice(1, -1)))).toEqual(parts);
});

/** The parts whose names depend on what they show. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'status-*': ['status-open', 'status-in-progress', 'status-closed'],
  'message-*': ['message-you', 'message-support'],
};
