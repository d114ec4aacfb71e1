import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Customer, Receipt } from '#site/customer/answer.ts';
import { element } from '#site/customer/dom.ts';
import { thanks, ticketsAreHere } from './reply-place.ts';

/** The confirmation: what to quote, where the reply will be, and how soon; `mail` is that of `Customer`. */
export function receiptPanel(
  { ticketId, email, supportLevel }: Receipt,
  mail: Customer['mail'],
  onAnother: () => void,
) {
  const heading = element('h2', { tabindex: '-1', part: 'heading' }, 'We have your message');
  const another = element('button', { type: 'button', part: 'button-secondary' }, 'Send another message');
  another.addEventListener('click', onAnother);
  return {
    element: element(
      'section',
      { class: 'receipt', part: 'receipt' },
      element('span', { class: 'tick', part: 'tick', 'aria-hidden': 'true' }),
      heading,
      element('p', { part: 'receipt-text' }, thanks({ email, mail }, ticketsAreHere())),
      element(
        'dl',
        { part: 'facts' },
        ...row('Ticket', element('strong', {}, ticketNumber({ id: ticketId }))),
        ...row(mail ? 'Reply goes to' : 'From', email),
        ...row('Support level', supportLevel),
        ...row('Full number', element('code', {}, ticketId)),
      ),
      another,
    ),
    focus: () => heading.focus(),
  };
}

function row(term: string, value: Node | string): HTMLElement[] {
  return [element('dt', { part: 'fact-label' }, term), element('dd', { part: 'fact' }, value)];
}
