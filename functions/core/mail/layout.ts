import { html, type Markup } from './markup.ts';

/** What stands in a mail, from top to bottom. */
export interface Letter {
  /** Shown in the list of a mail program, beside the subject. */
  readonly preview: string;
  readonly blocks: readonly Block[];
}

/** A paragraph; what somebody wrote, set off; facts by their names; or a link to a page. */
export type Block =
  | { readonly paragraph: string }
  | { readonly quote: string }
  | { readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly link: string; readonly label: string }
  | { readonly signature: string };

/** A letter as plain text (RFC 5322 lines are the mail service's concern). */
export const asText = ({ blocks }: Letter): string => `${blocks.map(blockText).join('\n\n')}\n`;

function blockText(block: Block): string {
  if ('paragraph' in block) return block.paragraph;
  if ('quote' in block) return block.quote.replaceAll(/^/gm, '> ');
  if ('facts' in block) return block.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  if ('link' in block) return `${block.label}:\n${block.link}`;
  return `-- \n${block.signature}`;
}

/** A letter as a page of HTML that needs nothing from anywhere, in light and dark. */
export const asHtml = (shopName: string, { preview, blocks }: Letter): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${shopName}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 16px; background: #f6f6f4; color: #1d1d1b; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 24px; border-radius: 12px; background: #ffffff; overflow-wrap: anywhere; }
.preview { display: none; }
.quote { margin: 16px 0; padding: 12px 16px; border-left: 3px solid #b9b9b3; background: #f6f6f4; white-space: pre-wrap; }
.text { white-space: pre-wrap; }
.name { color: #5c5c57; padding-right: 16px; text-align: left; font-weight: normal; white-space: nowrap; }
th, td { padding-top: 0; padding-left: 0; vertical-align: top; }
.button { display: inline-block; padding: 10px 16px; border-radius: 8px; background: #1f5fbf; color: #ffffff; text-decoration: none; }
.signature { margin-top: 24px; padding-top: 16px; border-top: 1px solid #dcdcd8; color: #5c5c57; white-space: pre-wrap; }
@media (prefers-color-scheme: dark) {
  body { background: #161615; color: #ececea; }
  main { background: #222220; }
  .quote { background: #161615; border-color: #5c5c57; }
  .name, .signature { color: #a9a9a3; }
  .signature { border-color: #3a3a37; }
  .button { background: #8db8f5; color: #10243f; }
}
</style>
</head>
<body>
<div class="preview">${preview}</div>
<main>
${blocks.map(blockHtml)}
</main>
</body>
</html>
`.text;

function blockHtml(block: Block): Markup {
  if ('paragraph' in block) return html`<p class="text" dir="auto">${block.paragraph}</p>\n`;
  if ('quote' in block) return html`<div class="quote" dir="auto">${block.quote}</div>\n`;
  if ('link' in block) return html`<p><a class="button" href="${block.link}">${block.label}</a></p>\n`;
  if ('signature' in block) return html`<div class="signature" dir="auto">${block.signature}</div>\n`;
  return html`<table>${block.facts.map(factHtml)}</table>\n`;
}

const factHtml = ([name, value]: readonly [string, string]): Markup =>
  html`<tr><th class="name" scope="row">${name}</th><td dir="auto">${value}</td></tr>`;
