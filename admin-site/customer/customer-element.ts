import { leaveKeysToInputMethods } from '#site/input-method.ts';
import tokens from '#site/tokens.css';
import css from './customer-element.css';
import type { Dialogue } from './dialogue.ts';
import { element, write } from './dom.ts';
import { Drafts, removeDraftsBut } from './drafts.ts';
import type { Identity } from './identity.ts';
import { keepKeys } from './keep-keys.ts';
import { Sight } from './sight.ts';
import type { CommonEvent, Stage } from './stage.ts';
import type { GetToken } from './token-source.ts';
import { type Supply, Tokens } from './tokens.ts';

/** All that is shown to one customer, or to a stranger: what it says and does counts until it is `over`. */
interface Session<D> {
  readonly who: Identity | undefined;
  readonly dialogue: D;
  readonly over: AbortController;
}

/**
 * An element in which a customer of the website speaks with the desk.
 *
 * - Attribute `api`: the desk's origin, unless it is that of the script.
 * - The customer's token comes from the property `token`, else from the property `getToken` (a function that returns one, or a promise of one), else
 *   from the attribute `token-url` (an address on the website that returns one). The latter two are asked when a token is needed: at the beginning,
 *   and when one has expired. An attribute `token`, as some frameworks write it, is taken and removed.
 * - Method `signOut()`: forgets the customer and what they wrote.
 * - Events, all bubbling, begin with the element's name, and each has a second name without a colon: `supporttokenneeded` for `…:token-needed`.
 *   Each element fires `…:ready`, `…:error` ({ reason, detail }) and `…:token-needed`.
 * - Nothing is shown or requested before the website shows the element for the first time, and nothing is polled while it is hidden.
 * - Looks: the custom properties of tokens.css set on the element, `::part()`, light or dark by `color-scheme` or the attribute `theme`.
 */
