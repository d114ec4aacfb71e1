import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DescribeTableCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { statusIndex } from '#functions/table-keys.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { checking, clientOf, deleting, names, putting, raising, ticket } from './dynamodb-under-test.ts';
import { idOf, reader, sequenceOf, startStreamedDatabase } from './streamed-database.ts';

async function streamedDatabase(...[options]: Parameters<typeof startStreamedDatabase>) {
  const database = await startStreamedDatabase(options);
  onTestFinished(database.close);
  return database;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'support-desk-changes-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('a change record', () => {
  it('has both images and everything else that a function gets of DynamoDB', async () => {
    const now = Date.parse('2026-11-23T12:00:00.700Z');
    const { client, put, remove, records } = await streamedDatabase({ now: () => now });
    const first = ticket('a', { message: 'Hello' });
    const second = { ...first, version: 2 };
    await put(first);
    await put(second);
    await remove('a');
    const { Table } = await client.send(new DescribeTableCommand({ TableName: names.tickets }));
    expect(Table?.LatestStreamArn).toMatch(
      /^arn:aws:dynamodb:[\w-]+:\d+:table\/tickets\/stream\/\d{4}-\d\d-\d\dT[\d:.]+$/,
    );
    const record = (eventName: string, images: object, SizeBytes: number) => ({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: Table?.TableArn?.split(':')[3],
      eventSourceARN: Table?.LatestStreamArn,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(now / 1000),
        Keys: marshall({ id: 'a', entry: 'ticket' }),
        ...images,
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    const [NewImage, OldImage] = [marshall(second), marshall(first)];
    // Names and values in UTF-8, a small number in two bytes: 14 of keys and 85 of each image.
    expect(await records()).toEqual([
      record('INSERT', { NewImage: OldImage }, 99),
      record('MODIFY', { OldImage, NewImage }, 184),
      record('REMOVE', { OldImage: NewImage }, 99),
    ]);
  });

  it('is written for every change of a transaction or a batch, and for nothing that changes nothing', async () => {
    const { client, put, remove, transact, records } = await streamedDatabase();
    await put(ticket('a', { tags: new Set(['x', 'y']) }));
    await put(ticket('a', { tags: new Set(['y', 'x']) }));
    await remove('unknown');
    await transact(putting(ticket('b')), raising('a', 2), deleting('c'), checking('d', 'attribute_not_exists(id)'));
    await expect(transact(putting(ticket('e')), raising('a', 3, 1))).rejects.toThrow();
    const writes = [
      { PutRequest: { Item: marshall(ticket('f')) } },
      { DeleteRequest: { Key: marshall({ id: 'a', entry: 'ticket' }) } },
    ];
    await client.send(new BatchWriteItemCommand({ RequestItems: { [names.tickets]: writes } }));
    await client.send(new PutItemCommand({ TableName: names.agents, Item: marshall({ key_hash: 'agent' }) }));
    const told = (await records()).map((record) => `${record.eventName} ${idOf(record)}`);
    expect(told.slice(0, 3)).toEqual(['INSERT a', 'INSERT b', 'MODIFY a']);
    expect(told.slice(3).sort()).toEqual(['INSERT f', 'REMOVE a']);
  });

  it('stands in one shard with all others of its partition key, in their order, and shards share the load', async () => {
    const { put, changes } = await streamedDatabase();
    const ids = Array.from({ length: 32 }, (_, index) => `ticket-${index}`);
    for (const version of [1, 2, 3]) await Promise.all(ids.map((id) => put(ticket(id, { version }))));
    const byShard = await Promise.all(changes.shards.map((shard) => changes.read(reader, shard, 1000)));
    for (const records of byShard) expect(records.length).toBeGreaterThan(0);
    expect(byShard.flat()).toHaveLength(96);
    for (const id of ids) {
      const shards = byShard.map((records) => records.filter((record) => idOf(record) === id));
      const [own = [], ...others] = shards.filter((records) => records.length > 0);
      expect(others).toEqual([]);
      expect(own.map(({ dynamodb }) => dynamodb?.NewImage?.version?.N)).toEqual(['1', '2', '3']);
    }
  });
});

describe('the log of changes', () => {
  it('keeps what was not acknowledged over a restart, and goes on counting', async () => {
    const path = await folder();
    const first = await startStreamedDatabase({ path });
    await first.put(ticket('a'));
    await first.put(ticket('b'));
    const [a, b] = await first.records();
    if (!a || !b) throw new Error('There are two records.');
    const shardOf = async (id: string) => {
      for (const shard of first.changes.shards) {
        if ((await first.changes.read(reader, shard, 10)).some((record) => idOf(record) === id)) return shard;
      }
      throw new Error(`No shard has ${id}.`);
    };
    await first.changes.acknowledge(reader, await shardOf('a'), sequenceOf(a));
    await first.close();

    const second = await streamedDatabase({ path });
    expect(await second.records()).toEqual([b]);
    await second.put(ticket('c'));
    const [, c] = await second.records();
    expect(sequenceOf(c ?? a) > sequenceOf(b)).toBe(true);
  });

  it('does not grow for ever: what was acknowledged goes, but for the latest thousand', async () => {
    const { client, changes, records } = await streamedDatabase();
    for (let batch = 0; batch < 52; batch += 1) {
      const items = Array.from({ length: 25 }, (_, index) => ticket(`${batch}-${index}`));
      const writes = items.map((item) => ({ PutRequest: { Item: marshall(item) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [names.tickets]: writes } }));
    }
    const last = sequenceOf((await records()).at(-1) ?? {});
    const count = async () => {
      for (const shard of changes.shards) await changes.rewind(reader, shard);
      return (await records()).length;
    };
    expect(await count()).toBe(1300);
    for (const shard of changes.shards)
      if (!changes.isRead(reader, shard)) await changes.acknowledge(reader, shard, last);
    expect(await records()).toEqual([]);
    expect(await count()).toBe(1000);
  });

  it('is not written while nobody reads it', async () => {
    const { put, records } = await streamedDatabase({ readers: [] });
    await put(ticket('a'));
    expect(await records()).toEqual([]);
  });

  it('begins with a table that had no stream before', async () => {
    const path = await folder();
    const before = await startDynamoDb({ path });
    const client = clientOf(before.endpoint);
    const withoutStream = { send: (command: { input: object }) => client.send(without(command) as never) };
    await createTables(withoutStream as never, names);
    await client.send(new PutItemCommand({ TableName: names.tickets, Item: marshall(ticket('old')) }));
    client.destroy();
    await before.close();

    const { put, records } = await streamedDatabase({ path });
    await put(ticket('old', { version: 2 }));
    expect(await records()).toMatchObject([{ eventName: 'MODIFY', dynamodb: { OldImage: marshall(ticket('old')) } }]);
  });
});

/** The same request without its stream. */
function without<Command extends { input: object }>(command: Command): Command {
  Reflect.deleteProperty(command.input, 'StreamSpecification');
  return command;
}

describe('an index that is held', () => {
  it('lags behind its table and the stream, and then takes all writes in order', async () => {
    const { client, put, remove, holdIndexes, records } = await streamedDatabase();
    const ids = async (status: string) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: names.tickets,
          IndexName: statusIndex.name,
          KeyConditionExpression: '#status = :status',
          ExpressionAttributeNames: { '#status': statusIndex.partition },
          ExpressionAttributeValues: marshall({ ':status': status }),
        }),
      );
      return Items.map(({ id }) => id?.S);
    };
    await put(ticket('a'));
    const release = holdIndexes();
    await put(ticket('a', { status: 'closed' }));
    await put(ticket('b'));
    await put(ticket('c'));
    await remove('c');
    expect([await ids('open'), await ids('closed')]).toEqual([['a'], []]);
    expect(await records()).toHaveLength(5);
    await release();
    expect([await ids('open'), await ids('closed')]).toEqual([['b'], ['a']]);
    await put(ticket('d'));
    expect(await ids('open')).toEqual(expect.arrayContaining(['b', 'd']));
  });
});
