import { element, write } from './dom.ts';
import type { Explanation } from './explanation.ts';

/** A box that explains what stands in the way; `next` is what happens when its seconds are over. */
export function noticeBox(next: string, ...actions: HTMLElement[]) {
  const title = element('strong', { part: 'notice-title' });
  const text = element('span');
  const countdown = element('span', { class: 'countdown', translate: 'no' });
  const box = element(
    'div',
    { class: 'notice', part: 'notice' },
    title,
    element('p', { part: 'notice-text' }, text, ' ', countdown),
    element('div', { class: 'actions', part: 'actions' }, ...actions),
  );
  return {
    element: box,
    show(explanation: Explanation | undefined) {
      box.hidden = explanation === undefined;
      write(title, explanation?.title ?? '');
      write(text, explanation?.text ?? '');
      countdown.textContent = explanation?.seconds ? `${next} in ${explanation.seconds} s.` : '';
    },
  };
}
