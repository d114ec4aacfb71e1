import { ticketNumber } from '#core/ticket/ticket.ts';
import { element } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { listText, noticeText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import type { OwnTicketSummary } from './own-ticket.ts';
import { statusLine } from './status-line.ts';
import { timeElement } from './time-element.ts';

/** The list of the customer's tickets, newest first. */
export function listPanel(onOpen: (id: string) => void, onMore: () => void) {
  const heading = element('h2', { tabindex: '-1', part: 'heading' }, listText.heading);
  const notice = noticeBox(noticeText.retrying);
  const empty = element('p', { class: 'muted', part: 'empty' }, listText.empty);
  const list = element('ul', { class: 'tickets', part: 'items' });
  const more = element('button', { type: 'button', part: 'button-secondary' }, listText.earlier);
  more.addEventListener('click', onMore);
  notice.show(undefined);
  let shown = '';
  return {
    element: element('section', { class: 'list', part: 'list' }, notice.element, heading, empty, list, more),
    /** Changes nothing if the same tickets are shown, so that a selection stays. */
    show(tickets: readonly OwnTicketSummary[], hasMore: boolean) {
      const now = JSON.stringify([tickets, hasMore]);
      if (now === shown) return;
      shown = now;
      empty.hidden = tickets.length > 0;
      more.hidden = !hasMore;
      const focused = list.querySelector<HTMLElement>(':focus')?.dataset.id;
      list.replaceChildren(...tickets.map((ticket) => item(ticket, onOpen)));
      if (focused !== undefined) this.focus(focused);
    },
    /** Explains why the list is shown instead of a ticket. */
    explain: (explanation: Explanation | undefined) => notice.show(explanation),
    /** Focuses the ticket that was open, or the heading. */
    focus(id?: string) {
      const button = [...list.querySelectorAll<HTMLElement>('button')].find(({ dataset }) => dataset.id === id);
      (button ?? heading).focus();
    },
  };
}

function item({ id, subject, status, updatedAt }: OwnTicketSummary, onOpen: (id: string) => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'ticket-button', part: 'item', 'data-id': id },
    element('span', { class: 'subject', part: 'subject', dir: 'auto' }, subject),
    statusLine(status),
    element('span', { class: 'muted', part: 'fact' }, `${ticketNumber({ id })}, `, timeElement(updatedAt)),
  );
  button.addEventListener('click', () => onOpen(id));
  return element('li', {}, button);
}
