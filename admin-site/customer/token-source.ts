import { readToken } from './read-token.ts';

/** Asks the website for a fresh token of the customer who is signed in there: anything that `readToken` reads. */
export type GetToken = () => unknown;

/** A website that has not answered by then is asked once more. */
const PATIENCE_MS = 10_000;

/** Whom a website names to ask for tokens: a callback, else the address of an endpoint. */
export class TokenSource {
  getToken: GetToken | undefined;
  url: string | undefined;
  /** Ends the question that is under way, whose answer nobody waits for any more. */
  giveUp = () => {};

  /** Whether there is anybody to ask. */
  get exists(): boolean {
    return this.getToken !== undefined || this.url !== undefined;
  }

  /**
   * Returns a token, or '' if nobody is signed in. Rejects if the website fails to say. Without anybody to ask, a script may be about to set
   * something: it is waited for as long as for an answer.
   */
  async ask(): Promise<string> {
    const patience = new Promise<void>((resolve) => {
      this.giveUp = resolve;
      setTimeout(resolve, PATIENCE_MS);
    });
    if (!this.exists) return patience.then(() => '');
    const late = patience.then(() => Promise.reject(new Error(`it took longer than ${PATIENCE_MS / 1000} s`)));
    const token = await Promise.race([this.#fetch(), late]);
    if (token === undefined) throw new Error('what it returned is no token');
    return token;
  }

  async #fetch(): Promise<string | undefined> {
    return readToken(await (this.getToken ? this.getToken() : fetchText(this.url ?? '')));
  }
}

/** Fetches from an endpoint of the website; 401 is as good as an empty text. */
async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    // Many frameworks give a stranger who takes JSON a 401, and any other their sign-in page.
    headers: { accept: 'application/json, text/plain' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 401) return '';
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.text();
}
