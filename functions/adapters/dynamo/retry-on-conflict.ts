import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { randomPause } from '#adapters/random-pause.ts';

/** With their pauses, this many attempts take less than two seconds. */
const MAX_ATTEMPTS = 10;

/**
 * Repeats a write, unchanged and with the same token, while a transaction holds its item: the SDK does not. That transaction may be an earlier
 * attempt of this write whose response was lost, so a conflict doesn't prove that another writer was first. Rejects with the last conflict if they
 * persist.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function retryOnConflict<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isConflict(error) || attempt === MAX_ATTEMPTS) throw error;
      await randomPause(attempt);
    }
  }
}

/** Returns true if other transactions held an item. A transaction whose condition failed is refused for good, whatever else it met. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  const reasons = cancellationCodes(error);
  return reasons.includes('TransactionConflict') && !reasons.includes('ConditionalCheckFailed');
}

/** Returns the reason for a transaction's cancellation, action by action; empty for any other error. */
export function cancellationCodes(error: unknown): string[] {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.map(({ Code }) => Code ?? 'None');
}
