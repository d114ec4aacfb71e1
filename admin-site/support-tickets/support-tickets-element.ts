import { element } from '../support-form/dom.ts';
import { type GetToken, splitToken, Tokens } from '../support-form/tokens.ts';
import tokens from '../tokens.css';
import { FollowUp } from './follow-up.ts';
import { ownTicketsApi } from './own-tickets-api.ts';
import css from './support-tickets.css';

const REFRESH_MS = 60_000;

/**
 * `<support-tickets>`: a customer of the website follows their tickets and answers.
 *
 * - Attribute `api`, properties `token` and `getToken`, the fragment `#token=…`, looks: as `<support-form>` has them.
 * - Attribute or property `ticket`: the id of the ticket that is open; none shows the list.
 * - Methods: `added(ticketId)` shows a ticket that was just submitted; `refresh()` reads again.
 * - Events, all bubbling: `support-tickets:opened` ({ ticketId }), `support-tickets:listed`, `support-tickets:replied` ({ ticketId }), and
 *   `support-tickets:token-needed`.
 */
export class SupportTicketsElement extends HTMLElement {
  /** The desk to speak to without an `api` attribute. */
  static desk = location.origin;
  static readonly observedAttributes = ['ticket'];

  readonly #tokens = new Tokens();
  readonly #panel = element('div', { part: 'card' });
  readonly #status = element('div', { role: 'status', class: 'status' });
  #followUp: FollowUp | undefined;
  #connection = new AbortController();

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens.replaceAll(':root', ':host') + css);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#panel, this.#status);
  }

  /** The website's token for the customer who is signed in. Setting another one is how it is renewed. */
  set token(token: string | undefined) {
    if (!this.#tokens.set(token)) this.#followUp?.refresh();
  }

  /** Where a token comes from when there is none, or the one at hand is refused. */
  set getToken(getToken: GetToken | undefined) {
    this.#tokens.getToken = getToken;
    if (this.#followUp) void this.#tokens.askAgain();
  }

  get ticket(): string | undefined {
    return this.getAttribute('ticket') ?? undefined;
  }

  set ticket(id: string | undefined) {
    if (id === undefined) this.removeAttribute('ticket');
    else this.setAttribute('ticket', id);
  }

  added(ticketId: string): void {
    this.#followUp?.added(ticketId);
  }

  refresh(): void {
    this.#followUp?.refresh();
  }

  attributeChangedCallback(_: string, before: string | null, id: string | null): void {
    if (before === id || !this.#followUp) return;
    if (id !== null) this.#followUp.open(id);
    else if (this.#followUp.openId !== undefined) this.#followUp.list();
  }

  connectedCallback(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.#takeTokenFromUrl();
    this.#adopt('token');
    this.#adopt('getToken');
    this.#adopt('ticket');
    addEventListener('hashchange', () => this.#takeTokenFromUrl() && this.#follow(), { signal });
    addEventListener('online', () => this.#followUp?.tryNow(), { signal });
    const look = () => document.visibilityState === 'visible' && this.#followUp?.refresh();
    document.addEventListener('visibilitychange', look, { signal });
    const timer = setInterval(() => this.ticket !== undefined && look(), REFRESH_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    this.#follow();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
    this.#followUp?.end();
    this.#followUp = undefined;
  }

  #follow() {
    const desk = new URL(this.getAttribute('api') ?? SupportTicketsElement.desk, document.baseURI).origin;
    this.#followUp = new FollowUp(ownTicketsApi(desk), this.#tokens, {
      show: (view) => {
        if (view.parentNode !== this.#panel) this.#panel.replaceChildren(view);
      },
      announce: (text) => {
        if (this.#status.textContent !== text) this.#status.textContent = text;
      },
      emit: (name, detail: { ticketId?: string } = {}) => {
        if (name === 'opened') this.ticket = detail.ticketId;
        if (name === 'listed') this.ticket = undefined;
        this.dispatchEvent(new CustomEvent(`support-tickets:${name}`, { detail, bubbles: true, composed: true }));
      },
    });
    const { ticket } = this;
    if (ticket === undefined) this.#followUp.list();
    else this.#followUp.open(ticket);
  }

  /** As `<support-form>` does: a token in the address bar would end up in the history. */
  #takeTokenFromUrl(): boolean {
    const { token, rest } = splitToken(location.href);
    if (token === undefined) return false;
    history.replaceState(history.state, '', rest);
    this.#followUp?.end();
    this.#tokens.set(token);
    return true;
  }

  /** A property set before this class was known hides its setter; sets it again, for the setter to see. */
  #adopt(name: 'token' | 'getToken' | 'ticket') {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    delete this[name];
    Object.assign(this, { [name]: own.value });
  }
}