export abstract class CustomerElement<Event extends string, D extends Dialogue<Event>> extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['token', 'gettoken', 'token-url'];
  /** The desk to speak to without an `api` attribute. */
  static desk = location.origin;

  readonly #tokens = new Tokens((who, supply) => this.#meet(who, supply));
  readonly #panel = element('div', { part: 'card' });
  readonly #status = element('div', { role: 'status', class: 'status' });
  #connection = new AbortController();
  #session: Session<D> | undefined;
  #sight: Sight | undefined;
  #wasShown = false;
  /** Who was here last, and may come again. */
  #last: Identity | undefined;

  constructor(ownCss: string) {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens.replaceAll(':root', ':host') + css + ownCss);
    const root = this.attachShadow({ mode: 'open' });
    leaveKeysToInputMethods(root);
    keepKeys(root);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#panel, this.#status);
  }

  /** The website's token for the customer who is signed in. Setting another one of theirs is how it is renewed; null says that nobody is. */
  set token(token: string | null | undefined) {
    const before = this.#session;
    if (this.#tokens.set(token) && this.#session === before) this.dialogue?.refresh();
  }

  /** Where a token comes from when there is none, or the one at hand is refused. */
  set getToken(getToken: GetToken | undefined) {
    this.#tokens.getToken = getToken;
    this.#lookForStrangers();
  }

  /** Forgets the customer at once: what is shown, under way and kept. Another token or callback, or "Try again", begins anew. */
  signOut(): void {
    this.#tokens.signOut();
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'token-url') {
      this.#tokens.url = value;
      this.#lookForStrangers();
    } else if (value !== null) {
      this.removeAttribute(name);
      if (name === 'token') this.token = value;
      else console.warn('Support: set getToken as a property.');
    }
  }

  connectedCallback(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.adopt('token');
    this.adopt('getToken');
    const look = () => this.#tokens.isStale && void this.#tokens.current();
    addEventListener('online', () => this.dialogue?.skip(), { signal });
    this.addEventListener('focusin', look, { signal });
    document.addEventListener('visibilitychange', look, { signal });
    // The browser had kept the page as it was, while somebody may have signed out.
    addEventListener(
      'pageshow',
      ({ persisted }) => {
        if (!persisted) return;
        this.#tokens.doubt();
        look();
      },
      { signal },
    );
    this.whileConnected(signal);
    this.#sight = new Sight(this, (mayBeOld) => this.#look(mayBeOld), signal);
  }

  disconnectedCallback(): void {
    this.#connection.abort();
    this.#wasShown = false;
    this.#end();
    this.#tokens.rest();
  }

  /** Whether the customer can see it, or could by scrolling. */
  protected get isShown(): boolean {
    return this.#sight?.isShown === true;
  }

  protected get dialogue(): D | undefined {
    return this.#session?.dialogue;
  }

  /** A dialogue with the desk at an origin, which has not begun. */
  protected abstract dialogueWith(desk: string, tokens: Tokens, stage: Stage<Event>): D;

  /** Begins it. */
  protected abstract open(dialogue: D): void;

  /** The website shows it again, after it was hidden for a while. */
  protected shownAgain(): void {}

  /** What else is done until the signal. */
  protected whileConnected(_: AbortSignal): void {}

  /** The customer is gone, and with them what they had chosen to see. */
  protected forget(): void {}

  protected emit(name: Event | CommonEvent, detail: object): boolean {
    const options = { detail, bubbles: true, composed: true, cancelable: true };
    return [`${this.localName}:${name}`, `support${name.replace('-', '')}`]
      .map((type) => this.dispatchEvent(new CustomEvent(type, options)))
      .every(Boolean);
  }

  /** A property set before this class was known hides its setter; sets it again, for the setter to see. */
  protected adopt(name: string): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    Reflect.deleteProperty(this, name);
    Object.assign(this, { [name]: own.value });
  }

  /** Another customer, or none: whatever was seen, under way or kept for the one before ends here, and nowhere else. */
  #meet(who: Identity | undefined, supply: Supply | undefined): void {
    const session = this.#session;
    const isAsBefore = session !== undefined && who === session.who;
    if (!isAsBefore) this.#end();
    // Whose token has expired may sign in again and go on with what they wrote, nobody else.
    const out = supply?.outcome === 'signed_out' ? supply : undefined;
    const isSignedOut = who === undefined && (!supply || out?.told || (session && !isAsBefore && !out?.expired));
    if (who !== undefined || isSignedOut) {
      removeDraftsBut(who);
      if (this.#last !== undefined && who !== this.#last) this.forget();
      this.#last = who;
    }
    if (session && !isAsBefore) this.#begin();
  }

  /** Begins as soon as the website shows it. */
  #look(mayBeOld: boolean): void {
    const wasShown = this.#wasShown;
    this.#wasShown = this.isShown;
    if (!this.#wasShown || (wasShown && !mayBeOld)) return;
    if (this.#session) this.shownAgain();
    else this.#begin();
  }

  #begin(): void {
    this.#wasShown = this.isShown;
    if (!this.#wasShown) return;
    const { desk } = this.constructor as typeof CustomerElement;
    const base = new URL(this.getAttribute('api') ?? desk, document.baseURI).origin;
    const { who } = this.#tokens;
    const over = new AbortController();
    let isReady = false;
    const dialogue = this.dialogueWith(base, this.#tokens, {
      drafts: new Drafts(who, over.signal),
      show: (view) => {
        if (!over.signal.aborted && view.parentNode !== this.#panel) this.#panel.replaceChildren(view);
      },
      isShown: () => this.isShown,
      isInView: () => this.#sight?.isInView === true,
      hasFocus: () => this.shadowRoot?.activeElement != null,
      announce: (text) => {
        if (!over.signal.aborted) write(this.#status, text);
      },
      emit: (name, detail = {}) => {
        if (over.signal.aborted || (isReady && name === 'ready')) return false;
        isReady ||= name === 'ready';
        return this.emit(name, detail);
      },
    });
    this.#session = { who, dialogue, over };
    this.open(dialogue);
  }

  #end(): void {
    this.#session?.over.abort();
    this.#session?.dialogue.end();
    this.#session = undefined;
    this.#panel.replaceChildren();
    write(this.#status, '');
  }

  #lookForStrangers(): void {
    if (this.#session && !this.#tokens.isStale) void this.#tokens.current();
  }
}
