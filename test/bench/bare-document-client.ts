import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** The minimum of every entry that uses DynamoDB: the baseline for all of them, bundled the same way. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const put = (input: PutCommandInput): Promise<unknown> => client.send(new PutCommand(input));
export const get = (input: GetCommandInput): Promise<unknown> => client.send(new GetCommand(input));
export const query = (input: QueryCommandInput): Promise<unknown> => client.send(new QueryCommand(input));
