import { readToken } from './read-token.ts';

/** Returns a fresh token of the customer who is signed in on the website: anything that `readToken` reads. */
export type GetToken = () => unknown;

/** After this time the website is asked again. */
const TIMEOUT_MS = 10_000;

/** A website's source of tokens: a callback, else the address of an endpoint. */
export class TokenSource {
  getToken: GetToken | undefined;
  url: string | undefined;
  /** Ends the current request, as nobody waits for it any more. */
  giveUp = () => {};

  /** True if the website has named a source. */
  get exists(): boolean {
    return this.getToken !== undefined || this.url !== undefined;
  }

  /**
   * Returns a token, or '' if nobody is signed in. Rejects if the website returns neither in time. Without a source, waits as long for a script that may
   * still set one.
   */
  async ask(): Promise<string> {
    const timeout = new Promise<void>((resolve) => {
      this.giveUp = resolve;
      setTimeout(resolve, TIMEOUT_MS);
    });
    if (!this.exists) return timeout.then(() => '');
    const late = timeout.then(() => Promise.reject(new Error(`it took longer than ${TIMEOUT_MS / 1000} s`)));
    const token = await Promise.race([this.#fetch(), late]);
    if (token === undefined) throw new Error('it returned something that is not a token');
    return token;
  }

  async #fetch(): Promise<string | undefined> {
    return readToken(await (this.getToken ? this.getToken() : fetchText(this.url ?? '')));
  }
}

/** Returns the response of an endpoint of the website; '' for status 401. */
async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    // If nobody is signed in, many frameworks return 401 to a client that accepts JSON, and their sign-in page to others.
    headers: { accept: 'application/json, text/plain' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 401) return '';
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.text();
}
