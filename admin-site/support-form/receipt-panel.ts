import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Customer, Receipt } from '#site/customer/answer.ts';
import { element } from '#site/customer/dom.ts';
import type { UploadedFile } from '#site/customer/files-script.ts';
import { receiptText } from '#site/customer/messages.ts';
import { thanks, ticketsAreHere } from './reply-place.ts';

/** The confirmation: the ticket number, where we'll reply, how soon, and what was attached; `mail` is the customer's. */
export function receiptPanel(
  { ticketId, email, supportLevel }: Receipt,
  mail: Customer['mail'],
  files: readonly UploadedFile[],
  onAnother: () => void,
) {
  const heading = element('h2', { tabindex: '-1', part: 'heading' }, receiptText.heading);
  const another = element('button', { type: 'button', part: 'button-secondary' }, receiptText.another);
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
        ...row(receiptText.ticket, element('strong', {}, ticketNumber({ id: ticketId }))),
        ...row(mail ? receiptText.replyTo : receiptText.from, email),
        ...row(receiptText.supportLevel, supportLevel),
        ...(files.length > 0 ? row(receiptText.files(files.length), files.map(({ name }) => name).join(', ')) : []),
        ...row(receiptText.ticketId, element('code', {}, ticketId)),
      ),
      another,
    ),
    focus: () => heading.focus(),
  };
}

function row(term: string, value: Node | string): HTMLElement[] {
  return [element('dt', { part: 'fact-label' }, term), element('dd', { part: 'fact' }, value)];
}
