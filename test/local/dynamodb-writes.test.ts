import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, names, putting, raising, startDatabase, ticket } from './dynamodb-under-test.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const setStatus = (status: string) => ({
  UpdateExpression: 'SET #status = :status',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: marshall({ ':status': status }),
});
const update = (id: string, change: Partial<ConstructorParameters<typeof UpdateItemCommand>[0]>) =>
  database.client.send(
    new UpdateItemCommand({ TableName: names.tickets, Key: marshall({ id, entry: 'ticket' }), ...change }),
  );

describe('an empty text', () => {
  const refused = { name: 'ValidationException', message: expect.stringContaining('empty string value') };

  it("cannot be an index's key, whether it is put or set, alone or in a transaction", async () => {
    await database.put(ticket('empty'));
    await expect(database.put(ticket('empty', { status: '' }))).rejects.toMatchObject(refused);
    await expect(update('empty', setStatus(''))).rejects.toMatchObject(refused);
    await expect(database.transact([putting(ticket('new', { created_at: '' }))])).rejects.toMatchObject(refused);
    await expect(database.transact([raising('empty', 1, undefined, setStatus(''))])).rejects.toMatchObject(refused);
    expect(await database.get('empty')).toEqual(ticket('empty'));
    expect(await database.get('new')).toBeUndefined();
  });

  it("as a table's key refuses a transaction outright, as the only wrong value that does not cancel it", async () => {
    await expect(database.transact([putting(ticket('fine')), putting(ticket(''))])).rejects.toMatchObject(refused);
    await expect(database.transact([raising('', 1)])).rejects.toMatchObject(refused);
    expect(await database.get('fine')).toBeUndefined();
  });

  it('can be any other attribute', async () => {
    await database.put(ticket('other', { message: '' }));
    expect(await database.get('other')).toMatchObject({ message: '' });
  });
});

describe('the attributes that an update answers', () => {
  it('are those it set, and are left out if it only removed some', async () => {
    await database.put(ticket('updated', { message: 'gone soon' }));
    const ReturnValues = 'UPDATED_NEW';
    expect((await update('updated', { ...setStatus('closed'), ReturnValues })).Attributes).toEqual(
      marshall({ status: 'closed' }),
    );
    const removed = await update('updated', { UpdateExpression: 'REMOVE message', ReturnValues });
    expect(removed.Attributes).toBeUndefined();
  });
});
