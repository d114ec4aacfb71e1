import { ticketNumber } from '#core/ticket/ticket.ts';
import { element } from '#site/customer/dom.ts';
import type { OwnTicketSummary } from './own-ticket.ts';
import { statusLine } from './status-line.ts';
import { timeElement } from './time-element.ts';

type Content = readonly (Node | string)[];

/** A ticket in a list, with a button that opens it; `mark` returns a text with its hits marked. */
export function ticketItem(
  { id, subject, status, updatedAt }: OwnTicketSummary,
  onOpen: (id: string) => void,
  mark: (text: string) => Content = (text) => [text],
): HTMLElement {
  const number = mark(ticketNumber({ id }));
  const button = element(
    'button',
    { type: 'button', class: 'ticket-button', part: 'item', 'data-id': id },
    element('span', { class: 'subject', part: 'subject', dir: 'auto' }, ...mark(subject)),
    statusLine(status),
    element('span', { class: 'muted', part: 'fact' }, ...number, ', ', timeElement(updatedAt)),
  );
  button.addEventListener('click', () => onOpen(id));
  return element('li', {}, button);
}
