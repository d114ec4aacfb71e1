import { markHits } from '#core/search/mark-hits.ts';
import type { Term } from '#core/search/query.ts';
import { element, write } from '#site/customer/dom.ts';
import { searchText } from '#site/customer/messages.ts';
import type { TicketPage } from '#site/support-tickets/own-ticket.ts';
import { ticketItem } from '#site/support-tickets/ticket-item.ts';

interface Actions {
  more(): void;
  clear(): void;
  open(id: string): void;
}

/** A search as it was typed, and its terms. */
export interface Question {
  readonly text: string;
  readonly terms: readonly Term[];
}

/** The tickets that a search found, with their hits marked. */
export function resultsList({ more, clear, open }: Actions) {
  const none = element('p', { class: 'muted', part: 'empty' });
  const list = element('ul', { class: 'tickets', part: 'items' });
  const moreButton = element('button', { type: 'button', part: 'button-secondary' });
  const clearButton = element('button', { type: 'button', part: 'button-secondary' }, searchText.clear);
  const actions = element('div', { class: 'actions', part: 'actions' }, moreButton, clearButton);
  moreButton.addEventListener('click', more);
  clearButton.addEventListener('click', clear);
  let shown = '';

  function showTickets({ tickets }: TicketPage, terms: readonly Term[]) {
    const now = JSON.stringify([tickets, terms]);
    if (now === shown) return;
    shown = now;
    const mark = (text: string) =>
      markHits(text, terms).map((part) => (part.isHit ? element('mark', { part: 'mark' }, part.text) : part.text));
    const focused = list.querySelector<HTMLElement>(':focus')?.dataset.id;
    list.replaceChildren(...tickets.map((ticket) => ticketItem(ticket, open, mark)));
    if (focused !== undefined) focusItem(tickets.findIndex(({ id }) => id === focused));
  }
  const focusItem = (index: number) => list.children[index]?.querySelector('button')?.focus();

  return {
    element: element('div', { class: 'list' }, none, list, actions),
    busy: () => write(moreButton, searchText.searching),
    /** Shows what is found so far, or all of it if `isDone`. The list keeps its focus and selection if it is the same as before. */
    show(page: TicketPage, { text, terms }: Question, isDone: boolean) {
      const isEmpty = page.tickets.length === 0;
      const hasMore = page.next !== undefined;
      const before = list.children.length;
      const losesFocus = moreButton.matches(':focus') && isDone && !hasMore;
      showTickets(page, terms);
      none.hidden = !isEmpty;
      list.hidden = isEmpty;
      actions.hidden = !isEmpty && !hasMore;
      const [start, end] = hasMore ? searchText.noneSoFar : searchText.none;
      none.replaceChildren(start, element('bdi', {}, text), end);
      moreButton.hidden = !hasMore;
      if (isDone) write(moreButton, isEmpty ? searchText.earlier : searchText.more);
      clearButton.hidden = !isEmpty;
      if (losesFocus) focusItem(before);
    },
  };
}
