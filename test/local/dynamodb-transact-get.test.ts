import { TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, names, putting, startDatabase, ticket } from './dynamodb-under-test.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

describe('a transaction of reads', () => {
  const reading = (id: string, ProjectionExpression?: string) => ({
    Get: { TableName: names.tickets, Key: marshall({ id, entry: 'ticket' }), ProjectionExpression },
  });
  const get = (...TransactItems: ReturnType<typeof reading>[]) =>
    database.client.send(new TransactGetItemsCommand({ TransactItems }));

  it('answers in order, with a gap for what is not there', async () => {
    for (const id of ['read', 'other']) await database.put(ticket(id));
    expect((await get(reading('read', 'version'), reading('unread'), reading('other'))).Responses).toEqual([
      { Item: marshall({ version: 1 }) },
      {},
      { Item: marshall(ticket('other')) },
    ]);
  });

  it('never sees half of a transaction', async () => {
    const pair = (version: number) => [putting(ticket('left', { version })), putting(ticket('right', { version }))];
    await database.transact(pair(0));
    const writes = Array.from({ length: 30 }, (_, n) => database.transact(pair(n + 1)));
    const reads = Array.from({ length: 30 }, () => get(reading('left', 'version'), reading('right', 'version')));
    for (const { Responses: [left, right] = [] } of await Promise.all(reads)) expect(left).toEqual(right);
    await Promise.all(writes);
  });

  it('refuses the same item twice, a wrong key and a table that does not exist', async () => {
    await expect(get(reading('a'), reading('a'))).rejects.toMatchObject({ name: 'ValidationException' });
    const wrong = { Get: { ...reading('a').Get, Key: marshall({ id: 'a' }) } };
    await expect(get(reading('a'), wrong)).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    const nowhere = { Get: { ...reading('a').Get, TableName: 'nowhere' } };
    await expect(get(nowhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
