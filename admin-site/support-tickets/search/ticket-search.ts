import { type Explanation, whyNotRead, whyRefused } from '#site/customer/explanation.ts';
import { searchText } from '#site/customer/messages.ts';
import type { TicketPage } from '#site/support-tickets/own-ticket.ts';
import type { SearchScript } from '#site/support-tickets/search-script.ts';
import { findTickets } from './find-tickets.ts';
import { readTyped } from './read-typed.ts';
import { type Question, resultsList } from './results-list.ts';
import css from './search.css';
import { searchField } from './search-field.ts';

/** A search starts when nothing was typed for so long, or with Enter. */
const PAUSE_MS = 300;
/** Tickets found before the customer asks for more. */
const PAGE = 20;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

export const ticketSearch: SearchScript['ticketSearch'] = (place, all, { work, list, canAskForToken, say, open }) => {
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** Undefined if nothing is searched for. */
  let question: Question | undefined;
  /** The tickets found for it, as far as they are shown. */
  let found: TicketPage | undefined;
  /** True if the search ended before it was done, as a ticket was opened. */
  let isInterrupted = false;
  const field = searchField(place, { typed, submit: () => begin(), tryNow: () => work.tryNow() });
  const results = resultsList({ more, clear: field.clear, open });
  style();

  /** Brings the styles to where the search is; the list may be out of the page while this script loads. */
  function style() {
    const root = place.getRootNode();
    if (!(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets.push(sheet);
  }

  function typed() {
    style();
    clearTimeout(pause);
    work.end();
    found = undefined;
    say('');
    const { text } = field;
    const { mistake, terms } = readTyped(text);
    field.refuse(mistake && searchText.mistake(mistake));
    question = terms.length > 0 ? { text, terms } : undefined;
    if (question) {
      pause = setTimeout(begin, PAUSE_MS);
      return;
    }
    field.explain(undefined);
    field.report('');
    results.element.replaceWith(all);
  }

  /** Finds tickets from the start, or below those that are known; ends a search that is under way. */
  function begin(wanted = PAGE, known?: TicketPage) {
    clearTimeout(pause);
    const asked = question;
    isInterrupted = asked !== undefined;
    if (!asked || !place.isConnected) return;
    const address = `/api/support/tickets?q=${encodeURIComponent(asked.text)}`;
    work.begin(async (signal) => {
      const start = known ?? { tickets: [], next: address };
      const last = await findTickets(
        start,
        wanted,
        (next) => read(next, signal),
        (page) => show(page, asked, false),
      );
      isInterrupted = false;
      if (last) show(last, asked, true);
    });
  }

  function more() {
    if (!work.isUnderWay && found) begin(found.tickets.length + PAGE, found);
  }

  async function read(address: string, signal: AbortSignal): Promise<TicketPage | undefined> {
    const answer = await work.retryRequest(
      (token) => list(token, address),
      signal,
      (obstacle) => explain(obstacle && whyNotRead(obstacle, canAskForToken())),
      true,
    );
    if (answer.outcome === 'done') return answer.value;
    if (answer.outcome === 'refused') explain(whyRefused(answer));
    return undefined;
  }

  /** Explains what stands in the way, in place of tickets; without an explanation it is the search that takes its time. */
  function explain(explanation: Explanation | undefined) {
    field.explain(explanation);
    field.report(explanation ? '' : searchText.searching);
    results.busy();
    if (!explanation) return;
    say(`${explanation.title}. ${explanation.text}`);
    results.element.hidden = true;
    all.replaceWith(results.element);
  }

  function show(page: TicketPage, asked: Question, isDone: boolean) {
    const count = page.tickets.length;
    // A search that is repeated takes nothing away before it is done.
    if (!isDone && count <= (found?.tickets.length ?? 0)) return;
    found = page;
    results.show(page, asked, isDone);
    results.element.hidden = false;
    all.replaceWith(results.element);
    if (!isDone) return;
    const words = page.next === undefined ? searchText.found : searchText.foundSoFar;
    field.report(count > 0 ? words(count) : '');
    const none = page.next === undefined ? searchText.none : searchText.noneSoFar;
    say(count > 0 ? words(count) : none.join(asked.text));
  }

  return (isNew: boolean) => {
    style();
    if (!work.isUnderWay && (isInterrupted || isNew)) begin(Math.max(found?.tickets.length ?? 0, PAGE));
  };
};
