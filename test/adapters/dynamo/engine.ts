import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import type { TableNames } from '#lib/resources.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

/**
 * Starts a database with the product's tables, under unique names: the local engine, or the one at `DYNAMODB_ENDPOINT` (any that speaks DynamoDB's
 * protocol).
 */
export async function startEngine(): Promise<{
  client: DynamoDBDocumentClient;
  endpoint: string;
  tables: TableNames;
  close(): Promise<void>;
}> {
  const named = process.env.DYNAMODB_ENDPOINT;
  const local = named === undefined ? await startDynamoDb() : undefined;
  const endpoint = local?.endpoint ?? named ?? '';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint, region: 'eu-central-1', credentials });
  const suffix = randomUUID();
  const tables = {
    tickets: `tickets-${suffix}`,
    agents: `agents-${suffix}`,
    personal: `personal-${suffix}`,
    views: `views-${suffix}`,
  };
  await createTables(client, tables);
  return {
    client,
    endpoint,
    tables,
    close: async () => {
      client.destroy();
      await local?.close();
    },
  };
}

/** Returns a client of a database that doesn't exist; it tries once. */
export function unreachableClient(): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return documentClient({ endpoint: 'http://127.0.0.1:9', region: 'eu-central-1', credentials, maxAttempts: 1 });
}
