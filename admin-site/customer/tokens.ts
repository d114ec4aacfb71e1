import type { TokenRefused, TryAgain } from './answer.ts';
import { type Identity, identityOf } from './identity.ts';
import { readToken } from './read-token.ts';
import { type GetToken, TokenSource } from './token-source.ts';

/** What is known of the customer's token. */
export type Supply =
  | { readonly outcome: 'token'; readonly token: string }
  /** Nobody is signed in; `told` if the website said so by itself, `expired` if somebody was whose token has expired. */
  | { readonly outcome: 'signed_out'; readonly told?: boolean; readonly expired?: boolean }
  | TokenRefused
  | TryAgain
  /** The question was overtaken by what the website did meanwhile: ask again. */
  | { readonly outcome: 'moot' };

/** Hears whose token is at hand from now on; undefined for nobody's. */
export type Meet = (who: Identity | undefined, supply: Supply | undefined) => void;

/**
 * Where the customer's token comes from: the property `token`, else the callback, else the endpoint. A token is kept in memory only, until the desk
 * refuses it. Fires `news` when a request that waits for a token may go on.
 */
export class Tokens extends EventTarget {
  readonly #meet: Meet;
  #setTo: unknown;
  #given = '';
  readonly #source = new TokenSource();
  #supply: Supply | undefined;
  #asking: Promise<Supply> | undefined;
  /** Counts what makes the answer to a question that is under way worthless. */
  #version = 0;
  /** Whose the token at hand is. */
  who: Identity | undefined;
  /** Whether the website may know of another token than the one at hand. */
  isStale = false;
  #hasExpired = false;
  #fruitless = 0;
  #nextLook: ReturnType<typeof setTimeout> | undefined;

  constructor(meet: Meet = () => {}) {
    super();
    this.#meet = meet;
  }

  /** Whether a fresh token may be had for the asking. */
  get isRenewable(): boolean {
    return this.#source.exists;
  }

  /**
   * Takes a token from the website, or that it has none any more. Returns whether there is another token now: the same again changes nothing, since it
   * may have been refused.
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

  /** A function of the same source may be the same one, which a framework makes anew each time it renders: it is not asked before it is needed. */
  set getToken(getToken: GetToken | undefined) {
    const before = this.#source.getToken;
    const now = typeof getToken === 'function' ? getToken : undefined;
    this.#source.getToken = now;
    if (String(now) !== String(before)) this.#changeSource();
    else if (now !== before && !this.#given) this.doubt();
  }

  /** An address on the website that returns the token. */
  set url(url: string | null) {
    if (url === (this.#source.url ?? null)) return;
    this.#source.url = url ?? undefined;
    this.#changeSource();
  }

  /** Returns the token at hand, or asks the website for one. */
  async current(): Promise<Supply> {
    if (!this.#asking && this.#supply && !this.isStale) return this.#supply;
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  /** Somebody else may be there by now: asks the website before anything else is done with the token at hand. */
  doubt(): void {
    if (!this.isRenewable) return;
    this.isStale = true;
    if (this.#supply?.outcome !== 'signed_out' || this.#supply.told || this.#nextLook) return;
    // A token is needed now; but a page that renders often must not ask each time.
    const pause = Math.min(500 * 2 ** this.#fruitless++, 30_000);
    this.#nextLook = setTimeout(() => {
      this.#nextLook = undefined;
      void this.current();
    }, pause);
  }

  /** Has the next request ask for a token in place of one that was refused. False if there is nobody to ask. */
  renew(refused: string): boolean {
    if (this.#supply?.outcome !== 'token' || this.#supply.token !== refused) return true;
    if (!this.isRenewable) return false;
    this.#given = '';
    this.#supply = undefined;
    this.#hasExpired = true;
    return true;
  }

  /** Takes a refused token for good, unless another one took its place meanwhile. */
  refuse(refused: string, reason: string): void {
    if (this.#supply?.outcome !== 'token' || this.#supply.token !== refused) return;
    console.warn(`Support: the desk refused the customer's token. ${reason}`);
    this.#supply = { outcome: 'token_refused', reason };
    this.#hasExpired = true;
  }

  /** Asks the website once more for those who wait for a token. */
  askAgain(): void {
    this.#supply = undefined;
    this.dispatchEvent(new Event('news'));
  }

  /** Resolves when a request may go on. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.addEventListener('news', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Forgets everybody, until the website sets another token or callback, or the customer tries again. */
  signOut(): void {
    this.#setTo = undefined;
    this.#given = '';
    this.#settle({ outcome: 'signed_out', told: true });
  }

  /** Lets go of what was fetched; it is asked for again when there is a need. */
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
