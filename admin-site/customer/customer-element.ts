import { leaveKeysToInputMethods } from '../input-method.ts';
import tokens from '../tokens.css';
import css from './customer-element.css';
import type { Dialogue, Stage } from './dialogue.ts';
import { element } from './dom.ts';
import { type GetToken, splitToken, Tokens } from './tokens.ts';

/**
 * An element in which a customer of the website speaks with the desk.
 *
 * - Attribute `api`: the desk's origin, unless it is that of the script.
 * - The customer's token comes from the property `token`, from the property `getToken` (a function that answers a promise
 *   of one, asked again when a token has expired) or from the page's fragment `#token=…`, which is removed at once.
 * - Events, all bubbling, begin with the element's name; `…:token-needed` is one of each.
 * - Looks: the custom properties of tokens.css set on the element, `::part()`, light or dark by the page's `color-scheme`.
 */
export abstract class CustomerElement<Event extends string, D extends Dialogue<Event>> extends HTMLElement {
  /** The desk to speak to without an `api` attribute. */
  static desk = location.origin;

  protected dialogue: D | undefined;
  readonly #tokens = new Tokens();
  readonly #panel = element('div', { part: 'card' });
  readonly #status = element('div', { role: 'status', class: 'status' });
  #connection = new AbortController();

  constructor(ownCss: string) {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens.replaceAll(':root', ':host') + css + ownCss);
    const root = this.attachShadow({ mode: 'open' });
    leaveKeysToInputMethods(root);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#panel, this.#status);
  }

  /** The website's token for the customer who is signed in. Setting another one is how it is renewed. */
  set token(token: string | undefined) {
    if (!this.#tokens.set(token)) this.dialogue?.refresh();
  }

  /** Where a token comes from when there is none, or the one at hand is refused. */
  set getToken(getToken: GetToken | undefined) {
    this.#tokens.getToken = getToken;
    if (this.dialogue) void this.#tokens.askAgain();
  }

  connectedCallback(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.#takeTokenFromUrl();
    this.adopt('token');
    this.adopt('getToken');
    addEventListener('hashchange', () => this.#takeTokenFromUrl() && this.#speak(), { signal });
    addEventListener('online', () => this.dialogue?.tryNow(), { signal });
    this.whileConnected(signal);
    this.#speak();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
    this.dialogue?.end();
    this.dialogue = undefined;
  }

  /** A dialogue with the desk at an origin, which has not begun. */
  protected abstract dialogueWith(desk: string, tokens: Tokens, stage: Stage<Event>): D;

  /** Begins it. */
  protected abstract open(dialogue: D): void;

  /** What else is done until the signal. */
  protected whileConnected(_: AbortSignal): void {}

  protected emit(name: Event | 'token-needed', detail: object): boolean {
    const options = { detail, bubbles: true, composed: true, cancelable: true };
    return this.dispatchEvent(new CustomEvent(`${this.localName}:${name}`, options));
  }

  /** A property set before this class was known hides its setter; sets it again, for the setter to see. */
  protected adopt(name: string): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    Reflect.deleteProperty(this, name);
    Object.assign(this, { [name]: own.value });
  }

  #speak(): void {
    const { desk } = this.constructor as typeof CustomerElement;
    const base = new URL(this.getAttribute('api') ?? desk, document.baseURI).origin;
    this.dialogue = this.dialogueWith(base, this.#tokens, {
      show: (view) => {
        if (view.parentNode !== this.#panel) this.#panel.replaceChildren(view);
      },
      announce: (text) => {
        if (this.#status.textContent !== text) this.#status.textContent = text;
      },
      emit: (name, detail = {}) => this.emit(name, detail),
    });
    this.open(this.dialogue);
  }

  /**
   * A token in the address bar would end up in the history, in screenshots and in copied links. Following a link with one
   * is a new visit, perhaps of another customer: whatever is under way ends before the token counts.
   */
  #takeTokenFromUrl(): boolean {
    const { token, rest } = splitToken(location.href);
    if (token === undefined) return false;
    history.replaceState(history.state, '', rest);
    this.dialogue?.end();
    this.#tokens.set(token);
    return true;
  }
}
