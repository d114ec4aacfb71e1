import { element } from '#site/customer/dom.ts';
import { pricingText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import { leaveFor, openBeside } from './pricing.ts';

/** The notice for customers without credits, with a link to the pricing page; its second button cancels the automatic redirect. */
export function creditsPanel(message: string, target: string | undefined, onStay: () => void) {
  const link = element('a', { class: 'primary', part: 'button' }, pricingText.pricing);
  const stay = element('button', { type: 'button', part: 'button-secondary' }, pricingText.stay);
  if (target) link.href = target;
  link.addEventListener('click', (event) => {
    if (!target || window === top || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!leaveFor(target) && !openBeside(target)) location.href = target;
  });
  const notice = noticeBox(pricingText.leaving, ...(target ? [link, stay] : []));

  /** Shows the notice, with the seconds until the redirect if there is one. */
  function show(seconds?: number) {
    stay.hidden = seconds === undefined;
    notice.show({ title: pricingText.title, text: message, seconds });
  }

  stay.addEventListener('click', () => {
    onStay();
    show();
    link.focus();
  });
  show();
  return { element: notice.element, show };
}
