import { DynamoDBClient, type DynamoDBClientConfig, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unavailable } from '../core/errors.ts';
import { cancellationCodes } from './past-conflicts.ts';

/** Without these the SDK waits for ever: three attempts of at most two seconds each. */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
} as const;

/** The process's own document client is `dynamo()`; tests make theirs with an endpoint. */
export function documentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...patience, ...config }), {
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
 * What a failed call means: refusals and mistakes of ours pass as they are; everything that time may heal (throttling, other
 * transactions, faults of the service, the network, a timeout) becomes `unavailable`.
 */
export function asUnavailable(error: unknown): unknown {
  const ours = error instanceof DynamoDBServiceException && error.$fault === 'client' && !error.$retryable;
  return ours && !isPassing(error) ? error : unavailable('The database did not answer. Try again.', error);
}

/** The same, for a promise's `catch`. */
export function rethrow(error: unknown): never {
  throw asUnavailable(error);
}

/** A transaction reports throttling and conflicts as the reason of its cancellation. */
function isPassing(error: DynamoDBServiceException): boolean {
  return [error.name, ...cancellationCodes(error)].some((name) => PASSING.has(name));
}

const PASSING = new Set([
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'LimitExceededException',
]);
