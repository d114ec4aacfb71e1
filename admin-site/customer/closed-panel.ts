import { element, write } from './dom.ts';
import type { Explanation } from './explanation.ts';
import { noticeText } from './messages.ts';
import { noticeBox } from './notice-box.ts';

/** The view before an element is ready: a skeleton, or a notice that explains why it isn't. */
export function closedPanel(onTryNow: () => void) {
  const shapes = ['short', 'line', 'box', 'button'].map((shape) => element('span', { class: shape }));
  const outline = element('div', { class: 'outline', part: 'skeleton', 'aria-hidden': 'true' }, ...shapes);
  const tryNow = element('button', { type: 'button', part: 'button-secondary' });
  const notice = noticeBox(noticeText.retrying, tryNow);
  tryNow.addEventListener('click', onTryNow);
  return {
    element: element('div', {}, outline, notice.element),
    show(explanation: Explanation | undefined) {
      outline.hidden = explanation !== undefined;
      notice.show(explanation);
      tryNow.hidden = !explanation?.action;
      write(tryNow, explanation?.action ?? '');
    },
  };
}
