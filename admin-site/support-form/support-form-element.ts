import tokens from '../tokens.css';
import { Conversation } from './conversation.ts';
import { deskApi } from './desk-api.ts';
import { element } from './dom.ts';
import css from './support-form.css';
import { type GetToken, splitToken, Tokens } from './tokens.ts';

/**
 * `<support-form>`: a customer of the website writes to support.
 *
 * - Attribute `api`: the desk's origin, unless it is that of the script.
 * - The customer's token comes from the property `token`, from the property `getToken` (a function that answers a promise
 *   of one, asked again when a token has expired) or from the page's fragment `#token=…`, which is removed at once.
 * - Events, all bubbling: `support-form:accepted` ({ ticketId }), `support-form:token-needed`, and
 *   `support-form:credits-required` ({ message, pricingUrl }), whose default is to go to `pricingUrl`.
 * - Looks: the custom properties of tokens.css set on `support-form`, `::part()`, light or dark by the page's `color-scheme`.
 */
export class SupportFormElement extends HTMLElement {
  /** The desk to speak to without an `api` attribute. */
  static desk = location.origin;

  readonly #tokens = new Tokens();
  readonly #panel = element('div', { part: 'card' });
  readonly #status = element('div', { role: 'status', class: 'status' });
  #conversation: Conversation | undefined;
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
    if (!this.#tokens.set(token)) this.#conversation?.enter();
  }

  /** Where a token comes from when there is none, or the one at hand is refused. */
  set getToken(getToken: GetToken | undefined) {
    this.#tokens.getToken = getToken;
    if (this.#conversation) void this.#tokens.askAgain();
  }

  connectedCallback(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.#takeTokenFromUrl();
    this.#adopt('token');
    this.#adopt('getToken');
    addEventListener('hashchange', () => this.#takeTokenFromUrl() && this.#converse(), { signal });
    addEventListener('online', () => this.#conversation?.tryNow(), { signal });
    this.#converse();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
    this.#conversation?.end();
    this.#conversation = undefined;
  }

  #converse() {
    const desk = new URL(this.getAttribute('api') ?? SupportFormElement.desk, document.baseURI).origin;
    this.#conversation = new Conversation(deskApi(desk), this.#tokens, {
      show: (view) => this.#panel.replaceChildren(view),
      announce: (text) => {
        if (this.#status.textContent !== text) this.#status.textContent = text;
      },
      emit: (name, detail = {}) => this.#emit(`support-form:${name}`, detail),
    });
    this.#conversation.enter();
  }

  #emit(name: string, detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /**
   * A token in the address bar would end up in the history, in screenshots and in copied links. Following a link with one
   * is a new visit, perhaps of another customer: whatever is under way ends before the token counts.
   */
  #takeTokenFromUrl(): boolean {
    const { token, rest } = splitToken(location.href);
    if (token === undefined) return false;
    history.replaceState(history.state, '', rest);
    this.#conversation?.end();
    this.#tokens.set(token);
    return true;
  }

  /** A property set before this class was known hides its setter; sets it again, for the setter to see. */
  #adopt(name: 'token' | 'getToken') {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    delete this[name];
    Object.assign(this, { [name]: own.value });
  }
}
