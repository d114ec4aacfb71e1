import { element } from '#site/customer/dom.ts';
import type { Explanation } from '#site/customer/explanation.ts';
import { listText, noticeText } from '#site/customer/messages.ts';
import { noticeBox } from '#site/customer/notice-box.ts';
import type { OwnTicketSummary } from './own-ticket.ts';
import type { Searching, SearchScript } from './search-script.ts';
import { ticketItem } from './ticket-item.ts';

/** Fewer tickets need no search. */
const SEARCHED = 6;

/** The list of the customer's tickets, newest first, with a search once there are many. */
export function listPanel(
  onMore: () => void,
  loadSearch: () => Promise<SearchScript['ticketSearch'] | undefined>,
  searching: Searching,
) {
  const heading = element('h2', { tabindex: '-1', part: 'heading' }, listText.heading);
  const notice = noticeBox(noticeText.retrying);
  const search = element('div', { class: 'search', part: 'search', role: 'search', hidden: '' });
  const empty = element('p', { class: 'muted', part: 'empty' }, listText.empty);
  const list = element('ul', { class: 'tickets', part: 'items' });
  const more = element('button', { type: 'button', part: 'button-secondary' }, listText.earlier);
  const all = element('div', { class: 'list' }, empty, list, more);
  const panel = element('section', { class: 'list', part: 'list' }, notice.element, heading, search, all);
  more.addEventListener('click', onMore);
  notice.show(undefined);
  let shown = '';
  let isSearchTried = false;
  let refreshResults: ((isNew: boolean) => void) | undefined;
  /** Makes room for the search before its script is loaded, so that nothing moves then; if it can't be loaded, there is none. */
  async function showSearch(isNew: boolean) {
    search.hidden &&= isSearchTried;
    isSearchTried = true;
    const start = await loadSearch();
    refreshResults ??= start?.(search, all, searching);
    search.hidden = !start;
    refreshResults?.(isNew);
  }
  return {
    element: panel,
    /** Changes nothing if the same tickets are shown, so that a selection stays. */
    show(tickets: readonly OwnTicketSummary[], hasMore: boolean) {
      const now = JSON.stringify([tickets, hasMore]);
      if (tickets.length >= SEARCHED) void showSearch(now !== shown);
      if (now === shown) return;
      shown = now;
      empty.hidden = tickets.length > 0;
      more.hidden = !hasMore;
      const focused = list.querySelector<HTMLElement>(':focus')?.dataset.id;
      list.replaceChildren(...tickets.map((ticket) => ticketItem(ticket, searching.open)));
      if (focused !== undefined) this.focus(focused);
    },
    /** Explains why the list is shown instead of a ticket. */
    explain: (explanation: Explanation | undefined) => notice.show(explanation),
    /** Focuses the ticket that was open, or the heading. */
    focus(id?: string) {
      const button = [...panel.querySelectorAll<HTMLElement>('[data-id]')].find(({ dataset }) => dataset.id === id);
      (button ?? heading).focus();
    },
  };
}
