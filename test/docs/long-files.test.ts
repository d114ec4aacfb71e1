import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root } from './document.ts';

const MAX_LINES = 200;

it('a source file of more than 200 lines says why', () => {
  const sources = globSync('{bin,lib,functions,admin-site}/**/*.{ts,tsx}', { cwd: root });
  const long = sources.filter((path) => {
    const text = readFileSync(`${root}/${path}`, 'utf8');
    return text.split('\n').length - 1 > MAX_LINES && !/More than 200 lines(:| because)/.test(text);
  });
  expect(sources.length).toBeGreaterThan(300);
  expect(long).toEqual([]);
});
