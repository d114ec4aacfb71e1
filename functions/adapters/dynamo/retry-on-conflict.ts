import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { randomPause } from '#adapters/random-pause.ts';

/** Together, with their pauses, these take less than two seconds. */
const MAX_ATTEMPTS = 10;

/**
 * Sends a write again, the very same with the same token, while a transaction is at its item: the SDK does not. That transaction may be an
 * earlier attempt of this write whose answer was lost, so a conflict does not tell that another writer was first. Rejects with the
 * last conflict when they do not end.
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

/** Whether other transactions were at an item. One whose condition failed is refused for good, whatever else it met. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  const reasons = cancellationCodes(error);
  return reasons.includes('TransactionConflict') && !reasons.includes('ConditionalCheckFailed');
}

/** Why a transaction was cancelled, action by action; empty for any other error. */
export function cancellationCodes(error: unknown): string[] {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.map(({ Code }) => Code ?? 'None');
}
