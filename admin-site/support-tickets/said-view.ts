import { type TextPart, textParts } from '../../functions/core/links.ts';
import { element } from '../customer/dom.ts';
import { paragraphsOf } from '../paragraphs.ts';

/** What somebody wrote: paragraphs, each in its own direction, with links to the pages and addresses that it names. */
export function saidView(text: string): HTMLElement {
  const paragraphs = paragraphsOf(text);
  if (paragraphs.length === 1) return element('div', { class: 'said', dir: 'auto' }, ...partViews(text));
  return element(
    'div',
    { class: 'said' },
    ...paragraphs.map((paragraph) => element('div', { dir: 'auto' }, ...partViews(paragraph))),
  );
}

const partViews = (text: string): readonly (Node | string)[] => textParts(text).map(partView);

/** A link is read from the left whatever is around it (RFC 3987, section 4.1): no text before it can make another host of its own. */
function partView(part: TextPart): Node | string {
  if ('idPrefix' in part) return element('span', { dir: 'ltr', 'data-id-prefix': part.idPrefix }, part.text);
  if (!('href' in part)) return part.text;
  return element('a', { href: part.href, dir: 'ltr', target: '_blank', rel: 'noopener noreferrer' }, part.text);
}

/** Has the numbers of tickets lead to those that `find` knows, by the beginning of their ids; the others stay text. */
export function linkNumbers(
  said: HTMLElement,
  find: (idPrefix: string) => string | undefined,
  open: (id: string) => void,
): void {
  for (const number of said.querySelectorAll<HTMLElement>('span[data-id-prefix]')) {
    const id = find(number.dataset.idPrefix ?? '');
    if (id === undefined) continue;
    const link = element('button', { type: 'button', class: 'number', dir: 'ltr' }, number.textContent ?? '');
    link.addEventListener('click', () => open(id));
    number.replaceWith(link);
  }
}
