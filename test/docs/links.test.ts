import { existsSync, globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, headingsOf, readDocument, root, withoutCode } from './document.ts';

describe.each(documents)('%s', (path) => {
  const text = readDocument(path);
  const prose = withoutCode(text).replaceAll(/`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);

  it('links to files and headings that exist', () => {
    expect(links.filter((target) => !leadsSomewhere(path, target))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const named = [...withoutCode(text).matchAll(/`((?:bin|lib|functions|admin-site|test|docs)\/[\w./-]*)`/g)];
    expect(named.map(([, file = '']) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('describes each of its images', () => {
    expect(prose).not.toContain('![]');
  });
});

it('every document can be reached from the README', () => {
  const linked = new Set([...readDocument('README.md').matchAll(/\]\(([\w/-]+\.md)\)/g)].map(([, path]) => path));
  expect(documents.filter((path) => path !== 'README.md' && !linked.has(path))).toEqual([]);
});

it('the sources name only documents and headings that exist', () => {
  const files = globSync('{bin,lib,functions,admin-site}/**/*.{ts,tsx}', { cwd: root });
  const named = files.flatMap((file) => [
    ...readDocument(file).matchAll(/\b((?:docs\/[\w-]+|README|CONTRIBUTING)\.md)(?:, "([^"]+)")?/g),
  ]);
  expect(named.length).toBeGreaterThan(0);
  for (const [, path = '', title] of named) {
    expect(documents).toContain(path);
    if (title !== undefined) expect(headingsOf(readDocument(path)).map((heading) => heading.title)).toContain(title);
  }
});

/** Returns true if a relative link in the document at `from` leads to a file and, after `#`, to one of its headings. */
function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : relative(root, join(root, dirname(from), file));
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || anchorsOf(path).includes(anchor);
}

/** Returns the anchors that GitHub generates for a document's headings, except for duplicates. */
function anchorsOf(path: string): readonly string[] {
  return headingsOf(readDocument(path)).map(({ title }) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
