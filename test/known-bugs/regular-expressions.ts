import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A regular expression as written in a source file, with its slashes and flags. */
interface Found {
  /** `functions/http/edge/body.ts:34`. */
  readonly place: string;
  readonly literal: string;
}

const root = join(import.meta.dirname, '../..');

/** Returns every regular expression in the sources of these folders; those built at run time are `new RegExp(…)`. */
export function regularExpressions(...folders: string[]): Found[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }));
  return files.toSorted().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
    const found: Found[] = [];
    const visit = (node: ts.Node): void => {
      const isBuilt =
        (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(source) === 'RegExp';
      if (isBuilt || node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        found.push({ place: `${file}:${line + 1}`, literal: node.getText(source) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}
