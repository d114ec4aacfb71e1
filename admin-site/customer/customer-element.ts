import { leaveKeysToInputMethods } from '#site/input-method.ts';
import tokens from '#site/tokens.css';
import css from './customer-element.css';
import type { Dialogue } from './dialogue.ts';
import { element, write } from './dom.ts';
import { Drafts, removeDraftsBut } from './drafts.ts';
import { filesScript } from './files-script.ts';
import type { Identity } from './identity.ts';
import { keepKeys } from './keep-keys.ts';
import { Sight } from './sight.ts';
import type { CommonEvent, Stage } from './stage.ts';
import type { GetToken } from './token-source.ts';
import { type Supply, Tokens } from './tokens.ts';

/** Everything shown to one customer, or to somebody who isn't signed in; ignored once it is `over`. */
interface Session<D> {
  readonly who: Identity | undefined;
  readonly dialogue: D;
  readonly over: AbortController;
}

/**
 * An element in which a customer of the website talks to support. More than 200 lines: attributes, properties, sessions and views of one element
 * change together.
 *
 * - Attribute `api`: the desk's origin; by default that of the script.
 * - The customer's token comes from the property `token`, else from the property `getToken` (a function that returns one, or a promise of one), else
 *   from the attribute `token-url` (an address on the website that returns one). The latter two are used when a token is needed: at the start, and when
 *   one has expired. An attribute `token`, as some frameworks write it, is read and removed.
 * - Method `signOut()`: forgets the customer and everything they wrote.
 * - Events bubble. Their names start with the element's name, and each has a second name without a colon: `supporttokenneeded` for `…:token-needed`.
 *   Each element fires `…:ready`, `…:error` ({ reason, detail }) and `…:token-needed`.
 * - Shows and requests nothing before the website shows the element for the first time, and doesn't poll while it is hidden.
 * - Styling: the custom properties of tokens.css set on the element, `::part()`, light or dark by `color-scheme` or the attribute `theme`.
 */
export abstract class CustomerElement<Event extends string, D extends Dialogue<Event>> extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['token', 'gettoken', 'token-url'];
  /** Origin of the desk, for elements without an `api` attribute. */
  static desk = location.origin;

  readonly #tokens = new Tokens((who, supply) => this.#meet(who, supply));
  readonly #panel = element('div', { part: 'card' });
  readonly #status = element('div', { role: 'status', class: 'status' });
  #connection = new AbortController();
  #session: Session<D> | undefined;
  #sight: Sight | undefined;
  #files: Stage<Event>['files'] | undefined;
  #wasShown = false;
  /** The last customer, who may return. */
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

  /** The token of the signed-in customer. Set another one of theirs to renew it, and null if nobody is signed in. */
  set token(token: string | null | undefined) {
    const before = this.#session;
    if (this.#tokens.set(token) && this.#session === before) this.dialogue?.refresh();
  }

  /** Returns a token, or a promise of one; called if there is none yet, or the current one was refused. */
  set getToken(getToken: GetToken | undefined) {
    this.#tokens.getToken = getToken;
    this.#lookForStrangers();
  }

  /** Forgets the customer at once: everything shown, pending and stored. Another token or callback, or "Try again", starts over. */
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
    // The browser restored the page from its cache; the customer may have signed out since.
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

  /** True if the customer can see the element, or could by scrolling. */
  protected get isShown(): boolean {
    return this.#sight?.isShown === true;
  }

  protected get dialogue(): D | undefined {
    return this.#session?.dialogue;
  }

  /** Creates a dialogue with the desk at an origin, without starting it. */
  protected abstract dialogueWith(desk: string, tokens: Tokens, stage: Stage<Event>): D;

  /** Starts a dialogue. */
  protected abstract open(dialogue: D): void;

  /** Called when the website shows the element again after hiding it. */
  protected shownAgain(): void {}

  /** Starts whatever else runs until the signal. */
  protected whileConnected(_: AbortSignal): void {}

  /** Drops what the previous customer had chosen to see. */
  protected forget(): void {}

  protected emit(name: Event | CommonEvent, detail: object): boolean {
    const options = { detail, bubbles: true, composed: true, cancelable: true };
    return [`${this.localName}:${name}`, `support${name.replace('-', '')}`]
      .map((type) => this.dispatchEvent(new CustomEvent(type, options)))
      .every(Boolean);
  }

  /** Sets a property again that was set before the class was defined, and so hides its setter. */
  protected adopt(name: string): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    Reflect.deleteProperty(this, name);
    Object.assign(this, { [name]: own.value });
  }

  /** Switches to another customer, or to none. Everything shown, pending and stored for the previous one ends here, and only here. */
  #meet(who: Identity | undefined, supply: Supply | undefined): void {
    const session = this.#session;
    const isAsBefore = session !== undefined && who === session.who;
    if (!isAsBefore) this.#end();
    // Only a customer whose token has expired may sign in again and continue with their drafts.
    const out = supply?.outcome === 'signed_out' ? supply : undefined;
    const isSignedOut = who === undefined && (!supply || out?.told || (session && !isAsBefore && !out?.expired));
    if (who !== undefined || isSignedOut) {
      removeDraftsBut(who);
      if (this.#last !== undefined && who !== this.#last) this.forget();
      this.#last = who;
    }
    if (session && !isAsBefore) this.#begin();
  }

  /** Starts once the website shows the element. */
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
    this.#files ??= filesScript(base, this.shadowRoot as ShadowRoot);
    const { who } = this.#tokens;
    const over = new AbortController();
    let isReady = false;
    const dialogue = this.dialogueWith(base, this.#tokens, {
      drafts: new Drafts(who, over.signal),
      files: this.#files,
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
