import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isOutage, keepingDeadlines, patience } from '#adapters/aws-client.ts';
import { contended, unavailable } from '#core/errors.ts';
import { cancellationCodes, isConflict } from './retry-on-conflict.ts';

/** The process's own document client is `dynamo()`; tests make theirs with an endpoint. */
export function documentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(keepingDeadlines(new DynamoDBClient({ ...patience, ...config })), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

let shared: DynamoDBDocumentClient | undefined;

/** One client a process, so that connections are reused. */
export function dynamo(): DynamoDBDocumentClient {
  shared ??= documentClient();
  return shared;
}

/**
 * What a failed call means: refusals and mistakes of ours pass as they are; what time may heal becomes `unavailable`, or `contended` if other
 * transactions were at the item.
 */
export function asUnavailable(error: unknown): unknown {
  if (isConflict(error)) return contended('Too many changes were made at once. Try again in a moment.', error);
  const passes = isOutage(error) || cancellationCodes(error).some((code) => PASSING.has(code));
  return passes ? unavailable('The database did not answer. Try again.', error) : error;
}

/** The same, for a promise's `catch`. */
export function throwAsUnavailable(error: unknown): never {
  throw asUnavailable(error);
}

/** A transaction reports throttling and conflicts as the reason of its cancellation. */
const PASSING = new Set(['ProvisionedThroughputExceeded', 'RequestLimitExceeded', 'ThrottlingError']);
