import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../admin-site');

/** The rules in a style sheet's blocks for paper that have a rule in them. */
function nestedOnPaper(sheet: string): string[] {
  const nested: string[] = [];
  for (const { index } of sheet.matchAll(/@media print \{/g)) {
    let depth = 0;
    for (const [rest, line = ''] of sheet.slice(index).matchAll(/([^\n]*)\n/g)) {
      if (line.trimEnd().endsWith('{') && depth++ === 2) nested.push(line.trim());
      if (rest.trim() === '}' && --depth === 0) break;
    }
  }
  return nested;
}

test('styles for paper are not nested: WebKit (2.50) shows nested rules on the screen and prints by none', () => {
  expect(
    nestedOnPaper('@media print {\n  a {\n    color: red;\n\n    & b {\n      color: red;\n    }\n  }\n}\n'),
  ).toEqual(['& b {']);
  const sheets = globSync('**/*.css', { cwd: root });
  expect(sheets.length).toBeGreaterThan(10);
  expect(sheets.flatMap((path) => nestedOnPaper(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});
