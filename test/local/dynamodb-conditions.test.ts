import { ConditionalCheckFailedException, DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, names, type Plain, startDatabase, ticket } from './dynamodb-under-test.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const never = { ConditionExpression: 'attribute_exists(no_such_attribute)' };
const asked = { ...never, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
const key = (id: string) => ({ TableName: names.tickets, Key: marshall({ id, entry: 'ticket' }) });
const update = { UpdateExpression: 'REMOVE version' };

const writes: [string, (id: string, condition: object) => Promise<unknown>][] = [
  ['PutItem', (id, condition) => database.put(ticket(id, { version: 2 }), condition)],
  [
    'UpdateItem',
    (id, condition) => database.client.send(new UpdateItemCommand({ ...key(id), ...update, ...condition })),
  ],
  ['DeleteItem', (id, condition) => database.client.send(new DeleteItemCommand({ ...key(id), ...condition }))],
];

describe.each(writes)('a failed condition of %s', (name, write) => {
  const old: Plain = ticket(name, {
    message: 'Grüße \u0000 \u{1F600}',
    tags: new Set(['a']),
    nested: { list: [1, null] },
  });
  const failed = (id: string, condition: object) => write(id, condition).catch((error: unknown) => error);

  it('carries the item as it was, if that was asked for', async () => {
    await database.put(old);
    const error = await failed(name, asked);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ message: 'The conditional request failed', Item: marshall(old) });
    expect(await database.get(name)).toEqual(old);
  });

  it('carries nothing if it was not asked for, or there is no item', async () => {
    await database.put(old);
    const without = { name: 'ConditionalCheckFailedException', Item: undefined };
    expect(await failed(name, never)).toMatchObject(without);
    expect(await failed(name, { ...never, ReturnValuesOnConditionCheckFailure: 'NONE' })).toMatchObject(without);
    expect(await failed(`no-${name}`, asked)).toMatchObject(without);
  });

  it('knows no other wish', async () => {
    expect(await failed(name, { ...never, ReturnValuesOnConditionCheckFailure: 'ALL_NEW' })).toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe("a failed condition in the document client's words", () => {
  it('carries the item all the same', async () => {
    await database.put(ticket('document'));
    const document = DynamoDBDocumentClient.from(database.client);
    const error = await document
      .send(new PutCommand({ TableName: names.tickets, Item: ticket('document'), ...asked }))
      .catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', Item: marshall(ticket('document')) });
  });
});
