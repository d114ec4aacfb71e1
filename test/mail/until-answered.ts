import { DeskError, isPassing } from '#core/errors.ts';

const ATTEMPTS = 3;
/** Refusals that a person meets who asks for what can't be. */
const REFUSED = ['mail_not_resendable', 'invalid_fields', 'not_found', 'version_mismatch', 'ticket_merged'];

/** Repeats a request until there is an answer, as a browser does a few times. Returns undefined if it got none, or was refused. */
export async function untilAnswered<T>(send: () => Promise<T>): Promise<T | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof DeskError && REFUSED.includes(error.refusal)) return undefined;
      if (!isPassing(error)) throw error;
    }
  }
  return undefined;
}
