import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** The paths of all documents that people read. */
export const documents: readonly string[] = globSync('{*.md,docs/*.md}', { cwd: root }).sort();

/** Reads a document, by its path in this repository. */
export const readDocument = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Replaces a document's code blocks by spaces, so that everything else stays in its place. */
export const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/^ *```.*?^ *```$/gms, (block) => block.replaceAll(/[^\n]/g, ' '));

interface Heading {
  readonly level: number;
  readonly title: string;
  /** The offset of its start. */
  readonly at: number;
}

/** Returns all headings of a document, in order. */
export const headingsOf = (markdown: string): readonly Heading[] =>
  [...withoutCode(markdown).matchAll(/^(#+) (.+)$/gm)].map(({ 1: marks = '', 2: title = '', index: at }) => ({
    level: marks.length,
    title,
    at,
  }));

/** Returns the part of a document under a heading, with the headings below it. Throws if there is no such heading. */
export function section(markdown: string, title: string): string {
  const headings = headingsOf(markdown);
  const first = headings.findIndex((heading) => heading.title === title);
  const start = headings[first];
  if (!start) throw new Error(`There is no heading "${title}".`);
  const end = headings.slice(first + 1).find(({ level }) => level <= start.level);
  return markdown.slice(start.at, end?.at);
}

/** Returns the contents of the code blocks of a language, in order. */
export const codeBlocks = (markdown: string, language: string): readonly string[] =>
  [...markdown.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);

/** Returns the command lines in a document or a part of one, in order and without their comments. */
export const commandsIn = (markdown: string): readonly string[] =>
  codeBlocks(markdown, 'sh')
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+# .*$/, ''))
    .filter((line) => line !== '');
