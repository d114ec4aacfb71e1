const TIMEOUT_MS = 15_000;

/** An answer as it came, redirects not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly milliseconds: number;
}

/** Sends a GET. Rejects without a response within 15 s. */
export async function request(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const started = performance.now();
  const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const body = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body,
    milliseconds: Math.round(performance.now() - started),
  };
}
