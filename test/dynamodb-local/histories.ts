import fc from 'fast-check';
import { statusIndex, ticketEntry } from '#functions/table-keys.ts';
import { names } from '#test/local/dynamodb-under-test.ts';
import { type Json, members, merged, oneOf, type Parts, sometimes, sound, status, wrong } from './request-parts.ts';

/** One request of the API. `walk` sends it once per page. */
export interface Request {
  readonly operation: string;
  readonly body: Json;
  readonly walk?: boolean;
}

const whenFailed = members({ ReturnValuesOnConditionCheckFailure: sometimes(oneOf('ALL_OLD', 'NONE')) });
const capacity = members({ ReturnConsumedCapacity: oneOf('INDEXES', 'INDEXES', 'TOTAL', 'NONE', undefined) });
const returnValues = (...values: string[]) => members({ ReturnValues: sometimes(oneOf(...values)) });
const projection = members({ ProjectionExpression: sometimes(oneOf('version, tags[1].deep', 'id', 'message')) });
const consistent = members({ ConsistentRead: sometimes(fc.boolean()) });
const token = members({ ClientRequestToken: sometimes(oneOf('1', '2')) });

/** No two items share a time, because DynamoDB promises no order for them; and none has only a time: see `differences`. */
const puts = ({ key, attributes }: Parts) =>
  fc.tuple(key, members(attributes), oneOf('1', '2', '3', undefined)).map(([{ TableName, Key }, rest, time]) => {
    const inIndex = time !== undefined && 'status' in rest;
    return {
      TableName,
      Item: { ...Key, ...rest, ...(inIndex && { created_at: { S: `${time} ${JSON.stringify(Key)}` } }) },
    };
  });

function actions(parts: Parts): fc.Arbitrary<object> {
  const { key, update, condition } = parts;
  const checks = condition.filter((one) => 'ConditionExpression' in one);
  return fc.oneof(
    merged(puts(parts), condition, whenFailed).map((Put) => ({ Put })),
    merged(key, update, condition, whenFailed).map((Update) => ({ Update })),
    merged(key, condition, whenFailed).map((Delete) => ({ Delete })),
    merged(key, checks, whenFailed).map((ConditionCheck) => ({ ConditionCheck })),
  );
}

/** Identifies the item that a request names. */
function target(request: object): string {
  const { TableName, Key, Item } = Object.values(request)[0];
  const { id, entry, key_hash } = Key ?? Item;
  return JSON.stringify([TableName, id, entry, key_hash]);
}

/** Returns several of them, mostly for different items. */
const several = <One extends object>(one: fc.Arbitrary<One>) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.uniqueArray(one, { selector: target, minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) },
  );

const request = (operation: string, body: fc.Arbitrary<Json>): fc.Arbitrary<Request> =>
  body.map((it) => ({ operation, body: it }));

function writes(parts: Parts): fc.Arbitrary<Request> {
  const { key, update, condition } = parts;
  const common = merged(condition, whenFailed, capacity);
  const some = parts === sound ? actions(sound) : fc.oneof(actions(sound), actions(parts));
  return fc.oneof(
    request('PutItem', merged(puts(parts), common, returnValues('NONE', 'ALL_OLD'))),
    request(
      'UpdateItem',
      merged(key, update, common, returnValues('ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW')),
    ),
    request('DeleteItem', merged(key, common, returnValues('ALL_OLD'))),
    request(
      'TransactWriteItems',
      merged(
        several(some).map((TransactItems) => ({ TransactItems })),
        token,
        capacity,
      ),
    ),
  );
}

function reads({ key }: Parts): fc.Arbitrary<Request> {
  const gets = merged(key, projection).map((Get) => ({ Get }));
  return fc.oneof(
    request('GetItem', merged(key, projection, consistent, capacity)),
    request(
      'TransactGetItems',
      merged(
        several(gets).map((TransactItems) => ({ TransactItems })),
        capacity,
      ),
    ),
  );
}

/** Valid puts and deletes of several items. */
const batch = fc
  .uniqueArray(fc.oneof(puts(sound), sound.key), { selector: (one) => target([one]), minLength: 1, maxLength: 4 })
  .map((all) => [...Map.groupBy(all, ({ TableName }) => TableName)].map(([name, some]) => [name, some.map(inBatch)]))
  .map((byTable) => ({ RequestItems: Object.fromEntries(byTable) }));

const inBatch = (one: object) =>
  'Item' in one ? { PutRequest: { Item: one.Item } } : { DeleteRequest: { Key: 'Key' in one && one.Key } };

const query = merged(
  fc.oneof(
    oneOf('open', 'closed', 'nothing').map((value) => ({
      IndexName: statusIndex.name,
      KeyConditionExpression: '#status = :value',
      ExpressionAttributeValues: { ':value': { S: value } },
      ExpressionAttributeNames: status,
    })),
    oneOf('=', '<', '>=').map((comparison) => ({
      KeyConditionExpression: `id = :value AND entry ${comparison} :entry`,
      ExpressionAttributeValues: { ':value': { S: 'a' }, ':entry': { S: ticketEntry } },
    })),
  ),
  members({
    TableName: fc.constant(names.tickets),
    FilterExpression: sometimes(fc.constant('attribute_exists(version)')),
    Limit: sometimes(oneOf(1, 2, 5)),
    ScanIndexForward: sometimes(fc.boolean()),
    Select: sometimes(fc.constant('COUNT')),
  }),
  capacity,
);
const scan = merged(members({ TableName: oneOf(names.tickets, names.agents) }), consistent, capacity);

/** The product's requests to DynamoDB and more, in any order, on few items. */
export const histories: fc.Arbitrary<Request[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: writes(sound) },
    { weight: 3, arbitrary: fc.oneof(...wrong.map(writes)) },
    { weight: 2, arbitrary: reads(sound) },
    { weight: 1, arbitrary: fc.oneof(...wrong.map(reads)) },
    { weight: 1, arbitrary: request('BatchWriteItem', merged(batch, capacity)) },
    { weight: 3, arbitrary: request('Query', query).map((one) => ({ ...one, walk: true })) },
    { weight: 1, arbitrary: request('Scan', scan) },
  ),
  { minLength: 1, maxLength: 25, size: 'max' },
);
