import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './document.ts';

const sources = globSync('{bin,lib,functions,admin-site,test}/**/*.{ts,tsx}', { cwd: root });

describe('a docstring', () => {
  const docstrings = sources.flatMap(docstringsIn);

  it('starts with a verb in the third person or a noun', () => {
    expect(docstrings.filter(({ text }) => /^(?:What|Who|Whom|Whose|Whether|Where|How)\b/.test(text))).toEqual([]);
  });

  it('says "returns" for what functions return', () => {
    expect(docstrings.filter(({ text }) => /\banswers\b/i.test(text.replaceAll(/`[^`]*`/g, '')))).toEqual([]);
  });
});

/** Returns the docstrings of a file, by its path in this repository, without their asterisks. */
function docstringsIn(path: string): readonly { readonly path: string; readonly text: string }[] {
  const comments = readFileSync(join(root, path), 'utf8').matchAll(/^[ \t]*\/\*\*(.*?)\*\//gms);
  return [...comments].map(([, comment = '']) => ({ path, text: comment.replaceAll(/\s*\n\s*\* ?/g, ' ').trim() }));
}
