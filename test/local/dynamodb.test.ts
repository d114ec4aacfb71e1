import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agentKeys, customerIndex, statusIndex, ticketKeys } from '#functions/table-keys.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { clientOf, names, putting, startDatabase, ticket } from './dynamodb-under-test.ts';

async function start(options: Parameters<typeof startDatabase>[0] = {}) {
  const database = await startDatabase(options);
  onTestFinished(database.close);
  return database;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('the local DynamoDB', () => {
  it('keeps data, indexes and tables between starts', async () => {
    const path = join(await folder(), 'made', 'on demand');
    const first = await startDatabase({ path });
    await first.put(ticket('plain'));
    await first.transact([putting(ticket('transacted'))]);
    await first.close();
    const second = await start({ path });
    expect(await second.get('plain')).toEqual(ticket('plain'));
    expect((await second.query('open')).Items?.map(({ id }) => id?.S).sort()).toEqual(['plain', 'transacted']);
    expect(await createTables(second.client, names)).toEqual({ tickets: false, views: false });
  });

  it('keeps nothing without a path', async () => {
    const first = await startDatabase();
    await first.put(ticket('plain'));
    await first.close();
    expect(await (await start()).get('plain')).toBeUndefined();
  });

  it('says so when the data are open already, and leaves them alone', async () => {
    const path = await folder();
    const first = await start({ path });
    await first.put(ticket('mine'));
    await expect(startDynamoDb({ path })).rejects.toThrow(/cannot be opened/);
    expect(await first.get('mine')).toEqual(ticket('mine'));
  });

  it('closes the data when its port is taken', async () => {
    const path = await folder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(startDynamoDb({ path, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await start({ path });
  });

  it('keeps every write that it acknowledged while it closed, whole, and waits for no idle connection', async () => {
    const path = await folder();
    const first = await startDatabase({ path });
    const ids = Array.from({ length: 50 }, (_, n) => `late-${n}`);
    const writes = ids.map((id) => first.put(ticket(id)));
    const settled = Promise.allSettled(writes);
    await Promise.all(writes.slice(0, 10));
    const closing = performance.now();
    await first.close();
    expect(performance.now() - closing).toBeLessThan(2000);
    const outcomes = await settled;
    const acknowledged = ids.filter((_, n) => outcomes[n]?.status === 'fulfilled');
    const second = await start({ path });
    const stored: string[] = [];
    for (const id of ids) if (await second.get(id)) stored.push(id);
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    expect((await second.query('open')).Items?.map(({ id }) => id?.S).sort()).toEqual(stored.sort());
  });

  it('refuses what it does not know, by name', async () => {
    const { client } = await start();
    await expect(client.send(new DescribeContinuousBackupsCommand({ TableName: names.tickets }))).rejects.toMatchObject(
      {
        name: 'UnknownOperationException',
      },
    );
  });

  it('refuses a body that is no JSON', async () => {
    const { endpoint } = await start();
    const response = await fetch(endpoint, {
      method: 'POST',
      body: '{',
      headers: { 'x-amz-target': 'DynamoDB.PutItem' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: expect.stringContaining('SerializationException') });
  });
});

describe('a table', () => {
  const settings = {
    TableName: 'settings',
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: false,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TableClass: 'STANDARD',
    SSESpecification: { Enabled: true },
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  } as const;
  const input = {
    ...settings,
    KeySchema: [...settings.KeySchema],
    AttributeDefinitions: [...settings.AttributeDefinitions],
  };

  it('takes writes as soon as it is created, and is empty when it is created anew', async () => {
    const { client, put } = await start();
    for (const id of ['first', 'second']) {
      const { TableDescription } = await client.send(new CreateTableCommand(input));
      expect(TableDescription?.TableStatus).toBe('ACTIVE');
      const { Attributes } = await put({ id: 'x', by: id }, { TableName: 'settings', ReturnValues: 'ALL_OLD' });
      expect(Attributes).toBeUndefined();
      await client.send(new DeleteTableCommand({ TableName: 'settings' }));
      await expect(client.send(new DescribeTableCommand({ TableName: 'settings' }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    }
  });

  it('of the product has the keys and the index that the stack gives it', async () => {
    const engine = await startDynamoDb();
    onTestFinished(engine.close);
    const client = clientOf(engine.endpoint);
    onTestFinished(() => client.destroy());
    expect(await createTables(client, names)).toEqual({ tickets: true, views: true });
    expect(await createTables(client, names)).toEqual({ tickets: false, views: false });
    const describe = async (TableName: string) => (await client.send(new DescribeTableCommand({ TableName }))).Table;
    const keys = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    expect(await describe(names.tickets)).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: keys(ticketKeys.partition, ticketKeys.sort),
      GlobalSecondaryIndexes: [
        {
          IndexName: statusIndex.name,
          IndexStatus: 'ACTIVE',
          KeySchema: keys(statusIndex.partition, statusIndex.sort),
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: customerIndex.name,
          KeySchema: keys(customerIndex.partition, customerIndex.sort),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    expect(await describe(names.agents)).toMatchObject({
      KeySchema: [{ AttributeName: agentKeys.partition, KeyType: 'HASH' }],
    });
  });

  it('gives a table of an older version of the desk its new index, with everything in it', async () => {
    const engine = await startDynamoDb();
    onTestFinished(engine.close);
    const client = clientOf(engine.endpoint);
    onTestFinished(() => client.destroy());
    const strings = ['id', 'entry', 'status', 'created_at'];
    await client.send(
      new CreateTableCommand({
        TableName: names.tickets,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: strings.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'entry', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: statusIndex.name,
            KeySchema: [
              { AttributeName: 'status', KeyType: 'HASH' },
              { AttributeName: 'created_at', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    const put = (id: number) => {
      const fields = {
        id: `t${id}`,
        entry: 'ticket',
        status: 'open',
        created_at: `${id}`,
        user_id: 'u1',
        subject: 'a',
      };
      const Item = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { S: value }]));
      return client.send(new PutItemCommand({ TableName: names.tickets, Item }));
    };
    for (const id of [1, 2, 3]) await put(id);
    expect(await createTables(client, names)).toEqual({ tickets: false, views: true });
    await put(4);
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: names.tickets,
        IndexName: customerIndex.name,
        KeyConditionExpression: 'user_id = :id',
        ExpressionAttributeValues: { ':id': { S: 'u1' } },
      }),
    );
    expect(Items.map((item) => Object.keys(item).sort())).toEqual(
      Items.map(() => ['created_at', 'entry', 'id', 'user_id']),
    );
    expect(Items.map(({ id }) => id?.S)).toEqual(['t1', 't2', 't3', 't4']);
  });
});
