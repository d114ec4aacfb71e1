import type { TextPart } from '#core/text/links.ts';
import { element } from '#site/customer/dom.ts';
import { paragraphsOf } from '#site/paragraphs.ts';
import type { TextParts } from './link-finder.ts';

/**
 * A message's text: paragraphs, each in its own direction. Once `find` resolves to the link parser, pages and addresses become links, and `linked` is
 * called. The text stays plain if something is selected then, as new links would remove the selection.
 */
export function messageItem(
  text: string,
  find: (text: string) => Promise<TextParts | undefined>,
  linked: () => void,
): HTMLElement {
  const paragraphs = paragraphsOf(text);
  const view = element('div', { class: 'said', part: 'text' });
  const show = (partsOf: TextParts) => {
    const shown = paragraphs.map((paragraph) => partsOf(paragraph).map(partView));
    if (shown.length > 1) view.replaceChildren(...shown.map((parts) => element('div', { dir: 'auto' }, ...parts)));
    else view.replaceChildren(...shown.flat());
  };
  if (paragraphs.length === 1) view.dir = 'auto';
  show((paragraph) => [{ text: paragraph }]);
  void find(text).then((partsOf) => {
    if (!partsOf || getSelection()?.type === 'Range') return;
    show(partsOf);
    linked();
  });
  return view;
}

/** A link runs from left to right whatever is around it (RFC 3987, section 4.1), so that text before it can't make it look like another host. */
function partView(part: TextPart): Node | string {
  if ('idPrefix' in part)
    return element('span', { dir: 'ltr', translate: 'no', 'data-id-prefix': part.idPrefix }, part.text);
  if (!('href' in part)) return part.text;
  return element(
    'a',
    { href: part.href, part: 'link', dir: 'ltr', target: '_blank', rel: 'noopener noreferrer' },
    part.text,
  );
}

/** Turns ticket numbers into buttons that open the tickets that `find` returns for the start of their ids; other numbers stay text. */
export function linkNumbers(
  said: HTMLElement,
  find: (idPrefix: string) => string | undefined,
  open: (id: string) => void,
): void {
  for (const number of said.querySelectorAll<HTMLElement>('span[data-id-prefix]')) {
    const id = find(number.dataset.idPrefix ?? '');
    if (id === undefined) continue;
    const link = element(
      'button',
      { type: 'button', class: 'number', part: 'link', dir: 'ltr', translate: 'no' },
      number.textContent ?? '',
    );
    link.addEventListener('click', () => open(id));
    number.replaceWith(link);
  }
}
