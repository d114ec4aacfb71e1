import { createHash } from 'node:crypto';
import { apiError } from './api-error.ts';

const LIFETIME = 10 * 60 * 1000;

/**
 * The tokens of requests that succeeded in the last ten minutes, each with what the request contained and `Result`, which a repeated request
 * is answered with. They live in memory: a restart forgets them.
 */
export class RequestTokens<Result> {
  readonly #now: () => number;
  readonly #requests = new Map<string, { digest: string; until: number; result: Result }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The result of the same request under this token, or undefined if it is new. Throws `IdempotentParameterMismatchException` for another one. */
  find(token: string, content: unknown): Result | undefined {
    this.#forgetOld();
    const first = this.#requests.get(token);
    if (first && first.digest !== digestOf(content)) {
      throw apiError('IdempotentParameterMismatchException', 'The token was used for another request.');
    }
    return first?.result;
  }

  remember(token: string, content: unknown, result: Result): void {
    this.#requests.set(token, { digest: digestOf(content), until: this.#now() + LIFETIME, result });
  }

  #forgetOld(): void {
    for (const [token, { until }] of this.#requests) {
      if (until > this.#now()) return;
      this.#requests.delete(token);
    }
  }
}

/** The same for equal contents, in whatever order an object's members come. */
function digestOf(content: unknown): string {
  const sorted = JSON.stringify(content, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('base64');
}
