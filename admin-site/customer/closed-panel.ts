import { element, write } from './dom.ts';
import type { Explanation } from './explanation.ts';
import { noticeBox } from './notice-box.ts';

/** What is seen before the form can open: its outline, or what stands in the way. */
export function closedPanel(onTryNow: () => void) {
  const shapes = ['short', 'line', 'box', 'button'].map((shape) => element('span', { class: shape }));
  const outline = element('div', { class: 'outline', part: 'skeleton', 'aria-hidden': 'true' }, ...shapes);
  const tryNow = element('button', { type: 'button', part: 'button-secondary' });
  const notice = noticeBox('Trying again', tryNow);
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
