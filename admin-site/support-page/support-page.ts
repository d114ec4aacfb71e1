import { splitToken } from './token-in-url.ts';

type Form = HTMLElement & { token?: string | null };
type Tickets = Form & { ticket?: string | undefined };

/** The elements of this page, both of the same customer; what is set before their classes are known is taken when they are. */
const form = () => document.querySelector<Form>('support-form');
const tickets = () => document.querySelector<Tickets>('support-tickets');

/** A token in the address bar would end up in the history, in screenshots and in copied links. */
function takeToken(): string | undefined {
  const { token, rest } = splitToken(location.href);
  if (token !== undefined) history.replaceState(history.state, '', rest);
  return token;
}

/** Signs the customer in whom a link brings; without one, nobody is. */
function visit(token: string | null): void {
  document.body.classList.remove('signed-out');
  for (const part of [form(), tickets()]) if (part) part.token = token;
  follow();
}

/** Following a link with a token, perhaps of another customer, leaves the page as it is loaded. */
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

/** The address says which ticket is open, so that Back leads to the list and a link to the ticket. */
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

/** A link may lead to a ticket of somebody else, or to none: the list is seen, and this is its address. */
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
