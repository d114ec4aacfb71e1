import { html, type Markup } from './markup.ts';

/** The lines of a text, whatever separates them. */
export const lines = (text: string): string[] => text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);

/** A text as paragraphs, separated by empty lines, each with a style. Its lines and spaces show in mail programs that drop `white-space`. */
export function paragraphs(text: string, style: string): Markup[] {
  const all: string[][] = [[]];
  for (const line of lines(text)) {
    if (line.trim() === '') all.push([]);
    else all.at(-1)?.push(line);
  }
  return all
    .filter(({ length }) => length > 0)
    .map((of) => html`<p dir="auto" style="${style}">${of.map(lineHtml)}</p>\n`);
}

const lineHtml = (line: string, index: number): Markup =>
  index === 0 ? html`${spaced(line)}` : html`<br>\n${spaced(line)}`;

const TAB = '    ';

/** HTML shows several spaces as one; no-break spaces stay. The last of each run is where the line may break. */
const spaced = (line: string): string =>
  line
    .trimEnd()
    .replaceAll('\t', TAB)
    .replaceAll(/^ | (?= )/g, '\u00a0');
