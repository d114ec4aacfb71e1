import type { TextPart } from '#core/text/links.ts';
import { element } from '#site/customer/dom.ts';
import { paragraphsOf } from '#site/paragraphs.ts';
import type { TextParts } from './link-finder.ts';

/**
 * What somebody wrote: paragraphs, each in its own direction, with links to the pages and addresses that it names once `find` has what finds them;
 * then calls `linked`. Meanwhile, and as long as anything is selected, it is text: a new link would take the selection away.
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

/** A link is read from the left whatever is around it (RFC 3987, section 4.1): no text before it can make another host of its own. */
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

/** Has the numbers of tickets lead to those that `find` knows, by the beginning of their ids; the others stay text. */
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
