import { compile } from 'html-to-text';

/** Maximum length of HTML that is converted; the rest is left out. */
const MAX_HTML = 500_000;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 300, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 2, trimEmptyLines: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
});

/** Elements open at the same time, at most: the parser's work grows with the square of their number. */
const MAX_OPEN = 5000;

/** Opening and closing tags, without elements that are never closed, and paragraphs, which end one another. */
const TAG = /<(\/?)(?!(?:br|img|hr|meta|link|input|col|area|base|wbr|p)\b)[a-z]/gi;

/** Returns the beginning of HTML up to which its elements aren't nested too deep. */
function shallowPart(html: string): string {
  let open = 0;
  for (const { index, 1: slash } of html.matchAll(TAG)) {
    open = slash ? Math.max(0, open - 1) : open + 1;
    if (open > MAX_OPEN) return html.slice(0, index);
  }
  return html;
}

/** Converts HTML to text: links keep their addresses in brackets, quotations begin with `>`, images are left out. `cut` is true if HTML was left out. */
export function htmlText(html: string): { text: string; cut: boolean } {
  const read = shallowPart(html.slice(0, MAX_HTML));
  return { text: convert(read), cut: read.length < html.length };
}
