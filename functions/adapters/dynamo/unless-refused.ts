import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { asUnavailable } from './dynamo-client.ts';

/** Waits for a write that may find its condition unmet: then it returns undefined. Throws `unavailable`. */
export async function unlessRefused<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw asUnavailable(error);
  }
}
