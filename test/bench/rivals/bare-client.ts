import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Stores the event as it is, with nothing but the document client: less than any desk can do. */
export const handler = async (event: { readonly id: string; readonly entry: string }) => {
  await client.send(new PutCommand({ TableName: process.env.TICKETS_TABLE, Item: event }));
  return { statusCode: 200, body: '{}' };
};
