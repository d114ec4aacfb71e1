import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isOutage, keepingDeadlines, patience } from '#adapters/aws-client.ts';
import { contended, unavailable } from '#core/errors.ts';
import { cancellationCodes, isConflict } from './retry-on-conflict.ts';

/** Creates a document client. Functions share the one of `dynamo()`; tests create theirs with an endpoint. */
export function documentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(keepingDeadlines(new DynamoDBClient({ ...patience, ...config })), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

let shared: DynamoDBDocumentClient | undefined;

/** Returns the process's one client, so that connections are reused. */
export function dynamo(): DynamoDBDocumentClient {
  shared ??= documentClient();
  return shared;
}

/**
 * Maps the error of a failed call: transient ones become `unavailable`, or `contended` if other transactions held the item; refusals and bugs of ours
 * are returned as they are.
 */
export function asUnavailable(error: unknown): unknown {
  if (isConflict(error)) return contended('Too many changes were made at once. Try again in a moment.', error);
  const passes = isOutage(error) || cancellationCodes(error).some((code) => PASSING.has(code));
  return passes ? unavailable("The database didn't respond. Try again.", error) : error;
}

/** `asUnavailable` for a promise's `catch`. */
export function throwAsUnavailable(error: unknown): never {
  throw asUnavailable(error);
}

/** Reasons for a transaction's cancellation that stand for throttling or a conflict. */
const PASSING = new Set(['ProvisionedThroughputExceeded', 'RequestLimitExceeded', 'ThrottlingError']);
