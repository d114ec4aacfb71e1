import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** What no entry that talks to DynamoDB can do without: the measure for all of them. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = (): unknown[] => [client, PutCommand, QueryCommand];
