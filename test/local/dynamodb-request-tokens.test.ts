import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, putting, startDatabase, ticket } from './dynamodb-under-test.ts';

const time = { now: 0 };
let database: Database;
beforeAll(async () => {
  database = await startDatabase({ now: () => time.now });
});
afterAll(() => database.close());

const taken = { ConditionExpression: 'attribute_not_exists(id)' };

describe('a request token', () => {
  const once = (item: string, ClientRequestToken: string) =>
    database.transact([putting(ticket(item), taken)], { ClientRequestToken });

  it('makes the same request succeed again without effect', async () => {
    await once('first', 'token-1');
    await database.put(ticket('first', { version: 9 }));
    await expect(once('first', 'token-1')).resolves.toBeDefined();
    expect(await database.get('first')).toMatchObject({ version: 9 });
  });

  it('does so for the same request many times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => once('at once', 'token-2')));
  });

  it('takes objects for the same whatever the order of their members', async () => {
    const item = ticket('ordered');
    const reversed = Object.fromEntries(Object.entries(item).reverse());
    await database.transact([putting(item, taken)], { ClientRequestToken: 'token-3' });
    await database.transact([putting(reversed, taken)], { ClientRequestToken: 'token-3' });
  });

  it('refuses another request', async () => {
    await once('mine', 'token-4');
    await expect(once('yours', 'token-4')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect(await database.get('yours')).toBeUndefined();
  });

  it('is free again after a transaction that was cancelled', async () => {
    await database.put(ticket('occupied'));
    await expect(once('occupied', 'token-5')).rejects.toBeInstanceOf(TransactionCanceledException);
    await expect(once('vacant', 'token-5')).resolves.toBeDefined();
  });

  it('is forgotten after ten minutes', async () => {
    await once('old', 'token-6');
    time.now += 10 * 60 * 1000 - 1;
    await expect(once('old', 'token-6')).resolves.toBeDefined();
    time.now += 1;
    await expect(once('old', 'token-6')).rejects.toBeInstanceOf(TransactionCanceledException);
  });

  it('has at most 36 characters', async () => {
    await expect(once('long', 'x'.repeat(37))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
