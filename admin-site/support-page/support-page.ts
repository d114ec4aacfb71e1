import { splitToken } from '../customer/tokens.ts';

type Form = HTMLElement & { token?: string };
type Tickets = Form & { ticket?: string | undefined; added?(id: string): void };

/** The elements of this page, both of the same customer; what is set before their classes are known is taken when they are. */
const form = () => document.querySelector<Form>('support-form');
const tickets = () => document.querySelector<Tickets>('support-tickets');

/** A token in the address bar would end up in the history, in screenshots and in copied links. */
function takeToken(): string | undefined {
  const { token, rest } = splitToken(location.href);
  if (token !== undefined) history.replaceState(history.state, '', rest);
  return token;
}

/** Following a link with a token is a new visit, perhaps of another customer: whatever is under way ends before the token counts. */
function visitAgain(): void {
  const token = takeToken();
  if (token === undefined) return;
  document.body.classList.remove('signed-out');
  for (const part of [form(), tickets()]) {
    if (!part) continue;
    const fresh = document.createElement(part.localName) as Form;
    fresh.token = token;
    part.replaceWith(fresh);
  }
  follow();
}

const ticketInUrl = () => new URLSearchParams(location.search).get('ticket') ?? undefined;

/** The address says which ticket is open, so that Back leads to the list and a link to the ticket. */
function follow(): void {
  const id = ticketInUrl();
  document.body.classList.toggle('on-ticket', id !== undefined);
  const element = tickets();
  if (element && element.ticket !== id) element.ticket = id;
}

function goTo(id: string | undefined): void {
  if (ticketInUrl() === id) return;
  const url = new URL(location.href);
  if (id === undefined) url.searchParams.delete('ticket');
  else url.searchParams.set('ticket', id);
  history.pushState(null, '', url);
  follow();
}

const idIn = (event: Event) => (event as CustomEvent<{ ticketId: string }>).detail.ticketId;

const token = takeToken();
for (const part of [form(), tickets()]) if (part && token !== undefined) part.token = token;
follow();
addEventListener('hashchange', visitAgain);
addEventListener('popstate', follow);
addEventListener('support-tickets:opened', (event) => goTo(idIn(event)));
addEventListener('support-tickets:listed', () => goTo(undefined));
addEventListener('support-form:token-needed', () => document.body.classList.add('signed-out'));
addEventListener('support-form:accepted', (event) => tickets()?.added?.(idIn(event)));
