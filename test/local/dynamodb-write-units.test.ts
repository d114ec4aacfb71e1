import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  type ReturnConsumedCapacity,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checking,
  type Database,
  deleting,
  names,
  type Plain,
  putting,
  raising,
  startDatabase,
  ticket,
} from './dynamodb-under-test.ts';
import { INDEXES, report, text, type Units, unitsOf } from './dynamodb-units.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const TableName = names.tickets;
const Key = (id: string) => marshall({ id, entry: 'ticket' });

let items = 0;
const newId = () => `item-${items++}`;
const sparse = { status: undefined, created_at: undefined };
const withoutUndefined = (item: Plain) => JSON.parse(JSON.stringify(item)) as Plain;

/** The same write as it is and in a transaction: there the table's units are twice as many, and the index's are not. */
const writes: [string, before: Plain | undefined, after: Plain | undefined, Units][] = [
  ['a new ticket', undefined, {}, { table: 1, index: 1 }],
  ['a new ticket of 3 KB', undefined, text(2900), { table: 3, index: 3 }],
  ['a new item outside the index', undefined, sparse, { table: 1 }],
  ['a new item with half of the index key', undefined, { created_at: undefined }, { table: 1 }],
  ['the same again', text(2900), text(2900), { table: 3 }],
  ['another attribute', {}, { version: 2 }, { table: 1, index: 1 }],
  ['a shorter text', text(2900), text(10), { table: 3, index: 3 }],
  ['a longer text', text(10), text(2900), { table: 3, index: 3 }],
  ['another status', text(1500), { ...text(1500), status: 'closed' }, { table: 2, index: 4 }],
  ['another status and a longer text', {}, { ...text(1500), status: 'closed' }, { table: 2, index: 3 }],
  ['another time', {}, { created_at: '2027' }, { table: 1, index: 2 }],
  ['leaving the index', text(1500), sparse, { table: 2, index: 2 }],
  ['joining the index', sparse, text(1500), { table: 2, index: 2 }],
  ['a deleted ticket', text(2900), undefined, { table: 3, index: 3 }],
  ['a deleted item outside the index', sparse, undefined, { table: 1 }],
  ['deleting nothing', undefined, undefined, { table: 1 }],
  ['600 characters of two bytes', undefined, { message: 'é'.repeat(600) }, { table: 2, index: 2 }],
];

describe('write units', () => {
  it.each(writes)('of %s', async (_, before, after, units) => {
    const id = newId();
    if (before) await database.put(withoutUndefined(ticket(id, before)));
    const { ConsumedCapacity } = after
      ? await database.put(withoutUndefined(ticket(id, after)), INDEXES)
      : await database.client.send(new DeleteItemCommand({ TableName, Key: Key(id), ...INDEXES }));
    expect(unitsOf(ConsumedCapacity)).toEqual(report(units));
  });

  it.each(writes)('of %s, in a transaction', async (_, before, after, units) => {
    const id = newId();
    if (before) await database.put(withoutUndefined(ticket(id, before)));
    const action = after ? putting(withoutUndefined(ticket(id, after))) : deleting(id);
    const { ConsumedCapacity } = await database.transact([action], INDEXES);
    expect(ConsumedCapacity?.map(unitsOf)).toEqual([report({ ...units, table: 2 * units.table })]);
  });

  it('of an update are those of the item before and after it', async () => {
    const id = newId();
    await database.put(ticket(id, text(1500)));
    const change = { UpdateExpression: 'SET #s = :s', ExpressionAttributeNames: { '#s': 'status' } };
    const { ConsumedCapacity } = await database.client.send(
      new UpdateItemCommand({
        TableName,
        Key: Key(id),
        ...change,
        ExpressionAttributeValues: marshall({ ':s': 'closed' }),
        ...INDEXES,
      }),
    );
    expect(unitsOf(ConsumedCapacity)).toEqual(report({ table: 2, index: 4 }));
  });

  it('of a batch and of a transaction are summed', async () => {
    const [a, b] = [newId(), newId()];
    const RequestItems = { [TableName]: [a, b].map((id) => ({ PutRequest: { Item: marshall(ticket(id)) } })) };
    const batch = await database.client.send(new BatchWriteItemCommand({ RequestItems, ...INDEXES }));
    expect(batch.ConsumedCapacity?.map(unitsOf)).toEqual([report({ table: 2, index: 2 })]);
    const actions = [raising(a, 2), checking(b, 'attribute_exists(id)'), putting({ id: a, entry: 'event#1' })];
    const { ConsumedCapacity } = await database.transact(actions, INDEXES);
    expect(ConsumedCapacity?.map(unitsOf)).toEqual([report({ table: 6, index: 1 })]);
    expect(ConsumedCapacity?.[0]).toMatchObject({ WriteCapacityUnits: 7, Table: { WriteCapacityUnits: 6 } });
  });

  it('of a check are those of the item that it looked at', async () => {
    const id = newId();
    await database.put(ticket(id, text(2900)));
    const { ConsumedCapacity } = await database.transact([checking(id, 'attribute_exists(id)')], INDEXES);
    expect(ConsumedCapacity?.map(unitsOf)).toEqual([report({ table: 6 })]);
  });

  it.each<[string, (id: string) => TransactWriteItem, number]>([
    ['a put', (id) => putting(ticket(id)), 6],
    ['a delete', (id) => deleting(id), 6],
    ['a check', (id) => checking(id, 'attribute_exists(id)'), 6],
  ])('become read units when %s of 9 KB is repeated under its token', async (_, action, units) => {
    const id = newId();
    await database.put(ticket(id, text(9000)));
    const send = () => database.transact([action(id)], { ...INDEXES, ClientRequestToken: id });
    await send();
    expect((await send()).ConsumedCapacity).toMatchObject([{ CapacityUnits: units, ReadCapacityUnits: units }]);
  });

  it('of an index count what it projects', async () => {
    const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
    const hash = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' }] as const;
    const index = (name: string, projection: object) => ({
      IndexName: name,
      KeySchema: [...hash('group')],
      Projection: projection,
    });
    await database.client.send(
      new CreateTableCommand({
        TableName: 'projections',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [attribute('id'), attribute('group')],
        KeySchema: [...hash('id')],
        GlobalSecondaryIndexes: [
          index('keys', { ProjectionType: 'KEYS_ONLY' }),
          index('some', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] }),
        ],
      }),
    );
    const put = async (item: Plain) => {
      const { ConsumedCapacity } = await database.put(item, { TableName: 'projections', ...INDEXES });
      return ConsumedCapacity?.GlobalSecondaryIndexes;
    };
    const one = { CapacityUnits: 1 };
    expect(await put({ id: '1', group: 'g', b: 'x'.repeat(3000) })).toEqual({ keys: one, some: one });
    expect(await put({ id: '1', group: 'g', b: 'y' })).toBeUndefined();
    expect(await put({ id: '1', group: 'g', a: 'y' })).toEqual({ some: one });
  });

  it('come as a sum only, or not at all, as they were asked for', async () => {
    const put = async (ReturnConsumedCapacity?: ReturnConsumedCapacity) =>
      (await database.put(ticket(newId()), { ReturnConsumedCapacity })).ConsumedCapacity;
    expect(await put('TOTAL')).toEqual({ TableName, CapacityUnits: 2 });
    expect(await put('NONE')).toBeUndefined();
    expect(await put()).toBeUndefined();
  });
});
