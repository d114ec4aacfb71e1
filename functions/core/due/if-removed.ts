import { DeskError } from '#core/errors.ts';

/** Returns undefined for the refusal to change a ticket that was removed, which owes nothing any more. Throws any other error. */
export function ifRemoved(error: unknown): undefined {
  if (!(error instanceof DeskError && error.refusal === 'not_found')) throw error;
}
