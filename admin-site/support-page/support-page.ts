import { splitToken } from '#site/token-in-url.ts';

type Form = HTMLElement & { token?: string | null };
type Tickets = Form & { ticket?: string | undefined };

/** The page's elements, both for the same customer. Properties set before their classes are defined take effect then. */
const form = () => document.querySelector<Form>('support-form');
const tickets = () => document.querySelector<Tickets>('support-tickets');

/** Reads the token and removes it from the address bar, as it would end up in the history, in screenshots and in copied links. */
function takeToken(): string | undefined {
  const { token, rest } = splitToken(location.href);
  if (token !== undefined) history.replaceState(history.state, '', rest);
  return token;
}

/** Signs in the customer of a token; null signs them out. */
function visit(token: string | null): void {
  document.body.classList.remove('signed-out');
  for (const part of [form(), tickets()]) if (part) part.token = token;
  follow();
}

/** Reads the token of a link that was followed while the page is open; it may be another customer's. */
function visitAgain(): void {
  const token = takeToken();
  if (token !== undefined) visit(token);
}

const ticketInUrl = () => new URLSearchParams(location.search).get('ticket') || undefined;

function addressOf(id: string | undefined): URL {
  const url = new URL(location.href);
  if (id === undefined) url.searchParams.delete('ticket');
  else url.searchParams.set('ticket', id);
  return url;
}

/** Shows the ticket in the address, so that Back leads to the list and a link to the ticket. */
function follow(): void {
  const id = ticketInUrl();
  document.body.classList.toggle('on-ticket', id !== undefined);
  const element = tickets();
  if (element && element.ticket !== id) element.ticket = id;
}

function goTo(id: string | undefined): void {
  if (ticketInUrl() === id) return;
  history.pushState(null, '', addressOf(id));
  follow();
}

/** Replaces the address with the list's if a link led to somebody else's ticket, or to none. */
function correct(event: Event): void {
  const { reason } = (event as CustomEvent<{ reason: string }>).detail;
  if (reason !== 'no_such_ticket') return;
  history.replaceState(history.state, '', addressOf(undefined));
  follow();
}

const idIn = (event: Event) => (event as CustomEvent<{ ticketId: string }>).detail.ticketId;

visit(takeToken() ?? null);
addEventListener('hashchange', visitAgain);
addEventListener('popstate', follow);
addEventListener('support-tickets:opened', (event) => goTo(idIn(event)));
addEventListener('support-tickets:listed', () => goTo(undefined));
addEventListener('support-tickets:error', correct);
addEventListener('support-form:token-needed', () => document.body.classList.add('signed-out'));
