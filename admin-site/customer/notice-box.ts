import { element, write } from './dom.ts';
import type { Explanation } from './explanation.ts';

/** A box with an explanation; `countdown` words the seconds that are left, if it has any. */
export function noticeBox(countdown: (seconds: number) => string, ...actions: HTMLElement[]) {
  const title = element('strong', { part: 'notice-title' });
  const text = element('span');
  const left = element('span', { class: 'countdown', translate: 'no' });
  const box = element(
    'div',
    { class: 'notice', part: 'notice' },
    title,
    element('p', { part: 'notice-text' }, text, ' ', left),
    element('div', { class: 'actions', part: 'actions' }, ...actions),
  );
  return {
    element: box,
    show(explanation: Explanation | undefined) {
      box.hidden = explanation === undefined;
      write(title, explanation?.title ?? '');
      write(text, explanation?.text ?? '');
      left.textContent = explanation?.seconds ? countdown(explanation.seconds) : '';
    },
  };
}
