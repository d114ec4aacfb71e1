import { type TextPart, textParts } from '#core/text/links.ts';
import { html, type Markup } from './markup.ts';
import { styles } from './styles.ts';

/** The ticket that a mail is about, if it is about one, and the page where the recipient finds it. */
export interface About {
  readonly ticketId?: string;
  readonly link: string;
}

/** Splits a text into lines at any kind of line break. */
export const lines = (text: string): string[] => text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);

/**
 * Returns a text as styled paragraphs, which empty lines separate. Lines and spaces survive in mail programs that drop `white-space`. Pages, addresses and
 * the number of the mail's ticket become links.
 */
export function paragraphs(text: string, style: string, about: About | undefined): Markup[] {
  const all: string[][] = [[]];
  for (const line of lines(text)) {
    if (line.trim() === '') all.push([]);
    else all.at(-1)?.push(line);
  }
  return all
    .filter(({ length }) => length > 0)
    .map(
      (of) =>
        html`<p dir="auto" style="${style}">${of.map((line, index) => html`${index === 0 ? '' : html`<br>\n`}${linked(spaced(line), about)}`)}</p>\n`,
    );
}

/** Returns a line of text in which pages, addresses and the number of the mail's ticket are links. */
export const linked = (text: string, about: About | undefined): Markup[] =>
  textParts(text).map((part) => {
    const target = targetOf(part, about);
    return target === undefined
      ? html`${part.text}`
      : html`<a href="${target}" rel="noopener noreferrer" style="${styles.link}">${part.text}</a>`;
  });

function targetOf(part: TextPart, about: About | undefined): string | undefined {
  if ('href' in part) return part.href;
  return 'idPrefix' in part && about?.ticketId?.startsWith(part.idPrefix) ? about.link : undefined;
}

const TAB = '    ';

/** Replaces spaces that HTML would merge by no-break spaces, except the last of each run, where the line may break. */
const spaced = (line: string): string =>
  line
    .trimEnd()
    .replaceAll('\t', TAB)
    .replaceAll(/^ | (?= )/g, '\u00a0');
