import { GetItemCommand, ScanCommand, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, names, startDatabase, ticket } from './dynamodb-under-test.ts';
import { INDEXES, report, text, unitsOf } from './dynamodb-units.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const TableName = names.tickets;
const Key = (id: string) => marshall({ id, entry: 'ticket' });

describe('read units', () => {
  const get = async (id: string, ConsistentRead: boolean) =>
    unitsOf(
      (await database.client.send(new GetItemCommand({ TableName, Key: Key(id), ConsistentRead, ...INDEXES })))
        .ConsumedCapacity,
    );

  it('of one item are one per 4 KB, and half of that if it may be old', async () => {
    await database.put(ticket('big', { message: 'é'.repeat(4000) }));
    expect(await get('big', true)).toEqual(report({ table: 2 }));
    expect(await get('big', false)).toEqual(report({ table: 1 }));
    expect(await get('nobody', true)).toEqual(report({ table: 1 }));
    expect(await get('nobody', false)).toEqual(report({ table: 0.5 }));
  });

  it('in a transaction are two per 4 KB of each item', async () => {
    await database.put(ticket('two', text(5000)));
    await database.put(ticket('one'));
    const TransactItems = ['two', 'one', 'nobody'].map((id) => ({ Get: { TableName, Key: Key(id) } }));
    const { ConsumedCapacity } = await database.client.send(new TransactGetItemsCommand({ TransactItems, ...INDEXES }));
    expect(ConsumedCapacity?.map(unitsOf)).toEqual([report({ table: 8 })]);
    expect(ConsumedCapacity?.[0]).toMatchObject({ ReadCapacityUnits: 8 });
  });

  it("of a query are the index's, for the sum of what was read, counted or not", async () => {
    for (let n = 0; n < 10; n++) await database.put(ticket(`metered-${n}`, { status: 'metered', ...text(2000) }));
    const query = async (more: object) =>
      unitsOf((await database.query('metered', { ...INDEXES, ...more })).ConsumedCapacity);
    expect(await query({})).toEqual(report({ table: 0, index: 3 }));
    expect(await query({ Select: 'COUNT' })).toEqual(report({ table: 0, index: 3 }));
    expect(await query({ Limit: 2 })).toEqual(report({ table: 0, index: 1 }));
    expect(await query({ ScanIndexForward: false, Limit: 1 })).toEqual(report({ table: 0, index: 0.5 }));
    expect(unitsOf((await database.query('no such status', INDEXES)).ConsumedCapacity)).toEqual(
      report({ table: 0, index: 0.5 }),
    );
  });

  it('of a scan count what the filter leaves out', async () => {
    for (let n = 0; n < 3; n++)
      await database.put({ key_hash: `hash-${n}`, ...text(4000) }, { TableName: names.agents });
    const filter = { FilterExpression: 'attribute_not_exists(key_hash)', ConsistentRead: true };
    const { Count, ConsumedCapacity } = await database.client.send(
      new ScanCommand({ TableName: names.agents, ...filter, ...INDEXES }),
    );
    expect(Count).toBe(0);
    expect(unitsOf(ConsumedCapacity)).toEqual(report({ table: 3 }));
  });
});
