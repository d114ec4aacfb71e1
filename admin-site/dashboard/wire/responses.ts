import * as texts from '#dashboard/model/messages.ts';
import type { Answer } from './cached-responses.ts';
import { readEntry } from './entry-json.ts';
import { ProblemError, Unreachable } from './errors.ts';
import { readTicket } from './ticket-json.ts';

const PATIENCE_MS = 15_000;

/** Aborts what takes too long. */
export const patience = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);

/** Reads a response of the desk; throws a `ProblemError` if it is a refusal. */
export async function answerOf(response: Response): Promise<Answer> {
  if (!response.ok) throw await refusal(response);
  const { headers } = response;
  return {
    body: await response.json(),
    link: headers.get('link'),
    etag: headers.get('etag'),
    reached: headers.get('search-reached'),
  };
}

/** Returns a response that refuses as an error. */
export async function refusal(response: Response): Promise<ProblemError> {
  const { detail, ticket, thread = [], errors = [] } = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get('retry-after'));
  const isOutdated = response.status === 412 && ticket;
  return new ProblemError(
    response.status,
    typeof detail === 'string' ? detail : texts.connectionStatus(response.status),
    {
      ...(isOutdated && { newer: readTicket(ticket), missed: thread.map(readEntry) }),
      fields: errors,
      retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
    },
  );
}

/** Returns what an error of a request means. A body that is not what the contract says comes from a proxy or a captive portal, not from the desk. */
export const inOurWords = (error: unknown): ProblemError | Unreachable =>
  error instanceof ProblemError ? error : new Unreachable(texts.connectionNoResponse, { cause: error });
