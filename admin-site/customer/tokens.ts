/** Asks the website for a fresh token of the customer who is signed in there; undefined or empty if nobody is. */
export type GetToken = () => Promise<string | undefined>;

/** Where the customer's token comes from: set by the host page, or asked of its callback. Held in memory only. */
export class Tokens {
  getToken: GetToken | undefined;
  #token: string | undefined;
  #give: (() => void) | undefined;

  /** Takes a token from the host page. True if a request was waiting for one and goes on now. */
  set(token: string | undefined): boolean {
    this.#token = token || undefined;
    const give = this.#token && this.#give;
    if (!give) return false;
    this.#give = undefined;
    give();
    return true;
  }

  /** The token at hand, else a fresh one from the callback; undefined when nobody is signed in. */
  async current(): Promise<string | undefined> {
    const token = this.#token ?? (await this.#ask());
    this.#token ??= token;
    return this.#token;
  }

  /** Forgets a token that was refused, unless another one took its place meanwhile. */
  drop(refused: string): void {
    if (this.#token === refused) this.#token = undefined;
  }

  /** Resolves when the host page sets a token. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#give = resolve;
      const giveUp = () => {
        this.#give = undefined;
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Asks the callback on behalf of a waiting request. */
  async askAgain(): Promise<void> {
    this.set(await this.#ask());
  }

  async #ask(): Promise<string | undefined> {
    try {
      return (await this.getToken?.()) || undefined;
    } catch {
      return undefined; // A callback that fails is one that has no token: the customer is asked to sign in.
    }
  }
}

/** The `token` in a URL's fragment, and the URL without it; other parameters of the fragment stay. */
export function splitToken(url: string): { token: string | undefined; rest: string } {
  const { hash } = new URL(url);
  const parameters = new URLSearchParams(hash.slice(1));
  const token = parameters.get('token') ?? undefined;
  if (token === undefined) return { token, rest: url };
  parameters.delete('token');
  const base = url.slice(0, url.length - hash.length);
  return { token, rest: parameters.size > 0 ? `${base}#${parameters}` : base };
}
