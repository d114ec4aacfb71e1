import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { agentKeys, statusIndex, ticketKeys } from '../../../functions/table-keys.ts';

type TableInput = Pick<CreateTableCommandInput, 'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes'>;

const ticketTable: TableInput = {
  KeySchema: keySchema(ticketKeys),
  AttributeDefinitions: [...strings(ticketKeys), ...strings(statusIndex)],
  GlobalSecondaryIndexes: [
    { IndexName: statusIndex.name, KeySchema: keySchema(statusIndex), Projection: { ProjectionType: 'ALL' } },
  ],
};

const agentTable: TableInput = { KeySchema: keySchema(agentKeys), AttributeDefinitions: strings(agentKeys) };

interface Keys {
  readonly partition: string;
  readonly sort?: string;
}

function keySchema({ partition, sort }: Keys): TableInput['KeySchema'] {
  const hash = { AttributeName: partition, KeyType: 'HASH' } as const;
  return sort === undefined ? [hash] : [hash, { AttributeName: sort, KeyType: 'RANGE' }];
}

function strings({ partition, sort }: Keys): AttributeDefinition[] {
  const names = sort === undefined ? [partition] : [partition, sort];
  return names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
}

/** Creates the tables as the product has them, where they do not exist yet. `created` tells whether there was no tickets table. */
export async function createTables(
  client: Pick<DynamoDBClient, 'send'>,
  names: { readonly tickets: string; readonly agents: string },
): Promise<{ created: boolean }> {
  await createTable(client, names.agents, agentTable);
  return { created: await createTable(client, names.tickets, ticketTable) };
}

async function createTable(client: Pick<DynamoDBClient, 'send'>, name: string, table: TableInput): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...table }));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
}
