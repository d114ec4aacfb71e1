import { isOutage } from '#adapters/aws-client.ts';
import { unavailable } from '#core/errors.ts';

/** Returns the error for a request to the storage of files that failed: `unavailable` for an outage, any other as it is. */
export const asUnavailable = (error: unknown): unknown =>
  isOutage(error) ? unavailable("The storage of files didn't respond. Try again.", error) : error;
