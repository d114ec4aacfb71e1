import { element } from '#site/customer/dom.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { leaveFor, openBeside } from './pricing.ts';

/** Says why the form stays closed, with the way to the prices; "Stay here" ends an automatic departure. */
export function creditsPanel(message: string, target: string | undefined, onStay: () => void) {
  const link = element('a', { class: 'primary', part: 'button' }, 'See prices');
  const stay = element('button', { type: 'button', part: 'button-secondary' }, 'Stay here');
  if (target) link.href = target;
  link.addEventListener('click', (event) => {
    if (!target || window === top || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!leaveFor(target) && !openBeside(target)) location.href = target;
  });
  const notice = noticeBox('Taking you to the prices', ...(target ? [link, stay] : []));

  /** With the seconds until the departure, if there is to be one. */
  function show(seconds?: number) {
    stay.hidden = seconds === undefined;
    notice.show({ title: 'You need credits to contact us', text: message, seconds });
  }

  stay.addEventListener('click', () => {
    onStay();
    show();
    link.focus();
  });
  show();
  return { element: notice.element, show };
}
