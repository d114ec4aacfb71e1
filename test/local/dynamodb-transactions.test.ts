import {
  type CancellationReason,
  TransactionCanceledException,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checking, type Database, deleting, putting, raising, startDatabase, ticket } from './dynamodb-under-test.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const taken = { ConditionExpression: 'attribute_not_exists(id)' };

async function reasonsOf(actions: TransactWriteItem[]): Promise<CancellationReason[]> {
  const error = await database.transact(actions).catch((error: unknown) => error);
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
  throw error;
}

describe('a transaction of writes', () => {
  it('puts, updates, deletes and checks together, in the index too', async () => {
    for (const id of ['updated', 'deleted', 'checked']) await database.put(ticket(id, { status: 'before' }));
    const status = { UpdateExpression: 'SET #s = :to', ExpressionAttributeNames: { '#s': 'status' } };
    await database.transact([
      putting(ticket('put', { status: 'after' })),
      raising('updated', 2, undefined, { ...status, ExpressionAttributeValues: marshall({ ':to': 'after' }) }),
      deleting('deleted'),
      checking('checked', 'version = :v', { ExpressionAttributeValues: marshall({ ':v': 1 }) }),
    ]);
    expect(await database.get('put')).toEqual(ticket('put', { status: 'after' }));
    expect(await database.get('updated')).toEqual(ticket('updated', { status: 'after' }));
    expect(await database.get('deleted')).toBeUndefined();
    expect(await database.get('checked')).toEqual(ticket('checked', { status: 'before' }));
    const idsOf = async (of: string) => ((await database.query(of)).Items ?? []).map(({ id }) => id?.S).sort();
    expect(await idsOf('after')).toEqual(['put', 'updated']);
    expect(await idsOf('before')).toEqual(['checked']);
  });

  it('does nothing at all if its last action may not be done', async () => {
    await database.put(ticket('kept'));
    const actions = [putting(ticket('new', { status: 'half' })), deleting('kept'), raising('kept-not', 2, 1)];
    expect((await reasonsOf(actions)).map(({ Code }) => Code)).toEqual(['None', 'None', 'ConditionalCheckFailed']);
    expect(await database.get('new')).toBeUndefined();
    expect(await database.get('kept')).toEqual(ticket('kept'));
    expect((await database.query('half')).Count).toBe(0);
  });

  it('gives every reason in the order of the actions, with the item where it was asked for', async () => {
    await database.put(ticket('there'));
    const withItem = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    const there = { ...failed, Item: marshall(ticket('there')) };
    expect(await reasonsOf([putting(ticket('a')), putting(ticket('there'), { ...taken, ...withItem })])).toEqual([
      { Code: 'None' },
      there,
    ]);
    expect(await reasonsOf([checking('there', 'version = id', withItem), deleting('a')])).toEqual([
      there,
      { Code: 'None' },
    ]);
    expect(await reasonsOf([putting(ticket('there'), taken), raising('gone', 2, 1, withItem)])).toEqual([
      failed,
      failed,
    ]);
  });

  it('says in its message what became of each action', async () => {
    await expect(database.transact([deleting('nothing'), raising('nobody', 2, 1)])).rejects.toThrow(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    );
  });

  it('is cancelled by an action that makes no sense in its table', async () => {
    await database.put(ticket('words', { version: 'one' }));
    const add = { UpdateExpression: 'SET version = version + :to' };
    const bad = [
      [putting({ id: 'no entry' }), 'One or more parameter values were invalid: Missing the key entry in the item'],
      [deleting('x', { Key: marshall({ id: 'x' }) }), 'The provided key element does not match the schema'],
      [raising('words', 1, undefined, add), 'An operand in the update expression has an incorrect data type'],
      [
        raising('unknown', 1, undefined, add),
        'The provided expression refers to an attribute that does not exist in the item',
      ],
    ] as const;
    for (const [action, Message] of bad) {
      expect(await reasonsOf([putting(ticket('fine')), action])).toEqual([
        { Code: 'None' },
        { Code: 'ValidationError', Message },
      ]);
    }
    expect(await database.get('fine')).toBeUndefined();
  });

  it.each<[string, TransactWriteItem[], string, string | RegExp]>([
    ['nothing', [], 'ValidationException', /'transactItems' .* length greater than or equal to 1/],
    [
      'more than 100 actions',
      Array.from({ length: 101 }, (_, n) => putting(ticket(`t${n}`))),
      'ValidationException',
      /'transactItems' .* length less than or equal to 100/,
    ],
    [
      'the same item twice',
      [putting(ticket('same')), checking('same', 'attribute_exists(id)')],
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'two actions in one',
      [{ ...putting(ticket('a')), ...deleting('b') }],
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'an action that is none',
      [{}],
      'ValidationException',
      'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
    ],
    [
      'an update without an expression',
      [raising('a', 1, undefined, { UpdateExpression: undefined })],
      'ValidationException',
      /'transactItems.1.member.update.updateExpression' .* must not be null/,
    ],
    [
      'a syntax error',
      [putting(ticket('a')), checking('b', 'version ==')],
      'ValidationException',
      /^Invalid ConditionExpression: Syntax error/,
    ],
    [
      'a table that does not exist',
      [putting(ticket('a')), deleting('b', { TableName: 'nowhere' })],
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
  ])('is refused with %s', async (_, actions, name, message) => {
    await expect(database.transact(actions)).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('lets exactly one of fifty win the same version', async () => {
    await database.put(ticket('raced'));
    // Opens the connections, so that the requests arrive together.
    await Promise.all(Array.from({ length: 50 }, () => database.get('raced')));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        database.transact([raising('raced', 2, 1), putting({ id: 'raced', entry: `event#${n}` })]),
      ),
    );
    const winners = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    expect(winners).toHaveLength(1);
    for (const n of outcomes.keys()) {
      expect(await database.get('raced', `event#${n}`)).toEqual(
        n === winners[0] ? { id: 'raced', entry: `event#${n}` } : undefined,
      );
    }
  });

  it('loses no update among plain ones', async () => {
    await database.put(ticket('counted', { version: 0 }));
    const ExpressionAttributeValues = marshall({ ':to': 1 });
    const add = raising('counted', 1, undefined, { UpdateExpression: 'ADD version :to', ExpressionAttributeValues });
    await Promise.all([
      ...Array.from({ length: 20 }, () => database.transact([add])),
      ...Array.from({ length: 20 }, (_, n) => database.put(ticket(`beside-${n}`))),
    ]);
    expect(await database.get('counted')).toMatchObject({ version: 20 });
  });
});
