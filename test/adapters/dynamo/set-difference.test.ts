import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setDifference } from '#adapters/dynamo/set-difference.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const value = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, 1, '', 'a', 'b'),
  fc.record({ preview: fc.constantFrom('a', 'b') }, { noNullPrototype: true }),
);
/** Most of these names are reserved words in DynamoDB. */
const attributes = fc.record(
  { name: value, count: value, size: value, values: value, closed_at: value },
  { requiredKeys: [], noNullPrototype: true },
);
const present = (item: object) => Object.fromEntries(Object.entries(item).filter(([, it]) => it !== undefined));

describe('the difference between two versions of an item', () => {
  it('sets what differs, removes what is undefined, and names nothing else', () => {
    const before = {
      status: 'open',
      subject: 'Help',
      mail_problem: 'bounced',
      latest: { preview: 'a' },
      tier: undefined,
    };
    const after = {
      status: 'closed',
      subject: 'Help',
      mail_problem: undefined,
      latest: { preview: 'a' },
      closed_at: 'now',
    };
    expect(setDifference(before, after)).toEqual({
      UpdateExpression: 'SET #status = :status, #closed_at = :closed_at REMOVE #mail_problem',
      ExpressionAttributeNames: { '#status': 'status', '#mail_problem': 'mail_problem', '#closed_at': 'closed_at' },
      ExpressionAttributeValues: { ':status': 'closed', ':closed_at': 'now' },
    });
    expect(setDifference({ latest: { preview: 'a' } }, { latest: { preview: 'b' } })).toMatchObject({
      UpdateExpression: 'SET #latest = :latest',
    });
    expect(setDifference({ closed_at: null }, {})).toMatchObject({ UpdateExpression: 'REMOVE #closed_at' });
  });

  it('is empty between an item and itself', () => {
    fc.assert(
      fc.property(attributes, (item) => {
        expect(setDifference(item, structuredClone(item))).toEqual({
          UpdateExpression: '',
          ExpressionAttributeNames: {},
          ExpressionAttributeValues: {},
        });
      }),
    );
  });

  it('turns the database’s item into the second, leaving whatever else was written into it', async () => {
    await fc.assert(
      fc.asyncProperty(attributes, attributes, fc.uuid(), async (before, after, id) => {
        const update = async (from: object, to: object) => {
          // As in each change of a ticket: something always differs.
          const difference = setDifference({ ...from, turn: 1 }, { ...to, turn: 2 });
          const Key = { id, entry: 'ticket' };
          const TableName = engine.tables.tickets;
          const command = new UpdateCommand({ TableName, Key, ...difference, ReturnValues: 'ALL_NEW' });
          return (await engine.client.send(command)).Attributes;
        };
        await update({}, { ...before, colour: 'blue' });
        expect(await update(before, after)).toEqual({
          ...present(after),
          id,
          entry: 'ticket',
          turn: 2,
          colour: 'blue',
        });
      }),
      { numRuns: 60 },
    );
  });
});
