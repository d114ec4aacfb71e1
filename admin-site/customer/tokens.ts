import type { TokenRefused, TryAgain } from './answer.ts';
import { type Identity, identityOf } from './identity.ts';
import { readToken } from './read-token.ts';
import { type GetToken, TokenSource } from './token-source.ts';

/** The current knowledge of the customer's token. */
export type Supply =
  | { readonly outcome: 'token'; readonly token: string }
  /** Nobody is signed in; `told` if the website said so unasked, `expired` if somebody's token has expired. */
  | { readonly outcome: 'signed_out'; readonly told?: boolean; readonly expired?: boolean }
  | TokenRefused
  | TryAgain
  /** The website changed something in the meantime: ask again. */
  | { readonly outcome: 'moot' };

/** Called with the owner of the current token; undefined for none. */
export type Meet = (who: Identity | undefined, supply: Supply | undefined) => void;

/**
 * The customer's token, from the property `token`, else the callback, else the endpoint. It is stored in memory only, until the desk refuses it. Fires
 * `news` when a request that waits for a token may continue. More than 200 lines: one state machine, which every source of a token feeds.
 */
export class Tokens extends EventTarget {
  readonly #meet: Meet;
  #setTo: unknown;
  #given = '';
  readonly #source = new TokenSource();
  #supply: Supply | undefined;
  #asking: Promise<Supply> | undefined;
  /** Counts the changes that make the response to a pending request obsolete. */
  #version = 0;
  /** The owner of the current token. */
  who: Identity | undefined;
  /** True if the website may have another token than the current one. */
  isStale = false;
  #hasExpired = false;
  #fruitless = 0;
  #nextLook: ReturnType<typeof setTimeout> | undefined;

  constructor(meet: Meet = () => {}) {
    super();
    this.#meet = meet;
  }

  /** True if the website has a source of fresh tokens. */
  get isRenewable(): boolean {
    return this.#source.exists;
  }

  /**
   * Sets the website's token; null, undefined or '' if it has none any more. Returns true if there is another token now: setting the same one again
   * changes nothing, since it may have been refused.
   */
  set(token: unknown): boolean {
    if (token === this.#setTo) return false;
    const before = this.#given;
    this.#setTo = token;
    this.#given = readToken(token) ?? String(token);
    if (this.#given) this.#settle({ outcome: 'token', token: this.#given });
    else if (before || !this.isRenewable) this.#leave(before !== '');
    return this.#given !== '';
  }

  /** Sets the callback. One with the same source may be a copy that a framework creates on each render: it isn't called before a token is needed. */
  set getToken(getToken: GetToken | undefined) {
    const before = this.#source.getToken;
    const now = typeof getToken === 'function' ? getToken : undefined;
    this.#source.getToken = now;
    if (String(now) !== String(before)) this.#changeSource();
    else if (now !== before && !this.#given) this.doubt();
  }

  /** Sets the address on the website that returns the token. */
  set url(url: string | null) {
    if (url === (this.#source.url ?? null)) return;
    this.#source.url = url ?? undefined;
    this.#changeSource();
  }

  /** Returns the current token, or asks the website for one. */
  async current(): Promise<Supply> {
    if (!this.#asking && this.#supply && !this.isStale) return this.#supply;
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  /** Marks the token as possibly somebody else's: the website is asked before the token is used again. */
  doubt(): void {
    if (!this.isRenewable) return;
    this.isStale = true;
    if (this.#supply?.outcome !== 'signed_out' || this.#supply.told || this.#nextLook) return;
    // A token is needed now, but a page that renders often must not ask every time.
    const pause = Math.min(500 * 2 ** this.#fruitless++, 30_000);
    this.#nextLook = setTimeout(() => {
      this.#nextLook = undefined;
      void this.current();
    }, pause);
  }

  /** Drops a refused token, so that the next request asks for another. Returns false if there is no source to ask. */
  renew(refused: string): boolean {
    if (this.#supply?.outcome !== 'token' || this.#supply.token !== refused) return true;
    if (!this.isRenewable) return false;
    this.#given = '';
    this.#supply = undefined;
    this.#hasExpired = true;
    return true;
  }

  /** Marks a token as finally refused, unless another one has replaced it. */
  refuse(refused: string, reason: string): void {
    if (this.#supply?.outcome !== 'token' || this.#supply.token !== refused) return;
    console.warn(`Support: the desk refused the customer's token. ${reason}`);
    this.#supply = { outcome: 'token_refused', reason };
    this.#hasExpired = true;
  }

  /** Asks the website again for requests that wait for a token. */
  askAgain(): void {
    this.#supply = undefined;
    this.dispatchEvent(new Event('news'));
  }

  /** Resolves when a request may continue. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.addEventListener('news', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Forgets the customer until the website sets another token or callback, or the customer tries again. */
  signOut(): void {
    this.#setTo = undefined;
    this.#given = '';
    this.#settle({ outcome: 'signed_out', told: true });
  }

  /** Drops a fetched token; it is fetched again when needed. */
  rest(): void {
    clearTimeout(this.#nextLook);
    this.#nextLook = undefined;
    this.#forget();
    if (this.#given) this.#supply = { outcome: 'token', token: this.#given };
    else if (this.isRenewable) this.#supply = this.who = undefined;
  }

  #changeSource(): void {
    if (this.#given) return;
    if (!this.isRenewable) this.#leave(true);
    else {
      this.#forget();
      this.askAgain();
    }
  }

  #leave(told: boolean): void {
    this.#settle(this.isRenewable ? undefined : { outcome: 'signed_out', told });
  }

  #forget(): void {
    this.#version += 1;
    this.#asking = undefined;
    this.isStale = false;
    this.#source.giveUp();
  }

  #settle(supply: Supply | undefined): void {
    this.#forget();
    this.#supply = supply;
    this.#hasExpired = false;
    this.who = undefined;
    if (supply?.outcome === 'token') {
      this.#fruitless = 0;
      this.who = identityOf(supply.token);
    }
    this.#meet(this.who, supply);
    this.dispatchEvent(new Event('news'));
  }

  async #ask(): Promise<Supply> {
    const version = this.#version;
    this.isStale = false;
    const answer = await this.#source.ask().then(
      (token) => ({ token }),
      (why: unknown) => ({ why }),
    );
    if (version !== this.#version) return { outcome: 'moot' };
    const wasDoubted = this.isStale;
    this.#asking = undefined;
    if ('why' in answer) {
      this.isStale = this.#supply !== undefined;
      console.warn(`Support: no token from ${this.#source.getToken ? 'getToken' : this.#source.url}: ${answer.why}`);
      return { outcome: 'try_again', cause: 'unavailable' };
    }
    const { token } = answer;
    if (!this.#isAtHand(token)) {
      this.#settle(token ? { outcome: 'token', token } : { outcome: 'signed_out', expired: this.#hasExpired });
    }
    if (wasDoubted) this.doubt();
    return this.#supply ?? this.current();
  }

  #isAtHand(token: string): boolean {
    return this.#supply?.outcome === 'token' ? this.#supply.token === token : this.#supply !== undefined && !token;
  }
}
