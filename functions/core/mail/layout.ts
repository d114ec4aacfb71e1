import { html, type Markup } from './markup.ts';
import { type About, lines, linked, paragraphs } from './paragraphs.ts';
import { darkStyles, styles } from './styles.ts';

/** The content of a mail, from top to bottom; with a marker, replies are written above it. */
export interface Letter {
  readonly marker?: string | undefined;
  /** Shown by mail programs in their lists, next to the subject; not with a marker, above which nothing may be. */
  readonly preview: string;
  readonly blocks: readonly Block[];
}

/** A paragraph; a quoted message; named facts; files on the page of a ticket; a link to a ticket's page, to which the ticket's number in the letter leads, too; or the signature. */
export type Block =
  | { readonly paragraph: string }
  | { readonly quote: string }
  | { readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly files: readonly string[]; readonly page: string }
  | (About & { readonly label: string })
  | { readonly signature: string };

/** Returns a letter as plain text (the mail service breaks the lines for RFC 5322). */
export const asText = ({ marker, blocks }: Letter): string =>
  `${[...(marker === undefined ? [] : [marker]), ...blocks.map(blockText)].join('\n\n')}\n`;

function blockText(block: Block): string {
  if ('paragraph' in block) return block.paragraph;
  if ('quote' in block) {
    return lines(block.quote)
      .map((line) => `> ${line}`)
      .join('\n');
  }
  if ('facts' in block) return block.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  if ('files' in block) return block.files.map((file) => `- ${file}`).join('\n');
  if ('link' in block) return `${block.label}:\n${block.link}`;
  return `-- \n${block.signature}`;
}

/**
 * Returns a letter as an HTML page without external resources. It is styled by attributes and inline styles, as many mail programs drop `<style>`, which
 * only adds the dark colours. Tables take the place of boxes for Outlook on Windows.
 */
export function asHtml(shopName: string, { marker, preview, blocks }: Letter): string {
  const about = blocks.find((block) => 'link' in block);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${shopName}</title>
<style>
${darkStyles}
</style>
</head>
<body style="${styles.body}">
${marker === undefined ? html`<div style="${styles.preview}">${preview}</div>\n` : ''}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.sheet}"><tr><td align="center" class="page" style="${styles.page}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.column}"><tr><td class="letter" align="left" style="${styles.letter}">
<div role="main">
${marker === undefined ? '' : html`<p class="name" style="${styles.marker}">${marker}</p>\n`}${blocks.map((block) => blockHtml(block, about))}
</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`.text;
}

function blockHtml(block: Block, about: About | undefined): Markup {
  if ('paragraph' in block) return html`${paragraphs(block.paragraph, styles.paragraph, about)}`;
  if ('quote' in block) return framed('quote', styles.quote, block.quote, about);
  if ('files' in block) return filesHtml(block.files, block.page);
  if ('link' in block) return linkHtml(block.link, block.label);
  if ('signature' in block) return framed('signature', styles.signature, block.signature, about);
  return html`<table class="facts" cellpadding="0" cellspacing="0" border="0" style="${styles.facts}">${block.facts.map((fact) => factHtml(fact, about))}</table>\n`;
}

const framed = (name: string, style: string, text: string, about: About | undefined): Markup =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.frame}"><tr><td class="${name}" style="${style}">
${paragraphs(text, styles.framedParagraph, about)}</td></tr></table>\n`;

/** Returns a button. The link has the padding, so that all of the button can be clicked; Outlook uses that of the cell. */
const linkHtml = (link: string, label: string): Markup =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${styles.frame}"><tr><td class="button" style="${styles.button}"><a class="button-label" href="${link}" style="${styles.buttonLabel}">${label}</a></td></tr></table>\n`;

const filesHtml = (files: readonly string[], page: string): Markup =>
  html`<p dir="auto" style="${styles.paragraph}">${files.map(
    (file, index) =>
      html`${index === 0 ? '' : html`<br>\n`}<a href="${page}" rel="noopener noreferrer" style="${styles.link}">${file}</a>`,
  )}</p>\n`;

const factHtml = ([name, value]: readonly [string, string], about: About | undefined): Markup =>
  html`<tr><th class="name" scope="row" align="left" nowrap style="${styles.name}">${name}</th><td dir="auto" style="${styles.fact}">${linked(value, about)}</td></tr>`;
