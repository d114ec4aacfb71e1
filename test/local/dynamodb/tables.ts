import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { agentKeys, customerIndex, personalKeys, statusIndex, ticketKeys, viewKeys } from '#functions/table-keys.ts';
import type { TableNames } from '#lib/resources.ts';

type TableInput = Pick<
  CreateTableCommandInput,
  'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes' | 'StreamSpecification'
>;

const ticketTable: TableInput = {
  KeySchema: keySchema(ticketKeys),
  AttributeDefinitions: [
    ...strings(ticketKeys),
    ...strings(statusIndex),
    { AttributeName: customerIndex.partition, AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: statusIndex.name, KeySchema: keySchema(statusIndex), Projection: { ProjectionType: 'ALL' } },
    {
      IndexName: customerIndex.name,
      KeySchema: keySchema(customerIndex),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

const agentTable: TableInput = { KeySchema: keySchema(agentKeys), AttributeDefinitions: strings(agentKeys) };

const personalTable: TableInput = { KeySchema: keySchema(personalKeys), AttributeDefinitions: strings(personalKeys) };

const viewTable: TableInput = { KeySchema: keySchema(viewKeys), AttributeDefinitions: strings(viewKeys) };

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

type Client = Pick<DynamoDBClient, 'send'>;

/** Creates the tables as the product has them, where they do not exist yet, and tells which were created. What one of an older version of the desk lacks it gets: its stream, an index. */
export async function createTables(client: Client, names: TableNames): Promise<{ tickets: boolean; views: boolean }> {
  await createTable(client, names.agents, agentTable);
  await createTable(client, names.personal, personalTable);
  const views = await createTable(client, names.views, viewTable);
  return { tickets: await createTable(client, names.tickets, ticketTable), views };
}

async function createTable(client: Client, TableName: string, table: TableInput): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...table }));
    return true;
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await complete(client, TableName, table);
    return false;
  }
}

async function complete(client: Client, TableName: string, table: TableInput): Promise<void> {
  const { StreamSpecification, AttributeDefinitions, GlobalSecondaryIndexes = [] } = table;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (StreamSpecification && !Table?.StreamSpecification) {
    await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  }
  const known = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const Create of GlobalSecondaryIndexes.filter(({ IndexName }) => !known.has(IndexName))) {
    const GlobalSecondaryIndexUpdates = [{ Create }];
    await client.send(new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates }));
  }
}
