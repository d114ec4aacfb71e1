import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './document.ts';

/** Returns the patterns that a pattern with braces stands for. */
function alternatives(pattern: string): string[] {
  const [whole, inner = ''] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (whole === undefined) return [pattern];
  return inner.split(',').flatMap((one) => alternatives(pattern.replace(whole, one)));
}

const configurations = globSync('{*.json,*.config.ts,test/**/*.config.{ts,json}}', {
  cwd: root,
  exclude: ['package-lock.json', 'test/rehearsal/next-website/**'],
});

it.each(configurations)('%s names only files that exist, in each of its alternatives', (path) => {
  const named = readFileSync(join(root, path), 'utf8').matchAll(
    /['"]!?((?:bin|lib|functions|admin-site|test)\/[\w./*{},-]+)['"]/g,
  );
  const missing = [...named]
    .flatMap(([, pattern = '']) => alternatives(pattern))
    .filter((pattern) => globSync([pattern, `${pattern}*`], { cwd: root }).length === 0);
  expect(missing).toEqual([]);
});
