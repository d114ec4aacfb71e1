import { randomUUID } from 'node:crypto';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { retryOnConflict } from './retry-on-conflict.ts';

/** One action of a transaction: a put, an update, a deletion or a check. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes all or nothing, retrying on conflicts with other transactions. The token belongs to this call: however often it is sent, it is applied once;
 * a call with other actions has another token, since DynamoDB refuses to accept one token for both. Rejects with the SDK's errors.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function writeTransaction(client: DynamoDBDocumentClient, actions: Action[]): Promise<void> {
  const write = new TransactWriteCommand({ ClientRequestToken: randomUUID(), TransactItems: actions });
  await retryOnConflict(() => client.send(write));
}
