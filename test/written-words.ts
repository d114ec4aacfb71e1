import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

/** A label ("Subject"), or words with a space between them; not a name such as "in_progress", "GET" or "no-store". */
const WORDS = /^\s*\p{Lu}\p{Ll}+\P{L}*$|\p{L}[\p{L}’']*[,.:;]? +\p{L}/u;

/** Attributes whose values are lists of names. */
const NAME_LISTS = new Set(['class', 'part', 'rel', 'aria-keyshortcuts']);

/**
 * Returns the strings that read like English in the sources that match the patterns (paths from the root), sorted, each once. A template's values are
 * "…", and markup is removed. Leaves out imports, types, and the arguments of `console.warn` and of errors, which customers don't read.
 */
export function writtenWords(patterns: readonly string[], exclude: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || isForDevelopers(node)) return;
    if (ts.isPropertyAssignment(node) && NAME_LISTS.has(nameOf(node.name))) return;
    if (ts.isJsxAttribute(node) && NAME_LISTS.has(node.name.getText())) return;
    const text = textOf(node).replaceAll(/<[^>]*(>|$)/g, '');
    if (WORDS.test(text)) found.add(text);
    ts.forEachChild(node, visit);
  };
  for (const path of globSync([...patterns], { cwd: root, exclude: [...exclude] })) {
    visit(ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return [...found].sort();
}

function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.trim();
  if (!ts.isTemplateExpression(node)) return '';
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…');
}

const nameOf = (name: ts.PropertyName): string => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '');

function isForDevelopers(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const { expression } = node;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === 'warn';
  return ts.isIdentifier(expression) && /^(unavailable|\w*Error|Mail[A-Z]\w+)$/.test(expression.text);
}
